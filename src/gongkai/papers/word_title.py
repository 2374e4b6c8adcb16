"""Where the title of a DOCX stands: the centred lines at its beginning, below the red head and the number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_DOC_NUMBER = re.compile(r"\S{1,20}〔\d{4}〕\s?\d*\s*号")
_RED_HEAD = re.compile(r"\S{4,40}文件")
_CHAPTER = re.compile(r"第[一二三四五六七八九十百\d]{1,4}[编章节]")
_TITLE_LINES = 4
_LONGEST_TITLE = 200


@dataclass
class WordLine:
    """A paragraph of a file as it was read, or a row of a table, or a picture."""

    text: str
    centred: bool = False
    style: str = ""
    is_picture: bool = False
    is_row: bool = False


def title_of(lines: Sequence[WordLine]) -> tuple[str, Sequence[WordLine], list[str]]:
    """Return the title, the lines behind it, and what stands above it: the head of the paper and its number."""
    at = 0
    title: list[str] = []
    head: list[str] = []
    while at < len(lines) and len(title) < _TITLE_LINES:
        line = lines[at]
        if not line.text:
            at += 1
        elif _DOC_NUMBER.fullmatch(line.text) or (
            not title and line.centred and _RED_HEAD.fullmatch(line.text)
        ):
            head.append(line.text)
            at += 1
        elif (line.centred or line.style == "title") and not (line.is_picture or _CHAPTER.match(line.text)):
            title.append(line.text)
            at += 1
        else:
            break
    found = "".join(title)
    return (found, lines[at:], head) if found and len(found) <= _LONGEST_TITLE else ("", lines, [])
