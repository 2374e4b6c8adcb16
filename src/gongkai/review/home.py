"""What waits for the viewer in the review, on the home page."""

from __future__ import annotations

import datetime

from django.urls import reverse

from gongkai.bodies.viewer import Viewer
from gongkai.norms.queries import rules_of
from gongkai.registry import DueItem, DueLine, Holding, WaitingItem, WaitingLine
from gongkai.review.consultation import question_page
from gongkai.review.permissions import mending_page, page
from gongkai.review.queries import (
    drafts_of,
    left_by,
    names_of,
    ready_to_release,
    returned_to,
    to_register,
    unsent,
    waiting_for,
)
from gongkai.review.seats import (
    open_questions,
    opinions_to_treat,
    put_to,
    sits_at,
    untreated_opinions,
    waiting_questions,
)
from gongkai.review.timing import unreviewed

AREA = "文稿与审查"


def waiting(viewer: Viewer) -> list[WaitingLine]:
    """Return what waits for the viewer in the review: to decide, to correct, to register, to release."""
    deciding, returned = waiting_for(viewer), returned_to(viewer)
    ready = ready_to_release(viewer)
    unnumbered = to_register(viewer)
    names = names_of([*(progress.version for progress in (*deciding, *returned)), *ready, *unnumbered])
    lines = [
        WaitingLine(
            title=names[progress.version.pk],
            what=f"请{progress.next_label}审查",
            since=progress.last_on,
            url=page(progress.version),
        )
        for progress in deciding
    ]
    lines += [
        WaitingLine(
            title=names[progress.version.pk],
            what=f"已退回，请修改：{progress.returned.opinion}" if progress.returned else "",
            since=progress.last_on,
            url=mending_page(viewer, progress.version),
        )
        for progress in returned
    ]
    lines += [
        WaitingLine(
            title=names[version.pk],
            what=what,
            since=version.approval.approved_on,
            url=page(version),
        )
        for what, versions in (("已签发，待登记取号", unnumbered), ("已审批，待公开", ready))
        for version in versions
    ]
    return lines


def drafts(viewer: Viewer) -> list[WaitingLine]:
    """Return what the viewer drafted and never sent for review, and how long ago; each leads to its sheet."""
    versions = drafts_of(viewer)
    names = names_of(versions)
    return [
        WaitingLine(
            title=names[version.pk],
            what=f"第 {version.number} 版{age(viewer, version.drafted_on)}，请填表送审；不再需要的，请弃稿",
            since=version.drafted_on,
            url=reverse("review:submit", args=[version.pk]),
        )
        for version in versions
    ]


def consulted(viewer: Viewer) -> list[WaitingLine]:
    """Return the questions that the viewer is asked as a seat."""
    return [
        WaitingLine(
            title=each.version.title,
            what=f"请以“{each.name}”答复，{each.due_on} 前",
            since=each.asked_on,
            url=question_page(each),
        )
        for each in open_questions(viewer)
        if sits_at(viewer, each.seat)
    ]


def opinions(viewer: Viewer) -> list[WaitingLine]:
    """Return the opinions on the viewer's own questions of which nobody said what is done with them."""
    return [
        WaitingLine(
            title=each.version.title,
            what=f"{each.name}{each.answer.get_opinion_display()}，请写明采纳与否和理由",
            since=each.answer.answered_on,
            url=question_page(each),
        )
        for each in untreated_opinions(viewer)
    ]


def taken_down(viewer: Viewer) -> list[WaitingLine]:
    """Return what others took down in an emergency, to be decided on."""
    return [
        WaitingLine(
            title=down.release.version.title,
            what=f"{down.taken_down_by}紧急下线（{down.reason}），请决定恢复还是撤回",
            since=down.taken_down_on,
            url=page(down.release.version),
        )
        for down in unreviewed(viewer).exclude(taken_down_by=viewer.officer)
    ]


def due_answers(viewer: Viewer) -> list[DueLine]:
    """Return the answers that others owe to the viewer's questions about versions under review, soonest first."""
    calendar = rules_of(viewer).calendar
    return [
        DueLine(
            title=f"会商：{each.version.title}",
            stage="发函待复" if each.by_letter else "席位待答复",
            due_on=each.due_on,
            working_days_left=calendar.working_days_left(each.due_on, viewer.day),
            basis=each.seat.basis if each.seat and each.seat.basis else "本单位设置",
            url=question_page(each),
            holder=each.name,
        )
        for each in open_questions(viewer)
        if each.asked_by_id == (viewer.officer.pk if viewer.officer else None)
    ]


def age(viewer: Viewer, drafted_on: datetime.date) -> str:
    """Return how long a draft has lain, in words."""
    days = (viewer.day - drafted_on).days
    return f"已搁置 {days} 天" if days > 0 else "今天拟稿"


HOME = (
    DueItem(
        id="review.consultations",
        label="会商",
        lines=due_answers,
        records=lambda viewer: waiting_questions(viewer).filter(asked_by=viewer.officer).values("pk"),
        permission="review.view",
        sealed=True,
    ),
    WaitingItem(
        id="review.consulted",
        label="请我会商",
        area=AREA,
        lines=consulted,
        records=lambda viewer: put_to(viewer).values("pk"),
        permission="review.view",
        sealed=True,
    ),
    WaitingItem(
        id="review.opinions",
        label="会商意见",
        area=AREA,
        lines=opinions,
        records=lambda viewer: opinions_to_treat(viewer).values("pk"),
        permission="review.view",
        sealed=True,
    ),
    WaitingItem(
        id="review.taken_down",
        label="复核紧急下线",
        area=AREA,
        lines=taken_down,
        records=lambda viewer: unreviewed(viewer).exclude(taken_down_by=viewer.officer).values("pk"),
        permission="review.confirm_take_down",
        sealed=True,
    ),
    WaitingItem(id="review.waiting", label="审查", area=AREA, lines=waiting, sealed=True),
    WaitingItem(
        id="review.drafts",
        label="未送审的文稿",
        area=AREA,
        lines=drafts,
        records=lambda viewer: unsent(viewer).values("pk"),
        sealed=True,
    ),
)
HOLDINGS = (Holding(id="review.under_way", label="件在审文稿", left=left_by, asked_at_end=True),)
