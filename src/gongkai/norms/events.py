"""What happens in `norms`, as the ledger keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gongkai import law
from gongkai.registry import Event


class ValueSettled(Event):
    """What the two events of a value share: the ledger keeps its key, people read its name."""

    key: str

    @classmethod
    def words(cls, data: Mapping[str, Any]) -> Mapping[str, Any]:
        """Say the key by the name of the value."""
        return {**data, "key": law.shipped_values().label(data["key"])}


class NoticeEntered(Event):
    id = "norms.notice_entered"
    label = "录入放假通知"
    message = "录入 {year} 年放假通知：放假 {off} 天，调休上班 {working} 天。"

    year: int
    off: int
    working: int


class ValueConfirmed(ValueSettled):
    id = "norms.value_confirmed"
    label = "确认口径"
    message = "确认“{key}”的取值。"


class ValueEntered(ValueSettled):
    id = "norms.value_entered"
    label = "修改口径"
    message = "录入“{key}”的本单位取值。"


EVENTS: tuple[type[Event], ...] = (
    NoticeEntered,
    ValueConfirmed,
    ValueEntered,
)
