"""What happens in `review`, as the ledger keeps it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from gongkai.registry import Event
from gongkai.review.models import OPINIONS, STAGES, TREATMENTS


class StepTaken(Event):
    """What the events of a step share: the ledger keeps its number, people read 二审."""

    number: int
    hash: str
    step: int

    @classmethod
    def words(cls, data: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return which step it was."""
        return {**data, "step": STAGES[data["step"]]}


class ChainSet(Event):
    id = "review.chain_set"
    label = "设置审查流程"
    message = "自 {from_on} 起按 {length} 审办理。"

    length: int
    from_on: datetime.date


class ChainEnded(Event):
    id = "review.chain_ended"
    label = "取消审查流程"
    message = "自 {from_on} 起不再单独规定审查流程。"

    from_on: datetime.date


class SeatSet(Event):
    id = "review.seat_set"
    label = "设置会商席位"
    message = "自 {from_on} 起设置，{days} 个工作日内答复。"

    from_on: datetime.date
    days: int


class SeatClosed(Event):
    id = "review.seat_closed"
    label = "取消会商席位"
    message = "自 {from_on} 起不再设置。"

    from_on: datetime.date


class SeatAsked(Event):
    id = "review.seat_asked"
    label = "征求意见"
    message = "就第 {number} 版征求意见，{due_on} 前答复。"

    number: int
    hash: str
    due_on: datetime.date


class SeatAnswered(Event):
    id = "review.seat_answered"
    label = "会商答复"
    message = "就第 {number} 版答复：{opinion}。"

    number: int
    opinion: str

    @classmethod
    def words(cls, data: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return what was answered."""
        return {**data, "opinion": OPINIONS[data["opinion"]]}


class AnswerCorrected(Event):
    id = "review.answer_corrected"
    label = "更正会商意见"
    message = "就第 {number} 版登记的答复“{opinion}”有误，不作数，重新答复。"

    number: int
    opinion: str

    @classmethod
    def words(cls, data: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return what had been recorded."""
        return SeatAnswered.words(data)


class QuestionRecalled(Event):
    id = "review.question_recalled"
    label = "撤回征求意见"
    message = "就第 {number} 版征求的意见撤回。"

    number: int


class OpinionTreated(Event):
    id = "review.opinion_treated"
    label = "处理会商意见"
    message = "对第 {number} 版的意见：{adopted}。"

    number: int
    adopted: bool

    @classmethod
    def words(cls, data: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return what was done with the opinion."""
        return {**data, "adopted": TREATMENTS[data["adopted"]]}


class Submitted(Event):
    id = "review.submitted"
    label = "送审"
    message = "第 {number} 版填写保密审查表并送审。"

    number: int
    hash: str


class LetterSubmitted(Event):
    id = "review.letter_submitted"
    label = "送审"
    message = "第 {number} 版填写审批表并送审。"

    number: int
    hash: str


class Examined(StepTaken):
    id = "review.examined"
    label = "审核"
    message = "第 {number} 版经{step}审核同意。"


class Approved(StepTaken):
    id = "review.approved"
    label = "审批"
    message = "第 {number} 版经{step}审批，可以公开。"


class Signed(StepTaken):
    id = "review.signed"
    label = "签发"
    message = "第 {number} 版经{step}审批签发。"


class NumberGiven(Event):
    id = "review.registered"
    label = "发文登记"
    message = "登记为 {doc_number}，成文日期 {made_on}。"

    doc_number: str
    made_on: datetime.date


class RegistrationCorrected(Event):
    id = "review.registration_corrected"
    label = "更正登记"
    message = "{doc_number} 的成文日期由 {was} 更正为 {made_on}。"

    doc_number: str
    was: datetime.date
    made_on: datetime.date


class LetterApproved(StepTaken):
    id = "review.letter_approved"
    label = "审批"
    message = "第 {number} 版经{step}审批定稿，可以送达。"


class Returned(StepTaken):
    id = "review.returned"
    label = "退回"
    message = "第 {number} 版由{step}退回。"


class DraftAbandoned(Event):
    id = "review.abandoned"
    label = "弃稿"
    message = "第 {number} 版未送审，弃稿。"

    number: int
    hash: str


class Released(Event):
    id = "review.released"
    label = "公开"
    message = "第 {number} 版公开。"

    number: int
    address: str
    hash: str


class Withdrawn(Event):
    id = "review.withdrawn"
    label = "撤回"
    message = "第 {number} 版撤回公开。"

    number: int
    address: str


class ReleaseTimed(Event):
    id = "review.release_timed"
    label = "定时公开"
    message = "第 {number} 版定于 {leaves_at} 公开。"

    number: int
    leaves_at: str


class ReleaseTimeTakenBack(Event):
    id = "review.release_time_taken_back"
    label = "取消定时公开"
    message = "第 {number} 版不再定时公开。"

    number: int


class TakenDown(Event):
    id = "review.taken_down"
    label = "紧急下线"
    message = "第 {number} 版紧急下线，等待复核。"

    number: int
    address: str


class Restored(Event):
    id = "review.restored"
    label = "恢复公开"
    message = "第 {number} 版经复核恢复公开。"

    number: int
    address: str


EVENTS: tuple[type[Event], ...] = (
    ChainSet,
    ChainEnded,
    SeatSet,
    SeatClosed,
    SeatAsked,
    SeatAnswered,
    AnswerCorrected,
    QuestionRecalled,
    OpinionTreated,
    Submitted,
    LetterSubmitted,
    Examined,
    Approved,
    Signed,
    NumberGiven,
    RegistrationCorrected,
    LetterApproved,
    Returned,
    DraftAbandoned,
    ReleaseTimed,
    ReleaseTimeTakenBack,
    Released,
    Withdrawn,
    TakenDown,
    Restored,
)
