"""Labels in running text: where each begins and what it may name."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from gongkai.annualreport.readers import labels
from gongkai.annualreport.readers.runs import end_of_note

# A group's label stands before its first row.
GROUPS = {"不予公开": "denied_1", "无法提供": "unable_1", "不予处理": "rejected_1", "其他处理": "other_1"}
_ORDINAL_BEFORE = re.compile(
    r"(?:\(?[一二三四五六七八九十][)、.,:]|\([一二三四五六七八九十\d]\)|(?<!\.)\d[、.,:)])+$"
)
_ORDINAL = re.compile(labels.ORDINAL)


@dataclass(frozen=True, slots=True)
class Anchor:
    """A label in the text: what it names, where it begins (with its ordinal) and ends, in folded positions."""

    name: str
    start: int
    end: int


@cache
def _patterns() -> tuple[re.Pattern[str], dict[str, str], frozenset[str]]:
    """Every label as one pattern, what each means (`r:received`, `g:denied_1`, `p:fees`, `h:`), and which are words
    that begin other words too.
    """
    meaning: dict[str, str] = {}
    for head in (*labels.COLUMN_LABELS, *labels.GROUP_LABELS):
        meaning[head] = f"g:{GROUPS[head]}" if head in GROUPS else "h:"
    for name in labels.PROACTIVE_NAMES:
        meaning |= dict.fromkeys((*name.starts, *name.equals), f"p:{name.id}")
    for name in labels.REQUEST_NAMES:
        meaning |= dict.fromkeys((*name.starts, *name.equals), f"r:{name.id}")
    longest = sorted(meaning, key=len, reverse=True)
    names = (*labels.PROACTIVE_NAMES, *labels.REQUEST_NAMES)
    words = frozenset(label for name in names for label in name.equals)
    return re.compile("|".join(map(re.escape, longest))), meaning, words


def find_anchors(text: str, folded: str, positions: Sequence[int]) -> Iterator[Anchor]:
    """Every label in `text`, whose folded characters stand at `positions`; labels inside notes do not count."""
    pattern, meaning, words = _patterns()
    end_of_last_note = 0
    for match in pattern.finditer(folded):
        start = match.start()
        if start < end_of_last_note:
            continue
        if match[0] in words and not _ends_here(folded, match.end(), pattern):
            continue
        end_of_last_note = bisect_left(positions, end_of_note(text, positions[match.end() - 1] + 1))
        ordinal = _ORDINAL_BEFORE.search(folded, max(0, start - 8), start)
        yield Anchor(meaning[match[0]], ordinal.start() if ordinal else start, match.end())


def ascending(anchors: Sequence[tuple[Anchor, int, int]]) -> list[Anchor]:
    """The heaviest chain of anchors whose order rises strictly, the last of equals; given with order and weight."""
    best: list[int] = []
    before: list[int] = []
    for n, (_, order, weight) in enumerate(anchors):
        most, previous = weight, -1
        for m in range(n):
            if anchors[m][1] < order and best[m] + weight >= most:
                most, previous = best[m] + weight, m
        best.append(most)
        before.append(previous)
    if not best:
        return []
    at = max(range(len(best)), key=lambda n: (best[n], n))
    chain = []
    while at >= 0:
        chain.append(anchors[at][0])
        at = before[at]
    return chain[::-1]


def _ends_here(folded: str, end: int, pattern: re.Pattern[str]) -> bool:
    """Whether a word is a whole label: figures, an ordinal or another label follow, not the rest of a sentence."""
    if not "\u4e00" <= folded[end : end + 1] <= "\u9fff":
        return True
    return bool(_ORDINAL.match(folded, end) or pattern.match(folded, end))
