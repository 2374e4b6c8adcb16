"""Who leaves hands the steps over, and who is away is stood in for: by name, and never by one who acted already."""

from __future__ import annotations

import datetime

import pytest

from gongkai.bodies.actions.appoint import appoint
from gongkai.bodies.actions.be_away import record_absence
from gongkai.bodies.actions.end_appointment import end_appointment
from gongkai.bodies.actions.enrol import enrol_officer
from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.models import Absence, Appointment, Role, StandIn
from gongkai.bodies.tests.factory import Bureau, bureau, signed_in
from gongkai.bodies.viewer import NotAllowed, Viewer, viewer_of
from gongkai.review import queries
from gongkai.review.actions.set_chain import Scope, set_chain
from gongkai.review.actions.submit import submit
from gongkai.review.chains import Place, foreseen, route_for
from gongkai.review.models import Step
from gongkai.review.printing import printed_form
from gongkai.review.tests import factory
from gongkai.review.tests.factory import DAY
from gongkai.review.tests.gate import by_sql, refusal_of, shrink, stands_in, step_of
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


def test_nobody_stands_in_for_who_drafted_it(office: Bureau) -> None:
    deputy = office.deputy_head.officer
    assert deputy is not None
    appoint(viewer=office.system, officer=deputy, role="drafter", post="拟稿人", from_on=DAY)
    drafter = viewer_of(deputy, on=DAY)
    version = factory.drafted(office, viewer=drafter)
    submit(viewer=drafter, version=version, form=factory.answers(), proofread="示例")
    agrees(office.section_head, version)
    absence = away(office, stand_in=office.disclosure_officer)
    viewer = office.disclosure_officer.on(DAY)
    assert not queries.waiting_for(viewer)
    with pytest.raises(ActionBlocked, match="拟过本稿或者办理过本版的环节，不能由别人代其再办"):
        agrees(viewer, version)
    assert refusal_of(step_of(version, 3, viewer, absence=absence), by_sql).code == "STEP_FINAL_BY_DRAFTER"


def test_of_two_who_are_away_neither_acts_for_the_other(office: Bureau) -> None:
    version = factory.submitted(office)
    head, deputy = office.section_head.officer, office.deputy_head.officer
    assert head is not None
    assert deputy is not None
    of = {"viewer": office.administrator.on(DAY), "reason": "示例", "from_on": DAY, "until_on": DAY}
    first = record_absence(officer=head, stand_in=deputy, **of)
    with pytest.raises(ActionBlocked, match="也离岗，请另选一人代行"):
        record_absence(officer=deputy, stand_in=head, **of)
    record_absence(officer=deputy, **of)
    with pytest.raises(NotAllowed):
        agrees(office.deputy_head, version)
    row = step_of(version, 2, office.deputy_head, absence=first)
    assert refusal_of(row, by_sql).code == "STEP_ABSENCE"


def test_in_a_small_bureau_nobody_takes_three_steps(db: None) -> None:
    made = bureau()
    shrink(made, made.drafter, made.deputy_head, made.administrator)
    roles = {role.code: role.pk for role in Role.objects.filter(organ=made.organ)}
    places = [Place(f"示例·{number}", roles["section_head"]) for number in (2, 3)]
    places.append(Place("示例·4", roles["deputy_head"]))
    set_chain(viewer=made.administrator.on(DAY), scope=Scope(), places=places, from_on=DAY)
    for step in (2, 3):
        stands_in(made, made.drafter, step=step)
    version = factory.submitted(made)
    agrees(made.drafter, version)
    with pytest.raises(ActionBlocked, match="最多办理两个环节"):
        agrees(made.drafter, version)
    row = step_of(version, 3, made.drafter, stand_in=StandIn.objects.get(step=3))
    assert refusal_of(row, by_sql).code == "STEP_THIRD"
