"""The review as people live it: forms, steps, returns, approvals, releases, withdrawals, and who may do what."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import connection

from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.queries import history_of
from gongkai.bodies.tests.factory import Bureau, bureau
from gongkai.bodies.viewer import NotAllowed
from gongkai.ledger import triggers
from gongkai.ledger.models import Entry
from gongkai.ledger.verify import problems
from gongkai.papers import files
from gongkai.papers.actions.draft import add_version
from gongkai.papers.models import Document, Version
from gongkai.review import queries
from gongkai.review.actions.decide import decide
from gongkai.review.actions.release import release
from gongkai.review.actions.submit import submit
from gongkai.review.actions.withdraw import withdraw
from gongkai.review.models import Approval, Release, SecrecyForm
from gongkai.review.progress import progress_of
from gongkai.review.tests import factory
from gongkai.review.tests.factory import DAY
from gongkai.review.tests.gate import by_save, shrink, stands_in, step_of

NEXT = DAY + datetime.timedelta(1)


@pytest.fixture
def office(db: None) -> Bureau:
    return bureau()


def edited(office: Bureau, version: Version, title: str = "示例·改") -> Version:
    return add_version(
        viewer=office.drafter.on(NEXT), document=version.document, content=factory.content(title=title)
    )


def test_three_persons_approve_and_the_text_is_released(office: Bureau) -> None:
    approval = factory.approved(office)
    made = release(viewer=office.disclosure_officer.on(NEXT), version=approval.version)
    assert queries.live_release(approval.version.document) == made
    happened = [line.label for line in history_of(approval.version.document)]
    assert happened == ["公开", "审批", "审核", "送审", "拟稿"]
    assert list(problems()) == []


def test_an_edit_has_no_approval_and_what_is_live_stays_live(office: Bureau) -> None:
    version = factory.approved(office).version
    first = release(viewer=office.disclosure_officer.on(DAY), version=version)
    second = edited(office, version)
    with pytest.raises(ActionBlocked, match="未经审批"):
        release(viewer=office.disclosure_officer.on(NEXT), version=second)
    assert queries.live_release(version.document) == first
    factory.approved(office, second)
    replacement = release(viewer=office.disclosure_officer.on(NEXT), version=second)
    assert queries.live_release(version.document) == replacement
    assert list(Release.objects.live()) == [replacement]
    assert replacement.address == first.address


def test_an_older_approved_version_is_released_no_more(office: Bureau) -> None:
    version = factory.approved(office).version
    edited(office, version)
    with pytest.raises(ActionBlocked, match="新的版本"):
        release(viewer=office.disclosure_officer.on(NEXT), version=version)


def test_a_returned_version_is_done_with(office: Bureau) -> None:
    version = factory.submitted(office)
    decide(viewer=office.section_head.on(DAY), version=version, agree=False, opinion="请核对数字")
    with pytest.raises(ActionBlocked, match="已退回"):
        decide(viewer=office.section_head.on(NEXT), version=version, agree=True, opinion="", proofread="示例")
    with pytest.raises(ActionBlocked, match="已退回"):
        submit(viewer=office.drafter.on(NEXT), version=version, form=factory.answers(), proofread="示例")
    assert [each.version for each in queries.returned_to(office.drafter)] == [version]
    assert factory.approved(office, edited(office, version, title="示例·通知")).version.number == 2


def test_a_return_needs_its_reason(office: Bureau) -> None:
    with pytest.raises(ActionBlocked, match="理由"):
        decide(
            viewer=office.section_head.on(DAY), version=factory.submitted(office), agree=False, opinion=" "
        )


def test_the_second_of_two_who_decide_at_once_is_told(office: Bureau) -> None:
    version = factory.examined(office)
    decide(viewer=office.deputy_head.on(DAY), version=version, agree=True, opinion="", proofread="示例")
    with pytest.raises(ActionBlocked, match="已审批"):
        decide(viewer=office.deputy_head.on(DAY), version=version, agree=False, opinion="请改")
    assert Approval.objects.count() == 1


def test_a_new_version_stops_the_review_of_the_old_one(office: Bureau) -> None:
    version = factory.submitted(office)
    edited(office, version)
    with pytest.raises(ActionBlocked, match="新的版本"):
        decide(viewer=office.section_head.on(NEXT), version=version, agree=True, opinion="", proofread="示例")


def test_only_the_drafter_submits_a_version(office: Bureau) -> None:
    with pytest.raises(ActionBlocked, match="拟稿"):
        submit(
            viewer=office.section_head.on(DAY),
            version=factory.drafted(office),
            form=factory.answers(),
            proofread="示例",
        )


def test_the_head_of_section_who_drafted_does_not_examine(office: Bureau) -> None:
    version = factory.drafted(office, viewer=office.section_head)
    submit(viewer=office.section_head.on(DAY), version=version, form=factory.answers(), proofread="示例")
    with pytest.raises(ActionBlocked, match="不同的人"):
        decide(viewer=office.section_head.on(DAY), version=version, agree=True, opinion="", proofread="示例")


def test_who_drafted_an_earlier_version_neither_examines_nor_approves(office: Bureau) -> None:
    first = factory.drafted(office, viewer=office.section_head)
    second = factory.submitted(office, edited(office, first))
    with pytest.raises(ActionBlocked, match=r"您是第 1 版的拟稿人.*不同的人"):
        decide(viewer=office.section_head.on(NEXT), version=second, agree=True, opinion="", proofread="示例")
    assert not queries.waiting_for(office.section_head.on(NEXT))


def test_who_drafted_an_earlier_version_examines_with_a_recorded_stand_in(office: Bureau) -> None:
    shrink(office, office.drafter, office.section_head, office.deputy_head)
    second = factory.submitted(office, edited(office, factory.drafted(office, viewer=office.section_head)))
    stand_in = stands_in(office, office.section_head, step=2, until_on=NEXT)
    decide(viewer=office.section_head.on(NEXT), version=second, agree=True, opinion="代行", proofread="示例")
    assert second.steps.get(number=2).stand_in == stand_in


def test_who_drafted_what_was_released_examines_the_next_version(office: Bureau) -> None:
    first = factory.drafted(office, viewer=office.section_head)
    submit(viewer=office.section_head.on(DAY), version=first, form=factory.answers(), proofread="示例")
    by_save(step_of(first, 2, office.auditor))
    decide(viewer=office.deputy_head.on(DAY), version=first, agree=True, opinion="", proofread="示例")
    release(viewer=office.disclosure_officer.on(DAY), version=first)
    second = factory.submitted(office, edited(office, first))
    decide(viewer=office.section_head.on(NEXT), version=second, agree=True, opinion="", proofread="示例")
    assert progress_of(second).next_number == 3


def test_a_command_reviews_nothing(office: Bureau) -> None:
    with pytest.raises(ActionBlocked, match="命令"):
        submit(
            viewer=office.system.on(DAY),
            version=factory.drafted(office),
            form=factory.answers(),
            proofread="示例",
        )
    with pytest.raises(ActionBlocked, match="命令"):
        decide(
            viewer=office.system.on(DAY),
            version=factory.submitted(office),
            agree=True,
            opinion="",
            proofread="示例",
        )


def test_what_the_form_withholds_is_not_approved(office: Bureau) -> None:
    version = factory.examined(office, conclusion="refer", conclusion_note="示例：请示上级")
    with pytest.raises(ActionBlocked, match="上报确定"):
        decide(viewer=office.deputy_head.on(DAY), version=version, agree=True, opinion="", proofread="示例")


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"pledged": False}, "承诺"),
        ({"privacy": True}, "个人隐私"),
        ({"state_secret": True, "conclusion": "partial", "conclusion_note": "示例"}, "国家秘密"),
        ({"conclusion": "withhold"}, "理由"),
        ({"source": "reposted"}, "出处"),
        ({"section": " "}, "科室"),
    ],
)
def test_the_form_says_what_it_lacks(changes: dict[str, Any], says: str, office: Bureau) -> None:
    with pytest.raises(ActionBlocked) as blocked:
        submit(
            viewer=office.drafter.on(DAY),
            version=factory.drafted(office),
            form=factory.answers(**changes),
            proofread="示例",
        )
    assert any(says in sentence for sentence in blocked.value.sentences)
    assert not SecrecyForm.objects.exists()


def test_what_is_not_yet_made_is_not_released(office: Bureau) -> None:
    version = factory.drafted(office, viewer=office.drafter.on(NEXT), made_on=NEXT)
    factory.approved(office, version)
    with pytest.raises(ActionBlocked, match="尚未到"):
        release(viewer=office.disclosure_officer.on(DAY), version=version)
    assert release(viewer=office.disclosure_officer.on(NEXT), version=version)


def test_a_damaged_attachment_is_not_released(office: Bureau, tmp_path: Path, settings: LazySettings) -> None:
    settings.MEDIA_ROOT = tmp_path
    attachment = files.received(b"1", name="示例.pdf")
    version = factory.approved(office, factory.drafted(office, attachments=(attachment,))).version
    files.path_of(attachment).write_bytes(b"2")
    with pytest.raises(ActionBlocked, match="不一致"):
        release(viewer=office.disclosure_officer.on(DAY), version=version)


def test_a_text_altered_by_whoever_took_the_guards_away_is_not_released(office: Bureau) -> None:
    version = factory.approved(office).version
    triggers.drop_all(connection)
    Version.objects.update(body="改")
    triggers.install_all(connection)
    version.refresh_from_db()
    with pytest.raises(ActionBlocked, match="摘要不符"):
        release(viewer=office.disclosure_officer.on(DAY), version=version)


def test_a_withdrawal_takes_the_page_and_leaves_the_trace(office: Bureau) -> None:
    version = factory.approved(office).version
    made = release(viewer=office.disclosure_officer.on(DAY), version=version)
    withdraw(viewer=office.disclosure_officer.on(NEXT), release=made, reason="示例：内容有误")
    assert queries.live_release(version.document) is None
    assert list(queries.releases_of(version.document)) == [made]
    with pytest.raises(ActionBlocked, match="已经撤回"):
        withdraw(viewer=office.disclosure_officer.on(NEXT), release=made, reason="示例")
    with pytest.raises(ActionBlocked, match=r"示例：内容有误.*不能再公开.*新的版本"):
        release(viewer=office.disclosure_officer.on(NEXT), version=version)


def test_what_was_replaced_meanwhile_is_not_withdrawn_as_live(office: Bureau) -> None:
    version = factory.approved(office).version
    first = release(viewer=office.disclosure_officer.on(DAY), version=version)
    second = factory.approved(office, edited(office, version)).version
    release(viewer=office.disclosure_officer.on(NEXT), version=second)
    with pytest.raises(ActionBlocked, match="更新的公开版本"):
        withdraw(viewer=office.disclosure_officer.on(NEXT), release=first, reason="示例", as_live=True)


def test_withdrawing_the_last_release_does_not_bring_the_one_before_back(office: Bureau) -> None:
    version = factory.approved(office).version
    release(viewer=office.disclosure_officer.on(DAY), version=version)
    second = factory.approved(office, edited(office, version)).version
    made = release(viewer=office.disclosure_officer.on(NEXT), version=second)
    withdraw(viewer=office.disclosure_officer.on(NEXT), release=made, reason="示例")
    assert not Release.objects.live().exists()


def test_each_waits_for_what_is_theirs(office: Bureau) -> None:
    version = factory.submitted(office)
    assert [p.version for p in queries.waiting_for(office.section_head.on(DAY))] == [version]
    assert queries.waiting_for(office.deputy_head.on(DAY)) == []
    decide(viewer=office.section_head.on(DAY), version=version, agree=True, opinion="", proofread="示例")
    assert queries.waiting_for(office.section_head.on(DAY)) == []
    assert [p.version for p in queries.waiting_for(office.deputy_head.on(DAY))] == [version]
    decide(viewer=office.deputy_head.on(DAY), version=version, agree=True, opinion="", proofread="示例")
    assert list(queries.ready_to_release(office.disclosure_officer)) == [version]
    assert queries.waiting_for(bureau("SL2").section_head.on(DAY)) == []


def test_a_reviewer_sees_what_changed_since_the_version_seen_last(office: Bureau) -> None:
    first = factory.submitted(office)
    decide(viewer=office.section_head.on(DAY), version=first, agree=False, opinion="请改")
    second = factory.submitted(office, edited(office, first))
    assert queries.last_seen(office.section_head, second) == first
    assert queries.last_seen(office.deputy_head, second) == first  # seen or not: it came before
    assert queries.last_seen(office.deputy_head, first) is None


ROLES = ("drafter", "section_head", "deputy_head", "disclosure_officer", "administrator", "auditor")
ACTS: dict[Callable[[Bureau, Any], Any], tuple[str, ...]] = {}


def act(*roles: str) -> Callable[[Callable[[Bureau, Any], Any]], Callable[[Bureau, Any], Any]]:
    def note(way: Callable[[Bureau, Any], Any]) -> Callable[[Bureau, Any], Any]:
        ACTS[way] = roles
        return way

    return note


@act("drafter", "section_head", "disclosure_officer")
def submitting(office: Bureau, viewer: Any) -> Any:
    version = factory.drafted(office, viewer=viewer if viewer.may("papers.draft") else None)
    return submit(viewer=viewer.on(DAY), version=version, form=factory.answers(), proofread="示例")


@act("section_head")
def examining(office: Bureau, viewer: Any) -> Any:
    return decide(
        viewer=viewer.on(DAY), version=factory.submitted(office), agree=True, opinion="", proofread="示例"
    )


@act("deputy_head")
def approving(office: Bureau, viewer: Any) -> Any:
    return decide(
        viewer=viewer.on(DAY), version=factory.examined(office), agree=True, opinion="", proofread="示例"
    )


@act("disclosure_officer")
def releasing(office: Bureau, viewer: Any) -> Any:
    return release(viewer=viewer.on(DAY), version=factory.approved(office).version)


@act("disclosure_officer", "deputy_head")
def withdrawing(office: Bureau, viewer: Any) -> Any:
    made = release(viewer=office.disclosure_officer.on(DAY), version=factory.approved(office).version)
    return withdraw(viewer=viewer.on(DAY), release=made, reason="示例")


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("way", ACTS)
def test_each_act_is_for_its_roles(way: Callable[[Bureau, Any], Any], role: str, office: Bureau) -> None:
    viewer = getattr(office, role)
    if role in ACTS[way]:
        way(office, viewer)
        assert Entry.objects.order_by("seq").last().actor_number == viewer.actor.number
    else:
        with pytest.raises(NotAllowed, match="权限"):
            way(office, viewer)


@pytest.mark.parametrize("way", [examining, approving, releasing, withdrawing])
def test_another_organ_does_nothing_here(way: Callable[[Bureau, Any], Any], office: Bureau) -> None:
    with pytest.raises(Document.DoesNotExist):
        way(office, getattr(bureau("SL2"), ACTS[way][0]))


def test_what_waits_is_asked_at_once_however_much_it_is(
    office: Bureau, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    for _ in range(12):
        factory.submitted(office)
    with django_assert_max_num_queries(8):
        assert len(queries.waiting_for(office.section_head.on(DAY))) == 12
    with django_assert_max_num_queries(4):
        assert queries.waiting_for(office.drafter.on(DAY)) == []
