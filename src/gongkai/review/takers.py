"""Who can take the next step of a version: by post, as a stand-in, or for somebody who is away."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.bodies.models import Absence, Appointment, StandIn
from gongkai.bodies.queries import at_work, away, post_and_name
from gongkai.bodies.viewer import Viewer
from gongkai.review.chains import sections_of, standing_at
from gongkai.review.models import STAGES
from gongkai.review.progress import ReviewProgress

SMALL_ORGAN = 4


def is_at_place(viewer: Viewer, progress: ReviewProgress) -> bool:
    """Return whether the viewer's own post is that of the next step."""
    number = progress.next_number
    assert number is not None
    if not viewer.may(progress.route.permission(number)):
        return False
    if number == 1 or progress.route.chain is None:
        return True
    return any(each.officer_id == viewer.officer.pk for each in standing(viewer, progress) if viewer.officer)


def acting_in(viewer: Viewer, progress: ReviewProgress) -> Absence | None:
    """Return the absence in which the viewer stands in for somebody whose step comes next."""
    if viewer.officer is None or progress.next_number in {None, 1}:
        return None
    posts = {each.officer_id for each in standing(viewer, progress)}
    mine = (each for each in away(viewer).values() if each.stand_in_id == viewer.officer.pk)
    return next((absence for absence in mine if absence.officer_id in posts), None)


def standing(
    viewer: Viewer, progress: ReviewProgress, *, among: Sequence[Appointment] | None = None
) -> list[Appointment]:
    """Return by which appointments, those of the day or some, somebody can take the next step, after the first."""
    assert progress.next_number is not None
    sent = progress.steps[0]
    sections = sections_of(viewer, sent.officer_id, sent.decided_on)
    held = at_work(viewer) if among is None else among
    return standing_at(held, progress.route, progress.next_number, sections=sections)


def involved_in(progress: ReviewProgress) -> set[int]:
    """Return who drafted a version or took a step of it already."""
    return {*progress.drafters, *(step.officer_id for step in progress.steps)}


def next_holder(viewer: Viewer, progress: ReviewProgress) -> str:
    """Return a sentence that says which step comes next, and who can take it; empty when none does."""
    number = progress.next_number
    if number is None:
        return ""
    if number == 1:
        held = [each for each in at_work(viewer) if progress.route.permission(1) in each.role.permissions]
    else:
        held = standing(viewer, progress)
    can = "、".join(dict.fromkeys(post_and_name(viewer, each) for each in held))
    who = f"由{can}办理" if can else "现在没有人可以办理，请管理员登记任职"
    return f"现在是{STAGES[number]}“{progress.next_label}”环节，{who}。"


def is_small(viewer: Viewer) -> bool:
    """Return whether so few people work in the organ that one may take a step beside another."""
    return len({each.officer_id for each in at_work(viewer)}) < SMALL_ORGAN


def stand_in_of(viewer: Viewer, progress: ReviewProgress) -> StandIn | None:
    """Return the viewer's recorded leave to take the next step that day, in a bureau of fewer than four."""
    if not is_small(viewer):
        return None
    return next((each for each in stand_ins(viewer) if each.step == progress.next_number), None)


def stand_ins(viewer: Viewer) -> list[StandIn]:
    """The viewer's stand-ins of the day."""
    mine = StandIn.objects.filter(officer=viewer.officer, organ=viewer.organ_code).on(viewer.day)
    return viewer.once("review.stand_ins", lambda: list(mine) if viewer.officer else [])
