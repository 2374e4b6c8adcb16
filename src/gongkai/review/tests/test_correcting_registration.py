"""A day that was mistaken at 登记 is put right while the document is not public; number and trace stay."""

from __future__ import annotations

import datetime

import pytest
from django.urls import reverse

from gongkai import registry
from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.tests.factory import Bureau, bureau, signed_in
from gongkai.bodies.viewer import NotAllowed
from gongkai.ledger.tests.locks import lock_of_2023
from gongkai.ledger.verify import problems
from gongkai.papers.models import OfficialDocument
from gongkai.review.actions.correct_registration import correct_registration
from gongkai.review.actions.register import Dating, register
from gongkai.review.actions.release import release
from gongkai.review.actions.withdraw import withdraw
from gongkai.review.models import Registration
from gongkai.review.tests import factory
from gongkai.review.tests.factory import DAY
from gongkai.shell.ledgers.entry import correct

MEETING = datetime.date(2023, 4, 28)
BY_MEETING = Dating(by="meeting", made_on=MEETING, note="示例·局务会议")


@pytest.fixture
def office(db: None) -> Bureau:
    return bureau()


@pytest.fixture
def registration(office: Bureau) -> Registration:
    version = factory.approved(office, factory.official(office)).version
    return register(viewer=office.disclosure_officer.on(DAY), version=version)


def put_right(office: Bureau, registration: Registration, dating: Dating = BY_MEETING) -> Registration:
    officer = office.disclosure_officer.on(DAY)
    return correct_registration(viewer=officer, registration=registration, dating=dating, reason="示例·误填")


def test_the_day_is_put_right_and_the_register_follows(office: Bureau, registration: Registration) -> None:
    number = registration.doc_number
    right = put_right(office, registration)
    assert (right.doc_number, right.made_on) == (number, MEETING)
    entry = OfficialDocument.objects.standing().get()
    assert (entry.made_on, entry.counted_on, entry.reason) == (MEETING, MEETING, "示例·误填")
    records = registry.one(registry.Measure, "papers.instruments_proactive").records
    assert records(office.disclosure_officer, 2023).count() == 1
    assert list(problems()) == []
    made = release(viewer=office.disclosure_officer.on(DAY), version=registration.approval.version)
    page = signed_in(office.disclosure_officer).get(made.address).content.decode()
    assert "2023-04-28" in page


def test_what_is_public_is_withdrawn_first(office: Bureau, registration: Registration) -> None:
    officer = office.disclosure_officer.on(DAY)
    made = release(viewer=officer, version=registration.approval.version)
    with pytest.raises(ActionBlocked, match="先撤回公开"):
        put_right(office, registration)
    withdraw(viewer=officer, release=made, reason="示例")
    assert put_right(office, registration).made_on == MEETING


@pytest.mark.parametrize(
    ("dating", "says"),
    [
        (Dating(), "没有要更正的"),
        (Dating(by="meeting", made_on=datetime.date(2022, 12, 30), note="示例"), "2023 年的文号"),
        (Dating(by="meeting", made_on=MEETING), "哪次会议"),
        (Dating(by="meeting", made_on=DAY + datetime.timedelta(days=1), note="示例"), "晚于今天"),
    ],
)
def test_a_day_that_cannot_be_is_told(
    dating: Dating, says: str, office: Bureau, registration: Registration
) -> None:
    with pytest.raises(ActionBlocked, match=says):
        put_right(office, registration, dating)
    assert Registration.objects.get().made_on == DAY


def test_a_day_after_the_registration_or_the_end_is_told(office: Bureau, registration: Registration) -> None:
    officer = office.disclosure_officer.on(DAY + datetime.timedelta(days=9))

    def put(day: datetime.date) -> None:
        dating = Dating(by="meeting", made_on=day, note="示例")
        correct_registration(viewer=officer, registration=registration, dating=dating, reason="示例")

    with pytest.raises(ActionBlocked, match="晚于登记之日"):
        put(DAY + datetime.timedelta(days=1))
    entry = OfficialDocument.objects.get()
    ledger = registry.one(registry.Register, "papers.instruments").ledger
    assert ledger is not None
    ended = {"validity": "repealed", "ended_on": DAY}
    correct(viewer=officer, ledger=ledger, record=entry, row=ended, reason="示例")
    assert put(MEETING) is None
    assert OfficialDocument.objects.standing().get().made_on == MEETING


def test_a_locked_year_keeps_its_days(office: Bureau, registration: Registration) -> None:
    lock_of_2023(office.organ.code)
    with pytest.raises(ActionBlocked, match="已定稿"):
        put_right(office, registration)


def test_a_reason_and_the_right_are_asked_for(office: Bureau, registration: Registration) -> None:
    officer = office.disclosure_officer.on(DAY)
    with pytest.raises(ActionBlocked, match="理由"):
        correct_registration(viewer=officer, registration=registration, dating=BY_MEETING, reason=" ")
    with pytest.raises(NotAllowed):
        correct_registration(
            viewer=office.drafter.on(DAY), registration=registration, dating=BY_MEETING, reason="示例"
        )


def test_the_office_puts_it_right_on_the_page(office: Bureau, registration: Registration) -> None:
    officer, version = signed_in(office.disclosure_officer), registration.approval.version
    page = officer.get(reverse("review:version", args=[version.pk])).content.decode()
    assert "更正成文日期（示工信发〔2023〕1号，2023-05-08）" in page
    address = reverse("review:correct_registration", args=[version.pk])
    form = {"dated_by": "meeting", "made_on": "2023-04-28", "dated_note": "示例·局务会议"}
    wrong = officer.post(address, form)
    assert wrong.status_code == 422
    assert "更正理由" in wrong.content.decode()
    done = officer.post(address, form | {"reason": "示例·误填"}, follow=True).content.decode()
    assert "示工信发〔2023〕1号 的成文日期已更正为 2023-04-28，公文台账随同更正。" in done
    assert 'value="示例·局务会议"' in done  # as it is registered now
