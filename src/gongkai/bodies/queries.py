"""Reads of people: who did what the ledger holds by post and number; which nominations wait."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, QuerySet, Subquery

from gongkai.bodies.models import Absence, Appointment, Nomination, Officer, Section
from gongkai.bodies.viewer import Viewer
from gongkai.ledger.models import Entry
from gongkai.ledger.queries import entries_of, line_of

TOLD_FOR = datetime.timedelta(hours=24 * 30)  # of a refusal; a rule of this program, not of the law


def nominations_waiting(viewer: Viewer) -> QuerySet[Nomination]:
    """Return the nominations of the viewer's organ on which nobody decided yet, the oldest first."""
    ours = Nomination.objects.filter(organ=viewer.organ_code, appointment=None, refusal=None)
    return ours.select_related("officer", "role", "section", "proposed_by").order_by("proposed_on", "pk")


def nominations_to_decide(viewer: Viewer) -> QuerySet[Nomination]:
    """Return those of them that wait for the viewer: a second person, with the permission."""
    waiting = nominations_waiting(viewer).exclude(proposed_by=viewer.officer).exclude(officer=viewer.officer)
    return viewer.if_allowed("bodies.confirm_appointment", waiting)


def nominations_refused(viewer: Viewer) -> QuerySet[Nomination]:
    """Return what the viewer proposed of late and a second person refused, while nobody proposed that person again."""
    again = Nomination.objects.filter(officer=OuterRef("officer"), pk__gt=OuterRef("pk"))
    ours = Nomination.objects.filter(~Exists(again), organ=viewer.organ_code, proposed_by=viewer.officer)
    found = ours.filter(refusal__refused_on__gt=viewer.day - TOLD_FOR)
    return found.select_related("officer", "role", "refusal__refused_by").order_by("pk")


def section_names(viewer: Viewer) -> QuerySet[Any]:
    """Return what the sections of the viewer's organ are called, in their order."""
    return Section.objects.filter(organ=viewer.organ_code).order_by("pk").values_list("name", flat=True)


def holders(viewer: Viewer, permission: str) -> str:
    """Return who may do something that day, by post and name, in a row; empty where nobody may."""
    return "、".join(
        dict.fromkeys(
            f"{each.post} {each.officer.name}"
            for each in at_work(viewer)
            if permission in each.role.permissions
        )
    )


def at_work(viewer: Viewer, day: datetime.date | None = None) -> list[Appointment]:
    """Return the appointments in force in the viewer's organ on a day, the viewer's unless another is given."""
    on = day or viewer.day
    held = viewer.once("bodies.appointments", lambda: _appointments(viewer))
    return [each for each in held if each.is_in_force(on)]


def away(viewer: Viewer) -> dict[int, Absence]:
    """Return by officer who is away from work on the viewer's day; of several absences the last recorded."""
    keys = {key for each in at_work(viewer) if (key := getattr(each, "absence", None))}
    return viewer.once("bodies.away", lambda: _absences(keys))


def _absences(keys: set[int]) -> dict[int, Absence]:
    found = Absence.objects.filter(pk__in=keys).select_related("officer", "stand_in") if keys else ()
    return {each.officer_id: each for each in found}


def post_and_name(viewer: Viewer, appointment: Appointment) -> str:
    """Return who holds a post; of whoever is away on the viewer's day that they are, and who acts for them."""
    name = f"{appointment.post} {appointment.officer.name}"
    absence = away(viewer).get(appointment.officer_id)
    if absence is None:
        return name
    acting = f"由{absence.stand_in.name}代行" if absence.stand_in else "没有登记代行"
    return f"{name}（离岗至 {absence.until_on}，{acting}）"


def _appointments(viewer: Viewer) -> list[Appointment]:
    """Every appointment of the organ, each with the absence of its officer on the viewer's day."""
    gone = Absence.objects.filter(officer=OuterRef("officer")).on(viewer.day).order_by("-pk")
    held = Appointment.objects.filter(organ=viewer.organ_code).annotate(
        absence=Subquery(gone.values("pk")[:1])
    )
    return list(held.select_related("officer", "role", "section").order_by("pk"))


@dataclass(frozen=True)
class PersonalLine:
    """An entry as people read it, with who did it: the post of that day, and the name that the number stands for."""

    entry: Entry
    label: str
    sentence: str
    actor: str


def history_of(record: models.Model, *facts: models.Model) -> list[PersonalLine]:
    """Return what happened to a record, newest first (see `ledger.queries.entries_of`)."""
    return personal_lines(entries_of(record, *facts))


def personal_lines(entries: Iterable[Entry]) -> list[PersonalLine]:
    """Return entries as lines, in their order; the names are read at once."""
    asked = list(entries)
    numbers = {entry.actor_number for entry in asked}
    organs = {entry.organ_code for entry in asked}
    known = Officer.objects.filter(organ__in=organs, number__in=numbers)
    names = {(organ, number): name for organ, number, name in known.values_list("organ", "number", "name")}
    return [
        PersonalLine(
            entry,
            line.label,
            line.sentence,
            f"{entry.actor_post} {names.get((entry.organ_code, entry.actor_number), '')}".strip(),
        )
        for entry in asked
        for line in [line_of(entry)]
    ]
