"""Rows of books on the screen: entered, corrected and voided by one form, with what stands in the way said."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db.models import DateField, DecimalField, ForeignKey, IntegerField
from django.urls import reverse

from gongkai import registry
from gongkai.bodies.records import Fact
from gongkai.bodies.tests.factory import account_of, bureau
from gongkai.ledger.tests.locks import lock_of_2023, unlock
from gongkai.registry import Importer, Measure, Register
from gongkai.shell.ledgers.entry import enter
from gongkai.shell.ledgers.stored import facts_of
from gongkai.shell.navigation import registers_of

pytestmark = pytest.mark.django_db

D = datetime.date
DAY = D(2024, 3, 8)
OPINION = {"number": "2023-01", "content": "示例：多发图解", "source": "meeting", "raised_on": D(2023, 9, 15)}
TYPED = {"number": "2023-01", "content": "示例：多发图解", "source": "座谈走访", "raised_on": "2023-09-15"}
TREATED = {
    "number": "2023-01",
    "outcome": "adopted",
    "handled_on": D(2023, 10, 10),
    "reply": "示例：已增加",
}


def register(name: str) -> Register:
    return registry.one(Register, f"oversight.{name}")


def ledger(name: str) -> Any:
    return register(name).ledger  # a room above keeps it; shell knows none


def url(name: str, what: str = "register", *more: Any) -> str:
    return reverse(f"shell:{what}", args=[f"oversight.{name}", *more])


@pytest.fixture
def office():
    return bureau()


@pytest.fixture
def signed_in(client, office):
    def sign_in(role="disclosure_officer"):
        client.force_login(account_of(getattr(office, role).officer, role))
        return client

    return sign_in


@pytest.fixture
def put(office):
    def put(name, row):
        return enter(viewer=office.disclosure_officer.on(DAY), ledger=ledger(name), row=row)

    return put


@pytest.fixture
def locked(office):
    """Lock 2023, as its finalized report does."""
    return lock_of_2023()


def standing(office, name):
    return register(name).query(office.disclosure_officer)


def buttons(page):
    return {button.label: tuple(map(str, button.blockers)) for button in page.context["actions"]}


def another_word(ledger, given):
    """Return a cell that holds words or a number, and something else that may stand there."""
    for column in reversed(ledger.file_columns):
        of = ledger.field_of(column.name)
        if given.get(column.name) and not column.choices and not isinstance(of, DateField | ForeignKey):
            if isinstance(of, DecimalField | IntegerField):
                return column.name, str(Decimal(given[column.name] or 0) + 1)
            if not column.identifier:
                return column.name, f"{given[column.name]}改"
    raise AssertionError(f"{ledger.id}: nothing to correct")


# What no figure counts by itself: channels are named by what appears on them, what was done by what it is about, and
# what is stated of the website stands in the website's own report.
UNCOUNTED = {
    "proactive.catalogue",
    "proactive.channels",
    "oversight.progress",
    "oversight.improvements",
    "upkeep.statements",
}


def figures_that_count(viewer, ledger, record):
    """Return the ids of the figures that count a row, or a fact that belongs to it."""
    told = [record, *facts_of(ledger, record)]
    return {
        measure.id
        for measure in registry.all_of(Measure)
        for each in told
        if isinstance(each, Fact)
        and (records := measure.records(viewer, each.counted_on.year)).model is type(each)
        and records.filter(pk=each.pk).exists()
    }


def test_whatever_is_imported_is_entered_by_hand_corrected_and_counted(signed_in, office):
    """The form asks for every cell of the file, under the same permission, and reads each as the import does.

    What was typed stands in the register and in a figure, and is given back for correction as it was typed.
    """
    browser = signed_in()
    lists = {each.importer: each for each in registry.all_of(Register) if each.importer}
    importers = registry.all_of(Importer)
    assert set(lists) == {each.id for each in importers}
    counted = set()
    for importer in importers:
        each = lists[importer.id]
        page = browser.get(reverse("shell:register", args=[each.id]))
        if each.ledger is None:  # a case is registered, and grows, on the pages of its room
            assert (importer.id, page.context["entry_url"]) == (
                "inforequests.requests",
                "/desk/requests/new/",
            )
            continue
        address = page.context["entry_url"]
        assert address == reverse("shell:enter", args=[each.id])
        assert each.ledger.permission == importer.permission
        typed = {column.name: column.example for column in importer.columns}
        assert list(browser.get(address).context["form"].fields) == list(typed)
        empty = browser.post(address, {})
        wrong = empty.context["form"].errors
        assert set(wrong) == {column.name for column in importer.columns if column.required}, each.id
        assert all(text.startswith("没有") for texts in wrong.values() for text in texts)
        stored = browser.post(address, typed)
        assert stored.status_code == 302, f"{each.id}: {stored.context['form'].errors}"
        record = each.ledger.model.objects.latest("pk")
        listed = each.page(record) if each.page else stored.url
        assert listed in browser.get(reverse("shell:register", args=[each.id])).content.decode()
        counted |= {each.id} if figures_that_count(office.disclosure_officer, each.ledger, record) else set()
        _correct(browser, each, stored.url)
    assert {each.id for each in importers} - counted == UNCOUNTED | {"inforequests.requests"}


def _correct(browser, each, address):
    """Nothing changed is no correction; something changed is given back."""
    page = browser.get(address + "correct/")
    given = {name: page.context["form"][name].value() or "" for name in page.context["form"].fields}
    assert given == {name: page.context["form"].initial.get(name, "") for name in given}
    same = browser.post(address + "correct/", given | {"reason": "示例"})
    assert "没有改动" in same.content.decode(), each.id
    name, other = another_word(each.ledger, given)
    again = browser.post(address + "correct/", given | {name: other, "reason": "示例"})
    assert again.status_code == 302, f"{each.id}: {again.context['form'].errors}"
    shown = browser.get(again.url + "correct/").context["form"].initial
    assert {k: shown.get(k, "") for k in given} == given | {name: other}, each.id


@pytest.mark.parametrize(
    ("typed", "field", "says"),
    [
        ({"number": ""}, "number", "没有填写意见编号。"),
        ({"source": ""}, "source", "没有选择"),
        ({"raised_on": "2023-02-30"}, "raised_on", "没有这一天，请核对年月日。"),
        ({"raised_on": "2099-01-01"}, "raised_on", "尚未发生的事不能登记"),
        ({"raised_on": "9999-01-01"}, "raised_on", "年份 9999 不合理，请核对。"),
        ({"content": "长" * 2000}, "content", "个字，现有 2000 个"),
        ({"open_day": "无此活动", "source": "政府开放日"}, "open_day", "没有登记过“无此活动”这一活动"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(signed_in, office, typed, field, says):
    page = signed_in().post(url("opinions", "enter"), TYPED | typed)
    assert page.status_code == 422
    assert says in "".join(page.context["form"].errors[field])
    assert {name: page.context["form"][name].value() for name in TYPED} == TYPED | {
        name: text for name, text in typed.items() if name in TYPED
    }
    assert not standing(office, "opinions").exists()


def test_a_row_is_typed_as_officers_type_and_entered_once(signed_in, office):
    browser = signed_in()
    typed = TYPED | {"raised_on": "２０２３年９月１５日"}
    assert browser.post(url("opinions", "enter"), typed).status_code == 302
    assert standing(office, "opinions").get().raised_on == D(2023, 9, 15)
    page = browser.post(url("opinions", "enter"), TYPED)
    assert "已登记；有误请更正原记录" in page.context["form"].errors["number"][0]


def test_one_row_after_another_keeps_what_the_address_brought(signed_in, put):
    put("opinions", OPINION)
    address = url("treatments", "enter") + "?number=2023-01"
    browser = signed_in()
    assert 'value="2023-01"' in browser.get(address).content.decode()
    typed = {"number": "2023-01", "outcome": "采纳", "handled_on": "2023-10-10", "reply": "示例"}
    assert browser.post(address, typed | {"another": "1"}).url == address


def test_a_correction_keeps_the_wrong_row_and_asks_why(signed_in, put, office):
    wrong = put("opinions", OPINION)
    browser = signed_in()
    address = url("opinions", "correct", wrong.pk)
    assert "number" not in browser.get(address).context["form"].fields
    silent = browser.post(address, TYPED | {"content": "示例：少发图解"})
    assert "更正和作废都要写明理由" in silent.context["form"].errors["reason"][0]
    assert "示例：少发图解" in silent.content.decode()
    done = browser.post(address, TYPED | {"content": "示例：少发图解", "reason": "听错"})
    right = standing(office, "opinions").get()
    assert (right.content, right.reason, right.supersedes_id) == ("示例：少发图解", "听错", wrong.pk)
    assert done.url == url("opinions", "record", right.pk)
    old = buttons(browser.get(url("opinions", "record", wrong.pk)))
    assert set(old) == {"更正", "作废"}
    assert all("请在最新的一条上办理" in why[0] for why in old.values())
    assert buttons(browser.get(done.url)) == {"更正": (), "作废": ()}
    assert browser.get(address).status_code == 409


def test_voiding_says_what_will_happen_and_leaves_the_row_to_be_read(signed_in, put, office):
    wrong = put("opinions", OPINION)
    browser = signed_in()
    address = url("opinions", "void", wrong.pk)
    assert "不再计入 2023 年的统计和年度报告" in browser.get(address).content.decode()
    assert browser.post(address, {"reason": " "}).status_code == 422
    assert browser.post(address, {"reason": "误登"}).status_code == 302
    assert not standing(office, "opinions").exists()
    page = browser.get(url("opinions", "record", wrong.pk))
    assert "理由：误登" in page.content.decode()
    assert all(buttons(page).values())


def test_what_others_refer_to_is_not_voided_and_says_what_they_say(signed_in, put):
    opinion, treated = put("opinions", OPINION), put("treatments", TREATED)
    browser = signed_in()
    page = browser.get(url("opinions", "record", opinion.pk))
    assert "“意见处理”中还有 1 条属于这一意见" in buttons(page)["作废"][0]
    [part] = page.context["related_rows"]
    assert part.rows == [(url("treatments", "record", treated.pk), "采纳，2023-10-10，示例：已增加")]
    assert part.enter_url is None, "an opinion is treated once"
    assert browser.get(url("opinions", "void", opinion.pk)).status_code == 409
    refused = browser.post(url("opinions", "void", opinion.pk), {"reason": "误登"})
    assert "意见处理" in refused.content.decode()
    assert browser.post(url("treatments", "void", treated.pk), {"reason": "误登"}).status_code == 302
    [part] = browser.get(url("opinions", "record", opinion.pk)).context["related_rows"]
    assert part.enter_url == url("treatments", "enter") + "?number=2023-01"


def test_a_locked_period_is_said_before_and_after(signed_in, put, office, locked):
    browser = signed_in()
    page = browser.post(url("opinions", "enter"), TYPED)
    assert "年度报告已定稿" in page.context["form"].errors["raised_on"][0]
    unlock(locked, table="oversight_opinion", counted_on=OPINION["raised_on"], number=1)
    assert browser.post(url("opinions", "enter"), TYPED).status_code == 302
    late = standing(office, "opinions").get()
    shown = buttons(browser.get(url("opinions", "record", late.pk)))
    assert all("2023-01-01 至 2023-12-31" in why[0] for why in shown.values())
    unlock(locked, table="oversight_opinion", fact_key=late.pk)
    assert buttons(browser.get(url("opinions", "record", late.pk)))["更正"] == ()
    typed = TYPED | {"content": "示例：改", "reason": "有误"}
    assert browser.post(url("opinions", "correct", late.pk), typed).status_code == 302


def test_who_may_only_look_is_told_and_changes_nothing(signed_in, put, office):
    opinion = put("opinions", OPINION)
    browser = signed_in("auditor")
    page = browser.get(url("opinions", "record", opinion.pk))
    assert all("没有“登记监督保障”的权限" in why[0] for why in buttons(page).values())
    assert url("opinions", "enter") not in browser.get(url("opinions")).content.decode()
    for address in (
        url("opinions", "enter"),
        url("opinions", "correct", opinion.pk),
        url("opinions", "void", opinion.pk),
    ):
        assert browser.get(address).status_code == browser.post(address, {"reason": "x"}).status_code == 403
    assert standing(office, "opinions").get() == opinion


def test_a_register_that_is_no_book_has_no_form(signed_in):
    address = reverse("shell:enter", args=["inforequests.receipts"])
    assert signed_in().get(address).status_code == 404


def test_registers_outside_the_navigation_are_reached_from_those_in_it(signed_in, office):
    """Whatever follows on something is opened from there: no register is without a way to it."""
    browser = signed_in()
    parts = registers_of(office.disclosure_officer)
    listed = {reverse("shell:register", args=[each.id]) for part in parts for each in part.registers}
    for each in registry.all_of(Register):
        here = reverse("shell:register", args=[each.id])
        if each.ledger is None or each.group:
            continue
        assert here not in listed
        title, parent = browser.get(here).context["back"]
        assert parent in listed
        assert f'href="{here}"' in browser.get(parent).content.decode(), title
