"""The day of an open case: what the law says of its facts, kept, and the same when everything is made anew."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai import law
from gongkai.bodies.tests.factory import Bureau, bureau
from gongkai.inforequests.actions.confirm import confirm_receipt
from gongkai.inforequests.actions.correct import correct_receipt, correct_reply, void
from gongkai.inforequests.clocks import deadlines_of
from gongkai.inforequests.ledgers import REQUESTS
from gongkai.inforequests.models import ClockState, DueDay, InfoRequest
from gongkai.inforequests.queries import first_reply_of, receipt_of
from gongkai.inforequests.tests.cases import ARRIVED, TODAY, answered, registered, renewed
from gongkai.shell.ledgers.import_run import run_import
from gongkai.shell.ledgers.importer import importers_of

pytestmark = pytest.mark.django_db
DUE = datetime.date(2023, 6, 7)


@pytest.fixture
def office() -> Bureau:
    return bureau()


def kept() -> list[dict[str, object]]:
    return list(DueDay.objects.order_by("pk").values())


def anew(office: Bureau) -> list[dict[str, object]]:
    """What would be kept if nothing had been."""
    DueDay.objects.all().delete()
    renewed(office.organ)
    return kept()


def test_a_received_case_is_due_when_the_law_says(office: Bureau) -> None:
    row = registered(office).due_day
    counted = law.reply_clock(
        law.RequestFacts(received_on=ARRIVED), calendar=law.calendar("宁夏"), values=law.shipped_values()
    ).reply
    assert counted is not None
    assert (row.state, row.due_on) == (ClockState.RUNNING, counted.due)
    assert (row.due_on, row.basis[0], row.missing) == (DUE, "条例第三十三条第二款", [])


def test_an_unconfirmed_case_has_no_day_and_is_told_after_working_days(office: Bureau) -> None:
    friday = datetime.date(2023, 5, 12)
    row = registered(office, channel="internet", arrived_on=friday).due_day
    assert (row.state, row.due_on) == (ClockState.UNCONFIRMED, None)
    assert row.counted_from == friday
    assert row.alert_on == datetime.date(2023, 5, 17)


def test_a_day_that_waits_for_a_notice_says_for_which(office: Bureau) -> None:
    request = registered(office, channel="internet", arrived_on=datetime.date(2023, 5, 12))
    late = datetime.date(2026, 12, 21)
    confirm_receipt(viewer=office.disclosure_officer.on(late), request=request, received_on=late)
    row = DueDay.objects.get()
    assert row.due_on is not None
    assert any("2027" in title for title in row.missing)


def test_a_case_older_than_the_rules_is_not_guessed(office: Bureau) -> None:
    row = registered(office, arrived_on=datetime.date(2018, 3, 1)).due_day
    assert (row.state, row.due_on) == (ClockState.UNKNOWN, None)
    assert "人工" in row.missing[0]


def test_an_answered_case_is_due_no_more_until_the_reply_is_voided(office: Bureau) -> None:
    request = registered(office)
    reply = answered(office, request)
    assert not DueDay.objects.exists()
    void(viewer=office.disclosure_officer.on(TODAY), fact=reply, reason="示例")
    assert DueDay.objects.get().due_on == DUE


def test_a_corrected_receipt_moves_the_day(office: Bureau) -> None:
    request = registered(office, channel="internet")
    confirm_receipt(viewer=office.disclosure_officer.on(TODAY), request=request, received_on=ARRIVED)
    receipt = receipt_of(request)
    assert receipt is not None
    correct_receipt(
        viewer=office.disclosure_officer.on(TODAY),
        receipt=receipt,
        received_on=ARRIVED + datetime.timedelta(1),
        applicant_kind="natural",
        reason="示例",
    )
    assert DueDay.objects.get().due_on == DUE + datetime.timedelta(1)


def test_an_import_keeps_the_days_of_what_it_brings(office: Bureau) -> None:
    text = (
        "登记编号,申请人类别,申请人,申请渠道,申请内容,到达日期,收到申请之日,办理结果,答复理由,成文日期\n"
        "1,自然人,示例甲,当面提交,示例,2023-05-10,2023-05-10,,,\n"
        "2,自然人,示例乙,互联网渠道,示例,2023-05-10,,,,\n"
        "3,自然人,示例丙,当面提交,示例,2023-05-10,2023-05-10,予以公开,予以公开（提供信息）,2023-06-02\n"
    )
    plan = run_import(
        office.disclosure_officer.on(TODAY), importers_of((REQUESTS,))[0], text.encode(), "示例.csv"
    )
    assert plan.errors == []
    found = dict(DueDay.objects.values_list("request__number", "due_on"))
    assert found == {"1": DUE, "2": None}
    assert kept() == anew(office)


STEPS = ("register", "register_online", "confirm", "answer", "correct_reply", "void_reply", "void_receipt")


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(STEPS), min_size=2, max_size=7))
def test_whatever_was_done_what_is_kept_is_what_would_be_made_anew(office: Bureau, steps: list[str]) -> None:
    first = InfoRequest.objects.count()
    for number, step in enumerate(steps):
        done(office, step, f"{first}-{number}")
    before = kept()
    assert before == anew(office)


def done(office: Bureau, step: str, number: str) -> None:
    """Do a step to the last case to which it can be done, if there is one."""
    viewer = office.disclosure_officer
    if step.startswith("register"):
        registered(office, number, channel="internet" if step.endswith("online") else "counter")
        return
    for case in InfoRequest.objects.order_by("-pk"):
        receipt, reply = receipt_of(case), first_reply_of(case)
        match step:
            case "confirm" if receipt is None:
                confirm_receipt(viewer=viewer.on(TODAY), request=case, received_on=ARRIVED)
                return
            case "answer" if receipt and not reply:
                answered(office, case)
                return
            case "correct_reply" if reply:
                again = {"ground": "partial", "decided_on": reply.decided_on, "doc_number": "示例"}
                correct_reply(viewer=viewer.on(TODAY), reply=reply, reason="示例", **again)  # type: ignore[arg-type]
                return
            case "void_reply" if reply:
                void(viewer=viewer.on(TODAY), fact=reply, reason="示例")
                return
            case "void_receipt" if receipt and not reply:
                void(viewer=viewer.on(TODAY), fact=receipt, reason="示例")
                return


def test_working_days_left_and_gone(office: Bureau) -> None:
    calendar = deadlines_of(office.system).calendar
    friday, monday = datetime.date(2023, 6, 2), datetime.date(2023, 6, 5)
    assert calendar.working_days_left(monday, friday) == 1
    assert calendar.working_days_left(friday, friday) == 0
    assert calendar.working_days_left(friday, monday) == -1
