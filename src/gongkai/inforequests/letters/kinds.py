"""The kinds of letter of a case, in the order of a case: when each may be written, and what may come back."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.urls import reverse

from gongkai import law
from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.viewer import Viewer
from gongkai.inforequests.clocks import DeadlineCalculator
from gongkai.inforequests.letters import composing
from gongkai.inforequests.letters.composing import Compose, Given, Setting, letter
from gongkai.inforequests.letters.facts import (
    AFTER_REPLY,
    CONSULTATION,
    DELAY,
    DISCLOSURE,
    EXTENSION,
    FEE,
    REASONS,
    REPLY,
    SUPPLEMENT,
    facts_of,
    letters_of,
    served,
)
from gongkai.inforequests.models import CaseLetter, InfoRequest
from gongkai.inforequests.outcomes import renewed_as_new
from gongkai.inforequests.queries import first_reply_of
from gongkai.papers.letters import Letter, page_of, text_of
from gongkai.papers.models import Version
from gongkai.registry import ByService, DocumentKind, SecrecySheet


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of letter. `answers` are what may come back to it, under `asked_back`; none for one that asks nothing.

    `blockers(setting)` says why it cannot be written now, besides what stands in the way of every letter;
    `again`: more than one may leave in a case; `several`: more than one may be under way.
    """

    id: str
    label: str
    verb: str
    compose: Compose
    blockers: Callable[[Setting], list[str]]
    asked_back: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    again: bool = False
    several: bool = False


def in_time(setting: Setting) -> list[str]:
    """Return why an act that touches the clock comes too late or out of turn."""
    clock = setting.clock
    if clock.state in {"waiting_supplement", "waiting_payment"}:
        return ["正在等待申请人，答复期限没有在进行。"]
    if clock.reply and clock.reply.due and setting.day > clock.reply.due:
        return [f"答复期限已于 {clock.reply.due} 届满，不能再延长、补正或者收费；请尽快答复。"]
    return []


def nothing(setting: Setting) -> list[str]:
    """A letter with no conditions of its own."""
    return []


def to_reply(setting: Setting) -> list[str]:
    """Return why a case is not answered by another letter: after the first reply, by the unit's way of counting."""
    if first_reply_of(setting.request) is None:
        return []
    return renewed_as_new(setting.counting, setting.day)


def to_delay(setting: Setting) -> list[str]:
    """Return why no reasonable delay can be set: the applicant has not said why, or it is too late (条例 art 35)."""
    asked = (each for each in letters_of([setting.request.pk]) if each.document.kind == REASONS)
    if not any(each.standing_responses for each in asked):  # type: ignore[attr-defined]
        return ["延迟答复以申请人的理由合理为前提（条例第三十五条）；请先要求说明理由，并登记申请人的说明。"]
    return in_time(setting)


def to_disclose(setting: Setting) -> list[str]:
    """Return why no third party is told of a disclosure: none said no (条例 art 32)."""
    if refusing(setting.request):
        return []
    return [
        "没有登记不同意公开的第三方；第三方不同意而决定公开的，才须告知公开的内容和理由（条例第三十二条）。"
    ]


def refusing(request: InfoRequest) -> list[str]:
    """Return the third parties of a case that would not have their information disclosed."""
    told = (served(each) for each in letters_of([request.pk]) if each.document.kind == CONSULTATION)
    return [
        each.given["consulted_name"]
        for each in told
        if each and each.given["consulted"] == "third_party" and each.answer == "refuses"
    ]


KINDS: Mapping[str, Kind] = {
    each.id: each
    for each in (
        Kind(
            id=SUPPLEMENT,
            label="政府信息公开申请补正告知书",
            verb="告知补正",
            compose=composing.supplement,
            blockers=in_time,
            asked_back="补正",
            answers={"supplemented": "申请人已补正"},
        ),
        Kind(
            id=CONSULTATION,
            label="政府信息公开征求意见书",
            verb="征求意见",
            compose=composing.consultation,
            blockers=nothing,
            asked_back="意见",
            answers={"consents": "同意公开", "refuses": "不同意公开", "other": "其他意见"},
            again=True,
            several=True,
        ),
        Kind(
            id=REASONS,
            label="政府信息公开申请说明理由告知书",
            verb="要求说明理由",
            compose=composing.reasons,
            blockers=in_time,
            asked_back="理由",
            answers={"explained": "申请人已说明理由"},
        ),
        Kind(
            id=DELAY,
            label="政府信息公开申请延迟答复告知书",
            verb="确定延迟答复期限",
            compose=composing.delay,
            blockers=to_delay,
        ),
        Kind(
            id=EXTENSION,
            label="政府信息公开申请延期答复告知书",
            verb="延期答复",
            compose=composing.extension,
            blockers=in_time,
        ),
        Kind(
            id=FEE,
            label="政府信息公开信息处理费收费通知书",
            verb="通知收费",
            compose=composing.fee,
            blockers=in_time,
            asked_back="缴费",
            answers={"paid": "已缴清"},
        ),
        Kind(
            id=REPLY,
            label="政府信息公开申请答复书",
            verb="拟答复书",
            compose=composing.reply,
            blockers=to_reply,
            again=True,
        ),
        Kind(
            id=DISCLOSURE,
            label="政府信息公开第三方告知书",
            verb="告知第三方",
            compose=composing.disclosure,
            blockers=to_disclose,
            again=True,
            several=True,
        ),
    )
}


def setting_of(request: InfoRequest, day: datetime.date) -> Setting:
    """Return a case as a letter of a day finds it."""
    return Setting(
        request=request,
        facts=facts_of([request.pk])[request.pk],
        counting=DeadlineCalculator(request.organ),
        day=day,
    )


def blockers(request: InfoRequest, kind: Kind, day: datetime.date) -> list[str]:
    """Return why a letter of a kind cannot be begun in a case on a day, one sentence each."""
    setting = setting_of(request, day)
    if setting.facts.received_on is None:
        return ["收到申请之日尚未确认，期限未起算；请先与申请人确认（条例第三十一条）。"]
    if kind.id not in AFTER_REPLY and first_reply_of(request) is not None:
        return ["这件申请已经答复。"]
    of_kind = [each for each in letters_of([request.pk]) if each.document.kind == kind.id]
    if not kind.several and any(not each.standing_services for each in of_kind):  # type: ignore[attr-defined]
        return [f"已有一份尚未送达的{kind.label}，请在它上面修改、送审或者登记送达。"]
    if of_kind and not kind.again:
        return [f"{kind.label}已经送达过，只能一次。"]
    try:
        return kind.blockers(setting)
    except law.LawError as error:
        return [error.message]


def composed(kind: Kind, setting: Setting, given: Given) -> Letter:
    """Return the letter. Raises `ActionBlocked` with what the law refuses or does not know."""
    try:
        return letter(kind.label, kind.compose, setting, given)
    except law.LawError as error:
        raise ActionBlocked([error.message]) from error


def declared(kind: Kind) -> DocumentKind:
    """Return the declaration of a kind: a version of it is composed again from what was filled in."""

    def again(viewer: Viewer, version: Version) -> Letter:
        setting = setting_of(case_of(version), viewer.day)
        try:
            found = kind.blockers(setting)
        except law.LawError as error:
            found = [error.message]
        if found:
            raise ActionBlocked(found)
        return composed(kind, setting, version.content_json["particulars"])

    return DocumentKind(
        id=kind.id,
        label=kind.label,
        sheet=SecrecySheet(carrier="instrument", channel="送达当事人，不向社会公开"),
        leaves=ByService(
            view="inforequests.view",
            compose=again,
            home=lambda version: reverse("inforequests:request", args=[case_of(version).pk]),
        ),
        text=text_of,
        page=page_of,
    )


def case_of(version: Version) -> InfoRequest:
    """Return the case that a letter is about."""
    letter: CaseLetter = CaseLetter.objects.select_related("request__organ__parent").get(
        document=version.document_id
    )
    return letter.request


DOCUMENT_KINDS = tuple(declared(kind) for kind in KINDS.values())
