"""Open a section (科室) of an organ."""

from __future__ import annotations

from gongkai.bodies.events import SectionOpened
from gongkai.bodies.models import Section
from gongkai.bodies.viewer import Viewer


def open_section(*, viewer: Viewer, name: str) -> Section:
    """Return the section opened."""
    viewer.require("bodies.administer")
    with viewer.transaction() as tx:
        section = tx.add(Section(organ_id=viewer.organ_code, name=name))
        tx.record(SectionOpened(), subjects=[section])
    return section
