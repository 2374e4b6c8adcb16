"""What happens in `inforequests`, as the ledger keeps it."""

from __future__ import annotations

import datetime

from gongkai.registry import Event


class Registered(Event):
    id = "inforequests.registered"
    label = "登记申请"
    message = "登记申请，{arrived_on} 到达。"

    arrived_on: datetime.date


class ReceiptConfirmed(Event):
    id = "inforequests.receipt_confirmed"
    label = "确定收到申请之日"
    message = "确定收到申请之日为 {received_on}。"

    received_on: datetime.date


class Answered(Event):
    id = "inforequests.answered"
    label = "答复"
    message = "作出答复，成文日期 {decided_on}。"

    decided_on: datetime.date


class LetterWritten(Event):
    id = "inforequests.letter_written"
    label = "拟制信函"
    message = "拟制{title}，第 {number} 版。"

    title: str
    number: int


class LetterServed(Event):
    id = "inforequests.letter_served"
    label = "送达"
    message = "{title}：{method}，{handed_over_on} 送出。"

    title: str
    method: str
    handed_over_on: datetime.date


class LetterTakenBack(Event):
    id = "inforequests.letter_taken_back"
    label = "作废送达登记"
    message = "{title}：作废最后登记的{what}。"

    title: str
    what: str


class LetterArrived(Event):
    id = "inforequests.letter_arrived"
    label = "签收"
    message = "{title}于 {received_on} 签收。"

    title: str
    received_on: datetime.date


class LetterAnswered(Event):
    id = "inforequests.letter_answered"
    label = "回复"
    message = "{title}：{responded_on} {answer}。"

    title: str
    responded_on: datetime.date
    answer: str


class DeadlinesMoved(Event):
    id = "inforequests.deadlines_moved"
    label = "期限变动"
    message = "台账第 {cause} 条使 {number} 件在办申请的答复期限变动。"

    cause: int
    number: int


EVENTS: tuple[type[Event], ...] = (
    Registered,
    ReceiptConfirmed,
    Answered,
    LetterWritten,
    LetterServed,
    LetterTakenBack,
    LetterArrived,
    LetterAnswered,
    DeadlinesMoved,
)
