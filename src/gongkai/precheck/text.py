"""The text under check, with a view in which full-width letters and digits are plain ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from gongkai.precheck.finding import Category, Severity, TextFinding

_WIDE = re.compile("[\uff10-\uff5a]+")
_FOLD = {wide: wide - 0xFEE0 for wide in range(0xFF10, 0xFF5B) if chr(wide).isalnum()}
_NUMBER = re.compile(r"[+0-9][0-9 *\uff0a×xX-]{9,}")
_TWICE = re.compile(r"([\u4e00-\u9fff]{1,6})\1")
_URL = re.compile(r"(?:https?|ftp)://[^\s<>\"'，。；、）》”]+|www\.[A-Za-z0-9./?=&%_-]+")
_TITLE = re.compile(r"《[^《》\n]{1,80}》")


@dataclass(frozen=True)
class CheckedText:
    """A text and what several checks want to know of it; all positions are code points of `raw`."""

    raw: str

    @cached_property
    def folded(self) -> str:
        """The same text, position by position, with full-width letters and digits made half-width."""
        return _WIDE.sub(lambda match: match.group().translate(_FOLD), self.raw)

    @cached_property
    def numbers(self) -> tuple[tuple[int, int], ...]:
        """Where ten or more digits stand together, also grouped or masked."""
        return tuple(match.span() for match in _NUMBER.finditer(self.folded))

    def in_numbers(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Where a pattern of long numbers matches; it sees two characters behind them."""
        for start, end in self.numbers:
            yield from pattern.finditer(self.folded, start, end + 2)

    @cached_property
    def repeats(self) -> tuple[tuple[int, str], ...]:
        """Where one to six characters stand twice in a row, and which."""
        found: list[tuple[int, str]] = []
        match = _TWICE.search(self.raw)
        while match:
            found.append((match.start(), match[1]))
            match = _TWICE.search(self.raw, match.start() + 1)
        return tuple(found)

    @cached_property
    def urls(self) -> tuple[tuple[int, int], ...]:
        """Where addresses of the web stand."""
        return tuple(match.span() for match in _URL.finditer(self.folded))

    @cached_property
    def titles(self) -> tuple[tuple[int, int], ...]:
        """Where titles in 《》 stand, marks included."""
        return tuple(match.span() for match in _TITLE.finditer(self.raw))

    def paragraphs(self) -> Iterator[tuple[int, int]]:
        """Paragraphs as (start, end): lines broken by hard wrapping inside a sentence are joined."""
        start = 0
        for match in _BREAK.finditer(self.raw):
            end = self.raw.index("\n", match.start())
            if _AFTER_PAGE.search(self.raw, max(start, end - 16), end) or (
                match.start() == end and _PAGE_NUMBER.match(self.raw, match.end())
            ):
                continue  # a sentence goes on overleaf
            yield start, end
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


# A paragraph ends after closing punctuation, at an empty line, or before a line that starts a new item. The pattern
# asks all of it at once: a table may have a line for every figure.
_BREAK = re.compile(
    r"[。！？；：…”》）][^\S\n]{0,15}\n[ \t\u3000\r\n]*"
    r"|\n[ \t\u3000\r]*(?:\n[ \t\u3000\r\n]*"
    r"|(?=[#*|>]|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+[.．、]))"
)
_PAGE_NUMBER = re.compile(r"[-—–－][ \t]*\d{1,4}[ \t]*[-—–－][ \t\r\f]*\n")
_AFTER_PAGE = re.compile(r"\n[ \t\f]*[-—–－][ \t]*\d{1,4}[ \t]*[-—–－][ \t\r\f]*$")


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
