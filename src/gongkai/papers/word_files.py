"""A text out of a DOCX: headings, paragraphs, tables, pictures and links; what is left out is told.

What is read is what would be printed with all tracked changes accepted. Nothing else of the file is kept.
"""

from __future__ import annotations

import io
import posixpath
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

from lxml import etree
from PIL import Image

from gongkai.papers.blocks import (
    ABOVE,
    LEFT,
    MOST_COLUMNS,
    TextHeading,
    blocks_of,
    canonical,
    link,
    unmarked,
    written_cell,
)
from gongkai.papers.word_fields import ended_fields, link_of
from gongkai.papers.word_left_out import LeftOut, SeenInWord
from gongkai.papers.word_numbering import Numbering, W
from gongkai.papers.word_title import WordLine, title_of
from gongkai.precheck import OfficeArchive, UncheckableFile, word_archive

LARGEST = 50 * 1024 * 1024
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_V = "{urn:schemas-microsoft-com:vml}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_GONE = frozenset((W + "del", W + "moveFrom"))
_CHANGES = (W + "del", W + "ins", W + "moveFrom", W + "moveTo")
_INSIDE = frozenset((W + "sdt", W + "sdtContent", W + "customXml", W + "ins", W + "moveTo", W + "smartTag"))
_UNSAID = _GONE | {
    _MC + "Fallback",
    W + "rt",
}  # what is struck out, shown elsewhere, or only how a word is said
_SYMBOLS = {
    "FE": "☑",
    "FD": "☒",
    "52": "☑",
    "51": "☒",
    "FC": "√",
    "FB": "×",
}  # of Wingdings; others are boxes
_OFF = ("0", "false", "off", "none")
_NO_ALT = re.compile(
    r"(?:图片|图|picture|image)?\s*\d*|.*[\\/].*|.*\.(?:png|jpe?g|gif|bmp|emf|wmf|tiff?)", re.I
)


@dataclass(frozen=True)
class WordPicture:
    """A picture of a file, PNG or JPEG, under the name by which the text shows it."""

    name: str
    data: bytes


@dataclass(frozen=True)
class WordText:
    """What a DOCX says: a title where one was found, the text in its one form, its pictures, what was left out."""

    title: str
    body: str
    pictures: tuple[WordPicture, ...]
    left_out: tuple[LeftOut, ...]


def word_text(
    data: bytes, *, known: Mapping[bytes, str] | None = None, taken: Collection[str] = ()
) -> WordText:
    """Return what a DOCX says. `known` are the names of pictures that the document has already, by their bytes.

    Other pictures get a name that is not `taken`.

    Raises UncheckableFile with a sentence that has no full stop: a password, a macro, damage, another format.
    """
    if len(data) > LARGEST:
        raise UncheckableFile(f"文件超过 {LARGEST // 1024 // 1024} MB，请压缩其中的图片，或者拆开")
    return _Reader(word_archive(data), known or {}, taken).read()


@dataclass
class _Reader:
    archive: OfficeArchive
    known: Mapping[bytes, str]
    taken: Collection[str]
    pictures: dict[str, WordPicture] = field(default_factory=dict)
    seen: SeenInWord = field(default_factory=SeenInWord)
    _fields: list[list[str]] = field(default_factory=list)  # open fields: what each is, and its part

    def read(self) -> WordText:
        archive = self.archive
        root = archive.xml("word/document.xml")
        self.targets = self._relations("word/_rels/document.xml.rels")
        self.styles = self._styles()
        self.numbering = (
            Numbering.of(archive.xml("word/numbering.xml"))
            if "word/numbering.xml" in archive
            else Numbering()
        )
        self.footnotes = self._notes()
        self.ended = ended_fields(root)
        body = root.find(W + "body")
        lines = list(self._blocks(body)) if body is not None else []
        self._count_changes(root)
        self.seen.find_unread(root)
        title, rest, head = title_of(lines)
        text = canonical("\n".join(line.text for line in rest))
        self._find_unnumbered(rest, text)
        self.seen.head = head
        return WordText(title, text, tuple(self.pictures.values()), tuple(self.seen.told(archive)))

    # -- the parts beside the text

    def _relations(self, name: str) -> dict[str, tuple[str, bool]]:
        if name not in self.archive:
            return {}
        return {
            each.get("Id", ""): (each.get("Target", ""), each.get("TargetMode") == "External")
            for each in self.archive.xml(name)
        }

    def _styles(self) -> dict[str, etree._Element]:
        if "word/styles.xml" not in self.archive:
            return {}
        root = self.archive.xml("word/styles.xml")
        return {style.get(W + "styleId", ""): style for style in root.iter(W + "style")}

    def _notes(self) -> dict[tuple[str, str], str]:
        found = {}
        for kind in ("footnote", "endnote"):
            if f"word/{kind}s.xml" in self.archive:
                for note in self.archive.xml(f"word/{kind}s.xml").iter(W + kind):
                    found[kind, note.get(W + "id", "")] = "".join(map(str, note.itertext(W + "t"))).strip()
        return found

    def _styled(self, paragraph: etree._Element) -> Iterator[etree._Element]:
        """The properties of a paragraph, its own first, then those of its styles."""
        own = paragraph.find(W + "pPr")
        if own is not None:
            yield own
        name = _value(own, "pStyle")
        for _ in range(10):
            style = self.styles.get(name)
            if style is None:
                return
            properties = style.find(W + "pPr")
            if properties is not None:
                yield properties
            name = _value(style, "basedOn")

    # -- the text

    def _blocks(self, parent: etree._Element) -> Iterator[WordLine]:
        for child in parent:
            if child.tag == W + "p":
                yield from self._paragraph(child)
            elif child.tag == W + "tbl":
                yield from self._table(child)
            elif child.tag in _INSIDE:
                yield from self._blocks(child)
            elif child.tag == _MC + "AlternateContent":
                yield from self._blocks(next(child.iterchildren(_MC + "Choice"), child))

    def _paragraph(self, paragraph: etree._Element) -> Iterator[WordLine]:
        properties = list(self._styled(paragraph))
        text, after = self._words(paragraph)
        label = self._label(properties) if text.strip() else ""
        centred = next((v for p in properties if (v := _value(p, "jc"))), "") == "center"
        style = self._style_name(paragraph)
        for place, line in enumerate(f"{label}{text}".split("\n")):
            yield WordLine(line.replace("\t", "\u3000").strip(), centred, style if place == 0 else "")
        yield from after

    def _style_name(self, paragraph: etree._Element) -> str:
        style = self.styles.get(_value(paragraph.find(W + "pPr"), "pStyle"))
        return _value(style, "name").lower() if style is not None else ""

    def _label(self, properties: Sequence[etree._Element]) -> str:
        for each in properties:
            numbered = each.find(W + "numPr")
            if numbered is not None:
                name, level = _value(numbered, "numId"), _value(numbered, "ilvl")
                return "" if name in ("", "0") else self.numbering.next(name, _whole(level))
        return ""

    def _words(self, paragraph: etree._Element) -> tuple[str, list[WordLine]]:
        """The words of a paragraph, its links as they are written, and what stands behind it: pictures, text boxes."""
        pieces: list[tuple[str, str]] = []
        after: list[WordLine] = []
        for run in paragraph.iter(W + "r"):
            ancestors = list(run.iterancestors())
            if next(a for a in ancestors if a.tag == W + "p") is not paragraph:
                continue
            if any(a.tag in _UNSAID for a in ancestors):
                for mark in run.iterchildren(W + "fldChar"):
                    self._field(mark)
                continue
            vanish = run.find(f"{W}rPr/{W}vanish")
            is_hidden = vanish is not None and vanish.get(W + "val") not in _OFF
            text = self._run(run, after)
            if is_hidden:
                self.seen.hidden += [text.strip()] if text.strip() else []
                continue
            href = (
                next((self._href(a) for a in ancestors if a.tag == W + "hyperlink"), "") or self._field_href()
            )
            if pieces and pieces[-1][1] == href:
                pieces[-1] = (pieces[-1][0] + text, href)
            elif text:
                pieces.append((text, href))
        return "".join(link(text, href) if href else text for text, href in pieces), after

    def _run(self, run: etree._Element, after: list[WordLine]) -> str:
        said = []
        for child in run:
            match child.tag.removeprefix(W) if isinstance(child.tag, str) else "":
                case "t":
                    said.append(child.text or "")
                case "tab":
                    said.append("\t")
                case "br" | "cr":
                    said.append("" if child.get(W + "type") in ("page", "column") else "\n")
                case "noBreakHyphen":
                    said.append("-")
                case "sym":
                    said.append(_SYMBOLS.get(child.get(W + "char", "").upper()[-2:], "□"))
                case "fldChar":
                    self._field(child)
                    continue
                case "instrText":
                    if self._fields:
                        self._fields[-1][0] += child.text or ""
                case "footnoteReference" | "endnoteReference":
                    kind = "footnote" if "footnote" in child.tag else "endnote"
                    self.seen.notes.append(self.footnotes.get((kind, child.get(W + "id", "")), ""))
                case "object":
                    self.seen.objects += 1
                case _:
                    after += self._drawn(child)
        if any(part == "instruction" or kind.strip().startswith("TOC") for kind, part in self._fields):
            self.seen.contents |= any(kind.strip().startswith("TOC") for kind, _ in self._fields)
            return ""
        return "".join(said)

    def _field(self, mark: etree._Element) -> None:
        kind = mark.get(W + "fldCharType", "")
        if kind == "begin" and mark in self.ended:
            self._fields.append(["", "instruction"])
        elif self._fields and kind == "separate":
            self._fields[-1][1] = "result"
        elif self._fields and kind == "end":
            self._fields.pop()

    def _field_href(self) -> str:
        found = (link_of(kind) for kind, part in self._fields if part == "result")
        return next(filter(None, found), "")

    def _href(self, hyperlink: etree._Element) -> str:
        target, is_external = self.targets.get(hyperlink.get(_R + "id", ""), ("", False))
        return target if is_external else ""

    def _drawn(self, element: etree._Element) -> Iterator[WordLine]:
        """The pictures and the text boxes of a drawing, each on a line of its own."""
        shown = [each for each in element.iter() if not _in_fallback(each, element)]
        for each in shown:
            if each.tag == _A + "blip" or each.tag == _V + "imagedata":
                part = each.get(_R + "embed") or each.get(_R + "id") or ""
                drawing = next(
                    (a for a in each.iterancestors() if a.tag in (_WP + "inline", _WP + "anchor")), None
                )
                said = drawing.find(_WP + "docPr") if drawing is not None else None
                yield from self._picture(part, "" if said is None else said.get("descr", ""))
            elif each.tag == W + "txbxContent":
                yield from self._blocks(each)

    def _picture(self, part: str, alt: str) -> Iterator[WordLine]:
        target, is_external = self.targets.get(part, ("", True))
        name = posixpath.normpath(posixpath.join("word", target)).lstrip("/")
        if is_external or name not in self.archive:
            self.seen.strange.append("链接到别处的图片")
            return
        if part not in self.pictures:
            data, suffix = _shown(self.archive.read(name))
            if not suffix:
                self.seen.strange.append(name.rpartition(".")[2].upper())
                return
            self.pictures[part] = WordPicture(self.known.get(data) or self._free_name(suffix), data)
        alt = "" if _NO_ALT.fullmatch(alt.strip()) else " ".join(alt.split())
        self.seen.no_alt += not alt
        alt = alt.replace("[", "［").replace("]", "］")  # noqa: RUF001
        yield WordLine(f"![{alt}]({self.pictures[part].name})", is_picture=True)

    def _free_name(self, suffix: str) -> str:
        taken = {*self.taken, *(each.name for each in self.pictures.values())}
        return next(name for n in count(1) if (name := f"图{n}.{suffix}") not in taken)

    def _table(self, table: etree._Element) -> Iterator[WordLine]:
        rows: list[list[str]] = []
        after: list[WordLine] = []
        for row in table.iter(W + "tr"):
            if next(row.iterancestors(W + "tbl")) is not table or row.find(f"{W}trPr/{W}del") is not None:
                continue
            cells = [""] * _whole(_value(row.find(W + "trPr"), "gridBefore"))
            for cell in row.iter(W + "tc"):
                if next(cell.iterancestors(W + "tr")) is row and cell.find(f"{W}tcPr/{W}cellDel") is None:
                    cells += self._cell(cell, after)
            rows.append(cells)
        yield WordLine("")
        width = max(map(len, rows), default=0)
        for cells in rows:
            yield WordLine("\t".join(cells + [""] * (width - len(cells))), is_row=True)
        yield WordLine("")
        yield from after

    def _cell(self, cell: etree._Element, after: list[WordLine]) -> list[str]:
        properties = cell.find(W + "tcPr")
        across = max(1, _whole(_value(properties, "gridSpan")))
        merged = None if properties is None else properties.find(W + "vMerge")
        self.seen.nested += len(list(cell.iterchildren(W + "tbl")))
        lines = []
        for line in self._blocks(cell):
            if line.is_picture:
                after.append(line)
            elif line.is_row:  # of a table in the cell: its words, without the marks of a row
                lines.append("\u3000".join(filter(None, map(unmarked, line.text.split("\t")))))
            elif line.text:
                lines.append(line.text.replace("\t", "\u3000").strip())
        text = written_cell("\n".join(lines))
        first = ABOVE if merged is not None and merged.get(W + "val") != "restart" else text
        return [first, *[LEFT] * (across - 1)]

    # -- what is told

    def _count_changes(self, root: etree._Element) -> None:
        for element in root.iter(*_CHANGES):
            said = "".join(part.text or "" for part in element.iter(W + "t", W + "delText"))
            if said.strip():
                kind = "删去" if element.tag in _GONE else "加入"
                self.seen.changed.append(f"{element.get(W + 'author', '')}{kind}：{said}")

    def _find_unnumbered(self, lines: Sequence[WordLine], text: str) -> None:
        known = {block.text for block in blocks_of(text) if isinstance(block, TextHeading)}
        self.seen.unnumbered = [
            line.text
            for line in lines
            if line.text and line.style.startswith("heading") and line.text not in known
        ]


def _shown(data: bytes) -> tuple[bytes, str]:
    """A picture as a page can show it, and the ending of its name; "" where none can."""
    try:
        with Image.open(io.BytesIO(data)) as picture:
            if picture.format in ("PNG", "JPEG"):
                return data, {"PNG": "png", "JPEG": "jpg"}[picture.format]
            if picture.format in ("WMF", "EMF"):
                return b"", ""
            out = io.BytesIO()
            picture.convert("RGBA").save(out, "PNG")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return b"", ""
    return out.getvalue(), "png"


def _in_fallback(element: etree._Element, top: etree._Element) -> bool:
    """Whether an element is what older programs show in place of another, or stands in a text box of its own."""
    for ancestor in element.iterancestors():
        if ancestor.tag in (_MC + "Fallback", W + "txbxContent"):
            return True
        if ancestor is top:
            return False
    return False


def _whole(text: str) -> int:
    """A number of columns or a level; a file may claim any."""
    return min(int(text[:4]), MOST_COLUMNS) if text.isascii() and text.isdigit() else 0


def _value(element: etree._Element | None, name: str) -> str:
    found = None if element is None else element.find(W + name)
    return "" if found is None else found.get(W + "val", "")
