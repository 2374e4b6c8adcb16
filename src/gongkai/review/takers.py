"""Who can take the next step of a version, by post, as a stand-in or for somebody away; and why the viewer cannot."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.bodies.blockers import Blocker
from gongkai.bodies.models import Absence, Appointment, StandIn
from gongkai.bodies.queries import at_work, away, post_and_name
from gongkai.bodies.viewer import Viewer
from gongkai.review.chains import sections_of, standing_at
from gongkai.review.models import STAGES, Step
from gongkai.review.progress import ReviewProgress, abandoned_with, newest_of

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
    if viewer.officer is None or progress.next_number in {None, 1} or viewer.officer.pk in away(viewer):
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
    """Return who drafted a version or took a step of it already, and in whose place somebody took one."""
    return {*progress.drafters, *(person for step in progress.steps for person in _persons(step))}


def _persons(step: Step) -> set[int]:
    """Who took a step, and of who stood in for somebody away, that person: it was taken in their place."""
    return {step.officer_id, step.absence.officer_id if step.absence else step.officer_id}


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


def may_take(viewer: Viewer, progress: ReviewProgress) -> bool:
    """Return whether the next step is the viewer's to take: by post or by a stand-in of that day."""
    number = progress.next_number
    if number is None or number == 1 or step_blockers(viewer, progress):
        return False
    return (
        is_at_place(viewer, progress)
        or stand_in_of(viewer, progress) is not None
        or acting_in(viewer, progress) is not None
    )


def step_blockers(viewer: Viewer, progress: ReviewProgress) -> list[Blocker]:
    """Return why the viewer cannot take the next step of a version."""
    number = progress.next_number
    if progress.approval:
        return [Blocker("本版已审批。")]
    if progress.returned:
        return [Blocker("本版已退回，请拟稿人修改后另行送审。")]
    if number is None and not progress.is_newest:
        return [Blocker("文稿已有新的版本，原版本的审查终止。", remedy=newest_of(progress.version))]
    if number is None:
        return [Blocker(abandoned_with(progress))]
    if viewer.officer is None:
        return [Blocker("审查由工作人员本人办理，命令不能代办。")]
    acting = None if number == 1 or is_at_place(viewer, progress) else acting_in(viewer, progress)
    if acting is not None and acting.officer_id in involved_in(progress):
        rule = f"离岗的{acting.officer.name}拟过本稿或者办理过本版的环节，不能由别人代其再办。"
        return [Blocker(f"{rule}{next_holder(viewer, progress)}")]
    taken = [step for step in progress.steps if viewer.officer.pk in _persons(step)]
    if len(taken) > 1:
        return [
            Blocker(f"一个人在一版文稿上最多办理两个环节，代行也不可以多办。{next_holder(viewer, progress)}")
        ]
    drafted = number > 1 and viewer.officer.pk in progress.drafters
    if progress.is_last and (taken[:1] == list(progress.steps[:1]) or drafted):
        return [_done(viewer, progress, taken, "拟稿人不能作最后审批，代行也不可以。")]
    if (taken or drafted) and stand_in_of(viewer, progress) is None:
        rule = "各个环节应由不同的人办理，人员少于四人的单位须有当日有效的代行登记。"
        return [_done(viewer, progress, taken, rule)]
    return []


def _done(viewer: Viewer, progress: ReviewProgress, taken: Sequence[Step], rule: str) -> Blocker:
    """Say what the viewer did of a version, when, and who is next; the rule to whom the next step would belong."""
    assert progress.next_number is not None
    did = "".join(f"您已于 {step.decided_on} {_did(progress, step)}。" for step in taken[-1:])
    if not taken and viewer.officer and (number := progress.drafters.get(viewer.officer.pk)):
        did = f"您是第 {number} 版的拟稿人，上次公开以来拟过稿的都算拟稿人。"
    whose = progress.next_number == 1 or is_at_place(viewer, progress) or acting_in(viewer, progress)
    return Blocker(f"{did}{rule if whose else ''}{next_holder(viewer, progress)}")


def _did(progress: ReviewProgress, step: Step) -> str:
    """What an officer did who agreed in a step."""
    if step.number == 1:
        return "填表送审"
    return "审批同意" if step.number == progress.route.last else "审核同意"
