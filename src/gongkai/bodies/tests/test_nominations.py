"""Nobody gives himself a role: one person proposes, a second one confirms, and the database asks again."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.db import connection, transaction

from gongkai.bodies.actions.appoint import appoint, record_stand_in
from gongkai.bodies.actions.end_appointment import end_appointment
from gongkai.bodies.actions.nominate import confirm_nomination, nominate, refuse_nomination
from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.models import Appointment, Nomination, NominationRefusal, Officer, StandIn
from gongkai.bodies.queries import TOLD_FOR, nominations_refused, nominations_to_decide, nominations_waiting
from gongkai.bodies.tests.factory import Bureau, added, bureau
from gongkai.bodies.viewer import NotAllowed, Viewer, viewer_of
from gongkai.ledger.errors import AppendOnly, GuardViolation, translated
from gongkai.ledger.models import Entry
from gongkai.ledger.verify import problems

pytestmark = pytest.mark.django_db

DAY = datetime.date(2024, 1, 10)


@pytest.fixture
def office() -> Bureau:
    return bureau()


def officer_of(viewer: Viewer) -> Officer:
    assert viewer.officer is not None
    return viewer.officer


def nominated(office: Bureau, whom: Viewer, role: str = "deputy_head") -> Nomination:
    return nominate(
        viewer=office.administrator.on(DAY), officer=officer_of(whom), role=role, post="示例", from_on=DAY
    )


def second_administrator(office: Bureau) -> Viewer:
    """Let the auditor administer as well, as a command on the machine appoints."""
    person = officer_of(office.auditor)
    appoint(viewer=office.system, officer=person, role="administrator", post="示例", from_on=DAY)
    return viewer_of(person, on=DAY)


def test_a_nomination_gives_nothing_until_a_second_person_confirms(office: Bureau) -> None:
    nomination = nominated(office, office.administrator)
    person = officer_of(office.administrator)
    assert not viewer_of(person, on=DAY).may("review.approve")
    appointment = confirm_nomination(viewer=office.deputy_head.on(DAY), nomination=nomination)
    assert viewer_of(person, on=DAY).may("review.approve")
    assert appointment.confirmed_by == office.deputy_head.officer
    said = Entry.objects.order_by("-seq")[:2]
    assert [(e.event, e.actor_number) for e in said] == [
        ("bodies.nomination_confirmed", office.deputy_head.actor.number),
        ("bodies.officer_nominated", office.administrator.actor.number),
    ]
    assert list(problems()) == []


def test_who_proposed_does_not_confirm(office: Bureau) -> None:
    nomination = nominated(office, office.drafter)
    with pytest.raises(ActionBlocked, match="您自己的提名"):
        confirm_nomination(viewer=office.administrator.on(DAY), nomination=nomination)
    assert not nominations_to_decide(office.administrator).exists()


def test_who_is_proposed_does_not_confirm(office: Bureau) -> None:
    other = second_administrator(office)
    nomination = nominate(
        viewer=other, officer=officer_of(office.administrator), role="drafter", post="示例", from_on=DAY
    )
    with pytest.raises(ActionBlocked, match="您本人的提名"):
        confirm_nomination(viewer=office.administrator.on(DAY), nomination=nomination)
    assert not nominations_to_decide(office.administrator).exists()
    assert nominations_to_decide(office.deputy_head).get() == nomination


def test_who_has_not_the_right_does_not_confirm_or_refuse(office: Bureau) -> None:
    nomination = nominated(office, office.drafter)
    for viewer in (office.section_head, office.disclosure_officer, office.auditor):
        with pytest.raises(NotAllowed):
            confirm_nomination(viewer=viewer.on(DAY), nomination=nomination)
        with pytest.raises(NotAllowed):
            refuse_nomination(viewer=viewer.on(DAY), nomination=nomination, reason="示例")


def test_another_organ_does_not_confirm(office: Bureau) -> None:
    nomination = nominated(office, office.drafter)
    with pytest.raises(Nomination.DoesNotExist):
        confirm_nomination(viewer=bureau("QT").deputy_head.on(DAY), nomination=nomination)


def test_it_is_decided_once(office: Bureau) -> None:
    nomination = nominated(office, office.drafter)
    with pytest.raises(ActionBlocked, match="写明理由"):
        refuse_nomination(viewer=office.deputy_head.on(DAY), nomination=nomination, reason=" ")
    refuse_nomination(viewer=office.deputy_head.on(DAY), nomination=nomination, reason="示例：人选不当")
    with pytest.raises(ActionBlocked, match="没有得到同意"):
        confirm_nomination(viewer=office.deputy_head.on(DAY), nomination=nomination)
    assert not nominations_waiting(office.administrator).exists()
    assert list(problems()) == []


def test_nobody_signed_in_appoints_alone(office: Bureau) -> None:
    with pytest.raises(NotAllowed, match="另一人确认"):
        appoint(
            viewer=office.administrator.on(DAY),
            officer=officer_of(office.administrator),
            role="deputy_head",
            post="示例",
            from_on=DAY,
        )


def test_no_command_proposes_or_confirms(office: Bureau) -> None:
    nomination = nominated(office, office.drafter)
    with pytest.raises(ActionBlocked, match="gongkai appoint"):
        confirm_nomination(viewer=office.system.on(DAY), nomination=nomination)


def test_an_ended_appointment_is_not_made_longer(office: Bureau) -> None:
    held = Appointment.objects.get(officer=officer_of(office.drafter))
    end_appointment(viewer=office.administrator.on(DAY), appointment=held, until_on=DAY)
    with pytest.raises(ActionBlocked, match="不能更晚"):
        end_appointment(
            viewer=office.administrator.on(DAY), appointment=held, until_on=DAY + datetime.timedelta(1)
        )


def test_nobody_stands_in_by_his_own_word(office: Bureau) -> None:
    given: dict[str, Any] = {"step": 3, "reason": "示例", "from_on": DAY, "until_on": DAY}
    own = officer_of(office.administrator)
    with pytest.raises(ActionBlocked, match="本人"):
        record_stand_in(viewer=office.administrator.on(DAY), officer=own, **given)
    with pytest.raises(GuardViolation, match="代行人自己登记"):
        added([StandIn(organ=office.organ, officer=own, recorded_by=own, **given)])


class TestTheDatabase:
    """Whoever writes the row, and however."""

    def row(self, nomination: Nomination, **changes: Any) -> Appointment:
        said = {
            name: getattr(nomination, name)
            for name in ("organ_id", "officer_id", "section_id", "role_id", "post", "from_on", "until_on")
        }
        return Appointment(**said | {"nomination": nomination} | changes)

    def refused(self, row: Appointment, match: str) -> None:
        with pytest.raises(GuardViolation, match=match):
            added([row])

    def test_takes_what_a_second_person_confirmed(self, office: Bureau) -> None:
        nomination = nominated(office, office.drafter)
        added([self.row(nomination, confirmed_by=office.deputy_head.officer)])

    def test_refuses_who_proposed_it(self, office: Bureau) -> None:
        nomination = nominated(office, office.drafter)
        self.refused(self.row(nomination, confirmed_by=office.administrator.officer), "另一人确认")

    def test_refuses_who_is_appointed(self, office: Bureau) -> None:
        nomination = nominated(office, office.drafter)
        self.refused(self.row(nomination, confirmed_by=office.drafter.officer), "另一人确认")

    @pytest.mark.parametrize(
        "changes", [{"post": "局长"}, {"until_on": DAY}, {"from_on": DAY.replace(day=9)}]
    )
    def test_refuses_what_was_not_proposed(self, office: Bureau, changes: dict[str, Any]) -> None:
        nomination = nominated(office, office.drafter)
        row = self.row(nomination, confirmed_by=office.deputy_head.officer, **changes)
        self.refused(row, "与所确认的提名不一致")

    def test_refuses_another_role_than_was_proposed(self, office: Bureau) -> None:
        nomination = nominated(office, office.drafter, "auditor")
        wider = Appointment.objects.get(officer=officer_of(office.deputy_head)).role_id
        row = self.row(nomination, confirmed_by=office.deputy_head.officer, role_id=wider)
        self.refused(row, "与所确认的提名不一致")

    def test_refuses_what_was_refused(self, office: Bureau) -> None:
        nomination = nominated(office, office.drafter)
        refuse_nomination(viewer=office.deputy_head.on(DAY), nomination=nomination, reason="示例")
        self.refused(self.row(nomination, confirmed_by=office.deputy_head.officer), "没有得到同意")

    def test_lets_nobody_refuse_his_own(self, office: Bureau) -> None:
        nomination = nominated(office, office.drafter)
        row = NominationRefusal(
            nomination=nomination,
            organ=office.organ,
            reason="示例",
            refused_by=officer_of(office.administrator),
            refused_on=DAY,
        )
        with pytest.raises(GuardViolation, match="提名人本人"):
            added([row])

    def test_refuses_a_role_widened_with_sql(self, office: Bureau) -> None:
        """A role does not change unrecorded: the update that keeps its seal is refused."""
        widen = "UPDATE bodies_role SET permissions = '[\"review.approve\"]'"
        with pytest.raises(AppendOnly), translated(), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(widen)


def test_who_proposed_is_told_of_the_refusal_until_the_person_is_proposed_again(office: Bureau) -> None:
    nomination = nominated(office, office.drafter)
    proposer = office.administrator.on(DAY)
    assert not nominations_refused(proposer)
    refuse_nomination(viewer=office.deputy_head.on(DAY), nomination=nomination, reason="示例·人手另有安排")
    assert list(nominations_refused(proposer)) == [nomination]
    assert not nominations_refused(office.deputy_head.on(DAY))
    assert not nominations_refused(office.administrator.on(DAY + TOLD_FOR))
    nominated(office, office.drafter)
    assert not nominations_refused(proposer)
