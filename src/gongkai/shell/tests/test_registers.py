"""A register's screens: the address asks, the table answers; the count comes after; the file holds it all."""

from __future__ import annotations

import datetime
import io
import re
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from gongkai import registry
from gongkai.bodies.corrections import replace_fact, successor
from gongkai.bodies.events import OfficerEnrolled
from gongkai.bodies.tests.factory import account_of, bureau
from gongkai.ledger.followers import advance
from gongkai.ledger.transactions import ledger_transaction
from gongkai.registry import Column, Register
from gongkai.search.models import IndexedText
from gongkai.shell.models import SavedFilter
from gongkai.shell.registers.list_query import PASSING
from gongkai.shell.spreadsheets.writing import write_sheets

pytestmark = pytest.mark.django_db

OfficialDocument: Any = apps.get_model(
    "papers.OfficialDocument"
)  # a room above declares it; shell knows none

URL = "/desk/registers/papers.instruments/"
FIRST = datetime.date(2023, 1, 1)


@pytest.fixture
def office():
    return bureau()


@pytest.fixture
def signed_in(client, office):
    """Sign a role in; returns the browser."""

    def sign_in(role="disclosure_officer"):
        client.force_login(account_of(getattr(office, role).officer, role))
        return client

    return sign_in


@pytest.fixture
def store(office):
    """Store instruments of the organ; each takes the fields given."""

    def store(*rows, viewer=office.disclosure_officer):
        day = datetime.date(2024, 1, 5)
        with ledger_transaction(organ_code=viewer.organ_code, actor=viewer.actor, day=day) as tx:
            kept = tx.add_all([instrument(viewer, **fields) for fields in rows])
            tx.record(
                OfficerEnrolled(number="示例"),
                subjects=[viewer.officer],
            )
        return kept

    return store


def instrument(viewer, *, number=1, title="示例·通知", made_on=FIRST, attribute="proactive", **fields):
    return OfficialDocument(
        organ_id=viewer.organ_code,
        doc_number=f"示工信发〔2023〕{number}号",
        title=title,
        genre="通知",
        attribute=attribute,
        attribute_reason="" if attribute == "proactive" else "示例",
        made_on=made_on,
        counted_on=made_on,
        section="",
        validity="in_force",
        **fields,
    )


def many(number):
    return [
        {"number": n, "made_on": FIRST + datetime.timedelta(n % 7), "title": f"示例·第{n}件"}
        for n in range(1, number + 1)
    ]


def shown(response):
    return [row.cells[0].text for row in response.context["rows"]]


def test_filters_narrow_and_stand_in_the_address(signed_in, store):
    store(
        {"number": 1},
        {"number": 2, "attribute": "withheld"},
        {"number": 3, "made_on": datetime.date(2023, 6, 1)},
    )
    browser = signed_in()
    assert len(shown(browser.get(URL))) == 3
    assert shown(browser.get(URL, {"attribute": "withheld"})) == ["示工信发〔2023〕2号"]
    assert shown(browser.get(URL, {"made_on_from": "2023-05-01"})) == ["示工信发〔2023〕3号"]
    assert len(shown(browser.get(URL, {"made_on_to": "2023-05-01"}))) == 2
    assert shown(browser.get(URL, {"q": "〕3号"})) == ["示工信发〔2023〕3号"]
    assert shown(browser.get(URL, {"doc_number": "2号", "attribute": "proactive"})) == []
    page = browser.get(URL, {"attribute": "withheld", "sort": "title"}).content.decode()
    assert "公开属性为“不予公开”" in page


def test_what_an_address_does_not_mean_is_said_or_left_out(signed_in, store):
    store({"number": 1})
    browser = signed_in()
    assert "没有这一天" in browser.get(URL, {"made_on_from": "2023-02-30"}).content.decode()
    assert (
        "起日晚于止日"
        in browser.get(URL, {"made_on_from": "2023-05-02", "made_on_to": "2023-05-01"}).content.decode()
    )
    assert len(shown(browser.get(URL, {"attribute": "x", "sort": "x", "after": "x", "show": "x"}))) == 1


def test_pages_follow_each_other_with_ties(signed_in, store):
    store(*many(120))
    browser = signed_in()
    seen, url = [], URL
    while url:
        response = browser.get(url)
        seen += shown(response)
        url = response.context["older"] and URL + response.context["older"]
    assert len(seen) == len(set(seen)) == 120
    before = browser.get(URL + response.context["newer"])
    assert shown(before) == seen[-20 - 50 : -20]


def test_a_page_asks_as_many_queries_for_sixty_rows_as_for_three(signed_in, store):
    browser = signed_in()
    asked = []
    for rows in (many(3), many(60)[3:]):
        store(*rows)
        with CaptureQueriesContext(connection) as queries:
            browser.get(URL)
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_only_indexed_columns_sort(signed_in, store):
    store(
        {"number": 1, "title": "示例·甲"},
        {"number": 2, "title": "示例·乙", "made_on": datetime.date(2023, 2, 1)},
    )
    browser = signed_in()
    up, down = (shown(browser.get(URL, {"sort": sort})) for sort in ("doc_number", "-doc_number"))
    assert (up, down) == (sorted(up), sorted(up)[::-1])
    page = browser.get(URL, {"sort": "doc_number"})
    assert [head.order for head in page.context["heads"]][:1] == ["ascending"]
    assert 'aria-sort="ascending"' in page.content.decode()
    by_title = browser.get(URL, {"sort": "title"})
    assert shown(by_title) == shown(browser.get(URL))
    assert {head.label for head in by_title.context["heads"] if head.link} == {"发文字号", "成文日期"}


def test_the_count_comes_after_the_rows_and_without_script_by_a_link(signed_in, store):
    store(*many(3))
    browser = signed_in()
    page = browser.get(URL).content.decode()
    assert "统计总数" in page
    assert "共 3 件" not in page
    part = browser.get(URL, {"totals": "1"}, headers={"HX-Request": "true"}).content.decode()
    assert "共 3 件" in part
    assert "<table" not in part
    assert "共 3 件" in browser.get(URL, {"totals": "1"}).content.decode()


def test_columns_are_chosen(signed_in, store):
    store({"number": 1})
    browser = signed_in()
    heads = [head.label for head in browser.get(URL).context["heads"]]
    assert "属性理由" not in heads
    asked = [
        head.label for head in browser.get(URL, {"show": ["doc_number", "attribute_reason"]}).context["heads"]
    ]
    assert asked == ["发文字号", "属性理由"]


def test_an_empty_register_says_how_to_begin(signed_in):
    page = signed_in().get(URL).content.decode()
    assert reverse("shell:import_template", args=["papers.instruments"]) in page
    assert "导入" in page


def test_a_filter_that_leaves_nothing_can_be_cleared(signed_in, store):
    store({"number": 1})
    page = signed_in().get(URL, {"q": "没有这样的"}).content.decode()
    assert "没有符合条件的记录。这里按发文字号、标题" in page
    assert f"{reverse('shell:search')}?q=%E6%B2%A1%E6%9C%89" in page, "where its words can be found"


def test_the_export_holds_what_was_asked_for(signed_in, store):
    store({"number": 1}, {"number": 2, "title": "=示例"}, {"number": 3, "attribute": "withheld"})
    response = signed_in().get(URL, {"attribute": "proactive", "export": "xlsx", "sort": "doc_number"})
    assert "%E7%A4%BA%E4%BE%8B%E6%95%B0%E6%8D%AE" in response["Content-Disposition"]
    ledger = load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    assert ledger.sheetnames == ["示例数据"]
    rows = list(ledger.active.iter_rows(values_only=True))
    assert [row[0] for row in rows] == ["发文字号", "示工信发〔2023〕1号", "示工信发〔2023〕2号"]
    assert rows[2][1] == "=示例"
    assert rows[1][rows[0].index("成文日期")] == datetime.datetime.fromisoformat("2023-01-01")


def test_more_rows_than_a_sheet_holds_go_on_in_the_next(monkeypatch):
    monkeypatch.setattr("gongkai.shell.spreadsheets.writing.ROWS_A_SHEET", 2)
    with write_sheets(title="台账/一", labels=["甲"], rows=([n] for n in range(5)), sample=False) as file:
        ledger = load_workbook(file)
    assert ledger.sheetnames == ["台账 一", "台账 一 2", "台账 一 3"]
    assert [[c for (c,) in s.iter_rows(min_row=2, values_only=True)] for s in ledger] == [[0, 1], [2, 3], [4]]


def test_a_record_shows_its_chain_and_its_history(signed_in, store):
    [old] = store({"number": 1, "title": "示例·错"})
    [new] = store({"number": 1, "title": "示例·对", "supersedes": old, "reason": "示例"})
    browser = signed_in()
    assert shown(browser.get(URL)) == ["示工信发〔2023〕1号"]
    for record in (old, new):
        page = browser.get(f"{URL}{record.pk}/").content.decode()
        assert "已更正" in page
        assert "现行" in page
        assert "台账第" in page


def test_a_voided_record_says_so(signed_in, store):
    [wrong] = store({"number": 1, "title": "示例·错"})
    store({"number": 1, "title": "示例·错", "supersedes": wrong, "voids": True, "reason": "示例"})
    page = signed_in().get(f"{URL}{wrong.pk}/").content.decode()
    assert "已作废" in page


def test_another_organs_record_is_not_there(signed_in, store):
    [theirs] = store({"number": 1}, viewer=bureau("QT").disclosure_officer)
    browser = signed_in()
    assert browser.get(f"{URL}{theirs.pk}/").status_code == 404
    assert browser.get(f"{URL}nonsense/").status_code == 404
    assert shown(browser.get(URL)) == []


def test_who_may_not_is_told_and_who_is_not_signed_in_is_led_there(client, signed_in):
    assert client.get(URL).url.startswith(reverse("shell:sign_in"))
    htmx = client.get(URL, headers={"HX-Request": "true"})
    assert htmx["HX-Redirect"] == reverse("shell:sign_in")
    response = signed_in("administrator").get(URL)
    assert response.status_code == 403
    assert "没有“" in response.content.decode()
    assert client.get("/desk/registers/no.such/").status_code == 404


def test_search_finds_what_stands_now(signed_in, store):
    store({"number": 1, "title": "示例·节能监察"}, {"number": 2})
    browser, follower = signed_in(), registry.one(registry.Follower, "search.index")
    assert "过一会儿才能查到" in browser.get("/desk/search/", {"q": "节"}).content.decode()
    advance(follower)
    page = browser.get("/desk/search/", {"q": "节 监察"}).content.decode()
    assert "示例·<mark>节</mark>能<mark>监察</mark>" in page
    assert "2023-" in page
    assert "示工信发〔2023〕2号" not in page
    assert "里没有“不存在的”" in browser.get("/desk/search/", {"q": "不存在的"}).content.decode()
    assert "一个字也可以" in browser.get("/desk/search/").content.decode()


def test_search_forgets_what_was_corrected_and_voided(signed_in, store, office):
    [wrong] = store({"number": 1, "title": "示例·误植"})
    browser, follower = signed_in(), registry.one(registry.Follower, "search.index")
    officer = office.disclosure_officer
    ledger = registry.one(Register, "papers.instruments")
    advance(follower)
    assert "误植" in found(browser, "误植")
    with officer.transaction() as tx:
        right = replace_fact(tx, successor(wrong, reason="示例", title="示例·勘误"))
    advance(follower)
    assert found(browser, "误植") == ""
    assert "勘误" in found(browser, "勘误")
    with officer.transaction() as tx:
        replace_fact(tx, successor(right, reason="示例", voids=True))
    advance(follower)
    assert found(browser, "勘误") == ""
    assert not IndexedText.objects.filter(kind=ledger.id).exists()


def found(browser, words):
    """Return the titles and contexts of the hits, without marks."""
    page = browser.get("/desk/search/", {"q": words}).content.decode()
    return "".join(re.findall(r'<section class="hits">(.*?)</section>', page, flags=re.S)).replace(
        "mark>", ">"
    )


def test_a_question_is_saved_and_forgotten(signed_in, store, office):
    store({"number": 1})
    browser = signed_in()
    url = reverse("shell:save_filter", args=["papers.instruments"])
    browser.post(url, {"name": "不公开", "question": "?attribute=withheld"})
    saved = SavedFilter.objects.get(officer=office.disclosure_officer.officer)
    assert 'href="?attribute=withheld"' in browser.get(URL).content.decode()
    browser.post(url, {"forget": saved.pk})
    assert not SavedFilter.objects.exists()


@pytest.mark.parametrize("register", registry.all_of(Register), ids=lambda r: r.id)
def test_every_register_can_be_asked(signed_in, office, register):
    """Each declared column filters and sorts by a field of the model, under a name that no other use has."""
    ids = [column.id for column in register.columns]
    assert len(ids) == len(set(ids))
    assert not {"q", "sort", "show", *PASSING} & {
        name for c in register.columns for name in (c.id, f"{c.id}_from", f"{c.id}_to")
    }
    role = next(
        r
        for r in ("disclosure_officer", "administrator", "auditor")
        if getattr(office, r).may(register.permission)
    )
    browser = signed_in(role)
    url = reverse("shell:register", args=[register.id])
    filters = {name: value for column in register.columns for name, value in filters_of(column)}
    assert browser.get(url, {"q": "示例", **filters}).status_code == 200
    for head in browser.get(url, {"show": ids}).context["heads"]:
        assert not head.link or browser.get(url + head.link).status_code == 200, head.label
    assert browser.get(url, {"totals": "1"}).status_code == 200
    assert b"".join(browser.get(url, {"export": "xlsx"}).streaming_content)


def filters_of(column: Column):
    match column.filter:
        case "text":
            yield column.id, "示例"
        case "date":
            yield from ((f"{column.id}_from", "2023-01-01"), (f"{column.id}_to", "2023-12-31"))
        case "choice":
            yield column.id, "x"
