"""What happens in `bodies`, as the ledger keeps it."""

from __future__ import annotations

import datetime

from gongkai.registry import Event


class OrganOpened(Event):
    id = "bodies.organ_opened"
    label = "机关启用"
    message = "机关在本系统启用。"


class SectionOpened(Event):
    id = "bodies.section_opened"
    label = "科室登记"
    message = "登记内设机构。"


class OfficerEnrolled(Event):
    id = "bodies.officer_enrolled"
    label = "人员登记"
    message = "登记工作人员 {number}。"

    number: str


class AppointmentEnded(Event):
    id = "bodies.appointment_ended"
    label = "任职终止"
    message = "任职至 {until_on} 止。"

    until_on: datetime.date


class OfficerNominated(Event):
    id = "bodies.officer_nominated"
    label = "任职提名"
    message = "提名 {number} 任{post}，自 {from_on} 起，待另一人确认。"

    number: str
    post: str
    from_on: datetime.date


class NominationConfirmed(Event):
    id = "bodies.nomination_confirmed"
    label = "任职确认"
    message = "确认他人的提名，{number} 任{post}，自 {from_on} 起。"

    number: str
    post: str
    from_on: datetime.date


class NominationNotConfirmed(Event):
    id = "bodies.nomination_not_confirmed"
    label = "任职提名未确认"
    message = "不同意提名 {number} 任{post}。"

    number: str
    post: str


class OfficerAppointed(Event):
    id = "bodies.officer_appointed"
    label = "任职"
    message = "登记 {number} 任{post}，自 {from_on} 起。"

    number: str
    post: str
    from_on: datetime.date


class StandInRecorded(Event):
    id = "bodies.stand_in_recorded"
    label = "代行登记"
    message = "登记第 {step} 环节代行，{from_on} 至 {until_on}。"

    step: int
    from_on: datetime.date
    until_on: datetime.date


class AbsenceRecorded(Event):
    id = "bodies.absence_recorded"
    label = "离岗登记"
    message = "登记 {number} 离岗，{from_on} 至 {until_on}。"

    number: str
    from_on: datetime.date
    until_on: datetime.date


class AbsenceEnded(Event):
    id = "bodies.absence_ended"
    label = "离岗提前结束"
    message = "{number} 离岗至 {until_on} 止。"

    number: str
    until_on: datetime.date


class RecordCorrected(Event):
    id = "bodies.record_corrected"
    label = "更正"
    message = "更正一条记录，原记录留存备查。"

    wrong: int
    right: int


class RecordVoided(Event):
    id = "bodies.record_voided"
    label = "作废"
    message = "作废一条记录，原记录留存备查。"

    wrong: int
    right: int


EVENTS: tuple[type[Event], ...] = (
    OrganOpened,
    SectionOpened,
    OfficerEnrolled,
    AppointmentEnded,
    OfficerNominated,
    NominationConfirmed,
    NominationNotConfirmed,
    OfficerAppointed,
    StandInRecorded,
    AbsenceRecorded,
    AbsenceEnded,
    RecordCorrected,
    RecordVoided,
)
