"""The figure of a measure, asked for alone; `reporting` asks for all of a year together."""

from __future__ import annotations

from gongkai.bodies.viewer import Viewer
from gongkai.registry import Measure


def figure_of(measure: Measure, viewer: Viewer, year: int) -> int | str:
    """Return what a measure says of a year."""
    records = measure.records(viewer, year)
    if measure.figure is None:
        found: int = records.count()
        return found
    values = records.values_list(measure.field, flat=True)
    return measure.figure([str(value) for value in values if value is not None])
