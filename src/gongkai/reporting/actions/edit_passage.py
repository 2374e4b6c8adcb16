"""Edit a paragraph of a year's prose."""

from __future__ import annotations

from gongkai.bodies.viewer import Viewer
from gongkai.reporting.events import PassageEdited
from gongkai.reporting.models import Passage


def edit_passage(*, viewer: Viewer, year: int, passage: str, text: str) -> Passage:
    """Return the officer's own text of a paragraph; empty text returns to the standard one."""
    viewer.require("reporting.build")
    with viewer.transaction() as tx:
        edited, _ = Passage.objects.update_or_create(
            organ_id=viewer.organ_code, year=year, passage=passage, defaults={"text": text}
        )
        tx.record(
            PassageEdited(year=year, passage=passage),
            subjects=[edited],
        )
    return edited
