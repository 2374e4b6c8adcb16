"""Edit a paragraph of a year's prose."""

from __future__ import annotations

import datetime

from gongkai.bodies.viewer import Viewer
from gongkai.ledger.acts import act
from gongkai.reporting.models import Passage


def edit_passage(*, viewer: Viewer, year: int, passage: str, text: str, day: datetime.date) -> Passage:
    """Return the officer's own text of a paragraph; empty text returns to the standard one."""
    viewer.require("reporting.build")
    with act(organ_code=viewer.organ_code, actor=viewer.actor, day=day) as done:
        edited, _ = Passage.objects.update_or_create(
            organ_id=viewer.organ_code, year=year, passage=passage, defaults={"text": text}
        )
        done.record("reporting.passage_edited", subjects=[edited], data={"year": year, "passage": passage})
    return edited
