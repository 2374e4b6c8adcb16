"""The law as this installation holds it: shipped data with what was entered laid over."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from gongkai import law
from gongkai.bodies.models import Organ
from gongkai.bodies.viewer import Viewer
from gongkai.norms.models import Confirmation, HolidayNotice, UnitValue


def entered_notices() -> list[law.Notice]:
    """Return the notices entered here, oldest first: a later one wins day by day."""
    return [as_notice(row) for row in HolidayNotice.objects.order_by("pk")]


def as_notice(row: HolidayNotice) -> law.Notice:
    """Return a stored notice as the value that the calendar is made of."""
    return law.Notice(
        layer=row.layer,
        year=row.year,
        title=row.title,
        number=row.number,
        off={datetime.date.fromisoformat(day): name for day, name in row.off_days.items()},
        working=frozenset(map(datetime.date.fromisoformat, row.working_days)),
    )


@dataclass(frozen=True)
class Rules:
    """By what an organ counts: its working-day calendar and the values that hold for it."""

    organ: Organ
    calendar: law.Calendar
    values: law.Values


def rules_of(viewer: Viewer) -> Rules:
    """Return the rules of the viewer's organ, read once for all that is asked in the viewer's name."""
    officer = viewer.officer
    return viewer.kept(
        "norms.rules",
        lambda: rules_for(officer.organ if officer else Organ.objects.get(code=viewer.organ_code)),
    )


def rules_for(organ: Organ) -> Rules:
    """Return the rules of an organ as they are now, for what nobody looks at (a follower)."""
    return Rules(organ, calendar_of(organ), values_of(organ))


def calendar_of(organ: Organ) -> law.Calendar:
    """Return the working-day calendar by which an organ counts: national, its region, emergencies, entered."""
    return law.calendar(organ.region or None).with_notices(entered_notices())


def values_of(organ: Organ) -> law.Values:
    """Return the values that hold for an organ: shipped, its own, and those it has confirmed."""
    own = [
        law.ValueOverride(
            key=row.key,
            value=row.value,
            in_force_from=row.in_force_from,
            basis=row.basis,
            entered_by=row.entered_by.name if row.entered_by else "系统",
            entered_on=row.entered_on,
        )
        for row in UnitValue.objects.filter(organ=organ).select_related("entered_by").order_by("pk")
    ]
    confirmed = [
        law.ValueConfirmation(
            key=row.key,
            in_force_from=row.in_force_from,
            confirmed_by=row.confirmed_by.name if row.confirmed_by else "系统",
            confirmed_on=row.confirmed_on,
            basis=row.basis,
        )
        for row in Confirmation.objects.filter(organ=organ).select_related("confirmed_by").order_by("pk")
    ]
    return law.shipped_values().overlaid(own, confirmed)
