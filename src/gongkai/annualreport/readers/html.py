"""HTML: saved pages with everything that stands around the report, and what CMS editors make of a table.

What is struck out or hidden is not read.

The parser's events are turned into blocks directly, without a tree: nesting costs nothing and cannot overflow.
A table inside a cell is that cell's text if it is a single cell itself; otherwise the outer table is there for
the layout of the page and its cells are read as running content.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from lxml import etree

from gongkai.annualreport.readers.document import (
    GridBuilder,
    Markup,
    ReadBlock,
    ReadDocument,
    ReadParagraph,
)
from gongkai.annualreport.readers.errors import NestedTooDeep
from gongkai.annualreport.readers.marks import raised

DEEPEST = 10_000

_SKIPPED = frozenset((
    "script", "style", "noscript", "template", "select", "button", "textarea", "iframe", "svg", "object",
    "nav", "footer", "aside", "title", "del", "s", "strike",
))  # fmt: skip
_VOID = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "wbr",
))  # fmt: skip
_BREAKING = frozenset((
    "address", "article", "blockquote", "body", "br", "caption", "center", "dd", "div", "dl", "dt", "fieldset",
    "figure", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre",
    "section", "ul",
))  # fmt: skip
_UNSEEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|text-decoration(?:-line)?\s*:[^;]*line-through",
    re.IGNORECASE,
)
_RAISED = re.compile(r"vertical-align\s*:\s*(?:super|sub)\b", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\r\n\f]+")
_EDGES = re.compile(r" ?\n[ \n]*")
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)


def read_html(data: bytes) -> ReadDocument:
    """The page's paragraphs and tables in reading order."""
    target = _HtmlPage()
    parser = etree.HTMLParser(target=cast(Any, target), huge_tree=True, encoding="utf-8")
    parser.feed(decode_html(data).encode("utf-8", "replace"))
    parser.close()
    return ReadDocument("HTML", tuple(target.blocks()), title=target.title())


def decode_html(data: bytes) -> str:
    """The text of a page by its byte order mark, its declaration, or what it can only be."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    declared = _CHARSET.search(data, 0, 4096)
    if declared and declared[1].lower().startswith((b"gb", b"big5")):
        name = "big5" if declared[1].lower().startswith(b"big5") else "gb18030"
        return data.decode(name, "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030", "replace")


@dataclass
class _Flow:
    """Content being collected: text with line breaks, and the tables in it."""

    items: list[ReadBlock] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    role: Markup | None = None

    def flush(self) -> None:
        if not self.pieces:
            return
        for line in text_of(self.pieces).split("\n"):
            if line.strip():
                self.items.append(ReadParagraph(line, role=self.role))
        self.pieces.clear()


@dataclass
class _HtmlTable:
    """A table being collected: its grid as if its cells were text, and its content as if it were layout."""

    builder: GridBuilder = field(default_factory=GridBuilder)
    cell: _Flow | None = None
    span: tuple[int, int] = (1, 1)
    cells: list[_Flow] = field(default_factory=list)
    layout: bool = False

    def content(self) -> list[ReadBlock]:
        """What its cells hold, one after another."""
        for cell in self.cells:
            cell.flush()
        return [item for cell in self.cells for item in cell.items]


def text_of(pieces: list[str]) -> str:
    """Pieces of text as a browser shows them: runs of space are one, line breaks stay."""
    return _EDGES.sub("\n", "".join(pieces)).strip(" \n")


class _HtmlPage:
    """Target of the parser."""

    def __init__(self) -> None:
        self._body = _Flow()
        self._tables: list[_HtmlTable] = []
        self._skipping = 0
        self._skip_stack: list[str] = []
        self._depth = 0
        self._raised_from = 0  # the depth of the outermost element set above or below the line
        self._tables_seen = 0
        self._titles: list[str] = []
        self._in_title = False

    def blocks(self) -> list[ReadBlock]:
        return self._body.items

    def title(self) -> str:
        return _SPACES.sub(" ", "".join(self._titles)).strip()

    # --- parser events ---

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise NestedTooDeep("网页的标签嵌套过深，不是正常的网页；请用浏览器打开后另存，再读取。")
        if tag == "title" and not self._titles:
            self._in_title = True
        if tag in _VOID:
            if not self._skip_stack and tag in _BREAKING:
                self._break()
            return
        style = attributes.get("style") or ""
        if self._skip_stack or tag in _SKIPPED or "hidden" in attributes or _UNSEEN.search(style):
            self._skip_stack.append(tag)
            return
        if tag in ("td", "th", "tr", "table"):
            self._raised_from = 0
        elif not self._raised_from and (tag in ("sup", "sub") or _RAISED.search(style)):
            self._raised_from = self._depth
        if tag == "table":
            self._tables.append(_HtmlTable())
        elif self._tables and tag == "tr":
            self._end_cell()
            self._tables[-1].builder.start_row()
        elif self._tables and tag in ("td", "th"):
            self._end_cell()
            table = self._tables[-1]
            table.cell = _Flow()
            table.span = (_span(attributes.get("rowspan")), _span(attributes.get("colspan")))
        elif tag in _BREAKING:
            self._break()
            self._flow().role = _role(tag, attributes.get("class", ""))

    def end(self, tag: str) -> None:
        self._depth -= 1
        if self._depth < self._raised_from:
            self._raised_from = 0
        if tag == "title":
            self._in_title = False
        if tag in _VOID:
            return
        if self._skip_stack:
            self._skip_stack.pop()
            return
        if tag == "table":
            if self._tables:
                self._end_table()
        elif tag in ("td", "th"):
            if self._tables:
                self._end_cell()
        elif tag in _BREAKING:
            self._break()
            self._flow().role = None

    def data(self, text: str) -> None:
        if self._in_title:
            self._titles.append(text)
        if not self._skip_stack:
            spaced = _SPACES.sub(" ", text)
            self._flow().pieces.append(raised(spaced) if self._raised_from else spaced)

    def comment(self, text: str) -> None:
        """Comments are not content."""

    def close(self) -> None:
        """The end of the page: what the markup left open ends here."""
        while self._tables:
            self._end_table()
        self._body.flush()

    # --- building ---

    def _flow(self) -> _Flow:
        for table in reversed(self._tables):
            if table.cell is not None:
                return table.cell
        return self._body

    def _break(self) -> None:
        flow = self._flow()
        if flow is self._body:
            flow.flush()
        elif flow.pieces:
            flow.pieces.append("\n")

    def _end_cell(self) -> None:
        table = self._tables[-1]
        flow, table.cell = table.cell, None
        if flow is None:
            return
        table.cells.append(flow)
        table.builder.add(text_of(flow.pieces), rowspan=table.span[0], colspan=table.span[1])

    def _end_table(self) -> None:
        self._end_cell()
        table = self._tables.pop()
        flow = self._flow()
        if table.layout or len(table.cells) <= 1:
            if self._tables and not table.layout:
                flow.pieces += [item.text for item in table.content() if isinstance(item, ReadParagraph)]
                return
            flow.flush()
            flow.items += table.content()
        else:
            flow.flush()
            self._tables_seen += 1
            flow.items.append(table.builder.grid(f"表格{self._tables_seen}"))
        if self._tables:
            self._tables[-1].layout = True


def _role(tag: str, classes: str) -> Markup | None:
    if tag == "caption":
        return Markup.CAPTION
    return Markup.CONTACT if "gk-contact" in classes.split() else None


def _span(value: str | None) -> int:
    """A span attribute as browsers read it: 0 means "to the end", nonsense means 1."""
    if value is None:
        return 1
    digits = value.strip()
    if not digits.isdecimal() or len(digits) > 6:
        return 1
    return int(digits) or 1_000
