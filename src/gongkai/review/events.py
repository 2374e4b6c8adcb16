"""What happens in `review`, as the ledger keeps it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from gongkai.registry import Event
from gongkai.review.models import STEPS


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


class Examined(Event):
    id = "review.examined"
    label = "审核"
    message = "第 {number} 版经科室负责人审核同意。"

    number: int
    hash: str
    step: int


class Approved(Event):
    id = "review.approved"
    label = "审批"
    message = "第 {number} 版经分管领导审批，可以公开。"

    number: int
    hash: str
    step: int


class Signed(Event):
    id = "review.signed"
    label = "签发"
    message = "第 {number} 版经分管领导审批签发。"

    number: int
    hash: str
    step: int


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


class LetterApproved(Event):
    id = "review.letter_approved"
    label = "审批"
    message = "第 {number} 版经分管领导审批定稿，可以送达。"

    number: int
    hash: str
    step: int


class Returned(Event):
    id = "review.returned"
    label = "退回"
    message = "第 {number} 版由{step}退回。"

    number: int
    step: int
    hash: str

    @classmethod
    def words(cls, data: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return whose step it was."""
        return {**data, "step": STEPS[data["step"]]}


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


EVENTS: tuple[type[Event], ...] = (
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
    Released,
    Withdrawn,
)
