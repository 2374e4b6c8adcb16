"""Make a letter of a case, a day and what was filled in. The same gives the same: approval composes it again."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from gongkai import law
from gongkai.inforequests.clocks import DeadlineCalculator
from gongkai.inforequests.letters.wording import BLANK, OPENING, WORDINGS, LetterWording, ended
from gongkai.inforequests.models import FeeWay, InfoRequest
from gongkai.inforequests.status import CaseStatus
from gongkai.papers.contact import Contact
from gongkai.papers.letters import Letter, day_in_words, distinct

Given = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class LetterContext:
    """What a letter is written in: the case, the rules by which the organ counts, how it is reached, and the day."""

    case: CaseStatus
    deadlines: DeadlineCalculator
    contact: Contact
    day: datetime.date

    @property
    def request(self) -> InfoRequest:
        """The application."""
        return self.case.request

    @property
    def you(self) -> str:
        """How the applicant is spoken to."""
        return "您" if self.request.applicant_kind == "natural" else "贵单位"

    @property
    def clock(self) -> law.Clock:
        """Where the clock of the case stands."""
        return self.deadlines.clock(self.case.facts.as_of(self.day))


@dataclass(frozen=True, kw_only=True)
class LetterText:
    """What one kind says: its paragraphs and the values they rest on; `addressee` where not the applicant.

    `figures` are computed, and kept with what was filled in: what is recorded later is what the letter said.
    """

    paragraphs: tuple[str, ...]
    values: tuple[law.Value, ...] = ()
    addressee: str = ""
    figures: Given = field(default_factory=dict)


Compose = Callable[[LetterContext, Given], LetterText]


def letter(title: str, compose: Compose, context: LetterContext, given: Given) -> Letter:
    """Return the letter of a kind. Raises a `law.LawError` where the law refuses it or is silent."""
    text = compose(context, given)
    organ = context.request.organ
    reached = context.contact
    contact = "，".join(
        f"{label}：{text}"
        for label, text in (
            ("联系单位", reached.office),
            ("地址", reached.address),
            ("电话", reached.phone),
        )
        if text
    )
    return Letter(
        title=f"{organ.name}{title}",
        addressee=text.addressee or context.request.applicant_name,
        paragraphs=text.paragraphs,
        signatory=organ.name,
        contact=contact,
        doc_number=str(given.get("doc_number", "")),
        particulars={**given, **text.figures},
        values=distinct(text.values),
    )


def written(day: datetime.date | None) -> str:
    """Return a day as a letter writes it; a blank line for one that is not known yet."""
    return day_in_words(day) if day else BLANK


def opening(context: LetterContext) -> str:
    """Return the paragraph that says which application is meant, and when it was received."""
    request = context.request
    description = "".join(line.strip() for line in request.description.splitlines())
    return OPENING.replace("您", context.you).format(
        arrived_on=day_in_words(request.arrived_on),
        channel=law.CHANNELS[request.channel].label.partition("（")[0],
        number=request.number,
        received_on=written(context.case.facts.received_on),
        description=ended(description, ""),
    )


def reply(context: LetterContext, given: Given) -> LetterText:
    """Say how an application is answered (条例 arts 36–39), on what ground, and what remedy there is."""
    ground = law.ground(given["ground"])
    if ground.by_pages:
        _heard(context)
    wording = WORDINGS[f"reply.{ground.code}"]
    first, *body = _body(context, wording, given, basis=ground.articles)
    renewal = WORDINGS["renewal"].filled(given) if given.get("renewal") else ()
    remedy, used = _remedy(context, ground.remedy, given)
    return LetterText(paragraphs=(first, *renewal, *body, *remedy), values=used)


def _heard(context: LetterContext) -> None:
    """Raise `BadFact` while a third party can still be heard: until then nothing of theirs is given (条例 art 32)."""
    deadlines = context.deadlines
    for each in context.case.facts.as_of(context.day).consultations:
        if each.kind != "third_party" or each.returned_on:
            continue
        excluded = law.consultation_exclusion(each, calendar=deadlines.calendar, values=deadlines.values)
        if excluded.ended_on is None or excluded.ended_on >= context.day:
            until = f"第三方可以在 {excluded.ended_on} 以前答复" if excluded.ended_on else "尚未登记签收"
            raise law.BadFact(
                f"征求第三方意见书已于 {each.dispatched_on} 送出，{until}；届满以前不能决定公开（条例第三十二条）。",
                where="ground",
            )


def _remedy(
    context: LetterContext, remedy_class: str, given: Given, letter: str = "答复"
) -> tuple[tuple[str, ...], tuple[law.Value, ...]]:
    """The remedy by the day of the act; for a day whose rule is not known, what the officer wrote."""
    online = given.get("method") == "electronic"
    try:
        found = law.remedy(
            remedy_class, acted_on=context.day, values=context.deadlines.values, served_online=online
        )
    except law.RemedyTextNeeded:
        if not given.get("remedy_text"):
            raise
        return (given["remedy_text"],), ()
    if not found.text:
        return (), found.values
    sentence = found.sentence(
        review_body=given.get("review_body") or BLANK, court=given.get("court") or BLANK, letter=letter
    )
    if found.online_channel:
        sentence += f"可以通过网上渠道申请行政复议：{ended(given.get('review_online') or BLANK, '')}"
    return (sentence.replace("您", context.you),), found.values


def supplement(context: LetterContext, given: Given) -> LetterText:
    """Say once what is to be supplemented, and by when (条例 art 30)."""
    days = context.deadlines.values.on("supplement.applicant", context.day)
    wording = WORDINGS["supplement"]
    body = _body(context, wording, {**given, "days": days.number})
    remedy, used = _remedy(context, "procedural", given)
    return LetterText(paragraphs=(*body, *remedy), values=(days, *used))


def extension(context: LetterContext, given: Given) -> LetterText:
    """Say that the reply is put off, by how much, until when (条例 art 33 第二款).

    Raises `ExtensionRefused` where the case as it stands cannot be put off so, `KeyError` without the number of days.
    """
    days = int(given["working_days"])
    put_off = law.Extension(working_days=days, approved_on=context.day, notified_on=context.day)
    before, after = _put_off(context, extension=put_off)
    words = {"days": days, "due_before": before, "due": written(after.due)}
    body = _body(context, WORDINGS["extension"], {**given, **words})
    return LetterText(paragraphs=body, values=after.values)


def delay(context: LetterContext, given: Given) -> LetterText:
    """Say that a reply to applications beyond what is reasonable comes on a later day (条例 art 35).

    Raises a `LawError` where the case as it stands cannot be put off so.
    """
    until = _day(given)
    before, after = _put_off(context, delay=law.ReasonableDelay(told_on=context.day, until=until))
    words = {"due_before": before, "until": written(until)}
    return LetterText(paragraphs=_body(context, WORDINGS["delay"], {**given, **words}), values=after.values)


def _put_off(context: LetterContext, **act: Any) -> tuple[str, law.Deadline]:
    """Return the day on which the reply is due now, in words, and the period with the act that puts it off."""
    before = context.clock.reply
    if before is None or before.due is None:
        raise law.BadFact(
            "答复期限没有在进行（征求意见或者等待申请人），还不能写明延到哪一天；请在期限恢复之后办理。",
            where="until",
        )
    after = context.deadlines.clock(replace(context.case.facts.as_of(context.day), **act))
    for problem in after.problems:
        if problem.where in act:
            raise problem
    assert after.reply is not None, "an act that is in time leaves a period"
    return written(before.due), after.reply


def reasons(context: LetterContext, given: Given) -> LetterText:
    """Ask why so many applications were made (条例 art 35); the clock goes on meanwhile."""
    until = _day(given)
    if until <= context.day:
        raise law.BadFact(f"说明理由的期限：{until} 应晚于今天 {context.day}，请核对。", where="until")
    body = _body(context, WORDINGS["reasons"], {**given, "until": written(until)})
    remedy, used = _remedy(context, "procedural", given)
    return LetterText(paragraphs=(*body, *remedy), values=used)


def _day(given: Given) -> datetime.date:
    """The day that was filled in. Raises `KeyError` where none is."""
    return datetime.date.fromisoformat(given["until"])


def disclosure(context: LetterContext, given: Given) -> LetterText:
    """Tell a third party that would not have it what is disclosed all the same, and why (条例 art 32)."""
    _unnamed(context, given, "disclosed", "override_reason")
    wording = WORDINGS["disclosure"]
    body = wording.filled({**given, "basis": law.cited(wording.basis)})
    remedy, used = _remedy(context, "third_party", given, letter="告知书")
    return LetterText(
        paragraphs=(*body, *remedy), values=used, addressee=given.get("consulted_name") or BLANK
    )


def _unnamed(context: LetterContext, given: Given, *inputs: str) -> None:
    """Raise `BadFact` where a letter to somebody else would say who applied."""
    for name in inputs:
        if context.request.applicant_name in given.get(name, ""):
            raise law.BadFact(
                "写有申请人的姓名或者名称；给第三方和其他机关的信函不透露申请人是谁，请删去。", where=name
            )


def consultation(context: LetterContext, given: Given) -> LetterText:
    """Ask a third party, a co-maker or another organ in writing (条例 arts 32, 34, 33 第三款)."""
    _unnamed(context, given, "about")
    kind = given["consulted"]
    wording = WORDINGS[f"consultation.{kind}"]
    key = {"third_party": "consultation.third_party", "co_maker": "consultation.co_maker"}.get(kind)
    limit = context.deadlines.values.on(key, context.day) if key else None
    words = {**given, "basis": law.cited(wording.basis), "days": limit.number if limit else ""}
    return LetterText(
        paragraphs=wording.filled(words),
        values=(limit,) if limit else (),
        addressee=given.get("consulted_name") or BLANK,
    )


def fee(context: LetterContext, given: Given) -> LetterText:
    """Say what is to be paid, by which way of charging, on what basis, how and by when (办法 arts 3–5)."""
    charged = charge(context, given)
    if not charged.amount:
        raise law.FeeRefused("按所填数量不需要收费，不发收费通知；请核对件数、页数。", where="quantity")
    limit = context.deadlines.values.on("fee.payment", context.day)
    restart = context.deadlines.values.on("fee.restart", context.day)
    by_pages = given["way"] == FeeWay.PAGES
    page = (context.deadlines.values.on("fee.page", context.day),) if by_pages else ()
    unit = "页" if by_pages else "件"
    words = {
        "way": FeeWay(given["way"]).label + "".join(f"（{each.value}）" for each in page),
        "quantity": charged.quantity,
        "unit": unit,
        "bands": "，".join(_priced(charged, unit, 0 if by_pages else int(given.get("already") or 0))),
        "restart": restart.value,
        "amount": charged.amount,
        "days": limit.number,
    }
    wording = WORDINGS["fee"]
    body = _body(context, wording, {**given, **words}, basis=(*wording.basis, *charged.basis))
    remedy, used = _remedy(context, "procedural", given)
    return LetterText(
        paragraphs=(*body, *remedy),
        values=(*charged.values, *page, limit, restart, *used),
        figures={"amount": str(charged.amount)},
    )


def _priced(charged: law.Fee, unit: str, already: int) -> Iterator[str]:
    """What falls into each band, its price and what that makes."""
    last = already
    for band in charged.bands:
        first, last = last + 1, last + band.count
        which = f"第{first}{unit}" if first == last else f"第{first}{unit}至第{last}{unit}"
        yield f"{which}每{unit}{band.price}元，计{band.amount}元"


def charge(context: LetterContext, given: Given) -> law.Fee:
    """Return what a fee letter asks for, by the way of charging that was picked. Raises `KeyError` without a number."""
    values, received_on = context.deadlines.values, context.case.facts.received_on
    quantity, already = int(given["quantity"]), int(given.get("already") or 0)
    if given["way"] == FeeWay.ITEMS:
        return law.fee_by_items(quantity, values=values, on=received_on, already=already)
    return law.fee_by_pages(quantity, values=values, on=received_on)


def _body(
    context: LetterContext, wording: LetterWording, given: Given, basis: tuple[str, ...] = ()
) -> tuple[str, ...]:
    words = {**given, "basis": law.cited(basis or wording.basis)}
    return (opening(context), *wording.filled(words, you=context.you))
