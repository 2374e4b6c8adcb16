"""How a value of a record is written, on the screen and in a spreadsheet."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone


def shown(value: Any) -> str:
    """Return a value as people read it: days as 2023-05-08, yes and no as 是 and 否, nothing as nothing."""
    match value:
        case None:
            return ""
        case bool():
            return "是" if value else "否"
        case datetime.datetime():
            return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
        case datetime.date():
            return value.isoformat()
        case int():
            return f"{value:,}"
        case Decimal():
            return f"{value:,f}"
        case _:
            return str(value)


def in_sheet(value: Any) -> Any:
    """Return a value as a spreadsheet holds it: numbers and days as such, everything else as text."""
    match value:
        case None:
            return None
        case bool():
            return shown(value)
        case datetime.datetime():
            return timezone.localtime(value).replace(tzinfo=None)
        case datetime.date() | int() | Decimal():
            return value
        case _:
            return str(value)
