"""By whom a version is reviewed, step by step: the chain that applies when it is sent, and who stands at each step."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from gongkai.bodies.models import Appointment
from gongkai.bodies.queries import at_work, away, post_and_name
from gongkai.bodies.viewer import Viewer
from gongkai.papers.models import Version
from gongkai.review.models import CHECKS, STAGES, Chain, Step

DRAFTER = "拟稿人"


@dataclass(frozen=True)
class Place:
    """Who stands at a step: whoever may take it and, where the unit has set a chain, holds this role and post."""

    title: str
    role: int | None = None
    post: str = ""
    of_section: bool = False

    def is_held(self, appointment: Appointment, sections: Collection[int | None]) -> bool:
        """Whether somebody stands here by an appointment, for a version that was sent from these sections."""
        return (
            self.role in {None, appointment.role_id}
            and self.post in {"", appointment.post}
            and (not self.of_section or appointment.section_id in sections)
        )


@dataclass(frozen=True)
class Route:
    """The steps of a review after the drafter's own: by a chain that the unit set, or as the house has it."""

    places: tuple[Place, ...]
    chain: Chain | None = None

    @property
    def last(self) -> int:
        """The number of the last step, which approves."""
        return len(self.places) + 1

    @property
    def numbers(self) -> range:
        """The numbers of all steps."""
        return range(1, self.last + 1)

    def place(self, number: int) -> Place:
        """Return who stands at a step after the first."""
        return self.places[number - 2]

    def title(self, number: int) -> str:
        """Return whose step it is, in Chinese."""
        return DRAFTER if number == 1 else self.place(number).title

    def permission(self, number: int) -> str:
        """Return what who takes a step must be allowed to do."""
        if number == 1:
            return "review.submit"
        return "review.approve" if number == self.last else "review.examine"


# What the law and the seed's own form ask for: 拟稿人 → 科室负责人 → 分管领导.
HOUSE = Route((Place("科室负责人"), Place("分管领导")))


def route_by(chain: Chain | None) -> Route:
    """Return the steps that a chain says; without one, or where it is not whole, those of the house."""
    if chain is None:
        return HOUSE
    return Route(
        tuple(
            Place(station.title, station.role_id, station.post, station.of_section)
            for station in sorted(chain.stations.all(), key=lambda station: station.number)
        ),
        chain,
    )


def route_of(steps: Iterable[Step]) -> Route:
    """Return the steps of a review as the version was sent, given those taken; of an unsent one those of the house."""
    first = next((step for step in steps if step.number == 1), None)
    return route_by(first.chain if first else None)


def chains(viewer: Viewer) -> QuerySet[Chain]:
    """Return every chain that the viewer's organ ever set, the newest first."""
    found: QuerySet[Chain] = Chain.objects.visible_to(viewer)
    return (
        found.select_related("section", "set_by")
        .prefetch_related("stations__role")
        .order_by("-from_on", "-pk")
    )


def standing_chains(viewer: Viewer, day: datetime.date) -> list[Chain]:
    """Return what is set on a day: of each kind and section the last one; the most general first."""
    last: dict[tuple[str, int | None], Chain] = {}
    for chain in reversed(chains(viewer).filter(from_on__lte=day)):
        last[chain.kind, chain.section_id] = chain
    return sorted(
        (chain for chain in last.values() if chain.length), key=lambda chain: (_rank(chain), chain.pk)
    )


def route_for(viewer: Viewer, version: Version) -> Route:
    """Return the steps that a version goes through when the viewer sends it now.

    A chain of its kind comes before one of the section in which the viewer works, and one of both before either.
    """
    sections = sections_of(viewer, viewer.officer.pk if viewer.officer else None, viewer.day)
    applying = [
        chain
        for chain in standing_chains(viewer, viewer.day)
        if chain.kind in {"", version.document.kind} and chain.section_id in {None, *sections}
    ]
    return route_by(applying[-1] if applying else None)


def _rank(chain: Chain) -> int:
    """How much it is about one thing; the database asks the same (`guards.RANK`)."""
    return (2 if chain.kind else 0) + (1 if chain.section_id else 0)


def sections_of(viewer: Viewer, officer: int | None, day: datetime.date) -> frozenset[int | None]:
    """Return the sections in which an officer works on a day."""
    return frozenset(
        each.section_id for each in at_work(viewer, day) if each.officer_id == officer and each.section_id
    )


def standing_at(
    appointments: Iterable[Appointment], route: Route, number: int, *, sections: Collection[int | None]
) -> list[Appointment]:
    """Return by which of these appointments somebody can take a step after the first."""
    place, permission = route.place(number), route.permission(number)
    return [
        each for each in appointments if permission in each.role.permissions and place.is_held(each, sections)
    ]


@dataclass(frozen=True)
class Foreseen:
    """A step of a version that is not sent yet: who gets it, and what keeps it from being taken."""

    stage: str
    check: str
    title: str
    people: str
    lacking: str = ""


def foreseen(viewer: Viewer, route: Route, drafters: Iterable[int]) -> list[Foreseen]:
    """Return step by step who gets what the viewer sends now, and which step nobody can take."""
    assert viewer.officer is not None
    sections = sections_of(viewer, viewer.officer.pk, viewer.day)
    involved = {viewer.officer.pk, *drafters}
    found = [Foreseen(STAGES[1], CHECKS[1], DRAFTER, viewer.officer.name)]
    for number in route.numbers[1:]:
        held = standing_at(at_work(viewer), route, number, sections=sections)
        others = [each for each in held if involved.isdisjoint((each.officer_id, _acting(viewer, each)))]
        people = dict.fromkeys(post_and_name(viewer, each) for each in others)
        found.append(
            Foreseen(
                STAGES[number],
                CHECKS[number],
                route.title(number),
                "、".join(people),
                _lacking(viewer, held, others),
            )
        )
    return found


def _acting(viewer: Viewer, appointment: Appointment) -> int:
    """Who takes the steps of a post on the viewer's day: who holds it, or who stands in."""
    absence = away(viewer).get(appointment.officer_id)
    return absence.stand_in_id if absence and absence.stand_in_id else appointment.officer_id


def _lacking(viewer: Viewer, held: list[Appointment], others: list[Appointment]) -> str:
    left = [away(viewer).get(each.officer_id) for each in others]
    if others and all(absence and not absence.stand_in_id for absence in left):
        return "离岗期间没有登记代行，这一环节要等人回来；急办的，请管理员登记代行。"
    if others:
        return ""
    if held:
        names = "、".join(dict.fromkeys(each.officer.name for each in held))
        return f"在岗的只有{names}，拟过本稿，不能再审；须另有人任职，或者有当日有效的代行登记。"
    return "现在没有人在岗，送审以后没有人可以办理；请管理员登记任职。"
