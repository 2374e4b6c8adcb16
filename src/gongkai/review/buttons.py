"""The acts of the review as buttons on a version: what stands in the way, and where each leads."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import reverse

from gongkai.bodies.viewer import Viewer
from gongkai.papers.models import Version
from gongkai.registry import Permission, RecordAction, WaitingItem, WaitingLine
from gongkai.review.actions import release, submit
from gongkai.review.actions.decide import approval_blockers
from gongkai.review.models import LAST, STEPS
from gongkai.review.queries import (
    live_release,
    progress_of,
    progress_of_all,
    ready_to_release,
    returned_to,
    step_blockers,
    waiting_for,
)

Obstacles = Callable[[Viewer, Version], list[str]]


def page(version: Version) -> str:
    """Return the review page of a version."""
    return reverse("review:version", args=[version.pk])


def step(number: int) -> Obstacles:
    """Return what stands in the way of a step: that it does not come next, or that it is not the viewer's."""

    def blockers(viewer: Viewer, version: Version) -> list[str]:
        progress = progress_of(version)
        following = progress.next_number
        if following == 1:
            return ["本版尚未送审。"]
        if following is not None and following != number:
            return [f"现在是“{STEPS[following]}”环节。"]
        found = step_blockers(viewer, progress)
        return found + (approval_blockers(viewer, progress) if following == LAST else [])

    return blockers


def release_blockers(viewer: Viewer, version: Version) -> list[str]:
    """Return what stands in the way of a release today."""
    return release.blockers(viewer, version)


def withdraw_blockers(viewer: Viewer, version: Version) -> list[str]:
    """Return what stands in the way of a withdrawal."""
    return [] if live_release(version.document) else ["本文稿没有正在公开的版本。"]


ACTS = (
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
        blockers=submit.blockers,
        url=lambda version: reverse("review:submit", args=[version.pk]),
    ),
    Permission(id="review.examine", label="科室负责人审核", roles=("section_head",)),
    RecordAction(id="review.examine", model="papers.Version", blockers=step(2), url=page),
    Permission(id="review.approve", label="分管领导审批", roles=("deputy_head",)),
    RecordAction(id="review.approve", model="papers.Version", blockers=step(3), url=page),
    Permission(id="review.release", label="公开发布", roles=("disclosure_officer",)),
    RecordAction(id="review.release", model="papers.Version", blockers=release_blockers, url=page),
    Permission(id="review.withdraw", label="撤回公开", roles=("deputy_head", "disclosure_officer")),
    RecordAction(id="review.withdraw", model="papers.Version", blockers=withdraw_blockers, url=page),
)


def waiting(viewer: Viewer) -> list[WaitingLine]:
    """Return what waits for the viewer in the review: to decide, to correct, to release."""
    lines = [
        WaitingLine(
            title=progress.version.title,
            what=f"请{STEPS[progress.next_number]}审查" if progress.next_number else "",
            since=progress.last_on,
            url=page(progress.version),
        )
        for progress in waiting_for(viewer)
    ]
    lines += [
        WaitingLine(
            title=progress.version.title,
            what="已退回，请修改",
            since=progress.last_on,
            url=page(progress.version),
        )
        for progress in progress_of_all(returned_to(viewer))
    ]
    if viewer.may("review.release"):
        lines += [
            WaitingLine(
                title=version.title,
                what="已审批，待公开",
                since=version.approval.approved_on,
                url=page(version),
            )
            for version in ready_to_release(viewer)
        ]
    return lines


WAITING = WaitingItem(id="review.waiting", label="审查", group="政府信息管理", lines=waiting)
