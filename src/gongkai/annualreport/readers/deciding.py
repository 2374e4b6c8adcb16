"""Rows of table 三 whose cell boundaries are lost, decided by what must add up.

A row is read if there is only one way to read it; or only one whose total is the sum of its columns (I3); or if
the other rows leave only one that fits their columns (I1, I2). Prose is never asked, and nothing is chosen for
being likely: whatever stays open is left unread. Where some row has fewer digits than cells, cells were left blank
and their places are lost as well; then only rows are read that are single digits and add up, or cannot be fewer
figures than cells.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from math import prod

from gongkai.annualreport.form import DISPUTE_BLOCKS, DISPUTE_COLUMNS
from gongkai.annualreport.readers.splits import (
    Reading,
    Splits,
    blanks_could_explain,
    blocks_with_blanks,
    fills,
    spells,
    split,
    split_in_blocks,
    split_with_total,
)

COLUMNS = 7
MOST_COMBINATIONS = 20_000

Tokens = tuple[str, ...]
Equation = tuple[tuple[int, str], ...]  # signed rows that add up to zero in every column


def decide(
    read: Mapping[str, Reading], lost: Mapping[str, Tokens], leaves: Sequence[str]
) -> dict[str, Reading]:
    """Readings of those `lost` rows that can be decided, given the rows already `read`."""
    return _RequestTable(read, lost, leaves).decide()


def shows_blanks(tokens: Tokens) -> bool:
    """Whether a row of table 三 printed without boundaries has lost blank cells: too few digits, or a sum that only
    fits fewer cells.
    """
    if sum(map(len, tokens)) < COLUMNS:
        return True
    found = split_with_total(tokens, COLUMNS)
    return found.complete and not found.readings and blanks_could_explain(tokens, COLUMNS)


def decide_disputes(tokens: Tokens, *, blanks: bool) -> Reading | None:
    """The fifteen figures of table 四, if there is one reading only, or only one that adds up. `blanks`: the text is
    known to have lost blank cells.
    """
    blocks, size = len(DISPUTE_BLOCKS), len(DISPUTE_COLUMNS)
    cells = blocks * size
    numbers = None
    if fills(tokens, cells) or not (blanks or blocks_with_blanks(tokens, blocks, size)):
        numbers = split(tokens, cells).only
    if numbers is None and not (blanks and sum(map(len, tokens)) > cells):
        numbers = split_in_blocks(tokens, blocks, size).only
    return numbers


class _RequestTable:
    def __init__(
        self, read: Mapping[str, Reading], lost: Mapping[str, Tokens], leaves: Sequence[str]
    ) -> None:
        self._known = dict(read)
        self._lost = lost
        self._by_total: dict[str, Splits] = {}
        self._equations: tuple[Equation, ...] = (
            ((1, "received"), (1, "carried_in"), (-1, "total_handled"), (-1, "carried_over")),
            ((1, "total_handled"), *((-1, leaf) for leaf in leaves)),
        )

    def decide(self) -> dict[str, Reading]:
        given = set(self._known)
        if any(map(shows_blanks, self._lost.values())):
            self._single_digits()
        else:
            self._every_way()
        return {row: reading for row, reading in self._known.items() if row not in given}

    def _single_digits(self) -> None:
        for row, tokens in self._lost.items():
            reading = tuple(map(int, "".join(tokens)))
            if len(reading) == COLUMNS and _adds_up(reading):
                self._known[row] = reading
            elif fills(tokens, COLUMNS) and (certain := split(tokens, COLUMNS).only) is not None:
                self._known[row] = certain

    def _every_way(self) -> None:
        by_total = []
        for row, tokens in self._lost.items():
            if (reading := split(tokens, COLUMNS).only) is not None:
                if _adds_up(reading) or not blanks_could_explain(tokens, COLUMNS):
                    self._known[row] = reading
                continue
            self._by_total[row] = split_with_total(tokens, COLUMNS)
            if (reading := self._by_total[row].only) is not None:
                self._known[row] = reading
                by_total.append(row)
        self._by_columns()
        self._together()
        for row in [row for row in by_total if not self._is_sure(row)]:
            del self._known[row]

    def _is_sure(self, row: str) -> bool:
        """Whether columns confirm a row that was read by its total alone, or nothing else could be printed there."""
        equations = [
            equation
            for equation in self._equations
            if any(name == row for _, name in equation) and all(name in self._known for _, name in equation)
        ]
        if any(_holds(equation, self._known) for equation in equations):
            return True
        if any(self._fits_otherwise(row, equation) for equation in equations):
            return False
        return not blanks_could_explain(self._lost[row], COLUMNS)

    def _by_columns(self) -> None:
        """Rows that are the only open one of an equation; each may settle the next."""
        progress = True
        while progress:
            progress = False
            for row, wanted in list(self._demands()):
                if row not in self._known and self._fits(row, wanted):
                    self._known[row] = wanted
                    progress = True

    def _demands(self) -> Iterator[tuple[str, Reading]]:
        for equation in self._equations:
            open_rows = [row for _, row in equation if row not in self._known]
            if len(open_rows) == 1 and open_rows[0] in self._lost:
                yield open_rows[0], self._demanded(equation, open_rows[0])

    def _demanded(self, equation: Equation, open_row: str) -> Reading:
        """What `open_row` must be for the equation to hold in every column."""
        own = next(sign for sign, row in equation if row == open_row)
        others = [(sign, self._known[row]) for sign, row in equation if row != open_row]
        return tuple(-own * sum(sign * row[n] for sign, row in others) for n in range(COLUMNS))

    def _fits(self, row: str, wanted: Reading) -> bool:
        """Whether the digits spell what the columns demand, and no reading with a right total speaks against it."""
        if min(wanted) < 0 or not spells(self._lost[row], wanted):
            return False
        by_total = self._by_total.get(row)
        return (
            by_total is None or wanted in by_total.readings or (by_total.complete and not by_total.readings)
        )

    def _together(self) -> None:
        """Several open rows at once: the only combination of readings that satisfies the equations."""
        open_rows = [row for row in self._lost if row not in self._known]
        choices = [self._by_total.get(row, Splits(())) for row in open_rows]
        if not choices or not all(choice.complete and choice.readings for choice in choices):
            return
        if prod(len(choice.readings) for choice in choices) > MOST_COMBINATIONS:
            return
        equations = [
            equation
            for equation in self._equations
            if all(row in self._known or row in open_rows for _, row in equation)
        ]
        if not equations:
            return
        fitting = []
        for combination in product(*(choice.readings for choice in choices)):
            rows = {**self._known, **dict(zip(open_rows, combination, strict=True))}
            if all(_holds(equation, rows) for equation in equations):
                fitting.append(combination)
        if len(fitting) == 1:
            self._known.update(zip(open_rows, fitting[0], strict=True))

    def _fits_otherwise(self, row: str, equation: Equation) -> bool:
        """Whether an equation that does not hold would hold with another reading of the row."""
        wanted = self._demanded(equation, row)
        return min(wanted) >= 0 and spells(self._lost[row], wanted)


def _adds_up(reading: Reading) -> bool:
    return sum(reading[:-1]) == reading[-1]


def _holds(equation: Equation, rows: Mapping[str, Reading]) -> bool:
    return all(sum(sign * rows[row][n] for sign, row in equation) == 0 for n in range(COLUMNS))
