"""Who may do what in the review, and the buttons on a version: what stands in the way, and where each leads."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import reverse

from gongkai.bodies.blockers import Blocker
from gongkai.bodies.viewer import Viewer
from gongkai.papers.models import Version
from gongkai.registry import NextAction, Permission, RecordAction
from gongkai.review.actions.abandon import abandon_blockers
from gongkai.review.actions.ask_seat import ask_blockers
from gongkai.review.actions.decide import approval_blockers
from gongkai.review.actions.register import register_blockers
from gongkai.review.actions.release import release_blockers
from gongkai.review.actions.submit import submit_blockers
from gongkai.review.actions.take_down import confirm_blockers
from gongkai.review.progress import shown_progress
from gongkai.review.queries import shown_live, shown_releases
from gongkai.review.takers import may_take, next_holder, step_blockers
from gongkai.review.timing import take_down_of

Blockers = Callable[[Viewer, Version], list[Blocker]]


def page(version: Version) -> str:
    """Return the review page of a version."""
    return reverse("review:version", args=[version.pk])


def mending_page(viewer: Viewer, version: Version) -> str:
    """Return where a returned version is mended: on the screen of its kind, else from its review page."""
    kind = version.document.declared_kind
    if kind.revise is None or kind.revise_blockers(viewer, version):
        return page(version)
    return kind.revise(version)


def to_submit(viewer: Viewer, version: Version) -> list[Blocker]:
    """Return what stands in the way of submitting a version."""
    return submit_blockers(viewer, shown_progress(viewer, version))


def to_abandon(viewer: Viewer, version: Version) -> list[Blocker]:
    """Return what stands in the way of setting a version aside."""
    return abandon_blockers(viewer, shown_progress(viewer, version))


def to_consult(viewer: Viewer, version: Version) -> list[Blocker]:
    """Return what stands in the way of asking others about a version."""
    return ask_blockers(viewer, shown_progress(viewer, version))


def step(permission: str) -> Blockers:
    """Return what stands in the way of the steps that need a permission: none comes next, or it is not the viewer's."""

    def blockers(viewer: Viewer, version: Version) -> list[Blocker]:
        progress = shown_progress(viewer, version)
        following = progress.next_number
        if following == 1:
            return [Blocker("本版尚未送审。")]
        found = step_blockers(viewer, progress)
        if following is not None and progress.route.permission(following) != permission:
            return found or [Blocker(next_holder(viewer, progress))]
        if following is not None and not found and not may_take(viewer, progress):
            return [Blocker(next_holder(viewer, progress))]
        return found + (approval_blockers(viewer, progress) if progress.is_last else [])

    return blockers


def to_register(viewer: Viewer, version: Version) -> list[Blocker]:
    """Return what stands in the way of registering a version."""
    return register_blockers(viewer, shown_progress(viewer, version))


def nothing_to_withdraw(viewer: Viewer, version: Version) -> list[Blocker]:
    """Return what stands in the way of a withdrawal."""
    return [] if shown_live(viewer, version.document) else [Blocker("本文稿没有正在公开的版本。")]


def nothing_to_confirm(viewer: Viewer, version: Version) -> list[Blocker]:
    """Return what stands in the way of deciding on what was taken down."""
    is_down = any(release.is_down for release in shown_releases(viewer, version.document_id))
    down = take_down_of(version.document) if is_down else None
    return confirm_blockers(viewer, down) if down else [Blocker("本文稿没有紧急下线、等待复核的版本。")]


def next_on_version(viewer: Viewer, version: Version) -> str:
    """Return which action comes next on the newest version of a document."""
    progress = shown_progress(viewer, version)
    if progress.returned or progress.abandonment:
        return "papers.revise"
    if progress.awaits_registration:
        return "review.register"
    if progress.approval:
        return "review.release"
    return progress.route.permission(progress.next_number) if progress.next_number else ""


PERMISSIONS = (
    NextAction(id="papers.Version", of=next_on_version),
    Permission(
        id="review.view",
        label="查看审查情况",
        roles=("drafter", "section_head", "deputy_head", "disclosure_officer", "auditor"),
    ),
    RecordAction(id="review.view", model="papers.Version", url=page),
    Permission(id="review.submit", label="填表送审", roles=("drafter", "section_head", "disclosure_officer")),
    RecordAction(
        id="review.submit",
        model="papers.Version",
        blockers=to_submit,
        url=lambda version: reverse("review:submit", args=[version.pk]),
    ),
    Permission(id="review.abandon", label="弃稿", roles=("drafter", "section_head", "disclosure_officer")),
    RecordAction(
        id="review.abandon",
        model="papers.Version",
        blockers=to_abandon,
        url=lambda version: reverse("review:abandon", args=[version.pk]),
    ),
    Permission(
        id="review.abandon_others", label="他人未送审的文稿弃稿", roles=("section_head", "disclosure_officer")
    ),
    Permission(id="review.examine", label="审核文稿", roles=("section_head",)),
    RecordAction(id="review.examine", model="papers.Version", blockers=step("review.examine"), url=page),
    Permission(id="review.approve", label="审批文稿", roles=("deputy_head",)),
    RecordAction(id="review.approve", model="papers.Version", blockers=step("review.approve"), url=page),
    Permission(
        id="review.view_chains",
        label="查看审查流程和会商席位",
        roles=("drafter", "section_head", "deputy_head", "disclosure_officer", "administrator", "auditor"),
    ),
    Permission(id="review.set_chain", label="设置审查流程和会商席位", roles=("administrator",)),
    Permission(
        id="review.consult",
        label="征求会商意见",
        roles=("drafter", "section_head", "deputy_head", "disclosure_officer"),
    ),
    RecordAction(
        id="review.consult",
        model="papers.Version",
        blockers=to_consult,
        url=lambda version: reverse("review:consult", args=[version.pk]),
    ),
    Permission(
        id="review.answer_question",
        label="答复会商",
        roles=("section_head", "deputy_head", "disclosure_officer"),
    ),
    Permission(id="review.register", label="发文登记", roles=("disclosure_officer",)),
    RecordAction(id="review.register", model="papers.Version", blockers=to_register, url=page),
    Permission(id="review.release", label="公开发布", roles=("disclosure_officer",)),
    RecordAction(id="review.release", model="papers.Version", blockers=release_blockers, url=page),
    Permission(
        id="review.take_down",
        label="紧急下线",
        roles=("section_head", "deputy_head", "disclosure_officer"),
    ),
    RecordAction(id="review.take_down", model="papers.Version", blockers=nothing_to_withdraw, url=page),
    Permission(
        id="review.confirm_take_down", label="复核紧急下线", roles=("deputy_head", "disclosure_officer")
    ),
    RecordAction(
        id="review.confirm_take_down", model="papers.Version", blockers=nothing_to_confirm, url=page
    ),
    Permission(id="review.withdraw", label="撤回公开", roles=("deputy_head", "disclosure_officer")),
    RecordAction(id="review.withdraw", model="papers.Version", blockers=nothing_to_withdraw, url=page),
)
