"""What happens in `proactive`, as the ledger keeps it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from gongkai.registry import Event


@dataclass(frozen=True, kw_only=True)
class ChannelOpened(Event):
    id = "proactive.channel_opened"
    label = "开设渠道"
    message = "登记公开渠道。"


@dataclass(frozen=True, kw_only=True)
class ChannelChanged(Event):
    id = "proactive.channel_changed"
    label = "变更渠道"
    message = "变更公开渠道的登记。"


@dataclass(frozen=True, kw_only=True)
class Published(Event):
    id = "proactive.published"
    label = "发布"
    message = "记录 {on} 的发布。"

    on: datetime.date


@dataclass(frozen=True, kw_only=True)
class FollowersCounted(Event):
    id = "proactive.followers_counted"
    label = "登记关注量"
    message = "登记 {on} 的关注量。"

    on: datetime.date


@dataclass(frozen=True, kw_only=True)
class ProposalReceived(Event):
    id = "proactive.proposal_received"
    label = "接收建议提案"
    message = "登记 {on} 交办的建议提案。"

    on: datetime.date


@dataclass(frozen=True, kw_only=True)
class ProposalAnswered(Event):
    id = "proactive.proposal_answered"
    label = "答复建议提案"
    message = "登记 {on} 的答复。"

    on: datetime.date


@dataclass(frozen=True, kw_only=True)
class Disclosed(Event):
    id = "proactive.disclosed"
    label = "公开"
    message = "登记 {on} 公开。"

    on: datetime.date


EVENTS: tuple[type[Event], ...] = (
    ChannelOpened,
    ChannelChanged,
    Published,
    FollowersCounted,
    ProposalReceived,
    ProposalAnswered,
    Disclosed,
)
