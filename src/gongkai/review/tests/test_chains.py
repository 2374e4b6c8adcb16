"""Who reviews what: chains by kind and section, from a day on; the database holds each version to its own."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.urls import reverse

from gongkai.bodies.actions.appoint import appoint
from gongkai.bodies.actions.enrol import enrol_officer
from gongkai.bodies.actions.open_section import open_section
from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.models import Appointment, Role, Section
from gongkai.bodies.tests.factory import Bureau, amended, bureau, signed_in
from gongkai.bodies.viewer import NotAllowed, Viewer, viewer_of
from gongkai.papers.models import Version
from gongkai.review import queries
from gongkai.review.actions.decide import decide
from gongkai.review.actions.set_chain import Scope, end_chain, set_chain
from gongkai.review.chains import HOUSE, Place, foreseen, route_for
from gongkai.review.models import Approval, Chain, Station, Step
from gongkai.review.printing import printed_form
from gongkai.review.progress import progress_of
from gongkai.review.tests import factory
from gongkai.review.tests.factory import DAY
from gongkai.review.tests.gate import approval_of, by_sql, form_of, refusal_of, sealed, step_of

SINCE = datetime.date(2020, 1, 1)
NEXT = DAY + datetime.timedelta(days=1)


@pytest.fixture
def office(db: None) -> Bureau:
    return bureau()


def role(office: Bureau, code: str) -> int:
    return Role.objects.get(organ=office.organ, code=code).pk


def hired(
    office: Bureau, number: str, name: str, code: str, post: str, section: Section | None = None
) -> Viewer:
    officer = enrol_officer(viewer=office.system, number=number, name=name)
    appoint(viewer=office.system, officer=officer, role=code, post=post, from_on=SINCE, section=section)
    return viewer_of(officer, on=DAY)


def places(office: Bureau, *more: Place) -> list[Place]:
    head, deputy = role(office, "section_head"), role(office, "deputy_head")
    return [Place("科室负责人", head), *more, Place("分管领导", deputy)]


def set_for(office: Bureau, said: list[Place], *, on: datetime.date = DAY, **scope: Any) -> Chain:
    return set_chain(viewer=office.administrator.on(on), scope=Scope(**scope), places=said, from_on=on)


def agrees(viewer: Viewer, version: Version, *, on: datetime.date = DAY) -> Approval | None:
    return decide(viewer=viewer.on(on), version=version, agree=True, opinion="", proofread="示例")


def with_four(office: Bureau) -> tuple[Viewer, Chain]:
    """A chain with the office's head between the head of section and the deputy."""
    office_head = hired(office, "020", "示例·办公室主任", "section_head", "办公室主任")
    between = Place("办公室主任", role(office, "section_head"), post="办公室主任")
    return office_head, set_for(office, places(office, between))


def test_a_longer_chain_is_gone_step_by_step_and_the_last_approves(office: Bureau) -> None:
    office_head, chain = with_four(office)
    version = factory.submitted(office)
    assert Step.objects.get(version=version, number=1).chain == chain
    assert agrees(office.section_head, version) is None
    with pytest.raises(NotAllowed):
        agrees(office.deputy_head, version)
    assert [line.version for line in queries.waiting_for(office_head)] == [version]
    assert agrees(office_head, version) is None
    assert agrees(office.deputy_head, version) is not None
    printed = {field.label.replace("\n", ""): field.text for field in printed_form(version).fields}
    assert "一校：示例" in printed["拟稿人承诺"]
    assert "三校：示例" in printed["办公室主任意见"]
    assert "示例·分管领导" in printed["分管领导审批意见"]


def test_a_step_is_only_for_whom_the_chain_names(office: Bureau) -> None:
    office_head, _ = with_four(office)
    version = factory.submitted(office)
    agrees(office.section_head, version)
    another = hired(office, "021", "示例·另一科长", "section_head", "科室负责人")
    assert not queries.waiting_for(another)
    with pytest.raises(
        NotAllowed, match=r"这一环节不由您办理。现在是三审“办公室主任”环节，由办公室主任 示例·办公室主任办理"
    ):
        agrees(another, version)
    assert refusal_of(step_of(version, 3, another), by_sql).code == "STEP_STATION"
    assert agrees(office_head, version) is None


def test_the_section_head_of_the_drafter_stands_there_and_no_other(office: Bureau) -> None:
    ours, theirs = (open_section(viewer=office.system, name=name) for name in ("示例一科", "示例二科"))
    amended(Appointment.objects.get(officer=office.drafter.officer), section=ours)
    head = hired(office, "020", "示例·一科科长", "section_head", "一科科长", ours)
    other = hired(office, "021", "示例·二科科长", "section_head", "二科科长", theirs)
    place = Place("科室负责人", role(office, "section_head"), of_section=True)
    set_for(office, [place, Place("分管领导", role(office, "deputy_head"))])
    version = factory.submitted(office)
    assert refusal_of(step_of(version, 2, other), by_sql).code == "STEP_STATION"
    with pytest.raises(NotAllowed):
        agrees(other, version)
    agrees(head, version)
    assert agrees(office.deputy_head, version) is not None


def test_what_was_sent_keeps_its_chain_and_the_next_version_takes_the_new_one(office: Bureau) -> None:
    sent = factory.submitted(office)
    office_head, chain = with_four(office)
    later = factory.submitted(office)
    agrees(office.section_head, sent)
    assert agrees(office.deputy_head, sent) is not None
    assert progress_of(later).route.chain == chain
    end_chain(viewer=office.administrator.on(NEXT), scope=Scope(), from_on=NEXT)
    assert route_for(office.drafter.on(NEXT), later) == HOUSE
    for viewer in (office.section_head, office_head):
        assert agrees(viewer, later, on=NEXT) is None
    assert agrees(office.deputy_head, later, on=NEXT) is not None


def test_kind_comes_before_section_and_both_before_either(office: Bureau) -> None:
    section = open_section(viewer=office.system, name="示例一科")
    version = factory.drafted(office)
    said = places(office)

    def applies() -> Chain | None:
        return route_for(office.drafter.on(DAY), version).chain

    assert applies() is None
    general = set_for(office, said)
    set_for(office, said, kind="instrument")
    assert applies() == general
    set_for(office, said, section=section)
    assert applies() == general
    amended(Appointment.objects.get(officer=office.drafter.officer), section=section)
    of_section = Chain.objects.get(section=section, kind="")
    assert applies() == of_section
    of_kind = set_for(office, said, kind="notice")
    assert applies() == of_kind
    of_both = set_for(office, said, kind="notice", section=section)
    assert applies() == of_both
    for wrong in (None, general, of_section, of_kind):
        row = step_of(factory_form(office, version), 1, office.drafter, chain=wrong)
        assert refusal_of(row, by_sql).code == "STEP_CHAIN"
    by_sql(step_of(version, 1, office.drafter, chain=of_both))


def factory_form(office: Bureau, version: Version) -> Version:
    """The version with a sheet, as if it were about to be sent."""
    if not hasattr(version, "secrecy_form"):
        by_sql(form_of(version, office.drafter))
        version = Version.objects.get(pk=version.pk)
    return version


def test_no_chain_is_shorter_than_three_whoever_stores_it(office: Bureau) -> None:
    head, deputy = role(office, "section_head"), role(office, "deputy_head")
    with pytest.raises(ActionBlocked, match="不少于 3 个环节"):
        set_for(office, [Place("分管领导", deputy)])
    with pytest.raises(ActionBlocked, match=r"“科室负责人”这一角色没有“审批文稿”的权限"):
        set_for(office, [Place("科室负责人", head), Place("科室负责人", head)])
    with pytest.raises(ActionBlocked, match="不能早于今天"):
        set_chain(viewer=office.administrator.on(NEXT), scope=Scope(), places=places(office), from_on=DAY)
    with pytest.raises(NotAllowed):
        set_chain(viewer=office.drafter.on(DAY), scope=Scope(), places=places(office), from_on=DAY)
    assert not Chain.objects.exists()


def test_three_persons_hold_whatever_the_chain_says(office: Bureau) -> None:
    """One person in two posts of a chain takes one of its steps, and SQL approves nothing that a step lacks."""
    office_head, _ = with_four(office)
    deputy = office.deputy_head.officer
    assert deputy is not None
    appoint(viewer=office.system, officer=deputy, role="section_head", post="办公室主任", from_on=SINCE)
    both = viewer_of(deputy, on=DAY)
    version = factory.submitted(office)
    agrees(office.section_head, version)
    agrees(both, version)
    with pytest.raises(ActionBlocked, match="不同的人"):
        agrees(both, version)
    assert refusal_of(step_of(version, 4, both), by_sql).code == "STEP_SAME_PERSON"
    assert refusal_of(approval_of(version), by_sql).code == "APPROVAL_STEPS"
    assert refusal_of(step_of(version, 5, office_head), by_sql).code in {"STEP_ORDER", "STEP_STATION"}


def test_a_chain_in_use_takes_no_more_stations_and_none_of_another_organ(office: Bureau) -> None:
    _, chain = with_four(office)
    factory.submitted(office)
    values = {"chain": chain, "number": 4, "title": "示例", "organ_id": "SL", **sealed()}
    more = Station(role_id=role(office, "section_head"), **values)
    assert refusal_of(more, by_sql).code in {"STATION_AFTER_SENDING", "UNNAMED"}
    elsewhere = bureau("SL2")
    theirs = Station(role_id=role(elsewhere, "section_head"), **values)
    assert refusal_of(theirs, by_sql).code in {"STATION_OF_CHAIN", "STATION_AFTER_SENDING", "UNNAMED"}


def test_the_sender_reads_who_gets_it_and_which_step_nobody_can_take(office: Bureau) -> None:
    office_head, _ = with_four(office)
    version = factory.drafted(office)
    viewer = office.drafter.on(DAY)
    said = foreseen(viewer, route_for(viewer, version), ())
    assert [(step.stage, step.people, step.lacking) for step in said] == [
        ("一审", "示例·拟稿人", ""),
        ("二审", "科室负责人 示例·科室负责人、办公室主任 示例·办公室主任", ""),
        ("三审", "办公室主任 示例·办公室主任", ""),
        ("四审", "分管领导 示例·分管领导", ""),
    ]
    page = signed_in(office.drafter).get(reverse("review:submit", args=[version.pk])).content.decode()
    assert "四审四校 分管领导" in page
    amended(Appointment.objects.get(officer=office_head.officer), until_on=DAY - datetime.timedelta(1))
    viewer = office.drafter.on(DAY)
    assert "没有人在岗" in foreseen(viewer, route_for(viewer, version), ())[2].lacking
    alone = foreseen(office.section_head.on(DAY), HOUSE, ())
    assert "拟过本稿，不能再审" in alone[1].lacking


def test_both_the_opinion_and_the_proofreading_are_said(office: Bureau) -> None:
    version = factory.submitted(office)
    with pytest.raises(ActionBlocked, match="同意的要写明校对结果"):
        decide(viewer=office.section_head.on(DAY), version=version, agree=True, opinion="同意")
    decide(viewer=office.section_head.on(DAY), version=version, agree=False, opinion="示例·第二段有误")
    assert progress_of(version).returned_by == "二审（科室负责人）示例·科室负责人"


def test_a_chain_is_set_and_ended_on_its_screen(office: Bureau) -> None:
    client = signed_in(office.administrator)
    address = reverse("review:set_chain")
    page = client.get(address).content.decode()
    assert "科室负责人（拟稿科室的）" in page
    head, deputy = role(office, "section_head"), role(office, "deputy_head")
    sent = {
        "kind": "notice",
        "from_on": "2030-01-01",
        "title_2": "科室负责人",
        "place_2": f"{head}|own|",
        "title_3": "分管领导",
        "place_3": f"{deputy}||分管领导",
    }
    answer = client.post(address, sent | {"place_2": ""})
    assert answer.status_code == 422
    assert "不能放在这一环节" in answer.content.decode()
    assert client.post(address, sent).status_code == 302
    chain = Chain.objects.get()
    assert (chain.kind, chain.length) == ("notice", 3)
    shown = client.get(reverse("review:chains")).content.decode()
    assert "通知公告" in shown
    assert "将要适用" in shown
    ended = client.post(reverse("review:end_chain", args=[chain.pk]), {"from_on": "2031-01-01"})
    assert ended.status_code == 302
    assert Chain.objects.get(length=0).kind == "notice"
    assert signed_in(office.drafter).get(address).status_code == 403
    assert (
        signed_in(bureau("SL2").administrator).get(reverse("review:end_chain", args=[chain.pk])).status_code
        == 404
    )
