"""What a case says on the approval sheet of its letters, so that nobody types it again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gongkai import law
from gongkai.bodies.viewer import Viewer
from gongkai.inforequests.letters.kinds import LETTER_TYPES, case_of, context_of
from gongkai.inforequests.status import CONSULTATION, REPLY, CaseStatus, case_status
from gongkai.papers.models import Version


def sheet_facts(viewer: Viewer, version: Version) -> Sequence[tuple[str, str]]:
    """Return the case as the sheet prints it: number, applicant, days, what is asked for."""
    context = context_of(viewer, case_status(case_of(version)))
    request, reply = context.request, context.clock.reply
    received_on = context.case.facts.received_on
    due = reply.due if reply else None
    return (
        ("申请编号", request.number),
        ("申请人", request.applicant_name),
        ("收到日期", f"{received_on:%Y-%m-%d}" if received_on else "尚未确认"),
        ("答复期限", f"{due:%Y-%m-%d}" if due else "没有在进行"),
        ("申请内容", request.description),
    )


def sheet_proposed(viewer: Viewer, version: Version) -> Mapping[str, str]:
    """Return what the letter and the case say of the proposal and of who was asked."""
    kind, given = version.document.kind, version.content_json["particulars"]
    proposal = LETTER_TYPES[kind].label
    if kind == REPLY:
        ground = law.ground(given["ground"])
        proposal = f"{ground.label}（{law.cited(ground.articles)}）"
    return {"proposal": proposal, "consulted": _consulted(case_status(case_of(version)))}


def _consulted(case: CaseStatus) -> str:
    """One line for each party or organ that was asked: when, and what it answered."""
    lines = []
    for letter in case.of_type(CONSULTATION):
        if letter.service is None:
            continue
        answers = LETTER_TYPES[CONSULTATION].answers
        answer = (
            f"{letter.responded_on:%Y-%m-%d} {answers.get(letter.answer, letter.answer)}"
            if letter.responded_on
            else "尚未答复"
        )
        lines.append(f"{letter.given['consulted_name']}：{letter.notified_on:%Y-%m-%d} 征求意见，{answer}")
    return "\n".join(lines)
