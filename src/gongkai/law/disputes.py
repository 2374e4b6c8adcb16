"""复议、诉讼 — their clocks, and where each case stands in table 四.

A case is 尚未审结 until its decision or judgment takes effect, and is counted on that day (a setting: the
unit may count from the day of the decision). An appeal is the same case, not a new one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, Literal, get_args

from gongkai.law.calendars import ONE_DAY, Calendar
from gongkai.law.errors import BadFact, UnknownName
from gongkai.law.periods import Deadline, deadline
from gongkai.law.texts import check_basis, read_toml
from gongkai.law.values import Values

DisputeKind = Literal["reconsideration", "litigation_direct", "litigation_after_reconsideration"]
"""The three blocks of table 四."""


@dataclass(frozen=True, slots=True)
class DisputeOutcome:
    """How a case ended, and the column of table 四 in which that counts."""

    procedure: str
    code: str
    label: str
    column: str
    basis: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DisputeFacts:
    """What was recorded of a case; `effective_on` is the day its decision or last judgment took effect."""

    kind: DisputeKind
    filed_on: date
    outcome: str = ""
    decided_on: date | None = None
    effective_on: date | None = None


@dataclass(frozen=True, slots=True)
class DisputeCell:
    """The cell of table 四 in which a case counts for a year; `counted_on` is None while it is pending."""

    block: DisputeKind
    column: str
    counted_on: date | None


def _read_outcome(entry: dict[str, Any]) -> DisputeOutcome:
    return DisputeOutcome(**(entry | {"basis": check_basis(entry["basis"], where=entry["code"])}))


_TABLE = read_toml("tables", "disputes.toml")
DISPUTE_OUTCOMES: Mapping[tuple[str, str], DisputeOutcome] = MappingProxyType(
    {(each["procedure"], each["code"]): _read_outcome(each) for each in _TABLE["outcome"]}
)
DISPUTE_EVENTS: Mapping[str, str] = MappingProxyType(
    {each["code"]: each["label"] for each in _TABLE["event"]}
)
DISPUTE_PROCEDURES: tuple[str, ...] = tuple(dict.fromkeys(each["procedure"] for each in _TABLE["clock"]))


def dispute_outcome(kind: DisputeKind, code: str) -> DisputeOutcome:
    """Return the outcome `code` of a case of `kind`; raises `UnknownName` listing those there are."""
    procedure, _, _ = kind.partition("_")
    if (procedure, code) not in DISPUTE_OUTCOMES:
        codes = [each.code for each in DISPUTE_OUTCOMES.values() if each.procedure == procedure]
        raise UnknownName.of("复议、诉讼结果", code, codes, where="outcome")
    return DISPUTE_OUTCOMES[procedure, code]


def dispute_clocks(
    procedure: str, events: Mapping[str, date], *, calendar: Calendar, values: Values
) -> tuple[Deadline, ...]:
    """Return the deadlines of a procedure (`DISPUTE_PROCEDURES`) that the events which happened have begun.

    Raises `UnknownName` for a procedure or event that is not there.
    """
    if procedure not in DISPUTE_PROCEDURES:
        raise UnknownName.of("程序", procedure, DISPUTE_PROCEDURES, where="procedure")
    for event in events:
        if event not in DISPUTE_EVENTS:
            raise UnknownName.of("事件", event, DISPUTE_EVENTS, where="events")
    return tuple(
        deadline(each["key"], events[each["event"]], calendar=calendar, values=values)
        for each in _TABLE["clock"]
        if each["procedure"] == procedure and each["event"] in events
    )


def table_four_cell(facts: DisputeFacts, *, year: int, values: Values) -> DisputeCell | None:
    """Return where a case counts in the year's table 四, or None if it does not.

    A case counts in the year in which it closed, and as 尚未审结 in every earlier year since it was filed.
    Raises `BadFact` for days out of order or an outcome without its day, `UnknownName` for the outcome.
    """
    _check(facts)
    last_day = date(year + 1, 1, 1) - ONE_DAY
    setting = values.on("dispute.closed_day", last_day).value
    closed_on = facts.effective_on if setting == "生效之日" else facts.decided_on
    if facts.filed_on > last_day or (closed_on and closed_on.year < year):
        return None
    if closed_on is None or closed_on > last_day:
        return DisputeCell(facts.kind, "pending", None)
    return DisputeCell(facts.kind, dispute_outcome(facts.kind, facts.outcome).column, closed_on)


def _check(facts: DisputeFacts) -> None:
    if facts.kind not in get_args(DisputeKind):
        raise UnknownName.of("案件种类", facts.kind, get_args(DisputeKind), where="kind")
    if bool(facts.outcome) != bool(facts.decided_on):
        raise BadFact("结果与作出日期应当同时填写；请补上缺少的一项。", where="outcome")
    if facts.outcome:
        dispute_outcome(facts.kind, facts.outcome)
    known = [day for day in (facts.filed_on, facts.decided_on, facts.effective_on) if day]
    if known != sorted(known) or (facts.effective_on and not facts.decided_on):
        raise BadFact("日期顺序应为：提起、作出、生效；请核对。", where="decided_on")
