"""Typing errors: known ones, repeated characters and words, half-width punctuation, unclosed pairs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from gongkai.precheck.dictionary import Dictionary
from gongkai.precheck.doubled import doubled, repeated_words
from gongkai.precheck.finding import TextFinding
from gongkai.precheck.text import CheckedText, within

_PUNCTUATION = re.compile(r"[，。、；：？！]{2,}")
_PUNCTUATION_TWICE = re.compile(r"([，。、；：？！])\1+|[，、；：][。；]|。[，、；：]")
_HALF_WIDTH = re.compile(
    r"[,;:?!](?:(?<=[\u4e00-\u9fff”》）].)(?=[\u4e00-\u9fff“《（])|(?<=[\u4e00-\u9fff].)(?=\d))"
)
_HALF_BRACKETS = re.compile(
    r"\((?![一二三四五六七八九十]{1,3}\))(?=[^()\n]{0,40}[\u4e00-\u9fff])[^()\n]{1,40}\)"
)
_FULL_WIDTH = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
_PAIRS = {"《": "》", "“": "”", "\u2018": "\u2019", "（": "）", "【": "】", "〔": "〕", "「": "」"}
_PAIRED = [opener + closer for opener, closer in _PAIRS.items()] * 2
_OPENERS = {closer: opener for opener, closer in _PAIRS.items()}
_NESTING = frozenset("（《")
_PAIR_CHARS = re.compile("[" + "".join(_PAIRS) + "".join(_OPENERS) + "]")
_NUMBERED = re.compile(r"(?:^|[\s，。；：、])(?:[一二三四五六七八九十]{1,3}|\d{1,2}|[A-Za-z])$")


def check(text: CheckedText, dictionary: Dictionary) -> Iterator[TextFinding]:
    """Everything a careful second reader would mark without knowing the matter."""
    known = list(_known(text, dictionary))
    yield from known
    spans = tuple((finding.start, finding.end) for finding in known)
    yield from (
        finding for finding in _repeated(text, dictionary) if not within(spans, finding.start, finding.end)
    )
    yield from _punctuation(text)
    for start, end in text.paragraphs():
        yield from _unclosed(text, start, end)
    yield from _missing_stops(text)


def _known(text: CheckedText, dictionary: Dictionary) -> Iterator[TextFinding]:
    if dictionary.typo_pattern is None:
        return
    for match in dictionary.typo_pattern.finditer(text.raw):
        right = dictionary.typos[match.group()]
        yield text.finding(
            *match.span(), "typo", "answer", f"“{match.group()}”像是错字，是否应为“{right}”？", right
        )


def _repeated(text: CheckedText, dictionary: Dictionary) -> Iterator[TextFinding]:
    for start, end in doubled(text, dictionary):
        char = text.raw[start]
        yield text.finding(start, end, "typo", "answer", f"“{char}”字重复。", char)
    for start, end in repeated_words(text, dictionary):
        word = text.raw[start : (start + end) // 2]
        yield text.finding(start, end, "typo", "answer", f"“{word}”重复，请看是否多写了一遍。", word)


def _punctuation(text: CheckedText) -> Iterator[TextFinding]:
    for run in _PUNCTUATION.finditer(text.raw):
        for match in _PUNCTUATION_TWICE.finditer(text.raw, *run.span()):
            if match.group() != "。。。":
                yield text.finding(*match.span(), "typo", "answer", "标点重复。", match.group()[-1])
    for match in _HALF_WIDTH.finditer(text.raw):
        if not within(text.urls, *match.span()):
            right = _FULL_WIDTH[match.group()]
            yield text.finding(*match.span(), "typo", "info", "中文句中用了半角标点，应当用全角。", right)
    for match in _HALF_BRACKETS.finditer(text.raw):
        right = f"（{match.group()[1:-1]}）"
        yield text.finding(*match.span(), "typo", "info", "中文句中用了半角括号，应当用全角。", right)


def _unclosed(text: CheckedText, start: int, end: int) -> Iterator[TextFinding]:
    """Pairs must close inside their paragraph; a lone ） after a number is a list mark."""
    marks = "".join(_PAIR_CHARS.findall(text.raw, start, end))
    for pair in _PAIRED:  # most paragraphs hold nothing but closed pairs, one level or two deep
        marks = marks.replace(pair, "")
    if not marks:
        return
    open_at: list[tuple[str, int]] = []
    waiting: Counter[str] = Counter()  # how many of each kind are open
    for match in _PAIR_CHARS.finditer(text.raw, start, end):
        char, place = match.group(), match.start()
        if char in _PAIRS:
            while open_at and open_at[-1][0] == char and char not in _NESTING:
                waiting[char] -= 1
                yield _lone(text, open_at.pop()[1])
            waiting[char] += 1
            open_at.append((char, place))
            continue
        opener = _OPENERS[char]
        if not waiting[opener]:
            if not (char == "）" and _NUMBERED.search(text.folded[max(start, place - 4) : place])):
                yield _lone(text, place)
            continue
        while open_at[-1][0] != opener:
            waiting[open_at[-1][0]] -= 1
            yield _lone(text, open_at.pop()[1])
        waiting[opener] -= 1
        open_at.pop()
    for _, place in open_at:
        yield _lone(text, place)


def _lone(text: CheckedText, place: int) -> TextFinding:
    char = text.raw[place]
    other = _PAIRS.get(char) or _OPENERS[char]
    return text.finding(place, place + 1, "typo", "answer", f"“{char}”没有配对的“{other}”。")


_LONG = 30
# a line that ends in a character, and the next one that begins with a number; a table has a line for every figure
_OPEN_END = re.compile(r"[\u4e00-\u9fff][^\S\n]*\n\s*(?=[#*（]*(?:[一二三四五六七八九十]|\d))")


def _missing_stops(text: CheckedText) -> Iterator[TextFinding]:
    """A paragraph of sentences that ends without a stop before the next numbered one."""
    for match in _OPEN_END.finditer(text.raw):
        end = match.start() + 1
        line = text.raw[text.raw.rfind("\n", 0, end) + 1 : end]
        if len(line) >= _LONG and "。" in line and "|" not in line and "\t" not in line:
            yield text.finding(end - 1, end, "typo", "info", "段末缺少句号。", line[-1] + "。")
