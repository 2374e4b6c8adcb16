"""The public finds any words of what is live, and of nothing else; the page helps where nothing is found."""

from __future__ import annotations

import random
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client
from lxml import html

from gongkai import registry
from gongkai.bodies.corrections import correcting, replace_fact, successor
from gongkai.bodies.tests.factory import Bureau, bureau
from gongkai.ledger import triggers, verify
from gongkai.papers.actions.draft import add_version
from gongkai.papers.actions.write_page import write_page
from gongkai.papers.document_kinds import GUIDE
from gongkai.papers.files import received
from gongkai.papers.models import OfficialDocument, Version
from gongkai.papers.tests.pages import GUIDE_TEXT
from gongkai.portal import searching
from gongkai.portal.tests.released import index, issued, released
from gongkai.review.actions.withdraw import withdraw
from gongkai.review.tests.factory import DAY, approved, content, drafted
from gongkai.search import indexing, public
from gongkai.search.engine import PUBLIC
from gongkai.search.models import PublicText
from gongkai.search.words import fold

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Bureau:
    return bureau()


def page_of(client: Client, text: str, **asked: str) -> Any:
    answer = client.get("/search/", {"q": text, **asked})
    assert answer.status_code == 200, answer.content.decode()
    return html.fromstring(answer.content.decode())


def found(client: Client, text: str, **asked: str) -> list[str]:
    """Return the addresses of what contains all words, in their order; what is only near is none of it."""
    page = page_of(client, text, **asked)
    return [] if page.find_class("found-near") else page.xpath('//ol[@class="found-hits"]/li/h2/a/@href')


def near(client: Client, text: str) -> list[str]:
    page = page_of(client, text)
    assert page.find_class("found-near"), page.text_content()
    links: list[str] = page.xpath('//ol[@class="found-hits"]/li/h2/a/@href')
    return links


def test_any_part_of_a_live_text_finds_it(client: Client, office: Bureau) -> None:
    texts = [
        "关于开展节能监察工作的通知。各县区：根据《节约能源法》，2023年节能监察计划如下。",
        "中小企业补贴资金申报指南，申报截止日期为5月31日。\n联系人：示例科室（0955-0000001）。",
        "示例工业园区节能评估报告：能耗下降3.5%，\uff21级企业12家。",
    ]
    made = {released(office, title=f"示例·文件{n}", body=text).address: text for n, text in enumerate(texts)}
    index()
    chosen = random.Random(5)
    for text in made.values():
        for length in range(2, 9):
            at = chosen.randrange(len(text) - length)
            part = text[at : at + length]
            if fold(part):
                wanted = {url for url, each in made.items() if fold(part) in fold(each)}
                assert set(found(client, part)) >= wanted > set(), part
                apart = {
                    url for url, each in made.items() if all(w in fold(each) for w in fold(part).split())
                }
                assert {url for url in found(client, part) if url in made} == apart, part


def test_every_kind_that_is_released_can_be_found_and_no_letter() -> None:
    kinds = {kind.id: kind.release for kind in registry.all_of(registry.DocumentKind)}
    found = {each.id.removeprefix("portal.") for each in registry.all_of(registry.PublicFindable)}
    assert found == {kind for kind, release in kinds.items() if release}
    assert any(release is None for release in kinds.values())


def test_only_what_is_live_is_found(client: Client, office: Bureau) -> None:
    drafted(office, body="未审的文字。")
    approved(office, drafted(office, body="已审未发的文字。"))
    gone = released(office, body="撤回的文字。")
    kept = released(office, body="原来的文字。")
    index()
    assert found(client, "撤回的文字") == [gone.address]
    withdraw(viewer=office.deputy_head.on(DAY), release=gone, reason="示例·有误")
    edited = add_version(
        viewer=office.drafter.on(DAY), document=kept.document, content=content(body="改后的文字。")
    )
    index()
    assert found(client, "的文字") == [kept.address]
    assert found(client, "原来的文字") == [kept.address], "until the edit is released"
    released(office, edited)
    index()
    assert found(client, "原来的文字") == []
    assert found(client, "改后的文字") == [kept.address]
    assert PublicText.objects.count() == 1


def test_what_is_withdrawn_and_not_yet_followed_is_not_shown(client: Client, office: Bureau) -> None:
    gone = released(office, body="撤回的文字。")
    index()
    withdraw(viewer=office.deputy_head.on(DAY), release=gone, reason="示例·有误")
    page = page_of(client, "撤回的文字")
    assert page.xpath('//ol[@class="found-hits"]/li') == []
    assert "共 1 件" not in page.text_content(), "nor does a number tell what it said"
    assert "正在编入" in page.text_content()


def test_what_is_released_and_not_yet_followed_is_said(client: Client, office: Bureau) -> None:
    released(office)
    assert "刚刚公开或者撤回的 1 件" in page_of(client, "示例").text_content()
    index()
    assert "正在编入" not in page_of(client, "示例").text_content()


def test_where_the_index_was_lost_the_page_says_so_and_reindex_makes_it_anew(
    client: Client, office: Bureau
) -> None:
    made = released(office)
    index()
    PUBLIC.empty()
    answer = client.get("/search/", {"q": "示例"})
    assert answer.status_code == 503
    assert "暂时不能使用" in answer.content.decode()
    assert 'href="/organs/SL/documents/"' in answer.content.decode()
    indexing.rebuild()
    assert found(client, "示例") == [made.address]


def test_where_the_index_cannot_be_asked_the_page_says_so_and_the_log_not_what_was_asked(
    client: Client,
    office: Bureau,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(question: str, part: Any) -> Any:
        raise OperationalError(f"no such table: {question}")

    released(office)
    monkeypatch.setattr(public, "matching", broken)
    answer = client.get("/search/", {"q": "示例·张三"})
    assert answer.status_code == 503
    assert "暂时不能使用" in answer.content.decode()
    assert "张三" not in caplog.text


def test_the_index_is_proven_to_be_what_is_live(office: Bureau) -> None:
    made = released(office)
    index()
    assert list(indexing.differences()) == []
    PublicText.objects.filter(key=made.document.pk).update(text="别的")
    said = list(indexing.differences())
    assert any("公众查找的“通知公告”" in each for each in said)
    assert [each.where for each in verify.everything() if each.where.startswith("search:SL")] == [
        "search:SL:portal.notice"
    ]
    indexing.rebuild()
    assert list(indexing.differences()) == []


def test_a_text_changed_in_the_database_is_neither_shown_nor_indexed(client: Client, office: Bureau) -> None:
    made = released(office, body="原来的文字。")
    guide = released(office, write_page(viewer=office.drafter.on(DAY), kind=GUIDE, typed=GUIDE_TEXT))
    index()
    assert found(client, "示例路1号") == [guide.address]
    triggers.drop_all(connection)
    Version.objects.update(body="偷换的文字。")
    triggers.install_all(connection)
    assert page_of(client, "原来的文字").xpath('//ol[@class="found-hits"]/li') == []
    indexing.rebuild()
    assert not PublicText.objects.filter(key__in=[made.document.pk, guide.document.pk]).exists()


def test_a_number_is_found_however_its_brackets_are_typed(client: Client, office: Bureau) -> None:
    made = issued(office, title="示例·关于节能的通知")
    issued(office, title="示例·关于安全的通知")
    index()
    for typed in ("示工信发〔2023〕1号", "〔2023〕1号", "[2023]1号", "（２０２３）１号", "示工信发 2023 1号"):
        assert found(client, typed)[0] == made.address, typed


def test_the_whole_question_comes_before_its_words_apart_and_a_title_before_a_text(
    client: Client, office: Bureau
) -> None:
    in_title = released(office, title="示例·节能 监察办法", body="示例。")
    in_text = released(office, title="示例·办法", body="关于节能 监察。")
    apart = released(office, title="示例·监察", body="与节能有关。")
    index()
    assert found(client, "节能 监察") == [in_title.address, in_text.address, apart.address]
    by_day = [apart.address, in_text.address, in_title.address]
    assert found(client, "节能 监察", order="day") == by_day


def test_hits_are_sifted_by_kind_year_validity_and_organ(client: Client, office: Bureau) -> None:
    other = bureau("QT")
    notice = released(office, title="示例·节能通知")
    elsewhere = released(other, title="示例·节能通知")
    number = issued(office, title="示例·节能办法")
    index()
    assert set(found(client, "节能")) == {notice.address, elsewhere.address, number.address}
    assert found(client, "节能", organ="QT") == [elsewhere.address]
    assert found(client, "节能", kind="portal.instrument") == [number.address]
    assert found(client, "节能", year="2022") == []
    assert found(client, "节能", validity="in_force") == [number.address]
    entry = OfficialDocument.objects.get(document=number.document)
    with correcting(office.disclosure_officer.on(DAY), entry, reason="示例") as tx:
        replace_fact(tx, successor(entry, reason="示例", validity="repealed", ended_on=DAY))
    index()
    assert found(client, "节能", validity="in_force") == []
    assert found(client, "节能", validity="repealed") == [number.address]
    assert "废止" in page_of(client, "节能办法").find_class("tag-wrong")[0].text
    links = page_of(client, "节能").xpath('//nav[@aria-label="缩小范围"]//a/text()')
    assert {"示例局SL", "示例局QT", "公文", "通知公告"} <= set(links)
    assert "2023 年" not in links, "one year is nothing to choose from"


def test_nothing_found_offers_what_is_near_and_how_to_ask(client: Client, office: Bureau) -> None:
    made = released(office, title="示例·中小企业补贴资金管理办法")
    released(office, title="示例·关于安全生产的通知")
    released(office, write_page(viewer=office.drafter.on(DAY), kind=GUIDE, typed=GUIDE_TEXT))
    index()
    assert near(client, "中小企业补帖资金") == [made.address], "a wrong character"
    assert near(client, "中小企业补贴怎么申请") == [made.address], "a sentence"
    assert near(client, "zxqybt") == [made.address], "initials"
    page = page_of(client, "没有这样的话")
    assert page.xpath('//ol[@class="found-hits"]') == []
    assert {"/organs/SL/guide/", "/organs/SL/documents/"} <= set(page.xpath("//main//a/@href"))
    assert "0955-0000001" in page.text_content()


def test_what_was_asked_is_marked_and_nothing_of_a_text_becomes_markup(
    client: Client, office: Bureau
) -> None:
    released(office, title="示例·<b>节能</b>通知", body='<script>alert("节能")</script>')
    index()
    page = page_of(client, "节能")
    assert page.xpath("//mark/text()") == ["节能", "节能"]
    assert page.xpath("//main//script | //main//b") == []
    assert page_of(client, '"><script>x</script>').xpath("//main//script") == []


@pytest.mark.usefixtures("scanner")
def test_attachments_are_found_by_name(client: Client, office: Bureau) -> None:
    attached = received("示例".encode(), name="示例申报表.txt")
    made = released(office, attachments=(attached,))
    index()
    assert found(client, "申报表") == [made.address]


def test_many_hits_are_paged(client: Client, office: Bureau, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "HITS_A_PAGE", 2)
    monkeypatch.setattr(public, "LISTED", 3)
    made = [released(office).address for _ in range(4)]
    index()
    first, second = found(client, "示例"), found(client, "示例", page="2")
    assert first + second == made[:0:-1]
    assert "多于 3 件" in page_of(client, "示例").text_content()
    assert page_of(client, "示例").xpath('//nav[@aria-label="分页"]/a/@href') == [
        "?q=%E7%A4%BA%E4%BE%8B&page=2"
    ]


ODD = (
    "\x01",
    "\uffff",
    "查" * 5000,
    "！？…",
    '" OR 1',
    "％_'\\",
    "/organ_id/SL",
    "-" * 300,
    "\ud7ff",
    "é\u0301",
    "𫠠",
)


def test_whatever_is_asked_is_answered(client: Client, office: Bureau) -> None:
    released(office)
    index()
    for text in ODD:
        page_of(client, text)
        page_of(client, f"示例{text}")
    for name in ("organ", "kind", "year", "validity", "order", "page"):
        for value in ("\x01", "9" * 5000, "-1", "0000", "²", "x"):
            page_of(client, "示例", **{name: value})
    assert "只查找了" in page_of(client, "查" * 5000).text_content()
    assert client.get("/search/").status_code == 200
    assert client.get("/search/", {"q": "示例\x00"}).status_code == 404, "no address holds a NUL"
    assert client.post("/search/", {"q": "示例"}).status_code == 405


def test_a_page_of_hits_asks_a_bounded_number_of_statements(
    client: Client, office: Bureau, django_assert_max_num_queries: Any
) -> None:
    for _ in range(4):
        issued(office)
    released(office)
    index()
    with django_assert_max_num_queries(25):
        found(client, "示例")
