"""What happens in `publisher`, as the ledger keeps it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from gongkai.publisher.models import DeliveryOutcome, PageFinding, Purpose
from gongkai.registry import Event


class ChannelsChosen(Event):
    id = "publisher.channels_chosen"
    label = "选择发布渠道"
    message = "选择发布渠道，发往 {wanted} 个。"

    wanted: int


class DeliveryOpened(Event):
    id = "publisher.delivery_opened"
    label = "提出渠道发布"
    message = "提出在渠道上{purpose}。"

    purpose: str

    @classmethod
    def words(cls, data: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return what is to be done there."""
        return {**data, "purpose": Purpose(data["purpose"]).label}


class DeliveryAttempted(Event):
    id = "publisher.delivery_attempted"
    label = "向渠道发送"
    message = "第 {number} 次向渠道发送。"

    number: int


class DeliveryEnded(Event):
    id = "publisher.delivery_result"
    label = "渠道发布结果"
    message = "渠道{purpose}：{outcome}，{done_on}。"

    purpose: str
    outcome: str
    done_on: datetime.date

    @classmethod
    def words(cls, data: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return what was to be done and what came of it."""
        outcome = DeliveryOutcome(data["outcome"]).label
        return {**data, "purpose": Purpose(data["purpose"]).label, "outcome": outcome}


class ResultCorrected(Event):
    id = "publisher.result_corrected"
    label = "更正渠道发布结果"
    message = "更正渠道{purpose}的结果：原来登记的“{outcome}”不作数。"

    purpose: str
    outcome: str

    @classmethod
    def words(cls, data: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return what was to be done and what had been said of it."""
        return DeliveryEnded.words(data)


class PageCompared(Event):
    id = "publisher.page_compared"
    label = "核对渠道网页"
    message = "核对渠道上的网页：{finding}。"

    finding: str

    @classmethod
    def words(cls, data: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return what was seen."""
        return {**data, "finding": PageFinding(data["finding"]).label}


EVENTS: tuple[type[Event], ...] = (
    ChannelsChosen,
    DeliveryOpened,
    DeliveryAttempted,
    DeliveryEnded,
    ResultCorrected,
    PageCompared,
)
