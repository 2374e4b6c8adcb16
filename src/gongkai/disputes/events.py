"""What happens in `disputes`, as the ledger keeps it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from gongkai.registry import Event


@dataclass(frozen=True, kw_only=True)
class Filed(Event):
    id = "disputes.filed"
    label = "收到复议诉讼"
    message = "{on} 收到复议或者诉讼。"

    on: datetime.date


@dataclass(frozen=True, kw_only=True)
class Concluded(Event):
    id = "disputes.concluded"
    label = "复议诉讼审结"
    message = "复议或者诉讼审结，自 {on} 起计。"

    on: datetime.date


EVENTS: tuple[type[Event], ...] = (
    Filed,
    Concluded,
)
