"""Rows of books on the screen: entered, corrected and voided by one form, with what stands in the way said."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.urls import reverse

from gongkai import registry
from gongkai.bodies.models import User
from gongkai.bodies.tests.factory import bureau
from gongkai.ledger.models import PeriodLock, Unlock
from gongkai.ledger.transactions import ledger_transaction
from gongkai.registry import Register
from gongkai.shell.ledgers.entry import enter
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
        officer = getattr(office, role).officer
        officer.user = User.objects.create_user(role)
        officer.save()
        client.force_login(officer.user)
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
    with ledger_transaction(organ_code="SL", actor=office.system.actor, day=DAY) as tx:
        return PeriodLock.objects.create(
            organ_code="SL", first_on=D(2023, 1, 1), last_on=D(2023, 12, 31), transaction_id=tx.id
        )


def standing(office, name):
    return register(name).query(office.disclosure_officer)


def buttons(page):
    return {button.label: tuple(map(str, button.blockers)) for button in page.context["actions"]}


def test_every_book_takes_its_example_on_the_form_and_gives_it_back_for_correction(signed_in):
    """The form asks for every cell, reads it as the import does, and shows it again as it was typed."""
    browser = signed_in()
    lists = {r.importer: r for r in registry.all_of(Register) if r.ledger is not None}
    asked = [lists[i.id] for i in registry.all_of(registry.Importer) if i.id in lists]
    assert len(asked) == len(lists) > 20
    for each in asked:
        typed = {column.name: column.example for column in each.ledger.own_columns}
        fields = browser.get(reverse("shell:enter", args=[each.id])).context["form"].fields
        assert list(fields) == list(typed)
        stored = browser.post(reverse("shell:enter", args=[each.id]), typed)
        assert stored.status_code == 302, f"{each.id}: {stored.context['form'].errors}"
        page = browser.get(stored.url + "correct/")
        given = {name: page.context["form"][name].value() for name in page.context["form"].fields}
        again = browser.post(
            stored.url + "correct/", {k: v or "" for k, v in given.items()} | {"reason": "示例"}
        )
        assert again.status_code == 302, f"{each.id}: {again.context['form'].errors}"
        old, new = (browser.get(address).context["record"] for address in (stored.url, again.url))
        assert new.supersedes == old
        cells = [column.name for column in each.ledger.columns]
        assert [getattr(new, name) for name in cells] == [getattr(old, name) for name in cells]


@pytest.mark.parametrize(
    ("typed", "field", "says"),
    [
        ({"number": ""}, "number", "没有填写意见编号。"),
        ({"source": ""}, "source", "没有选择"),
        ({"raised_on": "2023-02-30"}, "raised_on", "没有这一天，请核对年月日。"),
        ({"raised_on": "9999-01-01"}, "raised_on", "尚未发生的事不能登记"),
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
    [part] = page.context["followed"]
    assert part.rows == [(url("treatments", "record", treated.pk), "采纳，2023-10-10，示例：已增加")]
    assert part.enter_url is None, "an opinion is treated once"
    assert browser.get(url("opinions", "void", opinion.pk)).status_code == 409
    refused = browser.post(url("opinions", "void", opinion.pk), {"reason": "误登"})
    assert "意见处理" in refused.content.decode()
    assert browser.post(url("treatments", "void", treated.pk), {"reason": "误登"}).status_code == 302
    [part] = browser.get(url("opinions", "record", opinion.pk)).context["followed"]
    assert part.enter_url == url("treatments", "enter") + "?number=2023-01"


def test_a_locked_period_is_said_before_and_after(signed_in, put, office, locked):
    browser = signed_in()
    page = browser.post(url("opinions", "enter"), TYPED)
    assert "年度报告已定稿" in page.context["form"].errors["raised_on"][0]
    locked.unlocks.create(
        table="oversight_opinion",
        counted_on=OPINION["raised_on"],
        number=1,
        reason="漏登",
        transaction_id=locked.transaction_id,
    )
    assert browser.post(url("opinions", "enter"), TYPED).status_code == 302
    late = standing(office, "opinions").get()
    shown = buttons(browser.get(url("opinions", "record", late.pk)))
    assert all("2023-01-01 至 2023-12-31" in why[0] for why in shown.values())
    Unlock.objects.create(
        lock=locked,
        table="oversight_opinion",
        fact_key=late.pk,
        reason="有误",
        transaction_id=locked.transaction_id,
    )
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
    address = reverse("shell:enter", args=["papers.instruments"])
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
