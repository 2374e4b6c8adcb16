"""The text under check, also with full-width letters and digits made half-width."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from gongkai.precheck.finding import Category, Severity, TextFinding

_FOLD = {wide: wide - 0xFEE0 for wide in range(0xFF10, 0xFF5B) if chr(wide).isalnum()}
_URL = re.compile(r"(?:https?|ftp)://[^\s<>\"'，。；、）》”]+|www\.[A-Za-z0-9./?=&%_-]+")
_TITLE = re.compile(r"《[^《》\n]{1,80}》")


@dataclass(frozen=True)
class CheckedText:
    """A text and what several checks want to know of it; all positions are code points of `raw`."""

    raw: str

    @cached_property
    def folded(self) -> str:
        """The same text, position by position, with full-width letters and digits made half-width."""
        return self.raw.translate(_FOLD)

    @cached_property
    def urls(self) -> tuple[tuple[int, int], ...]:
        """Where web addresses stand."""
        return tuple(match.span() for match in _URL.finditer(self.folded))

    @cached_property
    def titles(self) -> tuple[tuple[int, int], ...]:
        """Where titles in 《》 stand, marks included."""
        return tuple(match.span() for match in _TITLE.finditer(self.raw))

    def paragraphs(self) -> Iterator[tuple[int, int]]:
        """Paragraphs as (start, end): lines broken by hard wrapping inside a sentence are joined."""
        start = 0
        for match in _PARAGRAPH_END.finditer(self.raw):
            yield start, match.start()
            start = match.end()
        if start < len(self.raw):
            yield start, len(self.raw)

    def finding(
        self,
        start: int,
        end: int,
        category: Category,
        severity: Severity,
        message: str,
        suggestion: str | None = None,
    ) -> TextFinding:
        """The finding for the passage from `start` to `end`."""
        return TextFinding(start, end, self.raw[start:end], category, severity, message, suggestion)


# A paragraph ends at an empty line, after closing punctuation, or before a line that starts a new item.
_PARAGRAPH_END = re.compile(
    r"(?:\r?\n[ \t\u3000]*){2,}"
    r"|(?<=[。！？；：…”》）])[ \t\u3000]*\r?\n"
    r"|\r?\n(?=[ \t\u3000]*(?:[#*|>]|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+[.．、]))"
)


def within(spans: tuple[tuple[int, int], ...], start: int, end: int) -> bool:
    """Whether the passage lies inside one of the spans (sorted, not overlapping)."""
    low, high = 0, len(spans)
    while low < high:
        middle = (low + high) // 2
        if spans[middle][1] <= start:
            low = middle + 1
        else:
            high = middle
    return low < len(spans) and spans[low][0] <= start and end <= spans[low][1]
