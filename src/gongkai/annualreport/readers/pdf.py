"""PDF with a text layer: running text line by line, and tables from their rules on the pages that have any.

A page whose text has no label of a table is read as text only; nothing looks for tables there, unless the page before
ended with one: its last row may stand alone overleaf.
"""

import ctypes
import re
import zlib
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from gongkai.annualreport.readers import labels
from gongkai.annualreport.readers.asides import Box, asides
from gongkai.annualreport.readers.document import ReadDocument, ReadGrid
from gongkai.annualreport.readers.errors import BrokenFile, NoTextLayer, ProtectedFile, TooLarge
from gongkai.annualreport.readers.flow import PageLine, is_page_number, paragraphs_of
from gongkai.annualreport.readers.ruled import (
    MOST_RULES,
    Glyph,
    Rule,
    RuledTable,
    fill,
    find_tables,
    marked,
    spaced,
    unstruck,
)

MOST_PAGES = 1_000
LONGEST_TEXT = 2_000_000
MOST_UNPACKED = 64 * 1024 * 1024
THIN = 3.0  # points: a filled box no thicker than this is a rule

_SPACES = frozenset((0xA0, 0x3000, 0xFFFE))
_STREAM = re.compile(rb"stream\r?\n")
_PICTURE = re.compile(rb"/Subtype\s*/Image")
_FLATE = re.compile(rb"/FlateDecode|/Fl\b")


def read_pdf(data: bytes) -> ReadDocument:
    """The pages' paragraphs and tables in reading order."""
    _guard(data)
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise ProtectedFile("PDF 设有打开密码，无法读取；请取消密码后重新保存。") from None
        raise BrokenFile("PDF 文件已损坏，无法打开；请重新下载或由原机关重新导出。") from None
    try:
        return _read(document)
    finally:
        document.close()


def _read(document: pdfium.PdfDocument) -> ReadDocument:
    if len(document) > MOST_PAGES:
        raise TooLarge(
            f"PDF 有 {len(document)} 页，远多于一份年度报告（最多读取 {MOST_PAGES} 页）；请拆出年度报告部分。"
        )
    items: list[PageLine | ReadGrid] = []
    edges: list[float] = []
    characters = 0
    for number in range(len(document)):
        page = _PdfPage(document, number, in_table=_ends_with_table(items, number))
        try:
            characters += page.characters
            if characters > LONGEST_TEXT:
                raise TooLarge(
                    f"PDF 的文字超过 {LONGEST_TEXT // 10_000} 万字，远长于一份年度报告；请拆出年度报告部分。"
                )
            items += page.items()
            edges += page.edges
        finally:
            page.close()
    if characters < 10 * len(document):
        raise NoTextLayer(
            "这份 PDF 是扫描件，没有文字层，无法读取；请提供由文档直接导出的 PDF、DOCX 或网页。"
        )
    margins = tuple(item.text for item in items if isinstance(item, PageLine) and item.running)
    return ReadDocument("PDF", tuple(paragraphs_of(items, edges)), wrapped=True, margins=margins)


def _ends_with_table(items: list[PageLine | ReadGrid], page: int) -> bool:
    """Whether a table is the last thing on `page` but for what can stand at its foot."""
    tail = next(
        (item for item in reversed(items) if isinstance(item, ReadGrid) or not is_page_number(item.text)),
        None,
    )
    return isinstance(tail, ReadGrid) and tail.page == page


def _guard(data: bytes) -> None:
    """Refuse a file whose streams unpack to more than any report, before anything unpacks them for real."""
    left = MOST_UNPACKED
    at = 0
    while match := _STREAM.search(data, at):
        head = data[max(0, match.start() - 512) : match.start()]
        head = head[head.rfind(b"obj") + 1 :]
        end = data.find(b"endstream", match.end())
        at = end if end > 0 else len(data)
        if _PICTURE.search(head):
            continue
        if len(_FLATE.findall(head)) > 1:
            raise TooLarge("PDF 的内容经过多重压缩，正常文件不会如此；为安全起见不予展开。")
        left -= _unpacked(memoryview(data)[match.end() : at], left)
        if left <= 0:
            raise TooLarge(
                f"PDF 展开后超过 {MOST_UNPACKED // 1024 // 1024} MB，远大于一份年度报告；请确认文件来源，不予展开。"
            )


def _unpacked(stream: memoryview, limit: int) -> int:
    """How many bytes a stream unpacks to, counted no further than `limit`."""
    if len(stream) < 2 or stream[0] & 0x0F != 8:
        return len(stream)
    unpacker = zlib.decompressobj()
    size = 0
    rest: bytes | memoryview = stream
    try:
        while rest and size <= limit:
            piece = unpacker.decompress(rest, 1 << 20)
            size += len(piece)
            rest = unpacker.unconsumed_tail
            if not piece and not rest:
                break
    except zlib.error:
        pass  # encrypted or damaged: the library will say
    return size


class _PdfPage:
    def __init__(self, document: pdfium.PdfDocument, number: int, *, in_table: bool) -> None:
        self._in_table = in_table
        self.number = number + 1
        try:
            self._page = document[number]
            self._text = self._page.get_textpage()
        except pdfium.PdfiumError:
            raise BrokenFile(
                f"PDF 第 {self.number} 页已损坏，无法读取；请重新下载或由原机关重新导出。"
            ) from None
        self._height = self._page.get_height()
        self._figures, self._furniture = asides(document, self._page)
        self.edges: list[float] = []  # left and right of tables: where lines of text may begin and end too
        self._content = self._text.get_text_range()
        self.characters = len(self._content.replace("\r\n", "").replace(" ", ""))

    def close(self) -> None:
        self._text.close()
        self._page.close()

    def items(self) -> Iterator[PageLine | ReadGrid]:
        """Lines and tables from top to bottom (lines in the order the page gives them); no words of pictures."""
        for item in self._items():
            if isinstance(item, ReadGrid):
                yield item
            elif not self._stands_in(self._figures, item):
                yield replace(item, running=self._stands_in(self._furniture, item))

    def _stands_in(self, boxes: list[Box], line: PageLine) -> bool:
        x, y = (line.left + line.right) / 2, self._height - line.top - line.size / 2
        return any(left <= x <= right and bottom <= y <= top for left, bottom, right, top in boxes)

    def _items(self) -> Iterator[PageLine | ReadGrid]:
        known = _labels_on(self._content)
        if not known and not self._in_table:
            yield from self._plain_lines()
            return
        horizontal, vertical = self._rules()
        glyphs, horizontal = unstruck(list(self._glyphs(range(self._text.count_chars()))), horizontal)
        glyphs = list(marked(glyphs))
        tables = find_tables(horizontal, vertical)
        if tables:
            yield from self._around(glyphs, tables)
        elif known > 2:
            yield from self._gapped_lines(glyphs)
        else:
            yield from self._plain_lines()

    def _around(self, glyphs: list[Glyph], tables: list[RuledTable]) -> Iterator[PageLine | ReadGrid]:
        inside: list[list[Glyph]] = [[] for _ in tables]
        outside: list[Glyph] = []
        for glyph in glyphs:
            home = next((n for n, table in enumerate(tables) if table.slot(*glyph.middle)), None)
            (outside if home is None else inside[home]).append(glyph)
        self.edges = [x for table in tables for x in (table.xs[0], table.xs[-1])]
        lines = list(self._lines(outside))
        for n, table in enumerate(tables):
            above = [line for line in lines if line.top < table.ys[0]]
            lines = (
                lines[len(above) :] if lines[: len(above)] == above else [x for x in lines if x not in above]
            )
            yield from above
            yield fill(table, inside[n], f"第{self.number}页表格{n + 1}", self.number)
        yield from lines

    # --- text ---

    def _plain_lines(self) -> Iterator[PageLine]:
        """Lines as the library gives them; only the box of each line's first and last character is asked for."""
        at = 0
        for text in self._content.split("\r\n"):
            stripped = text.strip()
            if stripped:
                first = at + text.index(stripped[0])
                ends = list(self._glyphs((first, at + len(text.rstrip()) - 1)))
                if ends:
                    yield PageLine(
                        stripped, self.number, ends[0].left, ends[-1].right, ends[0].top, ends[0].size
                    )
            at += len(text) + 2

    def _glyphs(self, indexes: "range | tuple[int, ...]") -> Iterator[Glyph]:
        """Characters with the box of their font, not of their ink: a comma stands as high as a letter."""
        box = raw.FS_RECTF()
        page, height = self._text.raw, self._height
        after_space = False
        for index in indexes:
            code = raw.FPDFText_GetUnicode(page, index)
            if code <= 0x20 or code in _SPACES:
                after_space = code == 0x20 or code in _SPACES
                continue
            if raw.FPDFText_GetLooseCharBox(page, index, box):
                yield Glyph(
                    chr(code), box.left, height - box.top, box.right, height - box.bottom, after_space
                )
            after_space = False

    def _lines(self, glyphs: list[Glyph]) -> Iterator[PageLine]:
        """Lines in the order of the page's content: a new one where the text goes down, up or back."""
        line: list[Glyph] = []
        for glyph in glyphs:
            if line and not _continues(line[-1], glyph):
                yield self._line(line)
                line = []
            line.append(glyph)
        if line:
            yield self._line(line)

    def _line(self, line: list[Glyph], *, gapped: bool = False) -> PageLine:
        size = sorted(glyph.size for glyph in line)[len(line) // 2]
        text = (
            spaced(line, "  ")
            if gapped
            else "".join(" " * (g.spaced and n > 0) + g.char for n, g in enumerate(line))
        )
        return PageLine(text, self.number, line[0].left, line[-1].right, line[0].top, size, gapped)

    def _gapped_lines(self, glyphs: list[Glyph]) -> Iterator[PageLine]:
        """Lines of a table without rules: everything at one height is one line, gaps part its cells."""
        rows: list[list[Glyph]] = []
        for glyph in sorted(glyphs, key=lambda g: g.middle[1]):
            if rows and abs(rows[-1][0].middle[1] - glyph.middle[1]) < 0.5 * glyph.size:
                rows[-1].append(glyph)
            else:
                rows.append([glyph])
        for row in rows:
            row.sort(key=lambda g: g.left)
            gapped = any(b.left - a.right > 1.2 * b.size for a, b in pairwise(row))
            yield self._line(row, gapped=gapped)

    # --- rules ---

    def _rules(self) -> tuple[list[Rule], list[Rule]]:
        """Horizontal and vertical rules of the page; y grows downward."""
        horizontal: list[Rule] = []
        vertical: list[Rule] = []
        for x0, y0, x1, y1 in self._segments():
            top, bottom = sorted((self._height - y0, self._height - y1))
            left, right = sorted((x0, x1))
            if bottom - top <= THIN and right - left > THIN:
                horizontal.append(Rule((top + bottom) / 2, left, right))
            elif right - left <= THIN and bottom - top > THIN:
                vertical.append(Rule((left + right) / 2, top, bottom))
        return horizontal, vertical

    def _segments(self) -> Iterator[tuple[float, float, float, float]]:
        budget = MOST_RULES * 4
        for path in self._page.get_objects(filter=(raw.FPDF_PAGEOBJ_PATH,), max_depth=3):
            for segment in _path_segments(path):
                budget -= 1
                if budget < 0:
                    return
                yield segment


def _path_segments(path: pdfium.PdfObject) -> Iterator[tuple[float, float, float, float]]:
    """The straight edges of a path as drawn. A filled box counts only if it is as thin as a rule."""
    fill_mode, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path.raw, fill_mode, stroke)
    left, bottom, right, top = path.get_bounds()
    if right - left <= THIN or top - bottom <= THIN:
        yield (
            left,
            (top + bottom) / 2 if top - bottom <= THIN else bottom,
            right,
            ((top + bottom) / 2 if top - bottom <= THIN else top),
        )
        return
    if not stroke.value:
        return
    matrix = path.get_matrix()
    x, y = ctypes.c_float(), ctypes.c_float()
    start = last = None
    for n in range(raw.FPDFPath_CountSegments(path.raw)):
        segment = raw.FPDFPath_GetPathSegment(path.raw, n)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = matrix.on_point(x.value, y.value)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == raw.FPDF_SEGMENT_LINETO and last is not None:
            yield (*last, *point)
        last = point
        if raw.FPDFPathSegment_GetClose(segment) and start is not None:
            yield (*last, *start)


def _continues(before: Glyph, glyph: Glyph) -> bool:
    """Whether a glyph stands right of the one before it, at the same height."""
    size = max(before.size, glyph.size)
    return (
        abs(before.middle[1] - glyph.middle[1]) < 0.6 * size
        and -0.5 * size < glyph.left - before.right < 6 * size
    )


_LABELS = re.compile(
    "|".join(
        re.escape(label)
        for names in (labels.REQUEST_NAMES, labels.PROACTIVE_NAMES)
        for name in names
        for label in (*name.starts, *name.equals)
        if len(label) > 3
    )
    + "|信息内容|第二十条第|结果维持|结果纠正|申请人情况"
)


def _labels_on(text: str) -> int:
    """How many labels of the tables' rows and heads stand in a page's text."""
    return len(set(_LABELS.findall(labels.fold(text))))
