"""DOCX in the layout of official documents (GB/T 9704-2012): page, styles, fields, tables with merged cells.

The empty document is data: the parts under `official_docx/`. Fonts are named, never embedded.
"""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from gongkai.typeset.archive import settled
from gongkai.typeset.characters import printable

_PARTS = Path(__file__).resolve().parent / "official_docx"
_TEXT_WIDTH = 8845  # twips: 版心 156 mm
_CELL_MARGIN = 40  # twips at each side: five digits fit into a fifteenth of the page
_ROW_HEIGHT = 320  # twips at least
_ONE_PAGE = 32  # rows: more of them would not stay together whatever is asked


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell of a printed table at (row, column) of its grid; `style` names a paragraph style."""

    text: str
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1
    style: str = "Table Figure"
    shade: str = ""


@dataclass(frozen=True, slots=True)
class DocxStretch:
    """A stretch of a paragraph; with an address it is a link."""

    text: str
    href: str = ""


class OfficialDocx:
    """A document being written. `notice` stands at the head of every page (未定稿, 示例数据)."""

    def __init__(self, *, title: str, author: str, made_on: date, notice: str = "") -> None:
        self._made_on = made_on
        self._document: Document = docx.Document(io.BytesIO(_empty()))
        properties = self._document.core_properties
        properties.title, properties.author = printable(title), printable(author)
        properties.language = "zh-CN"
        properties.created = properties.modified = datetime.combine(made_on, time(), UTC).replace(tzinfo=None)
        section = self._document.sections[0]
        for header in (section.header, section.even_page_header):
            header.is_linked_to_previous = False
            header.paragraphs[0].text = printable(notice)
            header.paragraphs[0].style = "Header"
        _page_number(section.footer.paragraphs[0], even=False)
        _page_number(section.even_page_footer.paragraphs[0], even=True)

    def paragraph(
        self, text: str, style: str = "Body Text", *, lead_in: str = "", page_break: bool = False
    ) -> None:
        """A paragraph; `lead_in` is set before `text` in the face of its level. A newline breaks the line."""
        paragraph = self._document.add_paragraph(style=style)
        if lead_in:
            paragraph.add_run(printable(lead_in), style="Lead In")
        paragraph.add_run(printable(text))

    def line(self, stretches: Sequence[DocxStretch], style: str = "Body Text") -> None:
        """A paragraph of stretches, some of them links."""
        paragraph = self._document.add_paragraph(style=style)
        for each in stretches:
            if each.href:
                target = paragraph.part.relate_to(each.href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
                run = _element("r", *_lines(each.text))
                paragraph._p.append(_element("hyperlink", run, r_id=target))
            else:
                paragraph.add_run(printable(each.text))

    def table(
        self,
        rows: Sequence[Sequence[TableCell]],
        *,
        widths: Sequence[float],
        caption: str,
        head_rows: int = 0,
    ) -> None:
        """A ruled table as wide as the text, on one page where it fits; else its head is repeated."""
        body = self._document.element.body
        table = _table(rows, widths=widths, caption=caption, head_rows=head_rows)
        body.insert(len(body) - 1, table)  # the section's properties come last
        self._document.add_paragraph(style="Table End")

    def picture(self, png: bytes, *, alt: str, width_mm: float = 150) -> None:
        """A picture (PNG, JPEG) on its own line, with what it shows in words."""
        paragraph = self._document.add_paragraph(style="Table Figure")
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = docx.shared.Pt(6)
        shape = paragraph.add_run().add_picture(io.BytesIO(png), width=docx.shared.Mm(width_mm))
        shape._inline.docPr.set("descr", printable(alt))  # python-docx has no door for it

    def save(self) -> bytes:
        """The file; the same content and day give the same bytes."""
        out = io.BytesIO()
        self._document.save(out)
        return settled(out.getvalue(), made_on=self._made_on)


@lru_cache(maxsize=1)
def _empty() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as container:
        for path in sorted(_PARTS.rglob("*")):
            if path.is_file():
                container.write(path, path.relative_to(_PARTS).as_posix())
    return out.getvalue()


def _element(tag: str, *children: Any, **attributes: str | int) -> Any:
    """A WordprocessingML element; an attribute `w_val` is w:val."""
    element = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        element.set(qn(name.replace("_", ":", 1)), str(value))
    element.extend(children)
    return element


def _page_number(paragraph: Paragraph, *, even: bool) -> None:
    """— 1 —: odd pages at the right, even ones at the left, one character in."""
    paragraph.style = "Footer"
    properties = paragraph._p.get_or_add_pPr()
    side = {"w_leftChars": 100, "w_left": 280} if even else {"w_rightChars": 100, "w_right": 280}
    properties.append(_element("ind", **side))
    properties.append(_element("jc", w_val="left" if even else "right"))
    paragraph.add_run("— ")
    for content in (
        _element("fldChar", w_fldCharType="begin"),
        _element("instrText"),
        _element("fldChar", w_fldCharType="separate"),
        _element("t"),
        _element("fldChar", w_fldCharType="end"),
    ):
        if content.tag == qn("w:instrText"):
            content.text = "PAGE"
        elif content.tag == qn("w:t"):
            content.text = "1"
        paragraph.add_run()._r.append(content)
    paragraph.add_run(" —")


# --- Tables ---


def _table(
    rows: Sequence[Sequence[TableCell]], *, widths: Sequence[float], caption: str, head_rows: int
) -> Any:
    twips = [round(_TEXT_WIDTH * width / sum(widths)) for width in widths]
    edges = ("top", "left", "bottom", "right", "insideH", "insideV")
    properties = _element(
        "tblPr",
        _element("tblW", w_w=sum(twips), w_type="dxa"),
        _element("jc", w_val="center"),
        _element(
            "tblBorders",
            *(_element(edge, w_val="single", w_sz=4, w_space=0, w_color="000000") for edge in edges),
        ),
        _element("tblLayout", w_type="fixed"),
        _element(
            "tblCellMar",
            _element("left", w_w=_CELL_MARGIN, w_type="dxa"),
            _element("right", w_w=_CELL_MARGIN, w_type="dxa"),
        ),
        _element("tblCaption", w_val=printable(caption)),
    )
    grid = _element("tblGrid", *(_element("gridCol", w_w=width) for width in twips))
    together = len(rows) <= _ONE_PAGE
    lines = [
        _row(cells, twips, head=number < head_rows, keep=together and number < len(rows) - 1)
        for number, cells in enumerate(_with_continuations(rows))
    ]
    return _element("tbl", properties, grid, *lines)


def _with_continuations(rows: Sequence[Sequence[TableCell]]) -> list[list[tuple[TableCell, int]]]:
    """Each printed row with every cell that lies over it, and the row on which that cell began."""
    everything = [cell for row in rows for cell in row]
    return [
        sorted(
            ((cell, number) for cell in everything if cell.row <= number < cell.row + cell.rowspan),
            key=lambda pair: pair[0].column,
        )
        for number in range(len(rows))
    ]


def _row(cells: Sequence[tuple[TableCell, int]], twips: Sequence[int], *, head: bool, keep: bool) -> Any:
    properties = _element(
        "trPr", _element("cantSplit"), _element("trHeight", w_val=_ROW_HEIGHT, w_hRule="atLeast")
    )
    if head:
        properties.append(_element("tblHeader"))
    return _element("tr", properties, *(_cell(cell, number, twips, keep=keep) for cell, number in cells))


def _lines(text: str) -> list[Any]:
    """The text of a run; a newline breaks the line."""
    parts: list[Any] = []
    for number, line in enumerate(printable(text).split("\n")):
        element = _element("t")
        element.text = line
        element.set(qn("xml:space"), "preserve")
        parts += [_element("br"), element] if number else [element]
    return parts


def _cell(cell: TableCell, row: int, twips: Sequence[int], *, keep: bool) -> Any:
    width = sum(twips[cell.column : cell.column + cell.colspan])
    properties = _element("tcPr", _element("tcW", w_w=width, w_type="dxa"))
    if cell.colspan > 1:
        properties.append(_element("gridSpan", w_val=cell.colspan))
    if cell.rowspan > 1:
        properties.append(_element("vMerge", w_val="restart") if row == cell.row else _element("vMerge"))
    if cell.shade:
        properties.append(_element("shd", w_val="clear", w_color="auto", w_fill=cell.shade))
    properties.append(_element("vAlign", w_val="center"))
    paragraph_properties = _element("pPr", _element("pStyle", w_val=cell.style.replace(" ", "")))
    if keep:
        paragraph_properties.append(_element("keepNext"))
    paragraph = _element("p", paragraph_properties)
    if row == cell.row and cell.text:
        paragraph.append(_element("r", *_lines(cell.text)))
    return _element("tc", properties, paragraph)
