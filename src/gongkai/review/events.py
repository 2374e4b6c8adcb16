"""What happens in `review`, as the ledger keeps it."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.registry import Event


@dataclass(frozen=True, kw_only=True)
class Submitted(Event):
    id = "review.submitted"
    label = "送审"
    message = "第 {number} 版填写保密审查表并送审。"

    number: int
    hash: str


@dataclass(frozen=True, kw_only=True)
class Examined(Event):
    id = "review.examined"
    label = "审核"
    message = "第 {number} 版经科室负责人审核同意。"

    number: int
    hash: str
    step: int


@dataclass(frozen=True, kw_only=True)
class Approved(Event):
    id = "review.approved"
    label = "审批"
    message = "第 {number} 版经分管领导审批，可以公开。"

    number: int
    hash: str
    step: int


@dataclass(frozen=True, kw_only=True)
class LetterApproved(Event):
    id = "review.letter_approved"
    label = "审批"
    message = "第 {number} 版经分管领导审批定稿，可以送达。"

    number: int
    hash: str
    step: int


@dataclass(frozen=True, kw_only=True)
class Returned(Event):
    id = "review.returned"
    label = "退回"
    message = "第 {number} 版在第 {step} 环节退回。"

    number: int
    step: int
    hash: str


@dataclass(frozen=True, kw_only=True)
class Released(Event):
    id = "review.released"
    label = "公开"
    message = "第 {number} 版公开于 {address}。"

    number: int
    address: str
    hash: str


@dataclass(frozen=True, kw_only=True)
class Withdrawn(Event):
    id = "review.withdrawn"
    label = "撤回"
    message = "第 {number} 版自 {address} 撤回。"

    number: int
    address: str


EVENTS: tuple[type[Event], ...] = (
    Submitted,
    Examined,
    Approved,
    LetterApproved,
    Returned,
    Released,
    Withdrawn,
)
