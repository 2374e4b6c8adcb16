"""Look at a page on a channel: is the reviewed text there, word for word?

A page of another site has much around the text, and lines of its own between title and text; what stands within the
text is compared. Blanks and how lines are broken count for nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from time import monotonic
from typing import Any

from lxml import etree

from gongkai.papers.models import Version
from gongkai.papers.reading import text_of
from gongkai.publisher import fetching
from gongkai.publisher.models import PageFinding

LINES = 5000
TRIED = 20  # paragraphs, where none stands there word for word
NO_PAGE = 400
GONE = {404, 410}
SILENT = {"head", "script", "style", "noscript", "template", "nav", "select", "textarea"}
BREAKING = {
    *("address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "figure", "footer", "form"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section", "table"),
    *("tbody", "thead", "tr", "ul"),
}
CELLS = {"td", "th"}
PICTURE = re.compile(r"^［图：.*］$")  # noqa: RUF001
LINK = re.compile(r"（(?:https?://|mailto:)[^）]*）")  # behind the words that lead there
NAMED_CHARSET = re.compile(rb"""charset\s*=\s*["']?([\w-]+)""", re.IGNORECASE)
HEAD = 2048  # bytes in which a page says how it is written
WRITTEN = {
    **dict.fromkeys((b"gb2312", b"gbk", b"gb18030", b"x-gbk"), "gb18030"),
    **dict.fromkeys((b"big5", b"big5-hkscs"), "big5hkscs"),
    b"utf-16": "utf-16",
}
READ_SECONDS = 5.0
PIECE = 16384  # characters that are read before it is asked how long it took


class TooTangled(Exception):
    """A page takes too long to be read; the message says so."""


@dataclass(frozen=True)
class Seen:
    """What was seen, why nothing was, and the text as it stands there, a line a paragraph."""

    finding: PageFinding
    detail: str = ""
    text: str = ""


def look_at(address: str, version: Version) -> Seen:
    """Return what stands at an address, against what was reviewed."""
    try:
        answer = fetching.get(address)
    except (fetching.Unreachable, fetching.Interrupted) as error:
        return Seen(PageFinding.UNSEEN, f"{error}")
    if answer.status in GONE:
        return Seen(PageFinding.GONE)
    if answer.status >= NO_PAGE:
        return Seen(PageFinding.UNSEEN, f"网站答复出错（{answer.status}）")
    try:
        return compared(version, lines_of(_decoded(answer)))
    except TooTangled as error:
        return Seen(PageFinding.UNSEEN, f"{error}")


def reviewed_lines(version: Version) -> list[str]:
    """Return title and text as they were reviewed, a line a paragraph; pictures stand on no page as words."""
    return [line for line in text_of(version).split("\n") if line.strip() and not PICTURE.match(line.strip())]


def compared(version: Version, page: Sequence[str]) -> Seen:
    """Return what the lines of a page say against what was reviewed."""
    title, *body = reviewed_lines(version)
    said = [_key(line) for line in page]
    asked = [_key(line) for line in body]
    everything, has_title = "".join(said), _key(title) in "".join(said)
    if has_title and "".join(asked) in everything:
        return Seen(PageFinding.SAME, text="\n".join([title, *body]))
    met = _met(asked, said)
    if not met:
        found = PageFinding.DIFFERS if has_title else PageFinding.ANOTHER
        return Seen(found, text=title if has_title else "")
    (first, at), (last, last_at) = met[0], met[-1]
    begin, end = max(0, at - first), last_at + len(asked) - last
    shown = [line.strip() for line in page[begin:end]]
    return Seen(PageFinding.DIFFERS, text="\n".join([title] * has_title + shown))


def _met(asked: Sequence[str], said: Sequence[str]) -> list[tuple[int, int]]:
    """Return which lines of the text stand on the page, and where: word for word, else nearly so."""
    blocks = SequenceMatcher(None, asked, said, autojunk=False).get_matching_blocks()
    if exact := [(block.a + n, block.b + n) for block in blocks for n in range(block.size)]:
        return exact
    near = [(place, get_close_matches(line, said, n=1)) for place, line in enumerate(asked[:TRIED])]
    return sorted((place, said.index(found[0])) for place, found in near if found)


def _key(line: str) -> str:
    return "".join(unicodedata.normalize("NFKC", LINK.sub("", line)).split())


def lines_of(html: str) -> list[str]:
    """Return the text of a page, a line for each block. Raises `TooTangled`."""
    told: Any = _Lines()
    reader = etree.HTMLParser(target=told, no_network=True)
    until = monotonic() + READ_SECONDS
    for at in range(0, len(html), PIECE):
        reader.feed(html[at : at + PIECE])
        if monotonic() > until:
            raise TooTangled("网页的结构太乱，读不下去")
    if html:
        reader.close()
    lines = (line.strip() for line in "".join(told.said).split("\n"))
    return [line for line in lines if line][:LINES]


class _Lines:
    """What a parser tells of a page, as it goes."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self._silent = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag in SILENT:
            self._silent += 1
        elif tag in BREAKING:
            self.said.append("\n")
        elif tag in CELLS:
            self.said.append("\t")

    def end(self, tag: str) -> None:
        if tag in SILENT:
            self._silent -= 1
        elif tag in BREAKING:
            self.said.append("\n")

    def data(self, data: str) -> None:
        if not self._silent:
            self.said.append(" ".join(data.split("\n")))

    def close(self) -> None:
        """Everything was told."""


def _decoded(answer: fetching.Fetched) -> str:
    """The page as it says that it is written; another site does not choose by what program of ours it is read."""
    said = answer.headers.get("content-type", "").encode("ascii", "ignore")
    named = NAMED_CHARSET.search(said) or NAMED_CHARSET.search(answer.data[:HEAD])
    return answer.data.decode(WRITTEN.get(named[1].lower() if named else b"", "utf-8"), "replace")
