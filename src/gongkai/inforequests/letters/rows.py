"""A letter as a row of its case: how far it has come, and what can be done with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.urls import reverse

from gongkai import law
from gongkai.bodies.viewer import Viewer
from gongkai.inforequests.letters.kinds import LETTER_TYPES, permission_of
from gongkai.inforequests.letters.status import (
    change_blockers,
    delivery_blockers,
    response_blockers,
    service_blockers,
    void_blockers,
)
from gongkai.inforequests.models import CaseLetter
from gongkai.inforequests.status import CaseStatus, LetterStatus
from gongkai.papers.models import Version
from gongkai.review.actions.submit import submit_blockers


@dataclass(frozen=True)
class LetterRow:
    """A letter: its version, where it stands in words, and the next steps (address, label).

    `is_next`: the first of its steps is what comes next in the case.
    """

    letter: CaseLetter
    version: Version
    label: str
    stage: str
    tone: str
    steps: tuple[tuple[str, str], ...]
    is_next: bool = False


def rows_of(viewer: Viewer, case: CaseStatus) -> list[LetterRow]:
    """Return the letters of a case as rows, in their order; the first that waits for a step of the viewer's is next."""
    rows = [
        LetterRow(
            each.letter,
            each.version,
            LETTER_TYPES[each.type_id].label,
            *_stage(each),
            tuple(_steps(viewer, case, each)),
        )
        for each in case.letters
    ]
    waiting = [_waits(each) and bool(row.steps) for each, row in zip(case.letters, rows, strict=True)]
    first = waiting.index(True) if True in waiting else None
    return [replace(row, is_next=place == first) for place, row in enumerate(rows)]


def _waits(letter: LetterStatus) -> bool:
    """Whether a letter waits for the officer of the case: to be sent for review, changed or served, or signed for."""
    if letter.service is None:
        in_hand = letter.approval or letter.progress.returned or not letter.progress.form
        return letter.is_under_way and bool(in_hand)
    return letter.arrived_on is None


def _steps(viewer: Viewer, case: CaseStatus, letter: LetterStatus) -> Iterator[tuple[str, str]]:
    may_submit = letter.service is None and viewer.may("review.submit")
    if may_submit and not submit_blockers(viewer, letter.progress):
        yield reverse("review:submit", args=[letter.version.pk]), "填审批表送审"
    may_serve = viewer.may("inforequests.serve")
    if may_serve and not service_blockers(case, letter):
        yield reverse("inforequests:letter_service", args=[letter.letter.pk]), "登记送达"
    if viewer.may(permission_of(letter.type_id)) and not change_blockers(letter):
        yield reverse("inforequests:letter_change", args=[letter.letter.pk]), "修改"
    if not may_serve:
        return
    if not delivery_blockers(letter):
        yield reverse("inforequests:letter_delivery", args=[letter.letter.pk]), "登记签收"
    if not response_blockers(letter):
        yield (
            reverse("inforequests:letter_response", args=[letter.letter.pk]),
            f"登记{LETTER_TYPES[letter.type_id].response_label}",
        )
    if not void_blockers(letter):
        yield reverse("inforequests:letter_void", args=[letter.letter.pk]), "作废最后登记"


def _stage(letter: LetterStatus) -> tuple[str, str]:
    if letter.service is None:
        return _review_stage(letter)
    stage = f"{letter.service.handed_over_on} {law.SERVICE_METHODS[letter.service.method].label}"
    stage += f"，{letter.arrived_on} 签收" if letter.arrived_on else "，尚未登记签收"
    if letter.responded_on:
        answers = LETTER_TYPES[letter.type_id].answers
        stage += f"；{letter.responded_on} {answers.get(letter.answer, letter.answer)}"
    return stage, "done" if letter.arrived_on else ""


def _review_stage(letter: LetterStatus) -> tuple[str, str]:
    progress = letter.progress
    if progress.approval:
        return f"{progress.approval.approved_on} 定稿，待送达", "soon"
    if progress.returned:
        return "已退回，请修改", "soon"
    if progress.form:
        return f"审查中，等待{progress.next_label}", ""
    if progress.abandonment:
        return f"{progress.abandonment.abandoned_on} 弃稿；要用的，请修改形成新的一版", ""
    return "拟稿，待送审", ""
