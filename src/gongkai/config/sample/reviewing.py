"""How the persons of the sample bureau review a text: one fills its sheet and sends it, the others agree."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from gongkai.bodies.viewer import Viewer
from gongkai.papers.findings import hits_of
from gongkai.papers.models import Version
from gongkai.registry import SecrecySheet
from gongkai.review.actions.decide import decide
from gongkai.review.actions.submit import submit
from gongkai.review.letter_sheet import SheetAnswers
from gongkai.review.secrecy import SecrecyAnswers

Viewers = Mapping[str, Viewer]
PROOFREAD = "无差错。"


def secrecy_sheet(
    version: Version, *, section: str = "办公室", channel: str = "", planned_on: datetime.date | None = None
) -> SecrecyAnswers:
    """Return what the sheet of a text says; `channel` where its kind names none."""
    sheet = version.document.declared_kind.sheet
    assert isinstance(sheet, SecrecySheet)
    return SecrecyAnswers(
        section=section,
        channel=sheet.channel or channel,
        level_statement="不涉及国家秘密和工作秘密。",
        planned_on=planned_on,
        pledged=True,
    )


def sent(
    viewer: Viewer, version: Version, sheet: SecrecyAnswers | SheetAnswers, *, checked: str = ""
) -> None:
    """Send a text for review; `checked` answers each finding that asks for an answer."""
    answers = {hit.key: checked for hit in hits_of(version) if hit.needs_answer}
    submit(viewer=viewer, version=version, form=sheet, proofread=PROOFREAD, answers=answers)


def agreed(viewer: Viewer, version: Version, opinion: str = "同意。") -> None:
    """Agree to a text at the step that waits for the viewer."""
    decide(viewer=viewer, version=version, agree=True, opinion=opinion, proofread=PROOFREAD)
