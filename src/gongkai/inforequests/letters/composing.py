"""Make a letter of a case, a day and what was filled in. The same gives the same: approval composes it again."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from gongkai import law
from gongkai.inforequests.clocks import Counting
from gongkai.inforequests.letters.wording import BLANK, OPENING, WORDINGS, Wording
from gongkai.inforequests.models import FeeWay, InfoRequest
from gongkai.papers.letters import Letter, day_in_words, distinct

Given = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Setting:
    """The case as it is when a letter is written: its facts, by what the organ counts, and the day."""

    request: InfoRequest
    facts: law.RequestFacts
    counting: Counting
    day: datetime.date

    @property
    def clock(self) -> law.Clock:
        """Where the clock of the case stands."""
        return self.counting.clock(self.facts.as_of(self.day))


@dataclass(frozen=True, kw_only=True)
class Said:
    """What one kind says: its paragraphs and the values they rest on; `addressee` where not the applicant."""

    paragraphs: tuple[str, ...]
    values: tuple[law.Value, ...] = ()
    addressee: str = ""


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
        particulars=dict(given),
        values=distinct(said.values),
    )


def written(day: datetime.date | None) -> str:
    """Return a day as a letter writes it; a blank line for one that is not known yet."""
    return day_in_words(day) if day else BLANK


def opening(setting: Setting) -> str:
    """Return the paragraph that says which application is meant, and when it was received."""
    request = setting.request
    return OPENING.format(
        arrived_on=day_in_words(request.arrived_on),
        channel=law.CHANNELS[request.channel].label.partition("（")[0],
        number=request.number,
        received_on=written(setting.facts.received_on),
        asked=request.asked.rstrip("。") + "。",
    )


def reply(setting: Setting, given: Given) -> Said:
    """Say how an application is answered (条例 arts 36–39), on what ground, and what remedy there is."""
    ground = law.ground(given["ground"])
    wording = WORDINGS[f"reply.{ground.code}"]
    body = _body(setting, wording, given, basis=ground.articles)
    remedy, used = _remedy(setting, ground.remedy, given)
    return Said(paragraphs=(*body, *remedy), values=used)


def _remedy(
    setting: Setting, remedy_class: str, given: Given
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
        review_body=given.get("review_body") or BLANK, court=given.get("court") or BLANK
    )
    if found.online_channel:
        sentence += f"可以通过网上渠道申请行政复议：{given.get('review_online') or BLANK}"
    return (sentence,), found.values


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
    before = setting.clock.reply
    put_off = replace(
        setting.facts.as_of(setting.day),
        extension=law.Extension(working_days=days, approved_on=setting.day, notified_on=setting.day),
    )
    after = setting.counting.clock(put_off)
    for problem in after.problems:
        if isinstance(problem, law.ExtensionRefused):
            raise problem
    words = {
        "days": days,
        "due_before": written(before.due if before else None),
        "due": written(after.reply.due if after.reply else None),
    }
    body = _body(setting, WORDINGS["extension"], {**given, **words})
    return Said(paragraphs=body, values=after.reply.values if after.reply else ())


def consultation(setting: Setting, given: Given) -> Said:
    """Ask a third party, a co-maker or another organ in writing (条例 arts 32, 34, 33 第三款)."""
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
    unit = "件" if given["way"] == FeeWay.ITEMS else "页"
    bands = "，".join(
        f"第{band.first}{unit}"
        + (f"至第{band.last}{unit}" if band.last else "起")
        + f"每{unit}{band.price}元"
        for band in charged.bands
    )
    words = {
        "way": FeeWay(given["way"]).label,
        "quantity": charged.quantity,
        "unit": unit,
        "bands": bands,
        "amount": charged.amount,
        "days": limit.number,
    }
    wording = WORDINGS["fee"]
    body = _body(setting, wording, {**given, **words}, basis=(*wording.basis, *charged.basis))
    remedy, used = _remedy(setting, "procedural", given)
    return Said(paragraphs=(*body, *remedy), values=(*charged.values, limit, *used))


def charge(setting: Setting, given: Given) -> law.Fee:
    """Return what a fee letter asks for, by the way of charging that was picked."""
    values, received_on = setting.counting.values, setting.facts.received_on
    quantity, already = int(given.get("quantity") or 0), int(given.get("already") or 0)
    if given["way"] == FeeWay.ITEMS:
        return law.fee_by_items(quantity, values=values, on=received_on, already=already)
    return law.fee_by_pages(quantity, values=values, on=received_on)


def _body(setting: Setting, wording: Wording, given: Given, basis: tuple[str, ...] = ()) -> tuple[str, ...]:
    words = {**given, "basis": law.cited(basis or wording.basis)}
    return (opening(setting), *wording.filled(words))
