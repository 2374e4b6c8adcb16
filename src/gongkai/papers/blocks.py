"""The body of a document as blocks, and the one form in which they are written, stored and hashed.

It is written as officials write: a paragraph a line; a heading is known by its number (一、 （一） 1. （1）). Lines
whose cells are apart by tabs, as they are copied out of a sheet or a word processor, are a table, in which ⇠ goes on
the cell at its left, ⇡ the one above, and ↵ breaks a line. `![替代文字](文件名)` on a line of its own is a picture, an
attachment of the version; `[文字](https://…)` is a link. How words look is not said: what is approved is the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

# A heading stands alone on its line and is no sentence (党政机关公文格式 GB/T 9704-2012, 7.3.3).
_SHORT = r"[^。；，：\n]{1,40}"
_NUMERALS = "一二三四五六七八九十"
_HEADINGS = (
    re.compile(rf"[{_NUMERALS}]{{1,3}}、{_SHORT}"),
    re.compile(rf"（[{_NUMERALS}]{{1,3}}）{_SHORT}"),
    re.compile(rf"\d{{1,2}}[.．](?!\d){_SHORT}"),
    re.compile(rf"（\d{{1,2}}）{_SHORT}"),
)
_FIRST = re.compile(r"(?:1[.．]|（1）)")
_ITEM = 3  # from this level on a numbered line may be an item of a list as well

# What a word processor puts between the number it counts itself and the words of a line.
_NUMBER_AND_TAB = re.compile(
    rf"\A([{_NUMERALS}]{{1,5}}、|[（(](?:[{_NUMERALS}]{{1,5}}|\d{{1,5}})[)）]|\d{{1,5}}[.．、)]|[①-⑳]|[•·●◆■])"
    r"\t+(?=[^\t]*\Z)"
)
_PICTURE = re.compile(r"!\[([^\]\n]*)\]\(([^\n]+)\)")
_LINK = re.compile(r"\[([^\[\]\n]+)\]\(((?:https?://|mailto:)[^\s()]+)\)")
LEFT, ABOVE, BREAK = "⇠", "⇡", "↵"
# Each run of strokes is looked at from its beginning alone: from each of them, a long one would take for ever.
_ESCAPED = re.compile(rf"(?<!\\)\\(\\*[{LEFT}{ABOVE}{BREAK}])")
_ESCAPABLE = re.compile(rf"(?<!\\)\\*[{LEFT}{ABOVE}{BREAK}]")
_BREAKS = re.compile(rf"(?<!\\){BREAK}")
_BLANK = " \u3000\xa0"
MOST_COLUMNS = 63  # of a table, as word processors have it
_DAY = re.compile(
    rf"(?:\d{{4}}|[\u3007○零{_NUMERALS}]{{4}})年(?:\d{{1,2}}|[{_NUMERALS}]{{1,2}})月(?:\d{{1,2}}|[{_NUMERALS}]{{1,3}})日"
)
_UNIT = re.compile(
    r"[^。；，：、\s]{1,38}(?:局|厅|部|委|办|委员会|政府|办公室|管委会|中心|院|会|处|站|队|集团|公司)"
)


@dataclass(frozen=True)
class TextSpan:
    """A stretch of a line; with an address it is a link."""

    text: str
    href: str = ""

    @property
    def flat(self) -> str:
        """What it says, its address too: the address is checked, compared and approved like any word."""
        return f"{self.text}（{self.href}）" if self.href else self.text


@dataclass(frozen=True)
class TextHeading:
    """A heading: its level by its number, and how deep it stands among the headings of this text, without a gap."""

    text: str
    level: int
    depth: int = 1


@dataclass(frozen=True)
class TextParagraph:
    """A paragraph. `sent_to` is the first that ends in a colon: who the document is addressed to (主送机关).

    `signed` are the last that name units, and the day below them: who issues it, and when (发文机关署名、成文日期).
    """

    text: str
    sent_to: bool = False
    signed: bool = False


@dataclass(frozen=True)
class TextCell:
    """A cell of a table, at its row and column; it may cover more of them."""

    text: str
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1


@dataclass(frozen=True)
class TextTable:
    """A table of at least two rows and two columns; smaller ones are paragraphs."""

    cells: tuple[TextCell, ...]
    rows: int
    columns: int

    @property
    def heads(self) -> int:
        """How many rows are its head: the first, where none of its cells is empty, and as far as they reach."""
        first = [cell for cell in self.cells if cell.row == 0]
        reach = max(cell.rowspan for cell in first)
        return reach if all(cell.text for cell in first) and reach < self.rows else 0

    def grid(self) -> list[list[TextCell | None]]:
        """Return the rows of the table; None where a cell that began before goes on."""
        found: list[list[TextCell | None]] = [[None] * self.columns for _ in range(self.rows)]
        for cell in self.cells:
            found[cell.row][cell.column] = cell
        return found


@dataclass(frozen=True)
class TextPicture:
    """An attachment of the version that is shown in its place; `alt` says in words what it shows."""

    name: str
    alt: str


Block = TextHeading | TextParagraph | TextTable | TextPicture


# ---- Read ----------------------------------------------------------------------------------------------------------


def blocks_of(text: str) -> tuple[Block, ...]:
    """Return the blocks of a text. Any text has some: nothing that is typed is an error."""
    found: list[Block] = []
    lines: list[str] = []
    for line in [*text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), ""]:
        line = _NUMBER_AND_TAB.sub(r"\1", line.lstrip(_BLANK))
        if "\t" in line:
            lines.append(line)
            continue
        if lines:
            found += _table(lines)
            lines = []
        if words := line.strip():
            found.append(_line(words))
    return tuple(_with_headings(_with_signature(found)))


def spans_of(text: str) -> Iterator[TextSpan]:
    """Yield the stretches of a line."""
    at = 0
    for link in _LINK.finditer(text):
        if at < link.start():
            yield TextSpan(text[at : link.start()])
        yield TextSpan(link[1], link[2])
        at = link.end()
    if at < len(text):
        yield TextSpan(text[at:])


def pictures_of(text: str) -> list[TextPicture]:
    """Return the pictures of a text."""
    return [block for block in blocks_of(text) if isinstance(block, TextPicture)]


def _line(words: str) -> TextParagraph | TextPicture:
    picture = _PICTURE.fullmatch(words)
    return TextPicture(picture[2].strip(), picture[1].strip()) if picture else TextParagraph(words)


def _table(lines: Sequence[str]) -> list[Block]:
    """Lines of cells as a table; as paragraphs where they are too few or too many, or only indented by tabs."""
    rows = [[cell.strip() for cell in line.split("\t")] for line in lines]
    width = max(map(len, rows))
    rows = [row + [""] * (width - len(row)) for row in rows]
    filled = [column for column in range(width) if any(row[column] for row in rows)]
    if not filled:
        return []
    rows = [row[filled[0] : filled[-1] + 1] for row in rows]
    width = len(rows[0])
    if len(rows) < 2 or not 2 <= width <= MOST_COLUMNS:
        said = ("\u3000".join(filter(None, map(unmarked, row))) for row in rows)
        return [_line(words) for line in said if (words := line.strip())]
    return [table_of(rows)]


def table_of(rows: Sequence[Sequence[str]]) -> TextTable:
    """Return the table of rows as they are written: cells that go on are joined where they make a rectangle."""
    height, width = len(rows), len(rows[0])
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    for y, row in enumerate(rows):
        for x, text in enumerate(row):
            before = (y, x - 1) if text == LEFT else (y - 1, x) if text == ABOVE else (y, x)
            owner[y, x] = owner.get(before, (y, x))
    covered: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for place, first in owner.items():
        covered.setdefault(first, []).append(place)
    cells = []
    for (y, x), places in covered.items():
        text = "" if rows[y][x] in (LEFT, ABOVE) else _decoded(rows[y][x])
        down, across = max(row for row, _ in places) - y + 1, max(column for _, column in places) - x + 1
        if len(places) == down * across and min(places) == (y, x) and min(c for _, c in places) == x:
            cells.append(TextCell(text, y, x, down, across))
        else:  # no rectangle: each stands for itself
            cells += [TextCell(text if place == (y, x) else "", *place) for place in places]
    return TextTable(tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))), height, width)


def _decoded(text: str) -> str:
    lines = (_ESCAPED.sub(r"\1", line).strip() for line in _BREAKS.split(text))
    return "\n".join(line for line in lines if line)


def unmarked(text: str) -> str:
    """Return the text of a cell as it is written in its row, as words on a line."""
    return "" if text in (LEFT, ABOVE) else _decoded(text).replace("\n", " ")


def _with_signature(blocks: list[Block]) -> list[Block]:
    """The blocks with the lines that sign them known as such: units, and a day as the last."""
    first = len(blocks) - 1
    if first < 1 or not _says(blocks[first], _DAY):
        return blocks
    while first and _says(blocks[first - 1], _UNIT):
        first -= 1
    if first == len(blocks) - 1:
        return blocks
    signing = (replace(block, signed=True) for block in blocks[first:] if isinstance(block, TextParagraph))
    return [*blocks[:first], *signing]


def _says(block: Block, pattern: re.Pattern[str]) -> bool:
    return isinstance(block, TextParagraph) and bool(pattern.fullmatch(block.text))


def _with_headings(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks with the lines that are headings known as such."""
    levels = [_level(block) for block in blocks]
    above: list[int] = []
    leads: dict[
        int, bool
    ] = {}  # of an item's level, whether its first in this section has something below it
    for place, block in enumerate(blocks):
        level = levels[place]
        if level >= _ITEM and isinstance(block, TextParagraph):
            if _FIRST.match(block.text):
                leads[level] = _has_below(blocks, levels, place)
            level = level if leads.get(level) else 0
        if level and isinstance(block, TextParagraph):
            leads = {each: leading for each, leading in leads.items() if each <= level}
            above = [each for each in above if each < level] + [level]
            yield TextHeading(block.text, level, len(above))
        elif place == 0 and isinstance(block, TextParagraph) and block.text.endswith(("：", ":")):
            yield replace(block, sent_to=True)
        else:
            yield block


def _level(block: Block) -> int:
    if isinstance(block, TextParagraph):
        for level, pattern in enumerate(_HEADINGS, start=1):
            if pattern.fullmatch(block.text):
                return level
    return 0


def _has_below(blocks: Sequence[Block], levels: Sequence[int], place: int) -> bool:
    """Whether what follows a numbered line stands below it: else the line is an item of a list."""
    return place + 1 < len(blocks) and (not levels[place + 1] or levels[place + 1] > levels[place])


# ---- Write ---------------------------------------------------------------------------------------------------------


def written(blocks: Iterable[Block]) -> str:
    """Return blocks as they are written: read again, it gives the same."""
    lines: list[str] = []
    before: Block | None = None
    for block in blocks:
        if isinstance(before, TextTable) and isinstance(block, TextTable):
            lines.append("")
        match block:
            case TextTable():
                lines += _rows(block)
            case TextPicture():
                alt = block.alt.replace("[", "［").replace("]", "］")  # noqa: RUF001
                lines.append(f"![{_one_line(alt)}]({_one_line(block.name)})")
            case _:
                lines.append(_one_line(block.text))
        before = block
    return "\n".join(lines)


def link(text: str, href: str) -> str:
    """Return a link as it is written; its words alone where the address is none that can be followed."""
    words = _one_line(text).replace("[", "［").replace("]", "］")  # noqa: RUF001
    address = href.strip().replace("(", "%28").replace(")", "%29").replace(" ", "%20")
    made = f"[{words}]({address})"
    return made if _LINK.fullmatch(made) else text


def canonical(text: str) -> str:
    """Return a text in the one form that is stored."""
    return written(blocks_of(text))


def _rows(table: TextTable) -> list[str]:
    rows = [[""] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        for y in range(cell.row, cell.row + cell.rowspan):
            for x in range(cell.column, cell.column + cell.colspan):
                rows[y][x] = LEFT if x > cell.column else ABOVE
        rows[cell.row][cell.column] = written_cell(cell.text)
    return ["\t".join(row) for row in rows]


def written_cell(text: str) -> str:
    """Return the text of a cell as it is written in its row."""
    lines = (_ESCAPABLE.sub(r"\\\g<0>", _one_line(line)) for line in text.split("\n"))
    return BREAK.join(filter(None, lines))


def _one_line(text: str) -> str:
    return "\u3000".join(filter(None, (piece.strip() for piece in re.split(r"[\t\n\r]+", text))))


# ---- As plain text -------------------------------------------------------------------------------------------------


def flat(text: str) -> str:
    """Return what a text says without its marks: what is checked, compared and searched, a row of a table a line."""
    return "\n".join(flat_block(block) for block in blocks_of(text))


def flat_block(block: Block) -> str:
    """Return what a block says; the cells of a row are apart by tabs."""
    match block:
        case TextTable():
            rows = ([flat_line(cell.text) if cell else "" for cell in row] for row in block.grid())
            return "\n".join("\t".join(row) for row in rows)
        case TextPicture():
            return f"［图：{block.alt}］"  # noqa: RUF001
        case _:
            return flat_line(block.text)


def flat_line(text: str) -> str:
    """Return what a line or a cell says."""
    return "".join(span.flat for span in spans_of(text)).replace("\n", " ")
