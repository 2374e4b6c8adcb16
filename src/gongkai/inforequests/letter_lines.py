"""A letter as a line of its case: how far it has come, and what can be done with it."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai import law
from gongkai.bodies.viewer import Viewer
from gongkai.inforequests.actions.record_delivery import delivery_blockers
from gongkai.inforequests.actions.record_response import response_blockers
from gongkai.inforequests.actions.record_service import service_blockers
from gongkai.inforequests.actions.write import permission_of
from gongkai.inforequests.letters.kinds import KINDS
from gongkai.inforequests.models import CaseLetter
from gongkai.papers.models import Version
from gongkai.review.queries import progress_of


@dataclass(frozen=True)
class Line:
    """A letter: its newest version, where it stands in words, and the next steps (URL name, label)."""

    letter: CaseLetter
    version: Version
    label: str
    stage: str
    tone: str
    steps: tuple[tuple[str, str], ...]


def line_of(viewer: Viewer, letter: CaseLetter) -> Line:
    """Return a letter (of `letters.facts.letters_of`) as a line."""
    kind = KINDS[letter.document.kind]
    version = letter.document.newest
    assert version is not None, "a letter has a version"
    stage, tone = _stage(letter, version)
    may_serve = viewer.may("inforequests.serve")
    steps = []
    if viewer.may(permission_of(kind.id)) and not letter.standing_services:  # type: ignore[attr-defined]
        steps.append(("inforequests:letter_change", "修改"))
    if may_serve and not service_blockers(letter):
        steps.append(("inforequests:letter_serve", "登记送达"))
    if may_serve and not delivery_blockers(letter):
        steps.append(("inforequests:letter_arrive", "登记签收"))
    if may_serve and not response_blockers(letter):
        steps.append(("inforequests:letter_respond", f"登记{kind.asked_back}"))
    if may_serve and letter.standing_services:  # type: ignore[attr-defined]
        steps.append(("inforequests:letter_take_back", "作废最后登记"))
    return Line(letter, version, kind.label, stage, tone, tuple(steps))


def _stage(letter: CaseLetter, version: Version) -> tuple[str, str]:
    service = next(iter(letter.standing_services), None)  # type: ignore[attr-defined]
    arrival = next(iter(letter.standing_arrivals), None)  # type: ignore[attr-defined]
    response = next(iter(letter.standing_responses), None)  # type: ignore[attr-defined]
    if service is None:
        return _reviewed(version)
    said = f"{service.handed_over_on} {law.SERVICE_METHODS[service.method].label}"
    said += f"，{arrival.received_on} 签收" if arrival else "，尚未登记签收"
    if response:
        answer = KINDS[letter.document.kind].answers.get(response.answer, response.answer)
        said += f"；{response.responded_on} {answer}"
    return said, "done" if arrival else ""


def _reviewed(version: Version) -> tuple[str, str]:
    progress = progress_of(version)
    if progress.approval:
        return f"{progress.approval.approved_on} 定稿，待送达", "soon"
    if progress.returned:
        return "已退回，请修改", "soon"
    if progress.form:
        return f"审查中，等待{progress.next_label}", ""
    return "拟稿，待送审", ""
