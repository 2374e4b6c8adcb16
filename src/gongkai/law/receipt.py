"""收到申请之日 — on which day a request counts as received (条例第三十一条).

| channel | day |
|---|---|
| 当面提交 | the day of submission |
| 邮寄，需签收 | the day the organ signs |
| 平常信函等无需签收 | the day of confirming with the applicant |
| 互联网渠道、传真 | the day both sides confirm |

Without that day there is no clock. The officer is asked to confirm on the day of arrival, and is alerted
when some working days have gone by without.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, Literal, get_args

from gongkai.law.calendars import Calendar
from gongkai.law.errors import BadFact, BrokenTable, UnknownName
from gongkai.law.periods import deadline
from gongkai.law.texts import check_basis, read_toml
from gongkai.law.values import Values

ReceivedBy = Literal["submission", "signature", "confirmation"]


@dataclass(frozen=True, slots=True)
class ReceiptChannel:
    """A way by which requests arrive, and what fixes the day of receipt."""

    code: str
    label: str
    received_by: ReceivedBy
    may_be_refused: bool
    basis: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReceiptDay:
    """When a request was received, or by when that must be settled with the applicant."""

    received_on: date | None
    why: str
    basis: tuple[str, ...]
    confirm_by: date | None = None
    alert_on: date | None = None


def read_channel(entry: Mapping[str, Any]) -> ReceiptChannel:
    """Return a channel from its parsed entry; raises `BrokenTable` for anything out of form."""
    where = f"渠道 {entry['code']}"
    if entry["received_by"] not in get_args(ReceivedBy):
        allowed = "、".join(get_args(ReceivedBy))
        raise BrokenTable(f"{where} 的 received_by 只能是：{allowed}。", where=where)
    return ReceiptChannel(**{**entry, "basis": check_basis(entry["basis"], where=where)})


CHANNELS: Mapping[str, ReceiptChannel] = MappingProxyType(
    {each["code"]: read_channel(each) for each in read_toml("tables", "channels.toml")["channel"]}
)


def receipt(
    channel: str,
    *,
    arrived_on: date,
    calendar: Calendar,
    values: Values,
    confirmed_on: date | None = None,
    misdirected: bool = False,
) -> ReceiptDay:
    """Return the day of receipt of a request that came by `channel` and reached the organ on `arrived_on`.

    `arrived_on` is the day of submission, of the organ's signature, or of arrival. `misdirected`: a letter
    sent to another unit or person of the organ, or without a way to reach the applicant; its day is the one
    on which contact was made (国办公开办函〔2015〕207号).

    Raises `UnknownName` for a channel that is not there, `BadFact` for a confirmation before the arrival.
    """
    if channel not in CHANNELS:
        raise UnknownName.of("申请渠道", channel, CHANNELS, where="channel")
    known = CHANNELS[channel]
    if confirmed_on is not None and confirmed_on < arrived_on:
        raise BadFact(f"确认日 {confirmed_on} 早于到达日 {arrived_on}；请核对。", where="confirmed_on")
    basis = (*known.basis, "国办公开办函〔2015〕207号") if misdirected else known.basis
    if known.received_by == "submission" and not misdirected:
        return ReceiptDay(arrived_on, f"{known.label}：提交之日为收到申请之日", basis)
    if known.received_by == "signature" and not misdirected:
        return ReceiptDay(arrived_on, f"{known.label}：签收之日为收到申请之日", basis)
    if confirmed_on is not None:
        return ReceiptDay(confirmed_on, f"{known.label}：与申请人确认之日为收到申请之日", basis)
    alert = deadline("receipt.confirm_alert", arrived_on, calendar=calendar, values=values)
    return ReceiptDay(
        None,
        f"{known.label}：尚未与申请人确认，期限未起算；请于收到当日联系确认",
        basis,
        confirm_by=arrived_on,
        alert_on=alert.due,
    )
