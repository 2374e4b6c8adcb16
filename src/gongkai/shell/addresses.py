"""Numbers in addresses: of a record, and of a year. What no record can have is no address: 404, nothing is asked."""

from __future__ import annotations

from typing import Any

from django.urls import register_converter


class RecordKey:
    """A number of at most 18 digits: what both databases hold as a key."""

    regex = "[0-9]{1,18}"

    def to_python(self, value: str) -> int:
        """Return the number."""
        return int(value)

    def to_url(self, value: Any) -> str:
        """Return the number as an address says it."""
        return str(value)


class CalendarYear(RecordKey):
    """A year of four digits, as a day can have it."""

    regex = "[1-9][0-9]{3}"


def register_converters() -> None:
    """Make `<key:…>` and `<year:…>` known to the addresses of all rooms."""
    register_converter(RecordKey, "key")
    register_converter(CalendarYear, "year")
