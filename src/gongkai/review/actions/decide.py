"""Decide on a version: agree or return it. The third agreement approves it."""

from __future__ import annotations

from gongkai.bodies.blockers import ActionBlocked, Blocker
from gongkai.bodies.remedies import remedy_page
from gongkai.bodies.viewer import NotAllowed, Viewer
from gongkai.papers import queries as papers
from gongkai.papers.models import Version
from gongkai.registry import ByService
from gongkai.review.actions.register import register_at_once
from gongkai.review.events import Approved, Examined, LetterApproved, Returned, Signed
from gongkai.review.models import Approval, SecrecyForm, Step
from gongkai.review.progress import ReviewProgress, progress_of
from gongkai.review.seats import is_open, lacking_seats, questions_about, stands_against
from gongkai.review.secrecy import CONCLUSIONS, MAY_LEAVE
from gongkai.review.takers import acting_in, is_at_place, next_holder, stand_in_of, step_blockers


def decide(
    *, viewer: Viewer, version: Version, agree: bool, opinion: str, proofread: str = ""
) -> Approval | None:
    """Take the next step; return the approval when it was the last and agreed, else None.

    Who agrees says what proofreading found (`proofread`), beside the opinion.

    Raises `NotAllowed`, or `ActionBlocked` with what stands in the way.
    """
    with viewer.transaction() as tx:
        papers.documents(viewer).select_for_update().get(pk=version.document_id)
        progress = progress_of(version)
        number = require_step(viewer, progress)
        if found := decision_blockers(viewer, progress, agree=agree, opinion=opinion, proofread=proofread):
            raise ActionBlocked(found)
        stand_in = stand_in_of(viewer, progress) if needs_stand_in(viewer, progress) else None
        own = stand_in or is_at_place(viewer, progress)
        absence = None if own else acting_in(viewer, progress)
        tx.add(
            Step(
                version=version,
                number=number,
                officer=viewer.officer,
                verdict="agree" if agree else "return",
                opinion=opinion.strip(),
                proofread=proofread.strip(),
                stand_in=stand_in,
                absence=absence,
                decided_on=viewer.day,
            )
        )
        approval = None
        if agree and progress.is_last:
            approval = tx.add(Approval(version=version, approved_on=viewer.day))
        kind = version.document.declared_kind
        final = LetterApproved if kind.service else Signed if kind.registered else Approved
        happened = Returned if not agree else final if approval else Examined
        tx.record(
            happened(number=version.number, step=number, hash=version.hash),
            subjects=[version.document, version],
            basis="保守国家秘密法第三十五条",
        )
        if approval and kind.registered:
            register_at_once(tx, viewer, version)
    return approval


def require_step(viewer: Viewer, progress: ReviewProgress) -> int:
    """Return the number of the next step if the viewer's post, or a stand-in of that day, allows it.

    Raises `NotAllowed`, or `ActionBlocked` when no step comes next or the version was never submitted.
    """
    number = progress.next_number
    if number is None or number == 1:
        raise ActionBlocked(step_blockers(viewer, progress) or [Blocker("本版尚未送审，请拟稿人填表送审。")])
    if stand_in_of(viewer, progress) is None and acting_in(viewer, progress) is None:
        viewer.require(progress.route.permission(number))
        if not is_at_place(viewer, progress):
            raise NotAllowed(f"这一环节不由您办理。{next_holder(viewer, progress)}")
    return number


def needs_stand_in(viewer: Viewer, progress: ReviewProgress) -> bool:
    """Return whether the viewer takes the next step only because they stand in for somebody."""
    number = progress.next_number
    involved = progress.drafters.keys() | {step.officer_id for step in progress.steps}
    return number is not None and (
        not is_at_place(viewer, progress) or (viewer.officer is not None and viewer.officer.pk in involved)
    )


def decision_blockers(
    viewer: Viewer, progress: ReviewProgress, *, agree: bool, opinion: str, proofread: str
) -> list[Blocker]:
    """Return why this decision cannot be taken."""
    found = step_blockers(viewer, progress)
    number = progress.next_number
    if number is not None and progress.steps and progress.steps[-1].decided_on > viewer.day:
        found.append(Blocker(f"日期早于上一环节（{progress.route.title(number - 1)}）的办理日期，请核对。"))
    if not agree and not opinion.strip():
        found.append(Blocker("退回应写明理由，以便拟稿人修改。", field="opinion"))
    if agree and not proofread.strip():
        found.append(Blocker("没有填写，同意的要写明校对结果；有差错的，写明并退回。", field="proofread"))
    if agree and not progress.version.is_intact:
        found.append(Blocker("文稿内容与其摘要不符，不能同意；请立即报告管理员。"))
    if agree and progress.is_last:
        found += approval_blockers(viewer, progress)
    return found


def approval_blockers(viewer: Viewer, progress: ReviewProgress) -> list[Blocker]:
    """Return why a version, however many agreed to it, cannot be approved on a day."""
    found = []
    if isinstance(progress.form, SecrecyForm) and progress.form.conclusion not in MAY_LEAVE:
        conclusion = CONCLUSIONS[progress.form.conclusion]
        found.append(Blocker(f"保密审查结论为“{conclusion}”，不能审批公开；请退回。"))
    return found + consultation_blockers(viewer, progress) + service_blockers(viewer, progress.version)


def consultation_blockers(viewer: Viewer, progress: ReviewProgress) -> list[Blocker]:
    """Return why a version cannot be approved for what others said of it, or have not said."""
    asked, lacking = questions_about(viewer, progress), lacking_seats(viewer, progress)
    waited_for = {each.name for each in asked if is_open(each)}
    found = [
        Blocker(f"须征求{seat.name}的意见，{'尚未答复' if seat.name in waited_for else '还没有征求'}。")
        for seat in lacking
    ]
    others = waited_for - {seat.name for seat in lacking}
    found += [Blocker(f"已征求{name}的意见，尚未答复；不等的，请写明理由撤回。") for name in sorted(others)]
    for each in filter(stands_against, asked):
        followed = hasattr(each.answer, "treatment")
        do = "已采纳；本版公开属性是主动公开，请退回修改" if followed else "尚未写明采纳与否和理由"
        found.append(Blocker(f"{each.name}建议不公开，{do}。"))
    return found


def service_blockers(viewer: Viewer, version: Version) -> list[Blocker]:
    """Return why what is served cannot be final on a day: a value unconfirmed, or the law or the case say otherwise."""
    service = version.document.declared_kind.service
    return _not_final(viewer, service, version) if service else []


def _not_final(viewer: Viewer, service: ByService, version: Version) -> list[Blocker]:
    found = [
        Blocker(
            f"“{used.says}”未经核对，本单位也没有确认，信函不能定稿。",
            remedy=remedy_page(viewer, "desk.settle", "在“规则与口径”页面确认", used.key, used.in_force_from),
        )
        for used in papers.used_values(version)
        if not used.settled
    ]
    try:
        letter = service.compose(viewer, version)
    except ActionBlocked as blocked:  # what the law does not allow any more
        return found + [
            Blocker(f"按 {viewer.day} 的规定和案情，本稿已不能发出：{each}") for each in blocked.sentences
        ]
    if changed := letter.differences(version):
        said = "；".join(changed)
        found.append(Blocker(f"按 {viewer.day} 的规定和案情，以下内容已与本稿不同，请退回重新拟制：{said}"))
    elif papers.used_by(version) != letter.used:
        found.append(Blocker("本稿所记的取值与它所依据的规定不同，不能定稿；请退回重新拟制。"))
    return found
