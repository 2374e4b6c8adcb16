"""A passage as an officer edits it: plain words with the figures as they are now, and what each number is bound to.

The officer never writes what a passage keeps (`{…}`, `[[…|…]]`). What was bound and is still there stays bound; of
every other number before a counting unit it is asked which figure it is, by name, or why it is none.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher

from gongkai.bodies.models import Organ
from gongkai.papers.contact import Contact
from gongkai.reporting.counting import Count
from gongkai.reporting.prose import NAMED, UNITS, Paragraph, Run, runs_of
from gongkai.search.words import fold, words_of

NAMES_TOLD = 5
ROUNDED = re.compile(r"\s*[十百千万亿]+(?!元)")
KEPT_WITH = re.compile(r"[{}]|\[\[|\]\]")


class WrongFigure(Exception):
    """What was typed names no figure, or no place for one; the message says so in Chinese."""


@dataclass(frozen=True)
class NumberQuestion:
    """A number of which nobody said what it is: what stands around it."""

    before: str
    number: str
    after: str

    @property
    def is_rounded(self) -> bool:
        """Whether it counts in hundreds or ten thousands, which no figure does but money."""
        return bool(ROUNDED.match(self.after))


@dataclass(frozen=True)
class PassageDraft:
    """A passage being edited, in runs."""

    runs: tuple[Run, ...]

    @classmethod
    def of(cls, stored: str, count: Count, organ: Organ, contact: Contact) -> PassageDraft:
        """Return what a passage keeps, as it reads now."""
        return cls(tuple(runs_of(stored, count, organ, contact)))

    @classmethod
    def from_json(cls, text: str, count: Count) -> PassageDraft:
        """Return what a form carried; what it says of figures that are not counted is plain text."""
        try:
            runs = [Run(**{name: str(value) for name, value in each.items()}) for each in json.loads(text)]
        except (ValueError, TypeError, AttributeError):
            return cls(())
        return cls(tuple(_plain_unless_counted(run, count) for run in runs))

    def to_json(self) -> str:
        """Return what a form carries."""
        return json.dumps([asdict(run) for run in self.runs], ensure_ascii=False)

    @property
    def text(self) -> str:
        """The passage as it reads."""
        return "".join(run.text for run in self.runs)

    @property
    def stored(self) -> str:
        """The passage as it is kept."""
        return "".join(run.stored for run in self.runs)

    @property
    def cell_ids(self) -> list[str]:
        """The figures that stand in it, each once."""
        return list(dict.fromkeys(run.cell_id for run in self.runs if run.cell_id))

    @property
    def is_plain(self) -> bool:
        """Whether nothing typed looks like what a passage keeps."""
        return not KEPT_WITH.search(self.text)

    @property
    def open_places(self) -> list[tuple[int, int]]:
        """Where the numbers stand of which nobody said what they are, without their units."""
        return [found.span("number") for found in Paragraph("", "", "", self.runs).unbound_places]

    def questions(self) -> list[NumberQuestion]:
        """Return what is asked of the open numbers."""
        text = self.text
        return [
            NumberQuestion(text[max(0, start - 12) : start], text[start:end], text[end : end + 6])
            for start, end in self.open_places
        ]

    def carried_to(self, text: str) -> PassageDraft:
        """Return the text with what was bound and is still there; a number that grew a digit is another."""
        kept: dict[int, tuple[int, Run]] = {}
        blocks = SequenceMatcher(None, self.text, text, autojunk=False).get_matching_blocks()
        at = 0
        for run in self.runs:
            start, at = at, at + len(run.text)
            block = next((b for b in blocks if b.a <= start and at <= b.a + b.size), None)
            if block and run.text and (run.cell_id or run.reason or run.name):
                first = start - block.a + block.b
                if not _grown(text, first, first + len(run.text)):
                    kept[first] = first + len(run.text), run
        return PassageDraft(tuple(_cut(text, kept)))

    def bound(self, place: tuple[int, int], run: Run) -> PassageDraft:
        """Return the draft with a run at a place, instead of what stands there."""
        start, end = place
        return PassageDraft((*self._between(0, start), run, *self._between(end, len(self.text))))

    def inserted(self, place: tuple[int, int], run: Run, unit: str) -> PassageDraft:
        """Return the draft with a figure at a place, and behind it its unit where none stands there yet."""
        with_figure, end = self.bound(place, run), place[0] + len(run.text)
        if with_figure.text.startswith((unit, *UNITS), end):
            return with_figure
        return with_figure.bound((end, end), Run(unit))

    def reading(self) -> Iterator[tuple[Run, bool]]:
        """Yield the passage as it reads: what is bound, and whether a piece is a number that is asked about."""
        at = 0
        for start, end in self.open_places:
            yield from ((run, False) for run in self._between(at, start))
            yield Run(self.text[start:end]), True
            at = end
        yield from ((run, False) for run in self._between(at, len(self.text)))

    def _between(self, first: int, last: int) -> Iterator[Run]:
        """Yield the runs of a range; of a bound one that is cut, the words alone."""
        at = 0
        for run in self.runs:
            start, at = at, at + len(run.text)
            low, high = max(start, first), min(at, last)
            if low < high:
                yield run if (low, high) == (start, at) else Run(run.text[low - start : high - start])


def figure_named(words: str, names: Mapping[str, str]) -> str:
    """Return the cell whose Chinese name this is, or the one whose name contains the words. Raises `WrongFigure`."""
    exact = [cell_id for cell_id, name in names.items() if fold(name) == fold(words)]
    asked = words_of(words)
    found = exact or [
        cell_id for cell_id, name in names.items() if asked and all(word in fold(name) for word in asked)
    ]
    if not found:
        raise WrongFigure(f"没有名称含“{words}”的统计数据，请换一个说法，或者从清单中选。")
    if len(found) > 1:
        told = "、".join(f"“{names[cell_id]}”" for cell_id in found[:NAMES_TOLD])
        more = f"等 {len(found)} 项" if len(found) > NAMES_TOLD else ""
        raise WrongFigure(f"“{words}”不止一项：{told}{more}，请写明是哪一项。")
    return found[0]


def place_after(text: str, words: str) -> tuple[int, int]:
    """Return the place behind some words of a text, its end where none are given. Raises `WrongFigure`."""
    words = words.strip()
    if not words:
        return len(text), len(text)
    if (number := text.count(words)) != 1:
        raise WrongFigure(
            f"“{words}”在本段中出现了 {number} 次，请多写几个字。"
            if number
            else f"本段中没有“{words}”，请照抄本段中的几个字。"
        )
    end = text.index(words) + len(words)
    return end, end


def figure_run(cell_id: str, count: Count) -> Run:
    """Return a figure as it stands in a sentence."""
    return Run(str(count.figures[cell_id].value), cell_id=cell_id)


def _plain_unless_counted(run: Run, count: Count) -> Run:
    if (run.cell_id and run.cell_id not in count.figures) or (run.name and run.name not in NAMED):
        return Run(run.text)
    return run


def _grown(text: str, start: int, end: int) -> bool:
    """Whether a digit was set before or behind a number."""
    beside: Sequence[str] = (text[start - 1 : start], text[end : end + 1])
    return text[start:end].isdecimal() and any(each.isdecimal() for each in beside)


def _cut(text: str, kept: Mapping[int, tuple[int, Run]]) -> Iterator[Run]:
    at = 0
    for start in sorted(kept):
        end, run = kept[start]
        if start < at:
            continue
        if start > at:
            yield Run(text[at:start])
        yield run
        at = end
    if at < len(text):
        yield Run(text[at:])
