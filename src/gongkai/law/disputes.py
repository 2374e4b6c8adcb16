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

from gongkai.law.calendars import Calendar
from gongkai.law.errors import UnknownName
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
class ClosedDispute:
    """Where a case that ended counts in table 四: the column, and the day from which it is 尚未审结 no more."""

    column: str
    counted_on: date


def _read_outcome(entry: dict[str, Any]) -> DisputeOutcome:
    return DisputeOutcome(**(entry | {"basis": check_basis(entry["basis"], where=entry["code"])}))


_TABLE = read_toml("tables", "disputes.toml")
DISPUTE_OUTCOMES: Mapping[tuple[str, str], DisputeOutcome] = MappingProxyType(
    {(each["procedure"], each["code"]): _read_outcome(each) for each in _TABLE["outcome"]}
)
_EVENTS: Mapping[str, str] = MappingProxyType({each["code"]: each["label"] for each in _TABLE["event"]})


def dispute_outcome(kind: DisputeKind, code: str) -> DisputeOutcome:
    """Return the outcome `code` of a case of `kind`; raises `UnknownName` listing those there are."""
    procedure = _procedure(kind)
    if (procedure, code) not in DISPUTE_OUTCOMES:
        codes = [each.code for each in DISPUTE_OUTCOMES.values() if each.procedure == procedure]
        raise UnknownName.of("复议、诉讼结果", code, codes, where="outcome")
    return DISPUTE_OUTCOMES[procedure, code]


def dispute_clocks(
    kind: DisputeKind,
    events: Mapping[str, date],
    *,
    simplified: bool = False,
    calendar: Calendar,
    values: Values,
) -> tuple[Deadline, ...]:
    """Return the deadlines of a case of `kind` that the events which happened have begun.

    `simplified`: it is heard in the simplified procedure (简易程序). Raises `UnknownName` for a kind or event that is
    not there, `NotModelled` where a rule was not in force yet.
    """
    if kind not in get_args(DisputeKind):
        raise UnknownName.of("案件种类", kind, get_args(DisputeKind), where="kind")
    for event in events:
        if event not in _EVENTS:
            raise UnknownName.of("事件", event, _EVENTS, where="events")
    procedure = _procedure(kind) + ("_simple" if simplified else "")
    return tuple(
        deadline(each["key"], events[each["event"]], calendar=calendar, values=values)
        for each in _TABLE["clock"]
        if each["procedure"] == procedure and each["event"] in events
    )


def closed_dispute(
    kind: DisputeKind, outcome: str, *, decided_on: date, effective_on: date, values: Values
) -> ClosedDispute:
    """Return where a case of `kind` counts that ended with `outcome`; raises `UnknownName` for an outcome.

    From the day on which the decision or last judgment takes effect, or on which it was made where the unit settled it
    so (`dispute.closed_day`).
    """
    setting = values.on("dispute.closed_day", effective_on).value
    counted_on = effective_on if setting == "生效之日" else decided_on
    return ClosedDispute(dispute_outcome(kind, outcome).column, counted_on)


def _procedure(kind: DisputeKind) -> str:
    return kind.partition("_")[0]
