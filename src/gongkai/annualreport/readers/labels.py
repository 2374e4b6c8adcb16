"""What a printed label means: folding of characters, ordinals, and the table of variants (labels.toml)."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from gongkai.annualreport.form import FORM_2019, FORM_2021
from gongkai.annualreport.layout import FormLine
from gongkai.annualreport.readers.marks import without_marks_after


def _load() -> dict[str, Any]:
    text = resources.files(__package__).joinpath("labels.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


_DATA = _load()

# --- Folding ---

_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_COMPATIBLE = ((0x2460, 0x249C), (0x2F00, 0x2FD6), (0x3220, 0x3230), (0xF900, 0xFB00), (0xFF01, 0xFF5F))


def _folding() -> dict[int, str]:
    table = {ord(c): "" for c in _INVISIBLE}
    table |= {code: "" for code in range(0x3001) if chr(code).isspace()}
    for first, last in _COMPATIBLE:
        for code in range(first, last):
            table[code] = unicodedata.normalize("NFKC", chr(code))
    for new, old in _DATA["folding"]["marks"].items():
        table |= dict.fromkeys(map(ord, old), new)
    table |= {ord(a): b for a, b in zip(_DATA["folding"]["from"], _DATA["folding"]["to"], strict=True)}
    return table


_FOLDING = _folding()
_DROPPED = frozenset(chr(code) for code, new in _FOLDING.items() if not new)


def fold(text: str) -> str:
    """`text` without spaces, with half-width punctuation and simplified characters: for comparing, never kept."""
    return text.translate(_FOLDING)


def fold_with_positions(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters the position in `text` it came from (one more at the end)."""
    folded = text.translate(_FOLDING)
    positions = [index for index, char in enumerate(text) if char not in _DROPPED]
    if len(positions) != len(folded):  # ㈠ and its like become several characters
        positions = [index for index, char in enumerate(text) for _ in _FOLDING.get(ord(char), char)]
    positions.append(len(text))
    return folded, positions


# --- Ordinals and notes ---

_ORDINAL_PATTERN = (
    r"\([一二三四五六七八九十\d]{1,2}\)[、.,:]?|[一二三四五六七八九十]{1,2}[、.,:)]|\d{1,2}[、.,:)]"
)
_ORDINAL = re.compile(rf"(?:{_ORDINAL_PATTERN}|\d(?=[^\d.,、:)]))+")
_NOTE = re.compile(r"\([^()]*(?:\([^()]*\)[^()]*)*\)?$|[:*]$")


def bare(text: str) -> str:
    """A label folded, without its ordinal, without a note in brackets and without marks after it."""
    folded = fold(without_marks_after(text))
    ordinal = _ORDINAL.match(folded)
    if ordinal:
        folded = folded[ordinal.end() :]
    return _NOTE.sub("", folded) or folded


# --- Variants ---


@dataclass(frozen=True, slots=True)
class Names:
    """What one line may be called: `starts` at the beginning of a label, `equals` as all of it."""

    id: str
    starts: tuple[str, ...]
    equals: tuple[str, ...]


def _names(lines: Iterable[FormLine], table: dict[str, dict[str, list[str]]]) -> Iterator[Names]:
    seen: set[str] = set()
    for line in lines:
        if line.id in seen:
            continue
        seen.add(line.id)
        entry = table.get(line.id, {})
        equals = tuple(fold(label) for label in entry.get("equals", ()))
        starts = tuple(fold(label) for label in entry.get("starts", ()))
        official = bare(line.label)
        if equals and not starts:
            equals = tuple(dict.fromkeys((official, *equals)))
        else:
            starts = tuple(sorted({official, *starts}, key=len, reverse=True))
        yield Names(line.id, starts, equals)


def _both(table: str) -> list[FormLine]:
    """The rows of both forms' table in printed order: the lines only one of them has stand in their place."""
    rows = list(FORM_2019.tables[table].rows)
    known = {row.id for row in rows}
    at = next((n for n, row in enumerate(rows) if row.id == "total_handled"), len(rows))
    rows[at:at] = [row for row in FORM_2021.tables[table].rows if row.id not in known]
    return rows


REQUEST_NAMES = tuple(_names(_both("requests"), _DATA["requests"]))
PROACTIVE_NAMES = tuple(_names(_both("proactive"), _DATA["proactive"]))


class Finder:
    """Finds which line a label names."""

    def __init__(self, names: Iterable[Names]) -> None:
        self._equals = {label: name.id for name in names for label in name.equals}
        self._starts = {label: name.id for name in names for label in name.starts}
        longest = sorted(self._starts, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(re.escape, longest)) or r"(?!)")
        self.find = lru_cache(maxsize=4096)(self._find)

    def _find(self, text: str) -> str | None:
        """The id of the line that the cell text `text` names, or None."""
        if len(text) > 400:
            return None
        label = bare(text)
        found = self._equals.get(label)
        if found is None and (match := self._pattern.match(label)):
            found = self._starts[match[0]]
        return found


def _columns(table: str) -> Finder:
    return Finder(Names(column, (), tuple(map(fold, labels))) for column, labels in _DATA[table].items())


request_row = Finder(REQUEST_NAMES).find
proactive_row = Finder(PROACTIVE_NAMES).find
request_column = _columns("requests_columns").find
proactive_column = _columns("proactive_columns").find
dispute_column = _columns("disputes_columns").find
dispute_block = _columns("disputes_blocks").find

GROUP_LABELS = tuple(fold(label) for labels in _DATA["groups"].values() for label in labels)
SECTION_WORDS = {number: tuple(map(fold, words)) for number, words in _DATA["sections"].items()}
CONTACT_STARTS = tuple(map(fold, _DATA["contact"]["starts"]))
PAGE_ENDS = tuple(map(fold, _DATA["page"]["ends"]))
PAGE_BESIDE = tuple(map(fold, _DATA["page"]["beside"]))
COLUMN_LABELS = tuple(
    dict.fromkeys(
        fold(label)
        for table in ("requests_columns", "proactive_columns", "disputes_columns", "disputes_blocks")
        for labels in _DATA[table].values()
        for label in labels
    )
)

# Either form's table 二 is known by columns that only it has.
PROACTIVE_2019 = frozenset(("published", "total_public", "last_year", "change", "decisions"))
PROACTIVE_2021 = frozenset(("repealed", "in_force"))

ORDINAL = _ORDINAL_PATTERN
