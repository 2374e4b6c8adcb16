"""Marks of secrecy and of internal papers.

A mark blocks; the same words inside the title of a law, or in a sentence about secrecy, do not.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from gongkai.precheck.dictionary import Dictionary
from gongkai.precheck.finding import TextFinding
from gongkai.precheck.text import CheckedText, within

_PERIOD = r"(?:\d+\s*(?:年|个月)|长期)"
_STARRED = re.compile(rf"(?:绝密|机密|秘密)\s*[★☆]\s*{_PERIOD}?")
_DATED = re.compile(rf"(?:绝密|机密|秘密)(?<![\u4e00-\u9fff].{{2}})\s*{_PERIOD}(?![\u4e00-\u9fff])")
_LEVEL = re.compile(r"密\s*级\s*[:：]\s*(?:绝密|机密|秘密|内部)(?:级)?")
_BRACKETS = re.compile(r"[（(【\[〔]([^（()）【】\[\]〔〕\n]{2,30})[)）】\]〕]")
_LINE = re.compile(r"[ \t\u3000#*]*(\S[^\n]{0,40}?)[ \t\u3000*\r]*")
_FILLER = re.compile(rf"[\s\u3000★☆，,。、；;：:！!·\-—]|\d{{6}}|{_PERIOD}|密级|级")

_BLOCKED = "此处是{kind}标志，带有标志的内容不得公开。请停止发布，送保密审查机构。"


def check(text: CheckedText, dictionary: Dictionary) -> Iterator[TextFinding]:
    """Secrecy marks in every form, marks of internal papers standing alone, and phrases that ask."""
    taken = _Taken(text)
    for pattern in (_STARRED, _DATED, _LEVEL):
        for match in pattern.finditer(text.folded):
            if taken.claim(*match.span()):
                yield text.finding(*match.span(), "secrecy", "block", _BLOCKED.format(kind="国家秘密"))
    for match in (*_BRACKETS.finditer(text.folded), *_marked_lines(text, dictionary)):
        if (
            dictionary.mark_pattern.search(match[1])
            and _stands_alone(match[1], dictionary.marks)
            and taken.claim(*match.span(1))
        ):
            yield text.finding(*match.span(1), "secrecy", "block", _BLOCKED.format(kind="涉密或内部文件"))
    yield from _phrases(text, dictionary, taken)


def _marked_lines(text: CheckedText, dictionary: Dictionary) -> Iterator[re.Match[str]]:
    """Short lines in which a mark stands."""
    end = -1
    for mark in dictionary.mark_pattern.finditer(text.folded):
        if mark.start() < end:
            continue  # of a line already seen
        start = text.folded.rfind("\n", 0, mark.start()) + 1
        end = text.folded.find("\n", mark.start())
        end = len(text.folded) if end < 0 else end
        if line := _LINE.fullmatch(text.folded, start, end):
            yield line


def _phrases(text: CheckedText, dictionary: Dictionary, taken: _Taken) -> Iterator[TextFinding]:
    """Phrases that a paper says of itself block; elsewhere someone must say why they stay."""
    for phrase in dictionary.secrecy_phrases:
        for match in re.finditer(re.escape(phrase), text.folded):
            span = match.span()
            if not taken.claim(*span):
                continue
            if _OF_ITSELF.search(text.folded[max(0, span[0] - 16) : span[0]]) or phrase.startswith("此件"):
                yield text.finding(*span, "secrecy", "block", _BLOCKED.format(kind="内部文件"))
            else:
                yield text.finding(
                    *span,
                    "secrecy",
                    "answer",
                    f"文中有“{phrase}”。请确认这是叙述，而不是内容本身的密级或使用限制。",
                )


class _Taken:
    """The passages already reported: one mark is told once, however many patterns see it."""

    def __init__(self, text: CheckedText) -> None:
        self._text = text
        self._spans: list[tuple[int, int]] = []

    def claim(self, start: int, end: int) -> bool:
        """Take the passage, unless it is inside the title of a law or touches one already taken."""
        if within(self._text.titles, start, end):
            return False
        place = bisect_left(self._spans, (start, end))
        before = self._spans[place - 1][1] if place else 0
        after = self._spans[place][0] if place < len(self._spans) else end
        if before > start or after < end:
            return False
        self._spans.insert(place, (start, end))
        return True


_OF_ITSELF = re.compile(
    r"(?:本|此)(?:件|文|文件|材料|资料|通知|表|书)(?:为|系|属|属于|是|[，,])?[^。\n]{0,8}$"
)


def _stands_alone(content: str, marks: tuple[str, ...]) -> bool:
    """Whether a line or a bracket holds nothing but marks."""
    rest = _FILLER.sub("", content)
    if not rest:
        return False
    for mark in marks:
        rest = rest.replace(mark, "")
    return not rest
