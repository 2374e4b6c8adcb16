"""Who may do what in the review, and the buttons on a version: what stands in the way, and where each leads."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import reverse

from gongkai.bodies.blockers import Blocker
from gongkai.bodies.viewer import Viewer
from gongkai.papers.models import Version
from gongkai.registry import Permission, RecordAction
from gongkai.review.actions.decide import approval_blockers
from gongkai.review.actions.release import release_blockers
from gongkai.review.actions.submit import submit_blockers
from gongkai.review.models import LAST, STEPS
from gongkai.review.queries import live_release, shown_progress, step_blockers

Blockers = Callable[[Viewer, Version], list[Blocker]]


def page(version: Version) -> str:
    """Return the review page of a version."""
    return reverse("review:version", args=[version.pk])


def to_submit(viewer: Viewer, version: Version) -> list[Blocker]:
    """Return what stands in the way of submitting a version."""
    return submit_blockers(viewer, shown_progress(viewer, version))


def step(number: int) -> Blockers:
    """Return what stands in the way of a step: that it does not come next, or that it is not the viewer's."""

    def blockers(viewer: Viewer, version: Version) -> list[Blocker]:
        progress = shown_progress(viewer, version)
        following = progress.next_number
        if following == 1:
            return [Blocker("本版尚未送审。")]
        if following is not None and following != number:
            return [Blocker(f"现在是“{STEPS[following]}”环节。")]
        found = step_blockers(viewer, progress)
        return found + (approval_blockers(viewer, progress) if following == LAST else [])

    return blockers


def nothing_to_withdraw(viewer: Viewer, version: Version) -> list[Blocker]:
    """Return what stands in the way of a withdrawal."""
    return [] if live_release(version.document) else [Blocker("本文稿没有正在公开的版本。")]


PERMISSIONS = (
    Permission(
        id="review.view",
        label="查看审查情况",
        roles=("drafter", "section_head", "deputy_head", "disclosure_officer", "auditor"),
    ),
    RecordAction(id="review.view", model="papers.Version", url=page),
    Permission(
        id="review.submit", label="填保密审查表送审", roles=("drafter", "section_head", "disclosure_officer")
    ),
    RecordAction(
        id="review.submit",
        model="papers.Version",
        blockers=to_submit,
        url=lambda version: reverse("review:submit", args=[version.pk]),
    ),
    Permission(id="review.examine", label="科室负责人审核", roles=("section_head",)),
    RecordAction(id="review.examine", model="papers.Version", blockers=step(2), url=page),
    Permission(id="review.approve", label="分管领导审批", roles=("deputy_head",)),
    RecordAction(id="review.approve", model="papers.Version", blockers=step(3), url=page),
    Permission(id="review.release", label="公开发布", roles=("disclosure_officer",)),
    RecordAction(id="review.release", model="papers.Version", blockers=release_blockers, url=page),
    Permission(id="review.withdraw", label="撤回公开", roles=("deputy_head", "disclosure_officer")),
    RecordAction(id="review.withdraw", model="papers.Version", blockers=nothing_to_withdraw, url=page),
)
