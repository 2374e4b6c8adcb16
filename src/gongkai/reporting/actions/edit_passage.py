"""Edit a paragraph of a year's prose."""

from __future__ import annotations

from gongkai.bodies.viewer import Viewer
from gongkai.reporting.events import PassageEdited
from gongkai.reporting.models import Passage


def edit_passage(*, viewer: Viewer, year: int, passage: str, text: str) -> Passage:
    """Return the officer's own text of a paragraph; empty text returns to the standard one."""
    viewer.require("reporting.build")
    with viewer.transaction() as tx:
        edited = Passage.objects.visible_to(viewer).filter(year=year, passage=passage).first()
        if edited is None:
            edited = tx.add(Passage(year=year, passage=passage, text=text))
        else:
            edited.text = text
            tx.amend([edited], fields=["text"])
        tx.record(
            PassageEdited(year=year, passage=passage),
            subjects=[edited],
        )
    return edited
