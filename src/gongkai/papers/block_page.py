"""Blocks as safe HTML: the page that the public reads, and on the desk the same with what the checks object to."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from gongkai.papers.blocks import (
    Block,
    TextCell,
    TextHeading,
    TextParagraph,
    TextPicture,
    TextTable,
    blocks_of,
    flat_block,
    spans_of,
)
from gongkai.papers.hit import Hit

FIGURE = re.compile(r"[-+−]?\d[\d,]*(?:\.\d+)?[%％]?")  # noqa: RUF001
CLASSES = {1: "document-heading", 2: "document-subheading"}
DEEPEST = 6  # headings that HTML knows


class BlockPage:
    """A title and blocks being set. With `hits` it is the desk's: they are marked, and addresses and alt texts shown.

    Their places are those of the plain text: the title, then what each block says, line by line.
    """

    def __init__(
        self, *, level: int, picture: Callable[[str], str], hits: Sequence[Hit] | None = None
    ) -> None:
        self._level = level
        self._picture = picture
        self._hits = hits
        self._marked: set[int] = set()
        self._tables = 0

    def set(self, title: str, text: str) -> SafeString:
        """Return the page of a title and a text as it is written."""
        head = self._words(title, 0)
        at = len(title) + 1
        parts = []
        for block in blocks_of(text):
            parts.append(self._block(block, at))
            at += len(flat_block(block)) + 1
        return format_html(
            '<h{0} class="reading-title">{1}</h{0}>{2}',
            self._level,
            head,
            mark_safe("".join(parts)),  # noqa: S308 - set by format_html
        )

    def _block(self, block: Block, at: int) -> SafeString:
        match block:
            case TextHeading():
                return format_html(
                    '<h{0} class="{1}">{2}</h{0}>',
                    min(self._level + block.depth, DEEPEST),
                    CLASSES.get(block.level, "document-item"),
                    self._line(block.text, at),
                )
            case TextParagraph():
                kind = (
                    "document-to" if block.sent_to else "document-sign" if block.signed else "document-text"
                )
                return format_html('<p class="{}">{}</p>', kind, self._line(block.text, at))
            case TextTable():
                return self._table(block, at)
            case TextPicture():
                return self._figure(block, at)

    def _figure(self, picture: TextPicture, at: int) -> SafeString:
        address = self._picture(picture.name)
        said = self._words(flat_block(picture), at)
        if not address:
            return format_html('<p class="document-text">{}</p>', said)
        image = format_html('<img src="{}" alt="{}">', address, picture.alt)
        caption = format_html("<figcaption>{}</figcaption>", said) if self._hits is not None else ""
        return format_html('<figure class="document-picture">{}{}</figure>', image, caption)

    def _table(self, table: TextTable, at: int) -> SafeString:
        self._tables += 1
        rows = []
        for y, row in enumerate(table.grid()):
            cells = []
            for cell in row:
                if cell is not None:
                    cells.append(self._cell(cell, at, is_head=y < table.heads))
                    at += len("".join(span.flat for span in spans_of(cell.text)))
                at += 1
            rows.append(format_html("<tr>{}</tr>", mark_safe("".join(cells))))  # noqa: S308 - set by format_html
        head, body = rows[: table.heads], rows[table.heads :]
        return format_html(
            '<div class="sheet-wide" tabindex="0" role="region" aria-label="表格 {}">'
            '<table class="document-table">{}<tbody>{}</tbody></table></div>',
            self._tables,
            format_html("<thead>{}</thead>", mark_safe("".join(head))) if head else "",  # noqa: S308 - as above
            mark_safe("".join(body)),  # noqa: S308 - as above
        )

    def _cell(self, cell: TextCell, at: int, *, is_head: bool) -> SafeString:
        spans = format_html_join(
            "",
            ' {}="{}"',
            [(name, n) for name, n in (("rowspan", cell.rowspan), ("colspan", cell.colspan)) if n > 1],
        )
        words = self._line(cell.text, at)
        if is_head:
            scope = "colgroup" if cell.colspan > 1 else "col"
            return format_html('<th scope="{}"{}>{}</th>', scope, spans, words)
        figure = mark_safe(' class="number"') if FIGURE.fullmatch(cell.text) else ""
        return format_html("<td{}{}>{}</td>", figure, spans, words)

    def _line(self, text: str, at: int) -> SafeString:
        parts = []
        for span in spans_of(text):
            if span.href:
                words = self._words(span.text, at)
                parts.append(format_html('<a href="{}" rel="noopener">{}</a>', span.href, words))
                if self._hits is not None:
                    parts.append(self._words(span.flat[len(span.text) :], at + len(span.text)))
            else:
                parts.append(self._words(span.text, at))
            at += len(span.flat)
        return mark_safe("".join(parts))  # noqa: S308 - set by format_html

    def _words(self, text: str, start: int) -> SafeString:
        """A stretch that begins at a place, cut where findings begin and end; of two at one place the first."""
        parts, at, end = [], start, start + len(text)
        for hit in self._hits or ():
            first, last = max(hit.finding.start, start), min(hit.finding.end, end)
            if first < at or first >= last:
                continue
            parts += [
                _escaped(text[at - start : first - start]),
                self._mark(hit, text[first - start : last - start]),
            ]
            at = last
        return mark_safe("".join([*parts, _escaped(text[at - start :])]))  # noqa: S308 - escaped

    def _mark(self, hit: Hit, text: str) -> SafeString:
        words = _escaped(text)
        if hit.number in self._marked:  # it goes on from the line before
            return format_html('<mark class="hit hit-{}">{}</mark>', hit.finding.severity, words)
        self._marked.add(hit.number)
        return format_html(
            '<mark class="hit hit-{0}" id="place-{1}">{2}'
            '<a href="#finding-{1}" aria-label="第 {1} 处检查结果">{1}</a></mark>',
            hit.finding.severity,
            hit.number,
            words,
        )


def _escaped(text: str) -> SafeString:
    return format_html_join(mark_safe("<br>"), "{}", ((line,) for line in text.split("\n")))
