"""DOCX: the body's paragraphs and tables, spans expanded, straight from the document part.

Text that is struck out or hidden, by itself or by its style, is not read.
"""

from collections.abc import Iterator

from lxml import etree

from gongkai.annualreport.readers.document import (
    GridBuilder,
    Markup,
    ReadBlock,
    ReadDocument,
    ReadGrid,
    ReadParagraph,
)
from gongkai.annualreport.readers.errors import BrokenFile
from gongkai.annualreport.readers.marks import raised
from gongkai.precheck import OfficeArchive, local_name

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MAIN = "word/document.xml"
_STYLES = "word/styles.xml"

# Wrappers whose content stands where they stand.
_TRANSPARENT = frozenset(("sdt", "sdtContent", "ins", "smartTag", "customXml", "hyperlink", "fldSimple"))
_HEAD = r"word/header\d*\.xml$"
_UNSEEN = ("strike", "dstrike", "vanish")
_OFF = ("0", "false", "off", "none")
_LONGEST_CHAIN = 12  # of styles based on one another
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def read_docx(data: bytes) -> ReadDocument:
    """The document's paragraphs and tables in reading order."""
    package = OfficeArchive(data)
    body = package.xml(_MAIN).find("{*}body")
    if body is None:
        raise BrokenFile("Word 文档没有正文部分；请用办公软件打开并重新另存。")
    for fallback in list(body.iter("{*}Fallback")):  # the same content again, for older programs
        parent = fallback.getparent()
        if parent is not None:
            parent.remove(fallback)
    heads = (package.xml(name) for name in package.names(_HEAD))
    margins = tuple("".join(map(str, head.itertext("{*}t"))) for head in heads)
    looks = _Looks(package.xml(_STYLES) if _STYLES in package else None)
    return ReadDocument("DOCX", tuple(_Body(looks).blocks(body)), margins=margins)


def _children(element: etree._Element) -> Iterator[etree._Element]:
    """Children, with wrappers opened."""
    stack = [iter(element)]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
        elif local_name(child) in _TRANSPARENT:
            stack.append(iter(child))
        else:
            yield child


def _number(element: etree._Element | None, default: int) -> int:
    value = _attribute(element, "val") or ""
    return int(value) if value.isdecimal() and len(value) < 6 else default


def _attribute(element: etree._Element | None, name: str) -> str | None:
    return None if element is None else element.get(_W + name)


class _Looks:
    """How runs of text look: by their own properties, then by their styles."""

    def __init__(self, styles: etree._Element | None) -> None:
        named = styles.iterfind("{*}style") if styles is not None else ()
        self._styles = {_attribute(style, "styleId"): style for style in named}

    def text(self, paragraph: etree._Element) -> str:
        """The text of a paragraph as it is seen, with line breaks and tabs."""
        pieces: list[str] = []
        for run in paragraph.iter("{*}r"):
            places = list(self._places(run, paragraph))
            if local_name(run.getparent()) == "moveFrom" or any(_is_on(places, name) for name in _UNSEEN):
                continue
            is_raised = _is_on(places, "vertAlign", off=("baseline",))
            for node in run:
                name = local_name(node)
                if name == "t":
                    pieces.append(raised(node.text or "") if is_raised else node.text or "")
                elif name in _BREAKS:
                    of_page = name == "br" and _attribute(node, "type") == "page"
                    pieces.append("" if of_page else _BREAKS[name])
        return "".join(pieces)

    def _places(self, run: etree._Element, paragraph: etree._Element) -> Iterator[etree._Element]:
        """Where properties of a run stand, the nearest first."""
        own = run.find("{*}rPr")
        if own is not None:
            yield own
        for user, path in ((run, "{*}rPr/{*}rStyle"), (paragraph, "{*}pPr/{*}pStyle")):
            name = _attribute(user.find(path), "val")
            for _ in range(_LONGEST_CHAIN):
                style = self._styles.get(name) if name else None
                if style is None:
                    break
                if (properties := style.find("{*}rPr")) is not None:
                    yield properties
                name = _attribute(style.find("{*}basedOn"), "val")


def _is_on(places: list[etree._Element], name: str, off: tuple[str, ...] = _OFF) -> bool:
    """Whether the nearest place that has the property `name` sets it."""
    element = next((found for place in places if (found := place.find(f"{{*}}{name}")) is not None), None)
    return element is not None and _attribute(element, "val") not in off


class _Body:
    def __init__(self, looks: _Looks) -> None:
        self._looks = looks
        self._tables = 0

    def blocks(self, parent: etree._Element) -> Iterator[ReadBlock]:
        for child in _children(parent):
            match local_name(child):
                case "p":
                    yield from self._paragraphs(child)
                case "tbl":
                    yield from self._table(child)

    def _table(self, table: etree._Element) -> Iterator[ReadBlock]:
        cells = [cell for row in _named(table, "tr") for cell in _named(row, "tc")]
        if len(cells) <= 1 or any(_holds_table(cell) for cell in cells):
            for cell in cells:  # a frame around content, not a table of figures
                yield from self.blocks(cell)
            return
        self._tables += 1
        yield self._grid(table, f"表格{self._tables}")

    def _paragraphs(self, paragraph: etree._Element) -> Iterator[ReadParagraph]:
        style = paragraph.find("{*}pPr/{*}pStyle")
        role = Markup.CONTACT if _attribute(style, "val") == "Contact" else None
        for line in self._looks.text(paragraph).split("\n"):
            if line.strip():
                yield ReadParagraph(line.strip(" \t"), role=role)

    def _grid(self, table: etree._Element, element: str) -> ReadGrid:
        """The table with its merged cells expanded. Downward merges name only their parts: they are counted first."""
        rows: list[list[tuple[int, int, bool, str]]] = []  # column, width, continues the cell above, text
        for row in _named(table, "tr"):
            column = _number(row.find("{*}trPr/{*}gridBefore"), 0)
            cells = []
            for cell in _named(row, "tc"):
                width = max(1, _number(cell.find("{*}tcPr/{*}gridSpan"), 1))
                merge = cell.find("{*}tcPr/{*}vMerge")
                continues = merge is not None and _attribute(merge, "val") != "restart"
                text = "\n".join(self._looks.text(p) for p in cell.iter("{*}p")).strip()
                cells.append((column, width, continues, text))
                column += width
            rows.append(cells)

        continued = [{column for column, _, continues, _ in cells if continues} for cells in rows]
        builder = GridBuilder()
        for number, cells in enumerate(rows):
            builder.start_row()
            for index, (column, width, continues, text) in enumerate(cells):
                if index == 0:
                    builder.skip_to(column)
                if continues and number and builder.covered(column):
                    continue
                height = 1
                while number + height < len(rows) and column in continued[number + height]:
                    height += 1
                builder.add(text, rowspan=height, colspan=width)
        return builder.grid(element)


def _named(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    return (child for child in _children(parent) if local_name(child) == name)


def _holds_table(cell: etree._Element) -> bool:
    """Whether a table of several cells stands in the cell (one of a single cell is just its text)."""
    return any(sum(1 for _ in inner.iter("{*}tc")) > 1 for inner in cell.iter("{*}tbl"))
