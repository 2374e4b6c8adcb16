"""What happens in `norms`, as the ledger keeps it."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.registry import Event


@dataclass(frozen=True, kw_only=True)
class NoticeEntered(Event):
    id = "norms.notice_entered"
    label = "录入放假通知"
    message = "录入 {year} 年放假通知：放假 {off} 天，调休上班 {working} 天。"

    year: int
    off: int
    working: int


@dataclass(frozen=True, kw_only=True)
class ValueConfirmed(Event):
    id = "norms.value_confirmed"
    label = "确认口径"
    message = "确认规则 {key} 的取值。"

    key: str


@dataclass(frozen=True, kw_only=True)
class ValueEntered(Event):
    id = "norms.value_entered"
    label = "修改口径"
    message = "录入规则 {key} 的本单位取值。"

    key: str


EVENTS: tuple[type[Event], ...] = (
    NoticeEntered,
    ValueConfirmed,
    ValueEntered,
)
