"""Numbers whose cell boundaries are lost: every way to cut runs of digits into a known number of cells.

A space that was kept is a boundary; a number has no leading zero. The search visits a bounded number of cuts: a
run that has more is given up (`Splits.complete` is false), whatever its length.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, product

Reading = tuple[int, ...]

# A figure of a report has at most nine digits (the largest seen has seven).
LONGEST_NUMBER = 9
MOST_READINGS = 400
MOST_STEPS = 20_000


@dataclass(frozen=True, slots=True)
class Splits:
    """The readings found; `complete` is false when the search was given up before the end."""

    readings: tuple[Reading, ...]
    complete: bool = True

    @property
    def only(self) -> Reading | None:
        """The reading, if it is the only one there can be."""
        return self.readings[0] if self.complete and len(self.readings) == 1 else None


def split(tokens: Sequence[str], cells: int, *, most: int = 2) -> Splits:
    """The ways to read `tokens` (runs of digits, in order) as `cells` numbers, up to `most` of them."""
    return _Search(tokens, cells, most=most).run()


def fills(tokens: Sequence[str], cells: int) -> bool:
    """Whether `tokens` cannot be fewer than `cells` numbers: then none of the cells is blank, whatever others are."""
    return _Search(tokens, cells).fewest == cells


@lru_cache(maxsize=4096)
def split_with_total(tokens: tuple[str, ...], cells: int) -> Splits:
    """Those among them whose last number is the sum of the others (I3)."""
    if sum(map(len, tokens)) > cells * LONGEST_NUMBER:
        return Splits(())
    digits = "".join(tokens)
    readings: list[Reading] = []
    complete = True
    for length in range(1, min(LONGEST_NUMBER, len(tokens[-1]) if tokens else 0) + 1):
        total = digits[len(digits) - length :]
        if length > 1 and total[0] == "0":
            continue
        rest = _without_tail(tokens, length)
        found = _Search(rest, cells - 1, total=int(total)).run()
        complete = complete and found.complete
        readings += [(*reading, int(total)) for reading in found.readings]
    return Splits(tuple(readings[:MOST_READINGS]), complete and len(readings) <= MOST_READINGS)


def spells(tokens: Sequence[str], reading: Sequence[int]) -> bool:
    """Whether `reading` written without boundaries, except where `tokens` has them, is what was printed."""
    numbers = iter(reading)
    for token in tokens:
        written = ""
        while len(written) < len(token):
            number = next(numbers, None)
            if number is None:
                return False
            written += str(number)
        if written != token:
            return False
    return next(numbers, None) is None


def split_in_blocks(tokens: Sequence[str], blocks: int, size: int) -> Splits:
    """Those among them in which the last number of each block of `size` is the sum of its others (I5)."""

    def adds_up(reading: list[int]) -> bool:
        return len(reading) % size != 0 or sum(reading[-size:-1]) == reading[-1]

    return _Search(tokens, blocks * size, check=adds_up).run()


def blocks_with_blanks(tokens: Sequence[str], blocks: int, size: int) -> bool:
    """Whether blocks with blank cells, the last number of each the sum of its others, could have been printed."""
    return any(
        _Search(tokens, sum(sizes), check=_adds_up_in(sizes)).run().readings
        for sizes in product((0, *range(2, size + 1)), repeat=blocks)
        if 0 < sum(sizes) < blocks * size
    )


def _adds_up_in(sizes: Sequence[int]) -> Callable[[list[int]], bool]:
    """The same check for blocks of these sizes."""
    size_at = {end: size for end, size in zip(accumulate(sizes), sizes, strict=True) if size}

    def adds_up(reading: list[int]) -> bool:
        size = size_at.get(len(reading), 0)
        return not size or sum(reading[-size:-1]) == reading[-1]

    return adds_up


def _without_tail(tokens: Sequence[str], length: int) -> list[str]:
    rest = [*tokens[:-1], tokens[-1][:-length]]
    return [token for token in rest if token]


class _Search:
    """Depth first over the digits; a branch is left as soon as the rest cannot be cut into the cells left."""

    def __init__(
        self,
        tokens: Sequence[str],
        cells: int,
        *,
        total: int | None = None,
        check: Callable[[list[int]], bool] | None = None,
        most: int = MOST_READINGS,
    ) -> None:
        self._most = most
        if sum(map(len, tokens)) > cells * LONGEST_NUMBER:
            tokens = ()
        self._digits = "".join(tokens)
        self._cells = cells
        self._total = total
        self._check = check
        self._ends: list[int] = []  # for each digit, where its token ends
        for token in tokens:
            self._ends += [len(self._ends) + len(token)] * len(token)
        self._readings: list[Reading] = []
        self._steps = 0

    def run(self) -> Splits:
        if not self._digits or len(self._digits) < self._cells:
            return Splits(())
        self._fewest = self._fewest_cells()
        if self._fewest[0] <= self._cells:
            self._step(0, [], 0)
        gave_up = self._steps > MOST_STEPS or len(self._readings) > self._most
        return Splits(tuple(self._readings[: self._most]), not gave_up)

    @property
    def fewest(self) -> int:
        """Into how few numbers all digits can be cut."""
        return self._fewest_cells()[0]

    def _fewest_cells(self) -> list[int]:
        """For each position, into how few numbers the digits from there on can be cut."""
        length = len(self._digits)
        fewest = [0] * (length + 1)
        for at in range(length - 1, -1, -1):
            fewest[at] = 1 + min(fewest[end] for end in self._number_ends(at))
        return fewest

    def _number_ends(self, at: int) -> range:
        if self._digits[at] == "0":
            return range(at + 1, at + 2)
        return range(at + 1, min(self._ends[at], at + LONGEST_NUMBER) + 1)

    def _can_reach(self, added: int, at: int, left: int) -> bool:
        """Whether the digits from `at`, cut into `left` numbers, can bring the sum to the total."""
        assert self._total is not None
        rest = len(self._digits) - at
        if left == 0:
            return added == self._total
        longest = min(rest - left + 1, LONGEST_NUMBER)  # the others have one digit each
        most: int = 10**longest
        least: int = 10 ** (-(-rest // left) - 1) if rest > left else 0
        return added + least <= self._total < added + most * left

    def _step(self, at: int, reading: list[int], added: int) -> None:
        self._steps += 1
        if self._steps > MOST_STEPS or len(self._readings) > self._most:
            return
        left = self._cells - len(reading)
        if left == 0:
            if at == len(self._digits) and (self._total is None or added == self._total):
                self._readings.append(tuple(reading))
            return
        for end in self._number_ends(at):
            if not self._fewest[end] <= left - 1 <= len(self._digits) - end:
                continue
            number = int(self._digits[at:end])
            if self._total is not None and not self._can_reach(added + number, end, left - 1):
                continue
            reading.append(number)
            if self._check is None or self._check(reading):
                self._step(end, reading, added + number)
            reading.pop()


@lru_cache(maxsize=4096)
def blanks_could_explain(tokens: tuple[str, ...], cells: int) -> bool:
    """Whether fewer numbers than cells, the last of them the total, could have been printed: some cells were blank."""
    return any(split_with_total(tokens, fewer).readings for fewer in range(2, cells))
