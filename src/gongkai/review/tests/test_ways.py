"""From every page of the review a way leads on: to the newest version, to where one mends, to who is next."""

from __future__ import annotations

import datetime

import pytest
from django.urls import reverse

from gongkai.bodies.actions.end_appointment import end_appointment
from gongkai.bodies.blockers import Blocker
from gongkai.bodies.models import Appointment
from gongkai.bodies.queries import holders
from gongkai.bodies.remedies import remedy
from gongkai.bodies.tests.factory import Bureau, bureau, signed_in
from gongkai.papers.actions.draft import add_version, revise_document
from gongkai.review.actions.decide import decide
from gongkai.review.actions.release import release
from gongkai.review.progress import progress_of
from gongkai.review.takers import step_blockers
from gongkai.review.tests import factory
from gongkai.review.tests.factory import DAY
from gongkai.review.tests.screens import address


@pytest.fixture
def office(db: None) -> Bureau:
    return bureau()


def test_a_remedy_is_a_link_for_who_may_and_names_who_can_for_others(office: Bureau) -> None:
    blocker = Blocker(
        "取值未经确认。", remedy=remedy(office.disclosure_officer, "norms.maintain", "确认", "/there/")
    )
    assert str(blocker) == "取值未经确认。请确认。"
    assert blocker.as_html == '取值未经确认。<a href="/there/">请确认</a>。'
    other = Blocker("<未经确认>。", remedy=remedy(office.deputy_head, "norms.maintain", "确认", "/there/"))
    can = "公开工作机构专人 示例·公开工作机构专人"
    assert other.as_html == f"&lt;未经确认&gt;。请{can}确认。"


def test_a_remedy_that_is_nobodys_says_so(office: Bureau) -> None:
    later = office.deputy_head.on(DAY + datetime.timedelta(days=1))
    post = Appointment.objects.get(officer=office.disclosure_officer.officer)
    end_appointment(viewer=office.administrator.on(DAY), appointment=post, until_on=DAY, unattended=True)
    assert holders(office.deputy_head.on(DAY), "norms.maintain")
    assert "现在没有人可以办理" in remedy(later, "norms.maintain", "确认", "/there/").text


def test_who_has_done_a_step_reads_what_was_done_and_who_is_next(office: Bureau) -> None:
    version = factory.submitted(office)
    (said,) = step_blockers(office.drafter, progress_of(version))
    assert (
        str(said) == f"您已于 {DAY} 填表送审。现在是二审“科室负责人”环节，由科室负责人 示例·科室负责人办理。"
    )
    decide(viewer=office.section_head.on(DAY), version=version, agree=True, opinion="", proofread="示例")
    for viewer, did in ((office.drafter, "填表送审"), (office.section_head, "审核同意")):
        (said,) = step_blockers(viewer, progress_of(version))
        assert str(said).startswith(
            f"您已于 {DAY} {did}。现在是三审“分管领导”环节，由分管领导 示例·分管领导办理"
        )
    page = signed_in(office.section_head).get(address("version", version)).content.decode()
    assert f"您已于 {DAY} 审核同意" in page
    assert "各个环节应由不同的人" not in page


def test_a_superseded_version_leads_to_the_newest_and_the_newest_is_compared(office: Bureau) -> None:
    first = factory.submitted(office)
    newer = factory.content(title="示例·改")
    second = revise_document(viewer=office.drafter.on(DAY), document=first.document, content=newer)
    old = signed_in(office.section_head).get(address("version", first)).content.decode()
    assert f'<a href="{address("version", second)}">请看最新的第 2 版</a>' in old
    new = signed_in(office.deputy_head).get(address("version", second)).content.decode()
    assert "与第 1 版相比" in new


def test_a_draft_in_hand_offers_the_change_beside_sending_it(office: Bureau) -> None:
    version = factory.drafted(office)
    change = reverse("papers:revise", args=[version.document_id])
    page = signed_in(office.drafter).get(address("version", version)).content.decode()
    assert f'<a class="act" href="{address("submit", version)}">填保密审查表送审</a>' in page
    assert f'<a class="act act-quiet" href="{change}">修改</a>' in page
    factory.submitted(office, version)
    assert change not in signed_in(office.drafter).get(address("version", version)).content.decode()


def test_the_list_of_documents_says_where_each_stands(office: Bureau) -> None:
    held = factory.drafted(office)
    sent = factory.submitted(office)
    returned = factory.submitted(office)
    decide(viewer=office.section_head.on(DAY), version=returned, agree=False, opinion="示例·请改")
    approved = factory.approved(office).version
    public = factory.approved(office).version
    changed = factory.approved(office).version
    for version in (public, changed):
        release(viewer=office.disclosure_officer.on(DAY), version=version)
    content = factory.content(title="示例·改过的通知")
    changed = add_version(viewer=office.drafter.on(DAY), document=changed.document, content=content)
    page = signed_in(office.drafter).get(reverse("papers:documents")).content.decode()
    for version, state in (
        (held, "未送审"),
        (sent, "审查中：科室负责人"),
        (returned, "已退回，待修改"),
        (approved, "已审批，待公开"),
        (public, "已公开"),
        (changed, "未送审；第 1 版公开中"),
    ):
        row = page.partition(reverse("papers:document", args=[version.document_id]))[2].partition("</tr>")[0]
        assert f'<td data-label="进展">{state}</td>' in row
