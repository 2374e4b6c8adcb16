"""Printed reports as HTML, DOCX and XLSX, in the ways editors and converters write them."""

import io
import re
import zipfile
from html import escape
from random import Random

from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from gongkai.annualreport.layout import GridCell
from tests.layouts.printed import Printed, PrintedTable, pieces, unstruck

STRICT = re.compile(
    rb"http://schemas\.openxmlformats\.org/(wordprocessingml|spreadsheetml|officeDocument|drawingml)/2006/(\w+)"
)


def strict(data: bytes) -> bytes:
    """The same office file as Strict Open XML, which names everything in other namespaces."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as usual, zipfile.ZipFile(out, "w") as made:
        for name in usual.namelist():
            made.writestr(name, STRICT.sub(rb"http://purl.oclc.org/ooxml/\1/\2", usual.read(name)))
    return out.getvalue()


def html(rng: Random, page: Printed) -> bytes:
    """A saved web page: chrome around the report, cells as a CMS leaves them."""
    cell = rng.choice((_bare, _paragraph, _padded, _letters, _nested))
    spans = rng.choice((True, True, False))
    body = [f"<h1>{escape(page.title)}</h1>", "<p>发布日期：2024-01-20 来源：示例</p>"]
    body.append(f"<p>{escape(page.intro)}</p>")
    for part in page.parts:
        body.append(
            rng.choice(("<p>{}</p>", "<h2>{}</h2>", "<p><strong>{}</strong></p>")).format(
                escape(part.heading)
            )
        )
        body += [f'<p style="text-indent: 2em;">{escape(text)}</p>' for text in part.paragraphs]
        if part.table:
            body.append(_html_table(rng, part.table, cell, spans))
    content = "\n".join(body)
    if rng.random() < 0.5:
        content = _chrome(content)
    if rng.random() < 0.3:
        content = f'<table width="100%"><tr><td>导航</td><td>{content}</td></tr></table>'
    charset = rng.choice(("utf-8", "gb18030"))
    declared = "gbk" if charset == "gb18030" else charset
    head = f'<meta charset="{declared}"><title>{escape(page.title)}_示例政府网</title>'
    return f"<!DOCTYPE html><html><head>{head}</head><body>{content}</body></html>".encode(charset)


def _chrome(content: str) -> str:
    return (
        "<header><ul><li><a href='#'>首页</a></li><li>当前位置：政府信息公开年报</li></ul></header>"
        "<nav>主动公开 依申请公开 1 2 3</nav><script>var a = '<table>';</script>"
        f"<div class='article'>{content}</div><div style='display:none'>四、结转下年度继续办理 9 9</div>"
        "<div><p>扫一扫在手机打开当前页</p><p>版权所有：示例 主办单位：示例 电话：0000</p></div>"
        "<footer>网站标识码 0000000000</footer>"
    )


def _html_table(rng: Random, table: PrintedTable, cell: object, spans: bool) -> str:
    attributes = rng.choice(
        ("", ' border="1" cellspacing="0"', ' style="border-collapse: collapse" width="650"')
    )
    rows = "".join(
        f"<tr>{''.join(_html_cell(rng, at, text, cell, spans) for at, text in row)}</tr>"
        for row in _filled(table, spans)
    )
    return f"<table{attributes}><tbody>{rows}</tbody></table>"


def _filled(table: PrintedTable, spans: bool) -> list[list[tuple[GridCell, str]]]:
    """Without rowspans of labels, rows below have an empty cell in their place."""
    if spans:
        return table.rows
    rows = []
    open_: dict[int, tuple[int, GridCell]] = {}
    for row in table.rows:
        cells = list(row)
        for column, (left, above) in list(open_.items()):
            cells.append((GridCell(above.role, 0, column, colspan=above.colspan), ""))
            open_[column] = (left - 1, above)
            if left == 1:
                del open_[column]
        for at, _ in row:
            if at.rowspan > 1:
                open_[at.column] = (at.rowspan - 1, at)
        rows.append(sorted(cells, key=lambda pair: pair[0].column))
    return rows


def _html_cell(rng: Random, at: GridCell, text: str, cell: object, spans: bool) -> str:
    span = f' colspan="{at.colspan}"' if at.colspan > 1 else ""
    if spans and at.rowspan > 1:
        span += f' rowspan="{at.rowspan}"'
    assert callable(cell)
    return f'<td{span} style="padding: 0px 4px;">{cell(text)}</td>'


_STRUCK = (
    "<del>{}</del>",
    "<s>{}</s>",
    "<strike>{}</strike>",
    '<span style="text-decoration: line-through">{}</span>',
    '<span style="DISPLAY:none">{}</span>',
    "<span hidden>{}</span>",
)
_RAISED = ("<sup>{}</sup>", "<sup><a href='#n'>{}</a></sup>", '<span style="vertical-align:super">{}</span>')


def _text(text: str) -> str:
    ways = {"plain": ("{}",), "struck": _STRUCK, "raised": _RAISED}
    return (
        "".join(ways[kind][len(text) % len(ways[kind])].format(escape(piece)) for kind, piece in pieces(text))
        .replace("\u00a0", "&nbsp;")
        .replace("\n", "<br />")
    )


def _bare(text: str) -> str:
    return _text(text)


def _paragraph(text: str) -> str:
    return f'<p align="center"><span>{_text(text) or "&nbsp;"}</span></p>'


def _padded(text: str) -> str:
    return f"\n\t  <p>  {_text(text)} </p>\n<p></p> "


def _letters(text: str) -> str:
    return "".join(f"<p>{_text(char)}</p>" for char in unstruck(text) if char.strip())


def _nested(text: str) -> str:
    return f"<table><tr><td>{_text(text)}</td></tr></table>"


# --- DOCX ---

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)


def docx(rng: Random, page: Printed) -> bytes:
    """A document as word processors save it: grid spans, downward merges, runs cut anywhere."""
    cut = rng.random() < 0.3
    body = [_docx_paragraph(page.title, cut=cut), _docx_paragraph(page.intro, cut=cut)]
    for part in page.parts:
        body.append(_docx_paragraph(part.heading, cut=cut))
        body += [_docx_paragraph(text, cut=cut) for text in part.paragraphs]
        if part.table:
            body.append(_docx_table(part.table))
    document = f'<w:document xmlns:w="{_W}"><w:body>{"".join(body)}</w:body></w:document>'
    return packed({"[Content_Types].xml": _TYPES, "word/document.xml": document, "word/styles.xml": _STYLES})


def packed(parts: dict[str, str | bytes]) -> bytes:
    """A ZIP of parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


_LOOKS = {
    "plain": ("",),
    "struck": ("<w:strike/>", "<w:vanish/>", '<w:dstrike w:val="true"/>', '<w:rStyle w:val="Gone"/>'),
    "raised": ('<w:vertAlign w:val="superscript"/>', '<w:strike w:val="0"/><w:rStyle w:val="Note"/>'),
}
_STYLES = (
    f'<w:styles xmlns:w="{_W}"><w:style w:styleId="Gone"><w:rPr><w:strike/></w:rPr></w:style>'
    '<w:style w:styleId="Mark"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    '<w:style w:styleId="Note"><w:basedOn w:val="Mark"/></w:style></w:styles>'
)


def _docx_paragraph(text: str, *, cut: bool = False) -> str:
    runs = [("plain", text[n : n + 2]) for n in range(0, len(text), 2)] if cut else pieces(text)
    return f"<w:p>{''.join(_docx_run(kind, piece, len(text)) for kind, piece in runs)}</w:p>"


def _docx_run(kind: str, text: str, number: int) -> str:
    look = _LOOKS[kind][number % len(_LOOKS[kind])]
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
    return f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}{lines}</w:r>"


def _docx_table(table: PrintedTable) -> str:
    open_: dict[int, tuple[int, GridCell]] = {}
    rows = []
    for row in table.rows:
        cells = {at.column: _docx_cell(at, text, "restart" if at.rowspan > 1 else "") for at, text in row}
        for column, (left, above) in list(open_.items()):
            cells[column] = _docx_cell(above, "", "continue")
            open_[column] = (left - 1, above)
            if left == 1:
                del open_[column]
        open_ |= {at.column: (at.rowspan - 1, at) for at, _ in row if at.rowspan > 1}
        rows.append(f"<w:tr>{''.join(cells[column] for column in sorted(cells))}</w:tr>")
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def _docx_cell(at: GridCell, text: str, merge: str) -> str:
    properties = f'<w:gridSpan w:val="{at.colspan}"/>' if at.colspan > 1 else ""
    if merge == "restart":
        properties += '<w:vMerge w:val="restart"/>'
    elif merge:
        properties += "<w:vMerge/>"
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{_docx_paragraph(text)}</w:tc>"


# --- XLSX ---


def xlsx(rng: Random, page: Printed) -> bytes:
    """A workbook: everything below one another on one sheet, or a sheet for each part; numbers or text."""
    book = Workbook()
    sheet = book.worksheets[0]
    one_sheet = rng.random() < 0.5
    numbers = rng.random() < 0.6
    offset = rng.choice((0, 0, 1, 2))
    sheet.cell(1, 1 + offset, page.title)
    sheet.cell(2, 1 + offset, page.intro)
    row = 3
    for part in page.parts:
        if not one_sheet and part.table:
            sheet = book.create_sheet(part.heading[:2])
            row = 1
        for text in (part.heading, *part.paragraphs):
            sheet.cell(row, 1 + offset, text)
            row += 1
        if part.table is None:
            continue
        top = row - part.table.rows[0][0][0].row
        shift = 0
        last = -1
        for cells in part.table.rows:
            shift += max(0, cells[0][0].row - last - 1)  # rows left out close up
            last = cells[0][0].row
            for at, text in cells:
                first, left = top + at.row - shift, 1 + offset + at.column
                value: str | int = int(text) if numbers and text.isdecimal() and text.isascii() else text
                sheet.cell(first, left, value or (0 if value == 0 and text else None))
                if isinstance(value, str) and [kind for kind, _ in pieces(value)] not in ([], ["plain"]):
                    sheet.cell(first, left).value = CellRichText(
                        [_xlsx_run(*piece) for piece in pieces(value)]
                    )
                if at.rowspan > 1 or at.colspan > 1:
                    sheet.merge_cells(
                        start_row=first,
                        start_column=left,
                        end_row=first + at.rowspan - 1,
                        end_column=left + at.colspan - 1,
                    )
            row = top + last - shift + 1
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _xlsx_run(kind: str, text: str) -> TextBlock | str:
    if kind == "plain":
        return text
    return TextBlock(
        InlineFont(strike=kind == "struck", vertAlign="superscript" if kind == "raised" else None), text
    )
