"""A run of figures in running text: the tokens after a label, up to the first thing that is no figure."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Self

from gongkai.annualreport.readers.marks import SIGNS, STARS

_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x2212: 0x2D, 0xFE63: 0x2D}
_SPACE = rf"[\s\u00a0\u3000|{SIGNS}]"
_NUMBER = (
    r"(?:[+-]|[减增](?=\d))?\d+(?:,\d{3}(?!\d))*(?:\.\d+)?"
    r"(?:亿元|万元|元|笔|件次|件(?!数)|条(?!例)|个|项(?!目)|次|起|宗)?"
)
_TOKEN = re.compile(
    rf"{_SPACE}*(?P<token>{_NUMBER}(?![.,]?\d*[年月日%])|[/\\]|[-—–]+(?!\d)|无(?![\u4e00-\u9fff])){STARS}"
)
_TAIL = re.compile(r"[^\d/\\+—–\-]*")
_GAP = re.compile(r"\s{2}|\t")
_NOTE = re.compile(r"\s*[（(﹙][^\d（）()﹙﹚]{4,120}[）)﹚]")


@dataclass(frozen=True)
class FigureRun:
    """Tokens in order with the position where the first starts and the last ends in the text they came from.

    `ragged`: they stand on several lines of a table set in columns, not one a line: a figure was broken there.
    `alone`: they stand on a line of such a table without any label, above or below the line of the label.
    """

    texts: tuple[str, ...]
    start: int
    end: int
    ragged: bool = False
    alone: bool = False

    @classmethod
    def of(cls, text: str, start: int = 0, end: int | None = None) -> Self:
        """The tokens that stand in `text[start:end]`, nothing but space between them."""
        end = len(text) if end is None else end
        plain = text[start:end].translate(_WIDTH)
        texts: list[str] = []
        first = last = 0
        at = 0
        while match := _TOKEN.match(plain, at):
            if not texts:
                first = match.start("token")
            texts.append(match["token"])
            at = last = match.end()
        begins = text.rfind("\n", 0, start + first) + 1
        line = plain[first:last].split("\n", 1)[0]
        alone = bool(_GAP.search(line.strip())) and not text[begins : start + first].strip()
        return cls(tuple(texts), start + first, start + last, _is_ragged(plain[first:last]), alone)

    @property
    def digits(self) -> int:
        """How many characters its tokens have."""
        return sum(map(len, self.texts))

    @cached_property
    def digits_only(self) -> bool:
        """Whether every token is a plain run of digits: then boundaries may be missing between them."""
        return bool(self.texts) and all(text.isdecimal() for text in self.texts)


def _is_ragged(tokens: str) -> bool:
    lines = [line for line in tokens.split("\n") if line.strip()]
    return len(lines) > 1 and any(_GAP.search(line.strip()) for line in lines)


def pure(text: str) -> bool:
    """Whether `text` is nothing but figures."""
    run = FigureRun.of(text)
    return bool(run.texts) and not text[run.end :].strip()


def end_of_note(text: str, start: int) -> int:
    """Where a note in brackets right after a label ends; `start` if there is none.

    Brackets around an ordinal belong to the next label, and figures inside stand there because a line was broken.
    """
    note = _NOTE.match(text, start)
    return note.end() if note else start


def end_of_label(text: str, start: int, end: int) -> int:
    """Where the figures may begin: after what is left of a label."""
    match = _TAIL.match(text[start:end].translate(_WIDTH))
    return start + (match.end() if match else 0)
