"""A letter or a document as the office prints it: PDF to serve or file, DOCX to keep or to go on writing in."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from gongkai.papers import files
from gongkai.papers.blocks import (
    TextCell,
    TextHeading,
    TextParagraph,
    TextPicture,
    TextTable,
    blocks_of,
    flat_line,
    spans_of,
)
from gongkai.papers.letters import day_in_words
from gongkai.papers.models import Version
from gongkai.typeset import DocxStretch, OfficialDocx, TableCell, render_pdf, small_picture

DRAFT = "未定稿"
SAMPLE = "示例数据"
FORMATS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
_LETTER = Path(__file__).with_name("letter.typ")
_DOCUMENT = Path(__file__).with_name("document.typ")
_NARROWEST, _WIDEST = 5, 24  # characters of a column, as far as its words ask for them


def letter_pdf(version: Version, *, approved_on: datetime.date | None) -> bytes:
    """Return a letter as PDF/A, dated by its approval. Raises `typeset.TypesettingFailed`."""
    return printed_letter(version, approved_on).pdf()


def letter_docx(version: Version, *, approved_on: datetime.date | None) -> bytes:
    """Return a letter as DOCX, dated by its approval."""
    return printed_letter(version, approved_on).docx()


@dataclass(frozen=True, kw_only=True)
class PrintedLetter:
    """What stands on a letter, line by line; `day` is empty on one that is not final."""

    title_lines: tuple[str, ...]
    notice: str
    doc_number: str
    addressee: str
    paragraphs: tuple[str, ...]
    attachments: tuple[str, ...]
    contact: str
    signatory: str
    day: str
    made_on: datetime.date

    def pdf(self) -> bytes:
        """Return it as PDF/A. Raises `typeset.TypesettingFailed`."""
        data = {**vars(self), "title": "".join(self.title_lines)}
        del data["made_on"]
        return render_pdf(_LETTER, data, made_on=self.made_on, fonts=settings.HOME / "fonts")

    def docx(self) -> bytes:
        """Return it as DOCX."""
        page = OfficialDocx(
            title="".join(self.title_lines), author=self.signatory, made_on=self.made_on, notice=self.notice
        )
        page.paragraph("\n".join(self.title_lines), "Title")
        page.paragraph(self.doc_number, "Document Number")
        page.paragraph("")
        page.paragraph(f"{self.addressee}：", "Addressee")
        for text in self.paragraphs:
            page.paragraph(text)
        for place, name in enumerate(self.attachments, start=1):
            page.paragraph(f"{'附件：' if place == 1 else '　　　'}{place}. {name}")
        if self.contact:
            page.paragraph(self.contact, "Contact")
        page.paragraph("")
        page.paragraph(f"{self.signatory}\n{self.day}", "Signature")
        return page.save()


def printed_letter(version: Version, approved_on: datetime.date | None) -> PrintedLetter:
    """Return a letter as it is printed, dated by its approval."""
    said = version.content_json
    return PrintedLetter(
        title_lines=_title_lines(version),
        notice=_notice(version, approved_on),
        doc_number=version.doc_number,
        attachments=tuple(file.name for file in version.files),
        day=day_in_words(approved_on) if approved_on else "",
        made_on=approved_on or version.drafted_on,
        paragraphs=tuple(said["paragraphs"]),
        **{name: said[name] for name in ("addressee", "contact", "signatory")},
    )


def _title_lines(version: Version) -> tuple[str, ...]:
    """The organ's name stands on a line of its own."""
    signatory = version.content_json["signatory"]
    rest = version.title.removeprefix(signatory)
    return (signatory, rest) if rest != version.title else (version.title,)


def _notice(version: Version, approved_on: datetime.date | None) -> str:
    notices = ([] if approved_on else [DRAFT]) + ([SAMPLE] if version.organ.is_sample else [])
    return "　".join(notices)


# ---- A document ----------------------------------------------------------------------------------------------------


def document_pdf(version: Version, *, doc_number: str, state: str) -> bytes:
    """Return a document as PDF/A, as it stands: number and state of its version stand at its head."""
    data = {
        "title": version.title,
        "title_lines": [version.title],
        "author": version.organ.name,
        "notice": _head(version, state),
        "doc_number": doc_number,
        "blocks": list(_set(version)),
        "attachments": [file.name for _, file in version.listed_files],
    }
    return render_pdf(_DOCUMENT, data, made_on=version.drafted_on, fonts=settings.HOME / "fonts")


def document_docx(version: Version, *, doc_number: str, state: str) -> bytes:
    """Return a document as DOCX: what is written in it is read again as it was (`papers.word_files`)."""
    page = OfficialDocx(
        title=version.title,
        author=version.organ.name,
        made_on=version.drafted_on,
        notice=_head(version, state),
    )
    page.paragraph(version.title, "Title")
    if doc_number:
        page.paragraph(doc_number, "Document Number")
    pictures = _pictures(version)
    for block in blocks_of(version.body):
        match block:
            case TextHeading():
                page.line(_stretches(block.text), f"Heading {min(block.level, 3)}")
            case TextParagraph():
                style = "Addressee" if block.sent_to else "Signature" if block.signed else "Body Text"
                page.line(_stretches(block.text), style)
            case TextTable():
                page.table(_printed(block), widths=_widths(block), caption="", head_rows=block.heads)
            case TextPicture():
                if block.name in pictures:
                    page.picture(pictures[block.name], alt=block.alt)
    return page.save()


def _head(version: Version, state: str) -> str:
    said = [SAMPLE] if version.organ.is_sample else []
    return "　".join([*said, f"第 {version.number} 版", state])


def _stretches(text: str) -> list[DocxStretch]:
    return [DocxStretch(span.text, span.href) for span in spans_of(text)]


def _set(version: Version) -> Iterator[Mapping[str, Any]]:
    """The blocks of a version as the template sets them."""
    pictures = _pictures(version)
    for block in blocks_of(version.body):
        match block:
            case TextHeading():
                yield {
                    "kind": "heading",
                    "depth": block.depth,
                    "level": block.level,
                    "text": flat_line(block.text),
                }
            case TextParagraph():
                spans = [{"text": span.text, "href": span.href} for span in spans_of(block.text)]
                yield {
                    "kind": "paragraph",
                    "sent_to": block.sent_to,
                    "signed": block.signed,
                    "spans": spans,
                }
            case TextTable():
                yield {"kind": "table", **_table(block)}
            case TextPicture():
                if block.name in pictures:
                    yield {"kind": "picture", "alt": block.alt, "data": list(pictures[block.name])}


def _pictures(version: Version) -> dict[str, bytes]:
    """The pictures of a text by name, no larger than a page shows them."""
    shown = version.content.pictures
    return {file.name: small_picture(files.read(file)) for file in version.files if file.name in shown}


def pictures_by_bytes(version: Version) -> dict[bytes, str]:
    """Return the names of the pictures of a version by what stands for each in its DOCX."""
    return {data: name for name, data in _pictures(version).items()}


def _table(table: TextTable) -> dict[str, Any]:
    def cell(each: TextCell) -> dict[str, Any]:
        role = "head" if each.row < table.heads else "figure"
        place = {"x": each.column, "y": each.row, "colspan": each.colspan, "rowspan": each.rowspan}
        return {"text": _cell_text(each), "role": role, **place}

    rows: list[list[dict[str, Any]]] = [[cell(each) for each in row if each] for row in table.grid()]
    headers = [(0, table.heads)] if table.heads else []
    return {"widths": _widths(table), "rows": rows, "headers": headers, "centred": True}


def _printed(table: TextTable) -> list[list[TableCell]]:
    return [
        [
            TableCell(
                cell.text,
                cell.row,
                cell.column,
                rowspan=cell.rowspan,
                colspan=cell.colspan,
                style="Table Head" if cell.row < table.heads else "Table Figure",
            )
            for cell in row
            if cell
        ]
        for row in table.grid()
    ]


def _cell_text(cell: TextCell) -> str:
    return "\n".join(flat_line(line) for line in cell.text.split("\n"))


def _widths(table: TextTable) -> list[float]:
    """How wide the columns are against each other: as the longest line in each asks for, within reason."""
    widths = [float(_NARROWEST)] * table.columns
    for cell in table.cells:
        if cell.colspan == 1:
            longest = max(map(len, _cell_text(cell).split("\n")))
            widths[cell.column] = max(widths[cell.column], min(longest + 1, _WIDEST))
    return widths
