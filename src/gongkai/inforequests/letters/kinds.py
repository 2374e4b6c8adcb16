"""The types of letter of a case, in the order of a case: when each may be written, and what may come back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from gongkai import law
from gongkai.bodies.blockers import ActionBlocked, Blocker
from gongkai.bodies.viewer import Viewer
from gongkai.inforequests.clocks import deadlines_of
from gongkai.inforequests.letters import composing
from gongkai.inforequests.letters.composing import Compose, Given, LetterContext, letter
from gongkai.inforequests.models import CaseLetter, InfoRequest
from gongkai.inforequests.outcomes import renewed_as_new
from gongkai.inforequests.status import (
    AFTER_REPLY,
    CONSULTATION,
    DELAY,
    DISCLOSURE,
    EXTENSION,
    FEE,
    REASONS,
    REPLY,
    SUPPLEMENT,
    CaseStatus,
)
from gongkai.papers.letters import Letter
from gongkai.papers.models import Version
from gongkai.review.queries import contact_of


@dataclass(frozen=True, kw_only=True)
class LetterType:
    """A type of letter. `answers` are what may come back to it, under `response_label`; none for one that asks nothing.

    `blockers(context)` says why it cannot be written now, besides what stands in the way of every letter;
    `repeatable`: more than one may leave in a case; `several_at_once`: more than one may be under way.
    """

    id: str
    label: str
    verb: str
    compose: Compose
    blockers: Callable[[LetterContext], list[Blocker]]
    response_label: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    repeatable: bool = False
    several_at_once: bool = False


def clock_blockers(context: LetterContext) -> list[Blocker]:
    """Return why an act that touches the clock comes too late or out of turn."""
    clock = context.clock
    if clock.state in {"waiting_supplement", "waiting_payment"}:
        return [Blocker("正在等待申请人，答复期限没有在进行。")]
    if clock.reply and clock.reply.due and context.day > clock.reply.due:
        return [Blocker(f"答复期限已于 {clock.reply.due} 届满，不能再延长、补正或者收费；请尽快答复。")]
    return []


def no_blockers(context: LetterContext) -> list[Blocker]:
    """A letter with no conditions of its own."""
    return []


def renewal_blockers(context: LetterContext) -> list[Blocker]:
    """Return why a case is not answered by another letter: after the first reply, by the unit's way of counting."""
    return renewed_as_new(context.deadlines, context.day) if context.case.first_reply else []


def delay_blockers(context: LetterContext) -> list[Blocker]:
    """Return why no reasonable delay can be set: the applicant has not said why, or it is too late (条例 art 35)."""
    if not any(each.responded_on for each in context.case.of_type(REASONS)):
        return [
            Blocker(
                "延迟答复以申请人的理由合理为前提（条例第三十五条）；请先要求说明理由，并登记申请人的说明。"
            )
        ]
    return clock_blockers(context)


def disclosure_blockers(context: LetterContext) -> list[Blocker]:
    """Return why no third party is told of a disclosure: none said no (条例 art 32)."""
    if context.case.refusing_parties:
        return []
    return [
        Blocker(
            "没有登记不同意公开的第三方；第三方不同意而决定公开的，才须告知公开的内容和理由（条例第三十二条）。"
        )
    ]


LETTER_TYPES: Mapping[str, LetterType] = {
    each.id: each
    for each in (
        LetterType(
            id=SUPPLEMENT,
            label="政府信息公开申请补正告知书",
            verb="告知补正",
            compose=composing.supplement,
            blockers=clock_blockers,
            response_label="补正",
            answers={"supplemented": "申请人已补正"},
        ),
        LetterType(
            id=CONSULTATION,
            label="政府信息公开征求意见书",
            verb="征求意见",
            compose=composing.consultation,
            blockers=no_blockers,
            response_label="意见",
            answers={"consents": "同意公开", "refuses": "不同意公开", "other": "其他意见"},
            repeatable=True,
            several_at_once=True,
        ),
        LetterType(
            id=REASONS,
            label="政府信息公开申请说明理由告知书",
            verb="要求说明理由",
            compose=composing.reasons,
            blockers=clock_blockers,
            response_label="理由",
            answers={"explained": "申请人已说明理由"},
        ),
        LetterType(
            id=DELAY,
            label="政府信息公开申请延迟答复告知书",
            verb="确定延迟答复期限",
            compose=composing.delay,
            blockers=delay_blockers,
        ),
        LetterType(
            id=EXTENSION,
            label="政府信息公开申请延期答复告知书",
            verb="延期答复",
            compose=composing.extension,
            blockers=clock_blockers,
        ),
        LetterType(
            id=FEE,
            label="政府信息公开信息处理费收费通知书",
            verb="通知收费",
            compose=composing.fee,
            blockers=clock_blockers,
            response_label="缴费",
            answers={"paid": "已缴清"},
        ),
        LetterType(
            id=REPLY,
            label="政府信息公开申请答复书",
            verb="拟答复书",
            compose=composing.reply,
            blockers=renewal_blockers,
            repeatable=True,
        ),
        LetterType(
            id=DISCLOSURE,
            label="政府信息公开第三方告知书",
            verb="告知第三方",
            compose=composing.disclosure,
            blockers=disclosure_blockers,
            repeatable=True,
            several_at_once=True,
        ),
    )
}


def permission_of(type_id: str) -> str:
    """Return the permission to write letters of a type: `inforequests.write_supplement` and its like."""
    return type_id.replace("inforequests.", "inforequests.write_")


def context_of(viewer: Viewer, case: CaseStatus) -> LetterContext:
    """Return a case as a letter of the viewer's day finds it."""
    return LetterContext(
        case=case, deadlines=deadlines_of(viewer), contact=contact_of(viewer), day=viewer.day
    )


def writing_blockers(viewer: Viewer, case: CaseStatus, letter_type: LetterType) -> list[Blocker]:
    """Return why a letter of a type cannot be begun in a case."""
    if case.receipt is None:
        return [Blocker("收到申请之日尚未确认，期限未起算；请先与申请人确认（条例第三十一条）。")]
    if letter_type.id not in AFTER_REPLY and case.first_reply:
        return [Blocker("这件申请已经答复。")]
    others = case.of_type(letter_type.id)
    if not letter_type.several_at_once and any(each.service is None for each in others):
        return [Blocker(f"已有一份尚未送达的{letter_type.label}，请在它上面修改、送审或者登记送达。")]
    if others and not letter_type.repeatable:
        return [Blocker(f"{letter_type.label}已经送达过，只能一次。")]
    return own_blockers(letter_type, context_of(viewer, case))


def own_blockers(letter_type: LetterType, context: LetterContext) -> list[Blocker]:
    try:
        return letter_type.blockers(context)
    except law.LawError as error:
        return [Blocker(error.message)]


def composed(letter_type: LetterType, context: LetterContext, given: Given) -> Letter:
    """Return the letter. Raises `ActionBlocked` with what the law refuses or does not know."""
    try:
        return letter(letter_type.label, letter_type.compose, context, given)
    except law.LawError as error:
        raise ActionBlocked([Blocker(error.message)]) from error


def case_of(version: Version) -> InfoRequest:
    """Return the case that a letter is about."""
    letter: CaseLetter = CaseLetter.objects.select_related("request__organ__parent").get(
        document=version.document_id
    )
    return letter.request
