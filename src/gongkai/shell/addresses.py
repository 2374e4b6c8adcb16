"""Numbers in addresses and in what is asked: of a record, and of a year.

What no record can have is no address: 404, nothing is asked.
"""

from __future__ import annotations

from typing import Any

from django.urls import register_converter

from gongkai import law

LARGEST = 2**63 - 1  # that both databases hold


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
    """A year that a day of this program can have."""

    regex = "[1-9][0-9]{3}"

    def to_python(self, value: str) -> int:
        """Return the year; one that no day can have is no address."""
        year = int(value)
        if year not in law.YEARS:
            raise ValueError(value)
        return year


def whole_number(text: str) -> int | None:
    """Return the number that a text of digits says; None where it says none, or more than a database holds."""
    plain = text.strip()
    if not (plain.isascii() and plain.isdecimal() and len(plain) <= len(str(LARGEST))):
        return None
    return number if (number := int(plain)) <= LARGEST else None


def register_converters() -> None:
    """Make `<key:…>` and `<year:…>` known to the addresses of all rooms."""
    register_converter(RecordKey, "key")
    register_converter(CalendarYear, "year")
