"""Fields of a DOCX: where they end, and where those that are links lead."""

from __future__ import annotations

import re

from lxml import etree

from gongkai.papers.word_numbering import W

_HYPERLINK = re.compile(r'\s*HYPERLINK\s+"([^"]+)"')


def link_of(instruction: str) -> str:
    """Return where a field leads; "" where it is no link."""
    found = _HYPERLINK.match(instruction)
    return found[1] if found else ""


def ended_fields(root: etree._Element) -> set[etree._Element]:
    """Return the beginnings of fields that have an end: one without would take all that follows it away."""
    open_: list[etree._Element] = []
    ended = set()
    for mark in root.iter(W + "fldChar"):
        if mark.get(W + "fldCharType") == "begin":
            open_.append(mark)
        elif mark.get(W + "fldCharType") == "end" and open_:
            ended.add(open_.pop())
    return ended
