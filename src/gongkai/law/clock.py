"""答复期限 — the clock of a request, computed anew from what was recorded (条例第三十条 to 第三十五条).

Nothing of it is stored as a state. Given the recorded facts — receipt, the one supplement, consultations as
stretches of days, the one extension, the fee notice, a reasonable delay — it says where the clock stands
and when the reply is due, with every day explained. Facts that break a rule (an extension notified too late)
are named among the `problems` and do not move the clock.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from gongkai.law.calendars import ONE_DAY, Calendar
from gongkai.law.errors import BadFact, ExtensionRefused, FeeRefused, LawError, SupplementRefused, UnknownName
from gongkai.law.periods import CountedDay, Deadline, Exclusion, deadline
from gongkai.law.values import Values

ClockPhase = Literal["unconfirmed", "waiting_supplement", "waiting_payment", "suspended", "running"]

_ASKED_BY_KIND: dict[str, tuple[str, str, str]] = {
    "third_party": ("征求第三方意见", "consultation.third_party", "条例第三十二条"),
    "co_maker": ("征求共同制作机关意见", "consultation.co_maker", "条例第三十四条"),
    "other_organ": ("征求其他机关意见", "", "条例第三十三条第三款"),
}
_ACTS: dict[str, tuple[str, type[LawError], str]] = {
    "supplements": ("补正告知", SupplementRefused, "条例第三十条"),
    "payment": ("收费通知", FeeRefused, "信息处理费办法"),
    "extension": ("延期", ExtensionRefused, "条例第三十三条第二款"),
    "delay": ("延迟答复", BadFact, "条例第三十五条"),
}
CONSULTATION_KINDS: tuple[str, ...] = tuple(_ASKED_BY_KIND)


@dataclass(frozen=True, slots=True)
class Supplement:
    """补正, notified once (条例第三十条); `reply_by` is the period the organ gave, if it gave its own.

    The organ has met its deadline on the day `notified_on`; the applicant's period runs from the day on which it
    reached them, `reached_on`, where that is another.
    """

    notified_on: date
    answered_on: date | None = None
    reply_by: date | None = None
    reached_on: date | None = None


@dataclass(frozen=True, slots=True)
class Consultation:
    """A formal written question to a third party, a co-maker or another organ; never an internal one."""

    kind: str
    dispatched_on: date
    served_on: date | None = None
    returned_on: date | None = None


@dataclass(frozen=True, slots=True)
class Extension:
    """延长: approved by the head of the 公开工作机构 and notified to the applicant (条例第三十三条第二款)."""

    working_days: int
    approved_on: date
    notified_on: date


@dataclass(frozen=True, slots=True)
class Payment:
    """收费: the day the fee notice was sent, and the day the payment was complete.

    The organ has met its deadline on the day `notified_on`; the applicant's period runs from the day on which it
    reached them, `reached_on`, where that is another.
    """

    notified_on: date
    paid_on: date | None = None
    reached_on: date | None = None


@dataclass(frozen=True, slots=True)
class ReasonableDelay:
    """延迟答复的合理期限 for reasonable but excessive requests; not capped (条例第三十五条)."""

    told_on: date
    until: date


@dataclass(frozen=True, slots=True)
class RequestFacts:
    """What was recorded of a request, as far as its clock is concerned."""

    received_on: date | None
    supplements: tuple[Supplement, ...] = ()
    consultations: tuple[Consultation, ...] = ()
    extension: Extension | None = None
    payment: Payment | None = None
    delay: ReasonableDelay | None = None

    def as_of(self, day: date) -> RequestFacts:
        """Return the facts that were known on `day`."""
        return RequestFacts(
            received_on=_if_by(self.received_on, day),
            supplements=tuple(
                replace(
                    each,
                    answered_on=_if_by(each.answered_on, day),
                    reached_on=_if_by(each.reached_on, day),
                )
                for each in self.supplements
                if each.notified_on <= day
            ),
            consultations=tuple(
                replace(
                    each, served_on=_if_by(each.served_on, day), returned_on=_if_by(each.returned_on, day)
                )
                for each in self.consultations
                if each.dispatched_on <= day
            ),
            extension=self.extension if self.extension and self.extension.notified_on <= day else None,
            payment=replace(
                self.payment,
                paid_on=_if_by(self.payment.paid_on, day),
                reached_on=_if_by(self.payment.reached_on, day),
            )
            if self.payment and self.payment.notified_on <= day
            else None,
            delay=self.delay if self.delay and self.delay.told_on <= day else None,
        )


@dataclass(frozen=True, slots=True)
class Clock:
    """Where the clock of a request stands.

    `reply` is the organ's deadline (None before it runs), `applicant` what the applicant must do by when,
    `problems` the recorded facts that break a rule.
    """

    state: ClockPhase
    reply: Deadline | None = None
    applicant: Deadline | None = None
    problems: tuple[LawError, ...] = ()


def reply_deadline(
    received_on: date,
    *,
    calendar: Calendar,
    values: Values,
    excluded: tuple[Exclusion, ...] = (),
    extended_by: int = 0,
) -> Deadline:
    """Return when the reply is due, with what is excluded and what was added.

    Raises `ExtensionRefused` for more than the text allows, and what `periods.deadline` raises.
    条例第三十三条.
    """
    longest = values.on("reply.extension", received_on)
    if not 0 <= extended_by <= longest.number:
        raise ExtensionRefused(
            f"不能延长 {extended_by} 个工作日：最长 {longest.number} 个，只能一次（{longest.basis[0]}）。",
            where="extend",
        )
    found = deadline(
        "reply.period",
        received_on,
        calendar=calendar,
        values=values,
        extended_by=extended_by,
        excluded=excluded,
    )
    return replace(found, values=(*found.values, longest)) if extended_by else found


def reply_clock(facts: RequestFacts, *, calendar: Calendar, values: Values) -> Clock:
    """Return where the clock of a request stands and when the reply is due.

    A supplemented request and a completed payment each start a fresh period. Consultations are excluded,
    merged where they overlap. A supplement, a fee notice, an extension or a delay counts if it was notified while
    the period *in force that day* ran; an extension notified before a fresh period began is spent.

    Raises `BadFact` for facts that cannot be true together, `UnknownName` for an unknown consultation.
    条例第三十条、第三十三条、第三十五条; 信息处理费办法.
    """
    if facts.received_on is None:
        return Clock("unconfirmed")
    _check_order(facts, facts.received_on)
    standing, problems = _standing(facts, facts.received_on, calendar, values)
    if waiting := _waiting(standing, calendar, values):
        return replace(waiting, problems=problems)
    start = _start(standing, facts.received_on)
    extension = standing.extension if standing.extension and standing.extension.notified_on >= start else None
    reply = reply_deadline(
        start,
        calendar=calendar,
        values=values,
        excluded=tuple(
            consultation_exclusion(each, calendar=calendar, values=values) for each in facts.consultations
        ),
        extended_by=extension.working_days if extension else 0,
    )
    if standing.delay and standing.delay.told_on >= start:
        reply, refused = _delayed(reply, standing.delay)
        problems = (*problems, *refused)
    return Clock("running" if reply.due else "suspended", reply=reply, problems=problems)


def consultation_exclusion(consultation: Consultation, *, calendar: Calendar, values: Values) -> Exclusion:
    """Return the days that a consultation takes out of the count.

    It ends with the answer, or with the period for answering if that runs out first: a third party's
    silence leaves the decision to the organ (条例第三十二条), a co-maker's is consent (第三十四条). For
    another organ no text sets a period.
    """
    if consultation.kind not in _ASKED_BY_KIND:
        raise UnknownName.of("征求意见对象", consultation.kind, CONSULTATION_KINDS, where="consultations")
    label, key, article = _ASKED_BY_KIND[consultation.kind]
    ends = [consultation.returned_on] if consultation.returned_on else []
    if key and consultation.served_on:
        limit = deadline(key, consultation.served_on, calendar=calendar, values=values)
        ends += [limit.due] if limit.due else []
    basis = tuple(dict.fromkeys(("条例第三十三条第三款", article)))
    return Exclusion(consultation.dispatched_on, min(ends, default=None), label, basis)


def _if_by(happened: date | None, day: date) -> date | None:
    return happened if happened is not None and happened <= day else None


def _check_order(facts: RequestFacts, received_on: date) -> None:
    later = [
        *((what, _told_on(facts)[field], field) for field, (what, _, _) in _ACTS.items()),
        *(("征求意见", each.dispatched_on, "consultations") for each in facts.consultations),
    ]
    for what, day, where in later:
        if day is not None and day < received_on:
            raise BadFact(f"{what} {day} 早于收到申请之日 {received_on}；请核对。", where=where)
    pairs = [
        *(("补正", each.notified_on, each.answered_on) for each in facts.supplements),
        *(("征求意见送达", each.dispatched_on, each.served_on) for each in facts.consultations),
        *([("缴费", facts.payment.notified_on, facts.payment.paid_on)] if facts.payment else []),
    ]
    for what, before, after in pairs:
        if after is not None and after < before:
            raise BadFact(f"{what} {after} 早于发出之日 {before}；请核对。", where=what)


def _standing(
    facts: RequestFacts, received_on: date, calendar: Calendar, values: Values
) -> tuple[RequestFacts, tuple[LawError, ...]]:
    """The facts without the acts that could not touch the clock, and why those could not."""
    problems = list(_supplement_problems(facts, received_on, calendar, values))
    for field, (what, refusal, article) in _ACTS.items():
        day = _told_on(facts)[field]
        if day is None:
            continue
        reason = (
            _extension_reason(facts.extension, values) if field == "extension" and facts.extension else ""
        )
        reason = reason or _told_too_late(_in_force(facts, field, day, calendar, values), day)
        if reason:
            problems.append(refusal(f"{what}不成立：{reason}（{article}）。", where=field))
            facts = _without(facts, field)
    return facts, tuple(problems)


def _told_on(facts: RequestFacts) -> dict[str, date | None]:
    """On which day the applicant was notified of each step that can move the clock."""
    return {
        "supplements": facts.supplements[0].notified_on if facts.supplements else None,
        "payment": facts.payment.notified_on if facts.payment else None,
        "extension": facts.extension.notified_on if facts.extension else None,
        "delay": facts.delay.told_on if facts.delay else None,
    }


def _without(facts: RequestFacts, field: str) -> RequestFacts:
    nothing: Any = () if field == "supplements" else None
    return replace(facts, **{field: nothing})


def _in_force(facts: RequestFacts, field: str, day: date, calendar: Calendar, values: Values) -> Clock:
    """The clock as it stood on `day`, had the act in `field` not been done."""
    return reply_clock(_without(facts.as_of(day), field), calendar=calendar, values=values)


def _told_too_late(clock: Clock, day: date) -> str:
    """Why a step notified on `day` could not move the clock; empty if it could."""
    if clock.state.startswith("waiting"):
        return "当日答复期限没有在进行"
    due = clock.reply.due if clock.reply else None
    return f"当日有效的答复期限已于 {due} 届满" if due and day > due else ""


def _extension_reason(extension: Extension, values: Values) -> str:
    """Why an extension is invalid in itself: its length, or notified before it was approved."""
    longest = values.on("reply.extension", extension.notified_on).number
    if not 0 < extension.working_days <= longest:
        return f"延长期限应为 1 至 {longest} 个工作日，不能是 {extension.working_days} 个"
    if extension.approved_on > extension.notified_on:
        return f"公开工作机构负责人 {extension.approved_on} 才同意，晚于告知申请人之日"
    return ""


def _supplement_problems(
    facts: RequestFacts, received_on: date, calendar: Calendar, values: Values
) -> tuple[LawError, ...]:
    """条例第三十条: notified once, and soon after receipt. A late notice is a fault but starts a fresh period."""
    problems: list[LawError] = []
    for second in facts.supplements[1:]:
        message = f"{second.notified_on} 再次告知补正：补正只能一次性告知（条例第三十条）。"
        problems.append(SupplementRefused(message, where="supplements"))
    limit = deadline("supplement.notice", received_on, calendar=calendar, values=values)
    for told in facts.supplements[:1]:
        if limit.due and told.notified_on > limit.due:
            message = (
                f"补正于 {told.notified_on} 告知，晚于 {limit.due}：应当在收到申请之日起"
                f" {limit.values[0].number} 个工作日内告知（条例第三十条）。"
            )
            problems.append(SupplementRefused(message, where="supplements"))
    return tuple(problems)


def _waiting(facts: RequestFacts, calendar: Calendar, values: Values) -> Clock | None:
    """The clock while it is the applicant's turn: to supplement, or to pay."""
    if facts.supplements and facts.supplements[0].answered_on is None:
        told = facts.supplements[0]
        reached = told.reached_on or told.notified_on
        limit = deadline("supplement.applicant", reached, calendar=calendar, values=values)
        return Clock("waiting_supplement", applicant=replace(limit, due=told.reply_by or limit.due))
    if facts.payment and facts.payment.paid_on is None:
        reached = facts.payment.reached_on or facts.payment.notified_on
        limit = deadline("fee.payment", reached, calendar=calendar, values=values)
        return Clock("waiting_payment", applicant=limit)
    return None


def _start(facts: RequestFacts, received_on: date) -> date:
    """The day from which the present period runs: receipt, the supplemented request, or the payment."""
    restarts = [each.answered_on for each in facts.supplements[:1] if each.answered_on]
    if facts.payment and facts.payment.paid_on:
        restarts.append(facts.payment.paid_on)
    return max([received_on, *restarts])


def _delayed(reply: Deadline, delay: ReasonableDelay) -> tuple[Deadline, tuple[LawError, ...]]:
    """The period as it was, then the days of the reasonable delay up to the day that was told (条例第三十五条)."""
    if reply.due and delay.until <= reply.due:
        reason = f"延迟后的答复日 {delay.until} 不晚于原期限 {reply.due}"
        return reply, (BadFact(f"延迟答复不成立：{reason}（条例第三十五条）。", where="delay"),)
    first = (reply.days[-1].date if reply.days else reply.start) + ONE_DAY
    extra = tuple(
        CountedDay(first + ahead * ONE_DAY, False, None, "延迟答复的合理期限内", "条例第三十五条")
        for ahead in range((delay.until - first).days + 1)
    )
    days, basis = reply.days + extra, (*reply.basis, "条例第三十五条")
    return replace(reply, due=delay.until, days=days, basis=basis, missing=()), ()
