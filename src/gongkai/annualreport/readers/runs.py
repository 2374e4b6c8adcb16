"""A run of figures in running text: the tokens after a label, up to the first thing that is no figure."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Self

_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x2212: 0x2D, 0xFE63: 0x2D}
_SPACE = r"[\s\u00a0\u3000|]"
_NUMBER = (
    r"(?:[+-]|[减增](?=\d))?\d+(?:,\d{3}(?!\d))*(?:\.\d+)?"
    r"(?:亿元|万元|元|笔|件次|件(?!数)|条(?!例)|个|项(?!目)|次|起|宗)?"
)
_TOKEN = re.compile(rf"{_SPACE}*(?P<token>{_NUMBER}(?![.,]?\d*[年月日%])|[/\\]|[-—–]+(?!\d)|无(?![\u4e00-\u9fff]))")
_TAIL = re.compile(r"[^\d/\\+—–\-]*")


@dataclass(frozen=True)
class Run:
    """Tokens in order with the position where the first starts and the last ends in the text they came from."""

    texts: tuple[str, ...]
    start: int
    end: int

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
        return cls(tuple(texts), start + first, start + last)

    @cached_property
    def digits_only(self) -> bool:
        """Whether every token is a plain run of digits: then boundaries may be missing between them."""
        return bool(self.texts) and all(text.isdecimal() for text in self.texts)


def pure(text: str) -> bool:
    """Whether `text` is nothing but figures."""
    run = Run.of(text)
    return bool(run.texts) and not text[run.end :].strip()


def skip_label_rest(text: str, start: int, end: int) -> int:
    """Where the figures may begin: after the rest of a label, and a note in brackets if one follows it."""
    at = start
    while at < end and text[at] in " \t\n\r\u00a0\u3000":
        at += 1
    if at < end and text[at] in "（(﹙":
        closing = min((p for c in "）)﹚" if (p := text.find(c, at, min(end, at + 120))) >= 0), default=-1)
        if closing >= 0:
            at = closing + 1
    match = _TAIL.match(text[at:end].translate(_WIDTH))
    return at + (match.end() if match else 0)
