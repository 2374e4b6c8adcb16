"""What happens in `bodies`, as the ledger keeps it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from gongkai.registry import Event


@dataclass(frozen=True, kw_only=True)
class OrganOpened(Event):
    id = "bodies.organ_opened"
    label = "机关启用"
    message = "机关在本系统启用。"


@dataclass(frozen=True, kw_only=True)
class OfficerEnrolled(Event):
    id = "bodies.officer_enrolled"
    label = "人员登记"
    message = "登记工作人员 {number}。"

    number: str


@dataclass(frozen=True, kw_only=True)
class AppointmentEnded(Event):
    id = "bodies.appointment_ended"
    label = "任职终止"
    message = "任职至 {until_on} 止。"

    until_on: datetime.date


@dataclass(frozen=True, kw_only=True)
class OfficerAppointed(Event):
    id = "bodies.officer_appointed"
    label = "任职"
    message = "登记任职，自 {from_on} 起。"

    from_on: datetime.date


@dataclass(frozen=True, kw_only=True)
class StandInRecorded(Event):
    id = "bodies.stand_in_recorded"
    label = "代行登记"
    message = "登记第 {step} 环节代行，{from_on} 至 {until_on}。"

    step: int
    from_on: datetime.date
    until_on: datetime.date


@dataclass(frozen=True, kw_only=True)
class RecordCorrected(Event):
    id = "bodies.record_corrected"
    label = "更正"
    message = "以记录 {right} 更正记录 {wrong}。"

    wrong: int
    right: int


@dataclass(frozen=True, kw_only=True)
class RecordVoided(Event):
    id = "bodies.record_voided"
    label = "作废"
    message = "以记录 {right} 作废记录 {wrong}。"

    wrong: int
    right: int


EVENTS: tuple[type[Event], ...] = (
    OrganOpened,
    OfficerEnrolled,
    AppointmentEnded,
    OfficerAppointed,
    StandInRecorded,
    RecordCorrected,
    RecordVoided,
)
