"""What served letters put on the home page: arrivals to record, and who has not answered in time."""

from __future__ import annotations

import datetime

import pytest
from django.urls import reverse

from gongkai import registry
from gongkai.bodies.tests.factory import Bureau, bureau
from gongkai.inforequests.actions.record_delivery import record_delivery
from gongkai.inforequests.actions.record_response import record_response
from gongkai.inforequests.alerts import unanswered
from gongkai.inforequests.home import not_signed_for, to_be_served
from gongkai.inforequests.letters.kinds import LETTER_TYPES
from gongkai.inforequests.models import InfoRequest
from gongkai.inforequests.tests.letters import DAY, confirm_all, final, received, served, written
from gongkai.shell import lines_of

pytestmark = pytest.mark.django_db
LATE = datetime.date(2026, 7, 30)


@pytest.fixture
def office() -> Bureau:
    return bureau()


@pytest.fixture
def case(office: Bureau) -> InfoRequest:
    return received(office)


def test_a_letter_that_nobody_signed_for_waits(office: Bureau, case: InfoRequest) -> None:
    letter = served(office, case, "consultation").letter
    [line] = not_signed_for(office.disclosure_officer)
    assert line.url == reverse("inforequests:request", args=[case.pk])
    assert "示例·第三方" not in line.title
    assert not lines_of(office.drafter, registry.one(registry.WaitingItem, "inforequests.arrivals"))
    record_delivery(viewer=office.disclosure_officer.on(DAY), letter=letter, received_on=DAY)
    assert not list(not_signed_for(office.disclosure_officer))


@pytest.mark.parametrize(
    ("consulted", "follows"), [("third_party", "由本机关依法决定"), ("co_maker", "视为同意公开")]
)
def test_who_has_not_answered_in_time_is_told(
    office: Bureau, case: InfoRequest, consulted: str, follows: str
) -> None:
    letter = served(office, case, "consultation", received_on=DAY, consulted=consulted).letter
    assert not list(unanswered(office.disclosure_officer.on(datetime.date(2026, 7, 29))))
    [(sentence, _)] = unanswered(office.disclosure_officer.on(LATE))
    assert "2026-07-29 以前" in sentence
    assert follows in sentence
    record_response(
        viewer=office.disclosure_officer.on(LATE), letter=letter, responded_on=LATE, answer="consents"
    )
    assert not list(unanswered(office.disclosure_officer.on(LATE)))


def test_another_organ_has_no_period_and_is_never_late(office: Bureau, case: InfoRequest) -> None:
    served(office, case, "consultation", received_on=DAY, consulted="other_organ")
    assert not list(unanswered(office.disclosure_officer.on(datetime.date(2027, 1, 4))))


def test_a_final_letter_waits_to_be_served_under_its_case(office: Bureau, case: InfoRequest) -> None:
    version = written(office, case, "extension")
    assert not list(to_be_served(office.disclosure_officer))
    confirm_all(office)
    final(office, version)
    [line] = to_be_served(office.disclosure_officer)
    assert line.title == f"申请 {case.number}：{LETTER_TYPES['inforequests.extension'].label}"
