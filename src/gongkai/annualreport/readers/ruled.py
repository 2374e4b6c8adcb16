"""Tables on a page from their ruled lines: rules make walls, walls make cells, a missing wall makes a merged cell."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from gongkai.annualreport.readers.document import MOST_COLUMNS, ReadCell, ReadGrid, grid_of
from gongkai.annualreport.readers.marks import raised

# Points. Rules closer than this are one rule; ends that miss each other by less meet.
SNAP = 3.0
_INSETS = 13.0  # left and right of a cell's text, together: Word's are 10.8
_SMALLER = 0.8  # a mark's digits are set no larger than this, beside the figure's
MOST_RULES = 4_000
MOST_ROWS = 400


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight rule: horizontal ones lie at height `at` from `start` to `end`, vertical ones likewise across."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Glyph:
    """A printed character with its box; y grows downward. `spaced`: the text has a space before it."""

    char: str
    left: float
    top: float
    right: float
    bottom: float
    spaced: bool = False

    @property
    def middle(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    @property
    def size(self) -> float:
        return max(self.bottom - self.top, self.right - self.left, 1.0)


@dataclass
class RuledTable:
    """A table's lines: `xs` and `ys` of its rules, and which slots are one cell (`cell_of[row][column]`)."""

    xs: list[float]
    ys: list[float]
    cell_of: list[list[int]]

    @property
    def columns(self) -> int:
        return len(self.xs) - 1

    def slot(self, x: float, y: float) -> tuple[int, int] | None:
        """Row and column of the slot at a point, None outside."""
        row, column = bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1
        if 0 <= row < len(self.ys) - 1 and 0 <= column < len(self.xs) - 1:
            return row, column
        return None


def unstruck(glyphs: Sequence[Glyph], horizontal: Sequence[Rule]) -> tuple[list[Glyph], list[Rule]]:
    """The glyphs and rules of a page without those that are struck out, and the rules that strike them."""
    by_height = sorted(glyphs, key=lambda glyph: glyph.middle[1])
    heights = [glyph.middle[1] for glyph in by_height]
    tallest = max((glyph.size for glyph in glyphs), default=0.0)
    struck: set[int] = set()
    rules: list[Rule] = []
    for rule in horizontal:
        near = by_height[bisect_left(heights, rule.at - tallest) : bisect_right(heights, rule.at + tallest)]
        crossed = [glyph for glyph in near if _crosses(rule, glyph)]
        if crossed and rule.end - rule.start < _extent(crossed) + SNAP:
            struck.update(map(id, crossed))
        else:
            rules.append(rule)
    return [glyph for glyph in glyphs if id(glyph) not in struck], rules


def _crosses(rule: Rule, glyph: Glyph) -> bool:
    """Whether a rule runs through the middle of a glyph: not under it, nor around a cell."""
    depth = (rule.at - glyph.top) / glyph.size
    slack = 0.2 * glyph.size
    return 0.35 < depth < 0.75 and rule.start - slack < glyph.left and glyph.right < rule.end + slack


def _extent(glyphs: Sequence[Glyph]) -> float:
    return max(glyph.right for glyph in glyphs) - min(glyph.left for glyph in glyphs)


def marked(glyphs: Iterable[Glyph]) -> Iterator[Glyph]:
    """The glyphs, with digits that stand small and high behind others as the marks they are."""
    base: Glyph | None = None
    for glyph in glyphs:
        if base is not None and _is_raised(glyph, base):
            yield replace(glyph, char=raised(glyph.char))
            base = replace(base, right=glyph.right)
        else:
            yield glyph
            base = glyph


def _is_raised(glyph: Glyph, base: Glyph) -> bool:
    height = base.bottom - base.top
    return (
        glyph.bottom - glyph.top < _SMALLER * height
        and base.top - 0.5 * height < glyph.top
        and glyph.bottom < base.bottom - 0.2 * height
        and -0.3 * height < glyph.left - base.right < 0.5 * height
    )


def find_tables(horizontal: Sequence[Rule], vertical: Sequence[Rule]) -> list[RuledTable]:
    """The tables that the rules of a page draw, from top to bottom."""
    across, down = _joined(horizontal), _joined(vertical)
    if len(across) < 2 or len(across) + len(down) > MOST_RULES:
        return []
    tables = []
    for rows, columns in _crossing(across, down):
        xs = _snapped(
            [rule.at for rule in columns] + [end for rule in rows for end in (rule.start, rule.end)]
        )
        ys = _snapped(
            [rule.at for rule in rows] + [end for rule in columns for end in (rule.start, rule.end)]
        )
        if 3 <= len(xs) <= MOST_COLUMNS and 2 <= len(ys) <= MOST_ROWS:
            tables.append(RuledTable(xs, ys, _cells(xs, ys, rows, columns)))
    return sorted(tables, key=lambda table: table.ys[0])


def fill(table: RuledTable, glyphs: Iterable[Glyph], element: str, page: int) -> ReadGrid:
    """The table as a grid with the glyphs written in its cells."""
    written: dict[int, list[Glyph]] = {}
    for glyph in glyphs:
        if (slot := table.slot(*glyph.middle)) is not None:
            written.setdefault(table.cell_of[slot[0]][slot[1]], []).append(glyph)
    spans: dict[int, tuple[int, int, int, int]] = {}
    for row, slots in enumerate(table.cell_of):
        for column, cell in enumerate(slots):
            top, left, _, right = spans.get(cell, (row, column, row, column))
            spans[cell] = (top, min(left, column), row, max(right, column))
    cells = {
        cell: ReadCell(
            text_of(written.get(cell, []), table.xs[right + 1] - table.xs[left]),
            top,
            left,
            bottom - top + 1,
            right - left + 1,
        )
        for cell, (top, left, bottom, right) in spans.items()
    }
    return grid_of([[cells[cell] for cell in slots] for slots in table.cell_of], element, page=page)


def text_of(glyphs: Sequence[Glyph], width: float) -> str:
    """The text of glyphs in a cell of `width`, line by line; a figure broken because the cell is full is whole."""
    lines: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda g: g.middle[1]):
        if lines and abs(lines[-1][-1].middle[1] - glyph.middle[1]) < 0.5 * glyph.size:
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    text = ""
    for number, line in enumerate(lines):
        line.sort(key=lambda g: g.left)
        if number and not _is_broken(lines[number - 1], line[0], width):
            text += "\n"
        text += spaced(line)
    return text


def _is_broken(line: Sequence[Glyph], following: Glyph, width: float) -> bool:
    """Whether a line of digits had to end where it does: the next digit, of the same size, would not have fitted."""
    if not (line[-1].char.isdigit() and (following.char.isdigit() or following.char in ".,")):
        return False
    if following.size < _SMALLER * line[-1].size:
        return False
    free = width - (line[-1].right - line[0].left)
    return free < (following.right - following.left) + _INSETS


def spaced(line: Sequence[Glyph], gap: str = " ") -> str:
    """The glyphs of a line as text, with `gap` for each gap wider than half a character."""
    pieces: list[str] = []
    for n, glyph in enumerate(line):
        if n and glyph.left - line[n - 1].right > 0.5 * glyph.size:
            pieces.append(gap)
        pieces.append(glyph.char)
    return "".join(pieces)


# --- Rules to cells ---


def _joined(rules: Sequence[Rule]) -> list[Rule]:
    """Rules on one line that touch or overlap, as one; the line snapped to a common position."""
    joined: list[Rule] = []
    positions = _snapped([rule.at for rule in rules])
    snapped = sorted((_nearest(positions, rule.at), rule.start, rule.end) for rule in rules)
    for at, start, end in snapped:
        if joined and joined[-1].at == at and start <= joined[-1].end + SNAP:
            joined[-1] = Rule(at, joined[-1].start, max(joined[-1].end, end))
        else:
            joined.append(Rule(at, start, end))
    return [rule for rule in joined if rule.end - rule.start > SNAP]


def _snapped(values: Iterable[float]) -> list[float]:
    """Distinct positions, each the middle of values that lie within SNAP of one another."""
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][0] <= SNAP:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [sum(group) / len(group) for group in groups]


def _nearest(positions: Sequence[float], value: float) -> float:
    at = bisect_right(positions, value)
    return min(positions[max(0, at - 1) : at + 1], key=lambda position: abs(position - value))


def _crossing(across: Sequence[Rule], down: Sequence[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Rules that cross or meet, directly or through others: each set draws one table."""
    groups: list[tuple[list[Rule], list[Rule]]] = []
    of_row: dict[int, int] = {}
    parent = list(range(len(across) + len(down)))

    def root(n: int) -> int:
        while parent[n] != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    for i, row in enumerate(across):
        for j, column in enumerate(down):
            if (
                row.start - SNAP <= column.at <= row.end + SNAP
                and column.start - SNAP <= row.at <= column.end + SNAP
            ):
                parent[root(i)] = root(len(across) + j)
    for n in range(len(parent)):
        group = of_row.setdefault(root(n), len(groups))
        if group == len(groups):
            groups.append(([], []))
        groups[group][n >= len(across)].append(across[n] if n < len(across) else down[n - len(across)])
    return [(rows, columns) for rows, columns in groups if len(rows) > 1 and columns]


def _cells(
    xs: list[float], ys: list[float], rows: Sequence[Rule], columns: Sequence[Rule]
) -> list[list[int]]:
    """For each slot the number of its cell: slots without a wall between them are one."""
    width, height = len(xs) - 1, len(ys) - 1
    parent = list(range(width * height))

    def root(n: int) -> int:
        while parent[n] != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    walls_right = _walls(xs, ys, columns)
    walls_below = _walls(ys, xs, rows)
    for row in range(height):
        for column in range(width):
            here = row * width + column
            if column + 1 < width and (column + 1, row) not in walls_right:
                parent[root(here + 1)] = root(here)
            if row + 1 < height and (row + 1, column) not in walls_below:
                parent[root(here + width)] = root(here)
    return [[root(row * width + column) for column in range(width)] for row in range(height)]


def _walls(positions: list[float], along: list[float], rules: Sequence[Rule]) -> set[tuple[int, int]]:
    """Pairs (n, m): at the n-th position stands a wall along the m-th stretch."""
    walls = set()
    for rule in rules:
        n = min(range(len(positions)), key=lambda k: abs(positions[k] - rule.at))
        for m in range(len(along) - 1):
            middle = (along[m] + along[m + 1]) / 2
            if rule.start <= middle <= rule.end:
                walls.add((n, m))
    return walls
