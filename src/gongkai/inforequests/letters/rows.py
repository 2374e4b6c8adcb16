"""A letter as a row of its case: how far it has come, and what can be done with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

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


@dataclass(frozen=True)
class LetterRow:
    """A letter: its version, where it stands in words, and the next steps (URL name, label)."""

    letter: CaseLetter
    version: Version
    label: str
    stage: str
    tone: str
    steps: tuple[tuple[str, str], ...]


def rows_of(viewer: Viewer, case: CaseStatus) -> list[LetterRow]:
    """Return the letters of a case as rows, in their order."""
    return [
        LetterRow(
            each.letter,
            each.version,
            LETTER_TYPES[each.type_id].label,
            *_stage(each),
            tuple(_steps(viewer, case, each)),
        )
        for each in case.letters
    ]


def _steps(viewer: Viewer, case: CaseStatus, letter: LetterStatus) -> Iterator[tuple[str, str]]:
    if viewer.may(permission_of(letter.type_id)) and not change_blockers(letter):
        yield "inforequests:letter_change", "修改"
    if not viewer.may("inforequests.serve"):
        return
    if not service_blockers(case, letter):
        yield "inforequests:letter_serve", "登记送达"
    if not delivery_blockers(letter):
        yield "inforequests:letter_arrive", "登记签收"
    if not response_blockers(letter):
        yield "inforequests:letter_respond", f"登记{LETTER_TYPES[letter.type_id].response_label}"
    if not void_blockers(letter):
        yield "inforequests:letter_take_back", "作废最后登记"


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
    return "拟稿，待送审", ""
