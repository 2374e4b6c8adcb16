"""Who leaves hands the steps over, and who is away is stood in for: by name, and never by one who acted already."""

from __future__ import annotations

import datetime

import pytest

from gongkai.bodies.actions.appoint import appoint
from gongkai.bodies.actions.be_away import record_absence
from gongkai.bodies.actions.end_appointment import end_appointment
from gongkai.bodies.actions.enrol import enrol_officer
from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.models import Absence, Appointment
from gongkai.bodies.tests.factory import Bureau, bureau, signed_in
from gongkai.bodies.viewer import NotAllowed, Viewer, viewer_of
from gongkai.review import queries
from gongkai.review.chains import foreseen, route_for
from gongkai.review.models import Step
from gongkai.review.printing import printed_form
from gongkai.review.tests import factory
from gongkai.review.tests.factory import DAY
from gongkai.review.tests.gate import by_sql, refusal_of, step_of
from gongkai.review.tests.test_chains import agrees

NEXT = DAY + datetime.timedelta(days=1)


@pytest.fixture
def office(db: None) -> Bureau:
    made = bureau()
    factory.chain_for(made)
    return made


def away(office: Bureau, *, stand_in: Viewer | None = None) -> Absence:
    assert office.deputy_head.officer is not None
    return record_absence(
        viewer=office.administrator.on(DAY),
        officer=office.deputy_head.officer,
        stand_in=stand_in.officer if stand_in else None,
        reason="示例·出差",
        from_on=DAY,
        until_on=DAY,
    )


def test_an_appointment_that_holds_open_steps_ends_with_a_successor(office: Bureau) -> None:
    version = factory.examined(office)
    held = Appointment.objects.get(officer=office.deputy_head.officer)
    viewer = office.administrator.on(DAY)
    with pytest.raises(ActionBlocked, match=r"1 件在审文稿.*请先给继任者任职"):
        end_appointment(viewer=viewer, appointment=held, until_on=DAY)
    successor = enrol_officer(viewer=office.system, number="030", name="示例·继任者")
    appoint(viewer=office.system, officer=successor, role="deputy_head", post="分管领导", from_on=DAY)
    end_appointment(viewer=viewer, appointment=Appointment.objects.get(pk=held.pk), until_on=DAY)
    taking = viewer_of(successor, on=NEXT)
    assert [line.version for line in queries.waiting_for(taking)] == [version]
    assert not queries.waiting_for(viewer_of(held.officer, on=NEXT))
    assert agrees(taking, version, on=NEXT) is not None


def test_a_successor_who_drafted_it_is_none(office: Bureau) -> None:
    factory.examined(office)
    assert office.drafter.officer is not None
    appoint(
        viewer=office.system, officer=office.drafter.officer, role="deputy_head", post="分管领导", from_on=DAY
    )
    held = Appointment.objects.get(officer=office.deputy_head.officer)
    with pytest.raises(ActionBlocked, match="1 件在审文稿"):
        end_appointment(viewer=office.administrator.on(DAY), appointment=held, until_on=DAY)


def test_a_stand_in_takes_the_step_and_is_named_as_one(office: Bureau) -> None:
    version = factory.examined(office)
    acting = office.disclosure_officer
    with pytest.raises(NotAllowed):
        agrees(acting, version)
    absence = away(office, stand_in=acting)
    assert [line.version for line in queries.waiting_for(acting.on(DAY))] == [version]
    assert agrees(acting, version) is not None
    assert Step.objects.get(version=version, number=3).absence == absence
    printed = {field.label.replace("\n", ""): field.text for field in printed_form(version).fields}
    assert "示例·公开工作机构专人（公开工作机构专人，代示例·分管领导）" in printed["分管领导审批意见"]
    page = signed_in(office.drafter).get(f"/desk/review/{version.pk}/").content.decode()
    assert "（代示例·分管领导）" in page


def test_who_acted_already_stands_in_for_nobody(office: Bureau) -> None:
    version = factory.examined(office)
    absence = away(office, stand_in=office.section_head)
    with pytest.raises(ActionBlocked, match="不同的人"):
        agrees(office.section_head, version)
    row = step_of(version, 3, office.section_head, absence=absence)
    assert refusal_of(row, by_sql).code == "STEP_SAME_PERSON"


def test_the_database_takes_no_stand_in_but_the_recorded_one_of_that_day(office: Bureau) -> None:
    version = factory.examined(office)
    absence = away(office, stand_in=office.disclosure_officer)
    other = step_of(version, 3, office.administrator, absence=absence)
    assert refusal_of(other, by_sql).code == "STEP_ABSENCE"
    late = step_of(version, 3, office.disclosure_officer, absence=absence, decided_on=NEXT)
    assert refusal_of(late, by_sql).code == "STEP_ABSENCE"
    by_sql(step_of(version, 3, office.disclosure_officer, absence=absence))


def test_the_sender_reads_that_somebody_is_away_and_nobody_acts(office: Bureau) -> None:
    version = factory.drafted(office)
    away(office)
    viewer = office.drafter.on(DAY)
    last = foreseen(viewer, route_for(viewer, version), ())[-1]
    assert last.people == "分管领导 示例·分管领导（离岗至 2023-05-08，没有登记代行）"
    assert last.lacking.startswith("离岗期间没有登记代行")
