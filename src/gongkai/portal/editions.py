"""A report that was issued again: what the later edition says otherwise than the earlier one."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.annualreport import Report, Value
from gongkai.papers.comparing import Change, changes
from gongkai.portal.queries import PublicReport


@dataclass(frozen=True)
class Difference:
    """What an edition changed: figures as (what, before, now), and the text by part."""

    before: PublicReport
    figures: list[tuple[str, Value, Value]]
    parts: list[tuple[str, list[Change]]]


def difference(before: PublicReport, now: PublicReport) -> Difference:
    """Return what differs from one edition of a year's report to another."""
    old, new = before.value, now.value
    figures = [
        (cell.label, old.cell(cell.id), value) for cell, value in new.cells() if old.cell(cell.id) != value
    ]
    return Difference(before, figures, [(title, found) for title, found in _parts(old, new) if found])


def _parts(old: Report, new: Report) -> list[tuple[str, list[Change]]]:
    before = {section.number: section.text for section in old.sections}
    parts = [("前言", changes(old.intro, new.intro))]
    parts += [
        (f"{section.number}、{section.title}", changes(before.get(section.number, ""), section.text))
        for section in new.sections
    ]
    return [*parts, ("联系方式", changes(old.contact, new.contact))]
