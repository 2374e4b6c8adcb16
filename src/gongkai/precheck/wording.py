"""Absolute and inflated wording, from a dictionary that the unit can edit."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.precheck.dictionary import Dictionary
from gongkai.precheck.finding import TextFinding
from gongkai.precheck.text import CheckedText, within


def check(text: CheckedText, dictionary: Dictionary) -> Iterator[TextFinding]:
    """Words that claim more than can be shown; the exceptions stand with each word in the dictionary."""
    for wording in dictionary.wordings:
        for match in wording.pattern.finditer(text.folded):
            if wording.except_before and text.folded.endswith(wording.except_before, 0, match.start()):
                continue
            if not match.group() or within(text.titles, *match.span()) or within(text.urls, *match.span()):
                continue
            message = wording.message or f"“{match.group()}”是绝对化的说法。请附上依据，或改用平实的说法。"
            yield text.finding(*match.span(), "wording", wording.severity, message, wording.suggestion)
