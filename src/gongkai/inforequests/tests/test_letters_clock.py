"""Served letters and the clock: each act that touches it is told by a letter, and moves it from that day."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from gongkai import law
from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.tests.factory import Bureau, bureau
from gongkai.inforequests.actions.record_delivery import record_delivery
from gongkai.inforequests.actions.record_response import record_response
from gongkai.inforequests.actions.record_service import record_service
from gongkai.inforequests.actions.void_last_entry import void_last_entry
from gongkai.inforequests.models import ClockState, DueDay, FeeNotice, FeePayment, InfoRequest
from gongkai.inforequests.queries import first_reply_of
from gongkai.inforequests.tests.letters import (
    DAY,
    RECEIVED,
    confirm_all,
    final,
    letter_of,
    received,
    served,
    written,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Bureau:
    return bureau()


@pytest.fixture
def case(office: Bureau) -> InfoRequest:
    return received(office)


def due_day(case: InfoRequest) -> DueDay:
    return DueDay.objects.get(pk=case.pk)


def test_a_supplement_waits_for_the_applicant_and_then_starts_afresh(
    office: Bureau, case: InfoRequest
) -> None:
    confirm_all(office)
    before = due_day(case).due_on
    service = served(office, case, "supplement", received_on=DAY)
    assert due_day(case).state == ClockState.WAITING_SUPPLEMENT
    back = datetime.date(2026, 7, 16)
    record_response(
        viewer=office.disclosure_officer.on(back),
        letter=service.letter,
        responded_on=back,
        answer="supplemented",
    )
    renewed = due_day(case)
    assert (renewed.state, renewed.counted_from) == (ClockState.RUNNING, back)
    assert before == datetime.date(2026, 8, 3)
    assert renewed.due_on == datetime.date(2026, 8, 13)
    with pytest.raises(ActionBlocked, match="只能一次"):
        written(office, case, "supplement", day=back)


def test_an_extension_says_and_moves_the_day(office: Bureau, case: InfoRequest) -> None:
    confirm_all(office)
    before = due_day(case).due_on
    version = written(office, case, "extension", working_days=10)
    final(office, version)
    assert due_day(case).due_on == before
    record_service(
        viewer=office.disclosure_officer.on(DAY), letter=letter_of(version), method="post", handed_over_on=DAY
    )
    after = due_day(case).due_on
    assert after == datetime.date(2026, 8, 17)
    assert "2026年8月17日以前答复" in version.content_json["paragraphs"][2]


@pytest.mark.parametrize(("days", "day"), [(21, DAY), (5, datetime.date(2026, 8, 20))])
def test_an_extension_too_long_or_too_late_is_refused(
    office: Bureau, case: InfoRequest, days: int, day: datetime.date
) -> None:
    with pytest.raises(ActionBlocked, match=r"延长期限应为|已于 2026-08-03 届满"):
        written(office, case, "extension", working_days=days, day=day)


def test_a_consultation_suspends_until_the_answer(office: Bureau, case: InfoRequest) -> None:
    confirm_all(office)
    service = served(office, case, "consultation", received_on=DAY)
    assert due_day(case).state == ClockState.RUNNING  # ends at the latest with the third party's period
    silent = due_day(case).due_on
    back = datetime.date(2026, 7, 15)
    record_response(
        viewer=office.disclosure_officer.on(back), letter=service.letter, responded_on=back, answer="refuses"
    )
    assert due_day(case).due_on == datetime.date(2026, 8, 10)  # five days out of the count
    assert silent == datetime.date(2026, 8, 24)  # else all fifteen of the third party's


def test_a_consultation_not_yet_signed_for_leaves_the_day_open(office: Bureau, case: InfoRequest) -> None:
    confirm_all(office)
    service = served(office, case, "consultation", consulted="other_organ")
    assert (due_day(case).state, due_day(case).due_on) == (ClockState.SUSPENDED, None)
    record_delivery(viewer=office.disclosure_officer.on(DAY), letter=service.letter, received_on=DAY)
    assert due_day(case).state == ClockState.SUSPENDED  # no text gives another organ a period


def test_a_fee_waits_for_the_payment_and_both_are_counted(office: Bureau, case: InfoRequest) -> None:
    confirm_all(office)
    service = served(office, case, "fee", received_on=DAY)
    assert due_day(case).state == ClockState.WAITING_PAYMENT
    notice = FeeNotice.objects.get()
    assert (notice.number, notice.request_number) == ("示工信公开〔2026〕1号", "2026-001")
    assert notice.amount == law.fee_by_pages(120, values=law.shipped_values(), on=RECEIVED).amount
    paid = datetime.date(2026, 7, 20)
    with pytest.raises(ActionBlocked, match="财政票据号码"):
        record_response(
            viewer=office.disclosure_officer.on(paid), letter=service.letter, responded_on=paid, answer="paid"
        )
    assert due_day(case).state == ClockState.WAITING_PAYMENT  # nothing was half done
    record_response(
        viewer=office.disclosure_officer.on(paid),
        letter=service.letter,
        responded_on=paid,
        answer="paid",
        voucher="示例0001",
        amount=Decimal("1100.00"),
    )
    assert FeePayment.objects.get().amount == Decimal("1100.00")
    assert (due_day(case).state, due_day(case).counted_from) == (ClockState.RUNNING, paid)


class TestTakingBack:
    def test_a_service_that_was_none_takes_its_reply_with_it(self, office: Bureau, case: InfoRequest) -> None:
        service = served(office, case, "reply")
        voided = void_last_entry(
            viewer=office.disclosure_officer.on(DAY), letter=service.letter, reason="示例：没有交邮"
        )
        assert voided.voids
        assert first_reply_of(case) is None
        assert due_day(case).state == ClockState.RUNNING
        record_service(
            viewer=office.disclosure_officer.on(DAY),
            letter=service.letter,
            method="direct",
            handed_over_on=DAY,
            received_on=DAY,
        )
        assert first_reply_of(case) is not None

    def test_the_last_goes_first_and_gives_its_reason(self, office: Bureau, case: InfoRequest) -> None:
        confirm_all(office)
        letter = served(office, case, "consultation", received_on=DAY).letter
        with pytest.raises(ActionBlocked, match="理由"):
            void_last_entry(viewer=office.disclosure_officer.on(DAY), letter=letter, reason=" ")
        void_last_entry(viewer=office.disclosure_officer.on(DAY), letter=letter, reason="示例：看错")
        assert due_day(case).state == ClockState.SUSPENDED  # sent, not signed for
        void_last_entry(viewer=office.disclosure_officer.on(DAY), letter=letter, reason="示例：看错")
        assert due_day(case).state == ClockState.RUNNING
        with pytest.raises(ActionBlocked, match="没有登记过"):
            void_last_entry(viewer=office.disclosure_officer.on(DAY), letter=letter, reason="示例：看错")
