"""People and their posts on the screen: what cannot be is said, and nothing breaks a page for good."""

from __future__ import annotations

import datetime

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from gongkai.bodies.actions.appoint import appoint
from gongkai.bodies.actions.end_appointment import end_appointment
from gongkai.bodies.actions.enrol import enrol_officer
from gongkai.bodies.actions.nominate import nominate, refuse_nomination
from gongkai.bodies.actions.open_organ import open_organ
from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.models import Appointment, Nomination, Organ
from gongkai.bodies.tests.factory import SINCE, TESTER, Bureau, account_of, amended, bureau
from gongkai.ledger.errors import GuardViolation, translated

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Bureau:
    return bureau()


def signed_in(office: Bureau, role: str) -> Client:
    client = Client()
    client.force_login(account_of(getattr(office, role).officer, role))
    return client


def test_a_number_is_made_of_letters_and_digits_whoever_enrols(office: Bureau) -> None:
    admin = signed_in(office, "administrator")
    for number in ("a/b", "..", "命令:init", "-", "?"):
        page = admin.post(reverse("desk:enrol"), {"number": number, "name": "示例"})
        assert "编号由字母" in page.content.decode(), number
        with pytest.raises(ActionBlocked, match="编号由字母"):
            enrol_officer(viewer=office.administrator, number=number, name="示例")
    with pytest.raises(ActionBlocked, match="已有人使用"):
        enrol_officer(viewer=office.administrator, number="001", name="示例")
    with pytest.raises(ActionBlocked, match="机关代码由字母"):
        open_organ(organ=Organ(code="a/b", name="示例"), actor=TESTER, day=SINCE)


def test_a_strange_number_that_stands_breaks_no_page(office: Bureau) -> None:
    amended(office.drafter.officer, number="a/b")
    admin, auditor = signed_in(office, "administrator"), signed_in(office, "auditor")
    assert admin.get(reverse("desk:people")).status_code == 200
    assert admin.get(reverse("desk:officer", args=[office.drafter.officer.pk])).status_code == 200  # type: ignore[union-attr]
    assert auditor.get(reverse("shell:register", args=["desk.ledger"])).status_code == 200


def test_the_same_is_proposed_once_and_the_second_is_told_of_the_first(office: Bureau) -> None:
    officer = office.drafter.officer
    assert officer is not None
    day = datetime.date(2024, 1, 8)
    proposed = {"role": "section_head", "post": "示例科长", "from_on": day}
    nominate(viewer=office.administrator.on(day), officer=officer, **proposed)
    sent = {**proposed, "post": "示例·科长", "from_on": "2024-02-01"}
    url = reverse("desk:appoint", args=[officer.pk])
    answer = signed_in(office, "administrator").post(url, sent)
    assert answer.status_code == 422
    first = f"已于 {day} 提名{officer.name}任示例科长（科室负责人），自 {day} 起，待另一人确认"
    assert first in answer.content.decode()
    assert Nomination.objects.count() == 1
    with pytest.raises(GuardViolation) as refusal, translated(), transaction.atomic():
        Nomination.objects.bulk_create([again(Nomination.objects.get())])
    assert refusal.value.code == "NOMINATED_TWICE"
    refuse_nomination(
        viewer=office.deputy_head.on(day), nomination=Nomination.objects.get(), reason="示例·另有人选"
    )
    assert nominate(viewer=office.administrator.on(day), officer=officer, **proposed)


def again(nomination: Nomination) -> Nomination:
    """Return an unsaved row that says the same."""
    fields = [field.attname for field in Nomination._meta.concrete_fields if field.name != "id"]
    return Nomination(**{name: getattr(nomination, name) for name in fields})


def post_of(office: Bureau, role: str) -> Appointment:
    return Appointment.objects.get(officer=getattr(office, role).officer)


def test_nobody_is_taken_a_post_before_what_was_done_in_it(office: Bureau) -> None:
    acted_on, day_before = datetime.date(2024, 1, 10), datetime.date(2024, 1, 9)
    enrol_officer(viewer=office.administrator.on(acted_on), number="099", name="示例·新人")
    successor = account_of(office.drafter.officer, "drafter").officer
    appoint(viewer=office.system, officer=successor, role="administrator", post="示例", from_on=SINCE)
    admin = signed_in(office, "administrator")
    url = reverse("desk:end_appointment", args=[post_of(office, "administrator").pk])
    page = admin.post(url, {"until_on": day_before.isoformat(), "unattended": "on"}).content.decode()
    assert "2024-01-10 还办理过事项，终止日期不能早于这一天" in page
    ended = end_appointment(
        viewer=office.system, appointment=post_of(office, "administrator"), until_on=acted_on, unattended=True
    )
    assert ended.until_on == acted_on


def test_the_last_administrator_stays_until_there_is_another_who_can_sign_in(office: Bureau) -> None:
    last, until_on = post_of(office, "administrator"), datetime.date(2024, 1, 10)
    account_of(office.administrator.officer, "administrator")
    account_of(office.drafter.officer, "drafter")
    with pytest.raises(ActionBlocked, match="请先提名另一位系统管理员"):
        end_appointment(viewer=office.system, appointment=last, until_on=until_on, unattended=True)
    appoint(
        viewer=office.system,
        officer=office.drafter.officer,
        role="administrator",
        post="示例",
        from_on=datetime.date(2024, 1, 11),
    )
    end_appointment(viewer=office.system, appointment=last, until_on=until_on, unattended=True)


def test_the_last_day_that_the_calendar_has_is_no_last_day(office: Bureau) -> None:
    url = reverse("desk:end_appointment", args=[post_of(office, "drafter").pk])
    page = signed_in(office, "administrator").post(url, {"until_on": "9999-12-31"}).content.decode()
    assert "任职止的年份不合理，请核对" in page
