"""Names, titles and fixed terms that the unit keeps: what is nearly one of them is asked about."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.precheck.dictionary import Dictionary
from gongkai.precheck.finding import TextFinding
from gongkai.precheck.text import CheckedText


def check(text: CheckedText, dictionary: Dictionary) -> Iterator[TextFinding]:
    """Passages that differ in one character from a kept term, and forms the unit has marked wrong."""
    for wrong, right in dictionary.wrong_names.items():
        start = text.raw.find(wrong)
        while start >= 0:
            yield _question(text, start, start + len(wrong), right)
            start = text.raw.find(wrong, start + len(wrong))
    for term, pattern in dictionary.near_names:
        for match in pattern.finditer(text.raw):
            if match.group() not in dictionary.names:
                yield _question(text, *match.span(), term)


def _question(text: CheckedText, start: int, end: int, right: str) -> TextFinding:
    return text.finding(
        start,
        end,
        "name",
        "answer",
        f"“{text.raw[start:end]}”与本单位名称表中的“{right}”相近，请核对。",
        right,
    )
