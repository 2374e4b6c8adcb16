"""What the desk asks of all rooms: what is due, what waits, what is wrong; who works here and may do what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Prefetch, QuerySet

from gongkai import registry
from gongkai.bodies.models import Absence, Appointment, Officer, Role, StandIn
from gongkai.bodies.queries import nominations_waiting
from gongkai.bodies.viewer import Viewer
from gongkai.shell import lines_of, number_waiting, numbers_behind, waiting_anchor, with_last_sign_in
from gongkai.typeset import Chart

S = TypeVar("S", registry.DueItem, registry.WaitingItem, registry.Alert)


def due(viewer: Viewer) -> list[registry.DueLine]:
    """Return everything that is due, across all clocks, soonest first: the overdue stand above."""
    lines = [line for item in _telling(viewer, registry.DueItem) for line in lines_of(viewer, item)]
    return sorted(lines, key=lambda line: (line.due_on, line.title))


@dataclass(frozen=True)
class Waiting:
    """A kind of thing that waits for the viewer, how many there are, and the things, longest waiting first.

    `anchor` is where those of its area of work stand: the count in the navigation leads there.
    """

    anchor: str
    area: str
    label: str
    number: int
    lines: list[registry.WaitingLine]


def waiting(viewer: Viewer) -> list[Waiting]:
    """Return what waits for the viewer, by kind in the order of the areas; kinds without any are left out."""
    found = [
        Waiting(
            waiting_anchor(item.area),
            item.area,
            item.label,
            number_waiting(viewer, item),
            sorted(lines_of(viewer, item), key=lambda line: line.since),
        )
        for item in _telling(viewer, registry.WaitingItem)
    ]
    return sorted((each for each in found if each.lines), key=lambda each: each.anchor)


def wrong(viewer: Viewer) -> list[tuple[str, str, str]]:
    """Return what is wrong now: kind, sentence, address of the remedy."""
    return [
        (alert.label, sentence, url)
        for alert in _telling(viewer, registry.Alert)
        for sentence, url in lines_of(viewer, alert)
    ]


def _telling(viewer: Viewer, kind: type[S]) -> list[S]:
    """The sources of a kind that have something to tell, or may have."""
    numbers = numbers_behind(viewer, registry.DueItem, registry.WaitingItem, registry.Alert)
    return [source for source in registry.all_of(kind) if numbers.get(source.id, 1)]


def charts(viewer: Viewer) -> list[Chart]:
    """Return the small charts of all rooms, for the strip at the foot of the home page."""
    return [chart for drawn in registry.all_of(registry.HomeChart) for chart in drawn.charts(viewer)]


def officers(viewer: Viewer) -> QuerySet[Officer]:
    """Return the officers of the viewer's organ with the appointments in force (`posts`) and the `proposed` ones."""
    posts = Appointment.objects.on(viewer.day).select_related("role", "section").order_by("from_on")
    return (
        with_last_sign_in(Officer.objects.filter(organ=viewer.organ_code))
        .select_related("user")
        .prefetch_related(
            Prefetch("appointments", queryset=posts, to_attr="posts"),
            Prefetch("nominations", queryset=nominations_waiting(viewer), to_attr="proposed"),
        )
        .order_by("number")
    )


def stand_ins(viewer: Viewer) -> QuerySet[StandIn]:
    """Return the stand-ins recorded in the viewer's organ, newest first."""
    return (
        StandIn.objects.filter(organ=viewer.organ_code).select_related("officer").order_by("-from_on", "-pk")
    )


def absences(viewer: Viewer) -> QuerySet[Absence]:
    """Return the absences recorded in the viewer's organ, newest first."""
    found = Absence.objects.filter(organ=viewer.organ_code).select_related("officer", "stand_in")
    return found.order_by("-from_on", "-pk")


@dataclass(frozen=True)
class Matrix:
    """Permissions × roles: for each permission, by room, whether each role has it."""

    roles: list[Role]
    rows: list[tuple[registry.Permission, list[bool]]]


def permissions(viewer: Viewer) -> Matrix:
    """Return what each role of the viewer's organ may do."""
    roles = list(Role.objects.filter(organ=viewer.organ_code).order_by("pk"))
    return Matrix(
        roles,
        [
            (each, [each.id in role.permissions for role in roles])
            for each in registry.all_of(registry.Permission)
        ],
    )
