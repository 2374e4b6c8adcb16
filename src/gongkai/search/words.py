"""How words are compared, whoever typed them: folded, cut into runs, and those into short pieces that an index holds.

Chinese has no spaces, so any piece of a run may be what is looked for: the index holds every piece of one, two and
three characters. What stands between runs (blanks, brackets, hyphens) is not compared.
"""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.bodies.identifiers import half_width

LONGEST_PIECE = 3
MOST_WORDS = 8
LONGEST_WORD = 40


class _Folding(dict[int, str]):
    """What stands for a character, remembered: letters and digits folded, a blank for what parts runs."""

    def __missing__(self, point: int) -> str:
        plain = half_width(chr(point))  # nothing of what cannot be seen
        folded = unicodedata.normalize("NFKC", plain).casefold()
        self[point] = "".join(c if c.isalnum() else " " for c in folded)
        return self[point]


_FOLDING = _Folding()


def fold(text: str) -> str:
    """Return the runs of letters and digits of a text, parted by single blanks: full-width is half-width, A is a."""
    return " ".join(text.translate(_FOLDING).split())


def words_of(question: str) -> list[str]:
    """Return the runs that a question asks for, each once; what is too much of one is left out."""
    found = dict.fromkeys(word[:LONGEST_WORD] for word in fold(question).split())
    return list(found)[:MOST_WORDS]


def pieces_of(text: str) -> set[str]:
    """Return every piece of up to three characters of the runs of a folded text: what the index holds of it."""
    return {
        run[start : start + length]
        for run in text.split()
        for length in range(1, LONGEST_PIECE + 1)
        for start in range(len(run) - length + 1)
    }


def pieces_asked(words: list[str]) -> list[str]:
    """Return the pieces that a text must have to contain all words: a short word itself, of a long one its threes."""
    found = (
        [word]
        if len(word) <= LONGEST_PIECE
        else [word[start : start + LONGEST_PIECE] for start in range(len(word) - LONGEST_PIECE + 1)]
        for word in words
    )
    return list(dict.fromkeys(itertools.chain.from_iterable(found)))


@dataclass(frozen=True)
class Phrase:
    """A part of a text as it is shown, and whether it is what was looked for."""

    text: str
    is_asked: bool


def phrases(text: str, words: list[str], *, around: int | None = None) -> list[Phrase]:
    """Return a text cut into what was looked for and what stands between.

    `around`: only so many characters before the first of it and after the last that is near.
    """
    marked = _marked(text, words)
    first = next(iter(sorted(marked)), 0)
    start, end = 0, len(text)
    if around is not None:
        start, end = max(0, first - around), min(len(text), first + 2 * around)
    shown = [
        Phrase("".join(text[i] for i in places).replace("\n", " "), is_asked)
        for is_asked, places in itertools.groupby(range(start, end), key=lambda i: i in marked)
    ]
    return [
        *([Phrase("…", False)] if start else []),
        *shown,
        *([Phrase("…", False)] if end < len(text) else []),
    ]


def _marked(text: str, words: list[str]) -> set[int]:
    """Return the places of a text that belong to one of the words."""
    folded: list[str] = []
    origin: list[int] = []
    for place, character in enumerate(text):
        for each in _FOLDING[ord(character)]:
            if each != " " or (folded and folded[-1] != " "):
                folded.append(each)
                origin.append(place)
    line = "".join(folded)
    return {place for word in words for at in _places(line, word) for place in origin[at : at + len(word)]}


def _places(line: str, word: str) -> Iterator[int]:
    at = line.find(word)
    while at >= 0:
        yield at
        at = line.find(word, at + 1)
