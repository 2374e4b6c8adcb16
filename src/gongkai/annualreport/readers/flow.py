"""From the lines of pages to the paragraphs they were broken from, without page numbers and running heads."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from gongkai.annualreport.readers.document import ReadBlock, ReadGrid, ReadParagraph

_LONGEST_NUMBER = 20
_NEVER_FIRST = tuple("，。；：、？！）》”〕】")  # no paragraph begins with them
_SECTION_TITLE = re.compile(r"[一二三四五六七八九十]、[^，。；：]{1,30}")  # goes on in no other line
_UNBROKEN = re.compile(r"[（《“〔【]*[!-~]+[）》”〕】，。；：、]*")
_NARROW = 0.4  # by how much of its size a Latin letter or a digit is narrower than a Chinese character
_PAGE_NUMBER = re.compile(
    r"[-—–－·.\s]*第?\s*(\d{1,4})\s*页?(?:\s*[/，,共]\s*共?\s*\d{1,4}\s*页?)?[-—–－·.\s]*"
)


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line of text on a page; `gapped` if it has gaps like those between the columns of a table without rules.

    `running`: the file itself calls it a running head or foot.
    """

    text: str
    page: int
    left: float
    right: float
    top: float
    size: float
    gapped: bool = False
    running: bool = False


def is_page_number(text: str) -> bool:
    """Whether a line can be a page's number, alone at its head or foot."""
    return len(text) < _LONGEST_NUMBER and _PAGE_NUMBER.fullmatch(text) is not None


def paragraphs_of(items: list[PageLine | ReadGrid], edges: list[float]) -> Iterator[ReadBlock]:
    """Return the lines as the paragraphs they were broken from: an indent, or a short line before, begins one."""
    lines = [item for item in items if isinstance(item, PageLine)]
    named = (line for line in lines if line.running)
    numbers = {id(line) for line in (*_page_numbers(lines), *_running_heads(lines), *named)}
    left, right = _margins([line for line in lines if id(line) not in numbers], edges)
    pending: list[PageLine] = []
    for item in items:
        if isinstance(item, PageLine) and id(item) in numbers:
            continue
        if pending and (isinstance(item, ReadGrid) or _begins(pending[-1], item, left, right)):
            yield ReadParagraph("".join(line.text for line in pending), page=pending[0].page)
            pending = []
        if isinstance(item, ReadGrid):
            yield item
        else:
            pending.append(item)
    if pending:
        yield ReadParagraph("".join(line.text for line in pending), page=pending[0].page)


def _page_numbers(lines: list[PageLine]) -> Iterator[PageLine]:
    """Highest and lowest lines of pages that are nothing but a number, and count the pages."""
    candidates: list[tuple[PageLine, int]] = []
    for _, group in groupby(lines, key=lambda line: line.page):
        page = sorted(group, key=lambda line: line.top)
        candidates += [
            (line, int(match[1]) - line.page)
            for line in (*page[:1], *page[1:][-1:])
            if len(line.text) < _LONGEST_NUMBER and (match := _PAGE_NUMBER.fullmatch(line.text))
        ]
    offsets = Counter(offset for _, offset in candidates)
    usual = max(offsets, key=offsets.__getitem__, default=0)
    yield from (line for line, offset in candidates if offset == usual)


def _running_heads(lines: list[PageLine]) -> Iterator[PageLine]:
    """Lines that stand alike at the same height of several pages."""
    occurrences = Counter((line.text, round(line.top)) for line in lines)
    pages = {(line.text, round(line.top), line.page) for line in lines}
    distinct = Counter((text, top) for text, top, _ in pages)
    for line in lines:
        key = (line.text, round(line.top))
        if distinct[key] > 1 and distinct[key] == occurrences[key]:
            yield line


def _margins(lines: list[PageLine], edges: list[float]) -> tuple[float, float]:
    """Where full lines begin and end: as most long lines and the tables do."""
    lefts = Counter(round(line.left / 2) * 2 for line in lines if len(line.text) > 15)
    most = max(lefts.values(), default=0)
    begins = [left for left, count in lefts.items() if count * 4 >= most]
    ends = [line.right for line in lines if len(line.text) > 15]
    return min([*begins, *edges], default=0.0), max([*ends, *edges], default=0.0)


def _begins(before: PageLine, line: PageLine, left: float, right: float) -> bool:
    """Whether a line begins a paragraph of its own."""
    if before.gapped or line.gapped:
        return True
    if not 0.87 < line.size / before.size < 1.15:
        return True
    if line.text.startswith(_NEVER_FIRST) and not _SECTION_TITLE.fullmatch(before.text):
        return False
    indented = line.left > left + 1.2 * line.size
    return indented or right - before.right > max(2.5 * before.size, _unbroken(line))


def _unbroken(line: PageLine) -> float:
    """How wide the beginning of a line is that is not broken: an address, a number, with the marks around it.

    A line before it ends as far from the margin, and goes on all the same.
    """
    beginning = _UNBROKEN.match(line.text)
    if beginning is None:
        return 0.0
    narrow = sum(char.isascii() for char in beginning[0])
    return line.size * (len(beginning[0]) - narrow * _NARROW)
