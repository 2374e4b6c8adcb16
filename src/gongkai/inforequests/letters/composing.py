"""Make a letter of a case, a day and what was filled in. The same gives the same: approval composes it again."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from gongkai import law
from gongkai.inforequests.clocks import DeadlineCalculator
from gongkai.inforequests.letters.wording import BLANK, OPENING, WORDINGS, Wording, ended
from gongkai.inforequests.models import FeeWay, InfoRequest
from gongkai.papers.letters import Letter, day_in_words, distinct

Given = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Setting:
    """The case as it is when a letter is written: its facts, by what the organ counts, and the day."""

    request: InfoRequest
    facts: law.RequestFacts
    counting: DeadlineCalculator
    day: datetime.date

    @property
    def you(self) -> str:
        """How the applicant is spoken to."""
        return "您" if self.request.applicant_kind == "natural" else "贵单位"

    @property
    def clock(self) -> law.Clock:
        """Where the clock of the case stands."""
        return self.counting.clock(self.facts.as_of(self.day))


@dataclass(frozen=True, kw_only=True)
class Said:
    """What one kind says: its paragraphs and the values they rest on; `addressee` where not the applicant.

    `figures` are computed, and kept with what was filled in: what is recorded later is what the letter said.
    """

    paragraphs: tuple[str, ...]
    values: tuple[law.Value, ...] = ()
    addressee: str = ""
    figures: Given = field(default_factory=dict)


Compose = Callable[[Setting, Given], Said]


def letter(title: str, compose: Compose, setting: Setting, given: Given) -> Letter:
    """Return the letter of a kind. Raises a `law.LawError` where the law refuses it or is silent."""
    said = compose(setting, given)
    organ = setting.request.organ
    contact = "，".join(
        f"{label}：{text}"
        for label, text in (
            ("联系单位", organ.contact_office),
            ("地址", organ.address),
            ("电话", organ.phone),
        )
        if text
    )
    return Letter(
        title=f"{organ.name}{title}",
        addressee=said.addressee or setting.request.applicant_name,
        paragraphs=said.paragraphs,
        signatory=organ.name,
        contact=contact,
        doc_number=str(given.get("doc_number", "")),
        particulars={**given, **said.figures},
        values=distinct(said.values),
    )


def written(day: datetime.date | None) -> str:
    """Return a day as a letter writes it; a blank line for one that is not known yet."""
    return day_in_words(day) if day else BLANK


def opening(setting: Setting) -> str:
    """Return the paragraph that says which application is meant, and when it was received."""
    request = setting.request
    asked = "".join(line.strip() for line in request.asked.splitlines())
    return OPENING.replace("您", setting.you).format(
        arrived_on=day_in_words(request.arrived_on),
        channel=law.CHANNELS[request.channel].label.partition("（")[0],
        number=request.number,
        received_on=written(setting.facts.received_on),
        asked=ended(asked, ""),
    )


def reply(setting: Setting, given: Given) -> Said:
    """Say how an application is answered (条例 arts 36–39), on what ground, and what remedy there is."""
    ground = law.ground(given["ground"])
    if ground.by_pages:
        _heard(setting)
    wording = WORDINGS[f"reply.{ground.code}"]
    first, *body = _body(setting, wording, given, basis=ground.articles)
    renewal = WORDINGS["renewal"].filled(given) if given.get("renewal") else ()
    remedy, used = _remedy(setting, ground.remedy, given)
    return Said(paragraphs=(first, *renewal, *body, *remedy), values=used)


def _heard(setting: Setting) -> None:
    """Raise `BadFact` while a third party can still be heard: until then nothing of theirs is given (条例 art 32)."""
    counting = setting.counting
    for each in setting.facts.as_of(setting.day).consultations:
        if each.kind != "third_party" or each.returned_on:
            continue
        asked = law.consultation_exclusion(each, calendar=counting.calendar, values=counting.values)
        if asked.ended_on is None or asked.ended_on >= setting.day:
            until = f"第三方可以在 {asked.ended_on} 以前答复" if asked.ended_on else "尚未登记签收"
            raise law.BadFact(
                f"征求第三方意见书已于 {each.dispatched_on} 送出，{until}；届满以前不能决定公开（条例第三十二条）。",
                where="ground",
            )


def _remedy(
    setting: Setting, remedy_class: str, given: Given, letter: str = "答复"
) -> tuple[tuple[str, ...], tuple[law.Value, ...]]:
    """The remedy by the day of the act; for a day whose rule is not known, what the officer wrote."""
    online = given.get("method") == "electronic"
    try:
        found = law.remedy(
            remedy_class, acted_on=setting.day, values=setting.counting.values, served_online=online
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
    return (sentence.replace("您", setting.you),), found.values


def supplement(setting: Setting, given: Given) -> Said:
    """Say once what is to be supplemented, and by when (条例 art 30)."""
    days = setting.counting.values.on("supplement.applicant", setting.day)
    wording = WORDINGS["supplement"]
    body = _body(setting, wording, {**given, "days": days.number})
    remedy, used = _remedy(setting, "procedural", given)
    return Said(paragraphs=(*body, *remedy), values=(days, *used))


def extension(setting: Setting, given: Given) -> Said:
    """Say that the reply is put off, by how much, until when (条例 art 33 第二款).

    Raises `ExtensionRefused` where the case as it stands cannot be put off so.
    """
    days = int(given.get("working_days") or 0)
    put_off = law.Extension(working_days=days, approved_on=setting.day, notified_on=setting.day)
    before, after = _put_off(setting, extension=put_off)
    words = {"days": days, "due_before": before, "due": written(after.due)}
    body = _body(setting, WORDINGS["extension"], {**given, **words})
    return Said(paragraphs=body, values=after.values)


def delay(setting: Setting, given: Given) -> Said:
    """Say that a reply to applications beyond what is reasonable comes on a later day (条例 art 35).

    Raises a `LawError` where the case as it stands cannot be put off so.
    """
    until = _day(given)
    before, after = _put_off(setting, delay=law.ReasonableDelay(told_on=setting.day, until=until))
    words = {"due_before": before, "until": written(until)}
    return Said(paragraphs=_body(setting, WORDINGS["delay"], {**given, **words}), values=after.values)


def _put_off(setting: Setting, **act: Any) -> tuple[str, law.Deadline]:
    """Return the day on which the reply is due now, in words, and the period with the act that puts it off."""
    before = setting.clock.reply
    if before is None or before.due is None:
        raise law.BadFact(
            "答复期限没有在进行（征求意见或者等待申请人），还不能写明延到哪一天；请在期限恢复之后办理。",
            where="until",
        )
    after = setting.counting.clock(replace(setting.facts.as_of(setting.day), **act))
    for problem in after.problems:
        if problem.where in act:
            raise problem
    assert after.reply is not None, "an act that is in time leaves a period"
    return written(before.due), after.reply


def reasons(setting: Setting, given: Given) -> Said:
    """Ask why so many applications were made (条例 art 35); the clock goes on meanwhile."""
    until = _day(given)
    if until <= setting.day:
        raise law.BadFact(f"说明理由的期限：{until} 应晚于今天 {setting.day}，请核对。", where="until")
    body = _body(setting, WORDINGS["reasons"], {**given, "until": written(until)})
    remedy, used = _remedy(setting, "procedural", given)
    return Said(paragraphs=(*body, *remedy), values=used)


def _day(given: Given) -> datetime.date:
    """The day that was filled in. Raises `KeyError` where none is."""
    return datetime.date.fromisoformat(given["until"])


def disclosure(setting: Setting, given: Given) -> Said:
    """Tell a third party that would not have it what is disclosed all the same, and why (条例 art 32)."""
    _unnamed(setting, given, "disclosed", "override_reason")
    wording = WORDINGS["disclosure"]
    body = wording.filled({**given, "basis": law.cited(wording.basis)})
    remedy, used = _remedy(setting, "third_party", given, letter="告知书")
    return Said(paragraphs=(*body, *remedy), values=used, addressee=given.get("consulted_name") or BLANK)


def _unnamed(setting: Setting, given: Given, *places: str) -> None:
    """Raise `BadFact` where a letter to somebody else would say who applied."""
    for place in places:
        if setting.request.applicant_name in given.get(place, ""):
            raise law.BadFact(
                "写有申请人的姓名或者名称；给第三方和其他机关的信函不透露申请人是谁，请删去。", where=place
            )


def consultation(setting: Setting, given: Given) -> Said:
    """Ask a third party, a co-maker or another organ in writing (条例 arts 32, 34, 33 第三款)."""
    _unnamed(setting, given, "about")
    kind = given["consulted"]
    wording = WORDINGS[f"consultation.{kind}"]
    key = {"third_party": "consultation.third_party", "co_maker": "consultation.co_maker"}.get(kind)
    limit = setting.counting.values.on(key, setting.day) if key else None
    words = {**given, "basis": law.cited(wording.basis), "days": limit.number if limit else ""}
    return Said(
        paragraphs=wording.filled(words),
        values=(limit,) if limit else (),
        addressee=given.get("consulted_name") or BLANK,
    )


def fee(setting: Setting, given: Given) -> Said:
    """Say what is to be paid, by which way of charging, on what basis, how and by when (办法 arts 3–5)."""
    charged = charge(setting, given)
    if not charged.amount:
        raise law.FeeRefused("按所填数量不需要收费，不发收费通知；请核对件数、页数。", where="quantity")
    limit = setting.counting.values.on("fee.payment", setting.day)
    restart = setting.counting.values.on("fee.restart", setting.day)
    by_pages = given["way"] == FeeWay.PAGES
    page = (setting.counting.values.on("fee.page", setting.day),) if by_pages else ()
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
    body = _body(setting, wording, {**given, **words}, basis=(*wording.basis, *charged.basis))
    remedy, used = _remedy(setting, "procedural", given)
    return Said(
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


def charge(setting: Setting, given: Given) -> law.Fee:
    """Return what a fee letter asks for, by the way of charging that was picked."""
    values, received_on = setting.counting.values, setting.facts.received_on
    quantity, already = int(given.get("quantity") or 0), int(given.get("already") or 0)
    if given["way"] == FeeWay.ITEMS:
        return law.fee_by_items(quantity, values=values, on=received_on, already=already)
    return law.fee_by_pages(quantity, values=values, on=received_on)


def _body(setting: Setting, wording: Wording, given: Given, basis: tuple[str, ...] = ()) -> tuple[str, ...]:
    words = {**given, "basis": law.cited(basis or wording.basis)}
    return (opening(setting), *wording.filled(words, you=setting.you))
