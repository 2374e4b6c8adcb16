"""Who is away, and who acts meanwhile: recorded by another, and only for as long as it says."""

from __future__ import annotations

import datetime

import pytest
from django.urls import reverse

from gongkai.bodies.actions.be_away import end_absence, record_absence
from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.models import Absence
from gongkai.bodies.queries import at_work, post_and_name
from gongkai.bodies.tests.factory import Bureau, bureau, signed_in
from gongkai.bodies.viewer import NotAllowed

DAY = datetime.date(2023, 5, 8)
UNTIL = datetime.date(2023, 5, 19)


@pytest.fixture
def office(db: None) -> Bureau:
    return bureau()


def away(office: Bureau) -> Absence:
    assert office.deputy_head.officer is not None
    return record_absence(
        viewer=office.administrator.on(DAY),
        officer=office.deputy_head.officer,
        stand_in=office.disclosure_officer.officer,
        reason="示例·年休假",
        from_on=DAY,
        until_on=UNTIL,
    )


def test_who_is_away_is_named_with_who_acts(office: Bureau) -> None:
    absence = away(office)
    viewer = office.drafter.on(DAY)
    (held,) = (each for each in at_work(viewer) if each.officer_id == absence.officer_id)
    said = "分管领导 示例·分管领导（离岗至 2023-05-19，由示例·公开工作机构专人代行）"
    assert post_and_name(viewer, held) == said
    later = office.drafter.on(UNTIL + datetime.timedelta(1))
    assert post_and_name(later, held) == "分管领导 示例·分管领导"


def test_nobody_lets_himself_act_for_another(office: Bureau) -> None:
    viewer = office.administrator.on(DAY)
    deputy = office.deputy_head.officer
    assert deputy is not None
    said = {"officer": deputy, "reason": "示例", "from_on": DAY, "until_on": UNTIL}
    with pytest.raises(ActionBlocked, match="不能是您本人"):
        record_absence(viewer=viewer, stand_in=viewer.officer, **said)
    with pytest.raises(ActionBlocked, match="不能是离岗的本人"):
        record_absence(viewer=viewer, stand_in=deputy, **said)
    with pytest.raises(NotAllowed):
        record_absence(viewer=office.drafter.on(DAY), **said)


def test_who_is_back_earlier_acts_alone_again(office: Bureau) -> None:
    absence = away(office)
    viewer = office.administrator.on(DAY)
    with pytest.raises(ActionBlocked, match="应在 2023-05-08 至 2023-05-19 之间"):
        end_absence(viewer=viewer, absence=absence, until_on=UNTIL + datetime.timedelta(1))
    end_absence(viewer=viewer, absence=absence, until_on=DAY)
    assert Absence.objects.get().until_on == DAY


def test_an_absence_is_recorded_and_ended_on_the_screen(office: Bureau) -> None:
    client = signed_in(office.administrator)
    deputy, officer = office.deputy_head.officer, office.disclosure_officer.officer
    assert deputy is not None
    assert officer is not None
    sent = {"officer": deputy.pk, "stand_in": officer.pk, "reason": "示例", "from_on": "2030-01-01"}
    answer = client.post(reverse("desk:absence"), sent | {"until_on": "2029-01-01"})
    assert (answer.status_code, "截止日期早于开始日期" in answer.content.decode()) == (422, True)
    assert client.post(reverse("desk:absence"), sent | {"until_on": "2030-01-31"}).status_code == 302
    absence = Absence.objects.get()
    assert "示例·公开工作机构专人" in client.get(reverse("desk:people")).content.decode()
    ended = client.post(reverse("desk:end_absence", args=[absence.pk]), {"until_on": "2030-01-10"})
    assert ended.status_code == 302
    elsewhere = signed_in(bureau("SL2").administrator)
    assert elsewhere.get(reverse("desk:end_absence", args=[absence.pk])).status_code == 404
