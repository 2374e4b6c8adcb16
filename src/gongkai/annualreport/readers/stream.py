"""The three tables read from running text: one cell a line, spaces for boundaries, or no boundaries at all.

Labels of a table stand in the order of the form, so the longest ascending chain of label matches is the table,
and words of prose that look like labels fall out. What follows a label are its figures.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from gongkai.annualreport.form import (
    DISPUTE_BLOCKS,
    DISPUTE_COLUMNS,
    REQUEST_COLUMNS,
    REQUEST_ROWS,
    REQUEST_ROWS_2019,
)
from gongkai.annualreport.layout import FigureKind
from gongkai.annualreport.readers import labels
from gongkai.annualreport.readers.anchors import GROUPS, Anchor, ascending, find_anchors
from gongkai.annualreport.readers.deciding import decide_disputes, shows_blanks
from gongkai.annualreport.readers.document import ReadDocument
from gongkai.annualreport.readers.found import Found, proactive_columns
from gongkai.annualreport.readers.runs import FigureRun, end_of_label, end_of_note
from gongkai.annualreport.readers.splits import LONGEST_NUMBER, fills, split
from gongkai.annualreport.value import Source

COLUMNS = [column.id for column in REQUEST_COLUMNS]
WIDTH = len(COLUMNS)

_NOTE_LENGTH = 45  # the note in the corner of table 三
_HEADING = re.compile(r"[一二三四五六][、.](?=[^\d])")


def read_stream(document: ReadDocument, found: Found, wanted: Iterable[str]) -> None:
    """Take into `found` those tables of `wanted` that stand in the document's running text."""
    text = document.text
    folded, positions = labels.fold_with_positions(text)
    reader = _StreamReader(document, text, folded, positions, found)
    for table in wanted:
        getattr(reader, f"read_{table}")()


class _StreamReader:
    def __init__(
        self, document: ReadDocument, text: str, folded: str, positions: list[int], found: Found
    ) -> None:
        self._document = document
        self._text = text
        self._folded = folded
        self._positions = positions
        self._found = found
        self._anchors = list(find_anchors(text, folded, positions))
        self._starts = [anchor.start for anchor in self._anchors]
        self._runs: dict[int, FigureRun] = {}
        self._chain = self._request_chain()
        runs = [self._run_after(anchor) for anchor in self._anchors]
        self._uncut = any(_runs_together(run.texts) for run in runs)
        rows = [self._run_after(anchor) for anchor in self._chain if anchor.name.startswith("r:")]
        short = (run.digits_only and len(run.texts) < WIDTH and shows_blanks(run.texts) for run in rows)
        empty = sum(not run.texts for run in rows)
        self._blanks = self._uncut and (2 * empty > len(rows) or any(short))

    # --- table 三 ---

    def _request_chain(self) -> list[Anchor]:
        """The labels of table 三: none stands below the heads of table 四."""
        order = {row.id: 10 * n for n, row in enumerate(_BOTH)}
        order |= {f"g:{first}": order[first] - 5 for first in GROUPS.values()}
        top = next((anchor.start for anchor in self._anchors if anchor.name == "r:received"), 0)
        below = (a.start for a in self._anchors if a.start > top and self._is_dispute_head(a))
        end = next(below, len(self._folded))
        return ascending(
            [
                (anchor, order[anchor.name.removeprefix("r:")], self._weight(anchor))
                for anchor in self._anchors
                if anchor.start < end and anchor.name.removeprefix("r:") in order
            ]
        )

    def _weight(self, anchor: Anchor) -> int:
        """A label with figures after it counts for more than one whose figures, if any, stand elsewhere."""
        has_figures = bool(self._run_after(anchor).texts)
        return (1 if anchor.name.startswith("g:") else 2) + 4 * has_figures

    def read_requests(self) -> None:
        chain = self._chain
        if len(chain) < 3:
            return
        runs = [self._run_after(anchor) for anchor in chain]
        rows = _rows_of(chain, runs)
        for n, (anchor, run) in enumerate(zip(chain, runs, strict=True)):
            following = next((a.name for a in chain[n + 1 :] if a.name[2:] in rows), "")
            self._requests_run(anchor, run, following, rows)
        self._found.regions.append((self._table_start(chain[0], _NOTE_LENGTH), runs[-1].end))
        self._compare_others(chain)

    def _compare_others(self, chain: Sequence[Anchor]) -> None:
        """Rows printed outside the table that was read, whole and with figures of their own: another report's."""
        read = {anchor.name: self._run_after(anchor).texts for anchor in chain}
        taken = {anchor.start for anchor in chain}
        for anchor in self._anchors:
            if anchor.start in taken or anchor.name not in read or not self._is_whole_row(anchor):
                continue
            same = self._run_after(anchor).texts == read[anchor.name]
            self._found.met_again(f"requests.{anchor.name[2:]}", same=same)

    def _is_whole_row(self, anchor: Anchor) -> bool:
        """Whether a label and figures for all columns stand there, and then another label or the end: no sentence,
        nor the last head of table 四 with that table's figures after it.
        """
        run = self._run_after(anchor)
        if run.ragged or run.alone:
            return False
        if len(run.texts) != WIDTH and not (self._uncut and run.digits_only and run.digits >= WIDTH):
            return False
        before = self._anchors[max(0, bisect_left(self._starts, anchor.start) - 1)]
        rest = self._text[run.end : self._positions[self._next_start(anchor.end)]]
        is_head = labels.dispute_column(self._label(before)) not in (None, "total")
        return not is_head and not rest.strip(" \t\r\n\f\u00a0\u3000|")

    def _requests_run(self, anchor: Anchor, run: FigureRun, following: str, rows: list[str]) -> None:
        row = anchor.name[2:]
        if not run.texts:
            if anchor.name.startswith("r:") and row in rows and not self._breaks_off(anchor):
                self._blank_row(row, run)
            return
        if anchor.name == "g:other_1" and len(run.texts) == WIDTH:
            row = "other"
        names = self._rows_until(row, following, rows) if row in rows else [row]
        source = self._source(run)
        if len(run.texts) <= WIDTH and (run.ragged or (run.alone and not self._amid_label(row, run))):
            self._found.leave_open(f"requests.{row}", COLUMNS, source, "broken")
        elif len(run.texts) == WIDTH * len(names):
            for n, name in enumerate(names):
                self._whole_row(name, run.texts[n * WIDTH : (n + 1) * WIDTH], source)
        elif anchor.name.startswith("g:"):
            return
        elif len(run.texts) == WIDTH:
            self._whole_row(row, run.texts, source)
        elif self._uncut and run.digits_only and len(run.texts) < WIDTH:
            self._found.put_lost(f"requests.{row}", run.texts, source)
        else:
            self._found.leave_open(f"requests.{row}", COLUMNS, source)

    def _breaks_off(self, anchor: Anchor) -> bool:
        """Whether the text ends with a label: its figures are lost then, not blank."""
        return not self._text[self._positions[anchor.end - 1] + 1 :].strip()

    def _amid_label(self, row: str, run: FigureRun) -> bool:
        """Whether figures on a line of their own are followed by the rest of the row's label."""
        rest = labels.fold(self._text[run.end : run.end + 40])[:2]
        return len(rest) == 2 and rest in _OFFICIAL.get(row, "")

    @staticmethod
    def _rows_until(row: str, following: str, rows: list[str]) -> list[str]:
        """`row` and the rows after it that have no label of their own before the next label in the text."""
        first = rows.index(row)
        name = following[2:]
        if name in rows:
            return rows[first : max(rows.index(name), first + 1)]
        stem = row.rstrip("0123456789")  # the text breaks off: no further than the group
        return [other for other in rows[first:] if stem.endswith("_") and other.startswith(stem)] or [row]

    def _whole_row(self, row: str, texts: Sequence[str], source: Source) -> None:
        if _runs_together(texts):
            if all(text.isdecimal() for text in texts):
                self._found.put_lost(f"requests.{row}", tuple(texts), source)
            else:
                self._found.leave_open(f"requests.{row}", COLUMNS, source)
            return
        printed = [Source(text, page=source.page, offset=source.offset) for text in texts]
        self._found.put_row(f"requests.{row}", COLUMNS, printed, [FigureKind.COUNT] * WIDTH)

    def _blank_row(self, row: str, run: FigureRun) -> None:
        source = self._source(run)
        printed = [Source("", page=source.page, offset=source.offset)] * WIDTH
        self._found.put_row(f"requests.{row}", COLUMNS, printed, [FigureKind.COUNT] * WIDTH)

    # --- table 二 ---

    def read_proactive(self) -> None:
        end = self._chain[0].start if len(self._chain) >= 3 else len(self._folded)
        heads = [anchor for anchor in self._anchors if anchor.name == "h:" and anchor.start < end]
        marks = [head.start for head in heads if self._label(head) in ("第二十条第", "信息内容")]
        if not marks:
            return
        seen = [labels.proactive_column(self._label(head)) for head in heads if head.start >= marks[0]]
        self._found.columns_seen.update(column for column in seen if column)
        order = {f"p:{name.id}": n for n, name in enumerate(labels.PROACTIVE_NAMES)}
        chain = ascending(
            [
                (anchor, order[anchor.name], self._weight(anchor))
                for anchor in self._anchors
                if anchor.name in order and marks[0] <= anchor.start < end
            ]
        )
        last = marks[0]
        rows = [(anchor, self._run_after(anchor), *self._columns_of(anchor, heads)) for anchor in chain]
        self._blanks |= any(run.digits_only and run.digits < len(columns) for _, run, columns, _ in rows)
        for anchor, run, columns, kinds in rows:
            self._proactive_run(anchor.name[2:], run, columns, kinds)
            last = run.end
        if chain:
            self._found.regions.append((self._positions[marks[0]], last))

    def _columns_of(self, anchor: Anchor, heads: Sequence[Anchor]) -> tuple[list[str], list[FigureKind]]:
        above = [labels.proactive_column(self._label(head)) for head in self._heads_above(anchor, heads)]
        is_2019 = bool(self._found.columns_seen & labels.PROACTIVE_2019)
        return proactive_columns(anchor.name[2:], [column for column in above if column], is_2019)

    def _proactive_run(
        self, row: str, run: FigureRun, columns: Sequence[str], kinds: Sequence[FigureKind]
    ) -> None:
        texts: Sequence[str] | None = run.texts
        source = self._source(run)
        if not run.texts:
            printed = [Source("", page=source.page, offset=source.offset)] * len(columns)
            self._found.put_row(f"proactive.{row}", columns, printed, kinds)
            return
        if run.ragged:
            self._found.leave_open(f"proactive.{row}", columns, source, "broken")
            return
        if len(run.texts) != len(columns) or _runs_together(run.texts):
            certain = not self._blanks or fills(run.texts, len(columns))
            texts = _cut(run.texts, kinds) if self._uncut and certain else None
        if texts is None:
            self._found.leave_open(f"proactive.{row}", columns, source)
            return
        printed = [Source(text, page=source.page, offset=source.offset) for text in texts]
        self._found.put_row(f"proactive.{row}", columns, printed, kinds)

    def _heads_above(self, anchor: Anchor, heads: Sequence[Anchor]) -> list[Anchor]:
        """The column heads of the block: since the last 信息内容 before the row."""
        above = [head for head in heads if head.start < anchor.start]
        corners = [n for n, head in enumerate(above) if self._label(head) == "信息内容"]
        return above[corners[-1] + 1 :] if corners else []

    # --- table 四 ---

    def read_disputes(self) -> None:
        after = self._chain[-1].end if len(self._chain) >= 3 else 0
        heads = [
            anchor for anchor in self._anchors if anchor.start >= after and self._is_dispute_head(anchor)
        ]
        if len({self._label(head) for head in heads}) < 2:
            return
        groups = self._token_groups(self._positions[heads[0].end], self._end_of_part(heads[-1].end))
        groups = [run for run in groups if run.digits >= len(_DISPUTES)]
        start = self._table_start(heads[0], 1)
        if len(groups) != 1:
            self._found.regions.append((start, self._positions[heads[-1].end]))
            return
        run = groups[0]
        self._found.regions.append((start, run.end))
        source = self._source(run)
        numbers: Sequence[int] | None = None
        if len(run.texts) == len(_DISPUTES) and not run.ragged and not _runs_together(run.texts):
            printed = [Source(text, page=source.page, offset=source.offset) for text in run.texts]
            self._blocks(printed)
            return
        if run.digits_only and not run.ragged and (self._uncut or _runs_together(run.texts)):
            numbers = decide_disputes(run.texts, blanks=self._blanks)
        for n, block in enumerate(DISPUTE_BLOCKS):
            columns = [column.id for column in DISPUTE_COLUMNS]
            if numbers is None:
                self._found.leave_open(f"disputes.{block.id}", columns, source)
            else:
                part = numbers[n * len(columns) : (n + 1) * len(columns)]
                self._found.put_numbers(f"disputes.{block.id}", columns, part, source)

    def _is_dispute_head(self, anchor: Anchor) -> bool:
        """Heads of table 四, without the words that stand in its title and in sentences as well."""
        if anchor.name != "h:":
            return False
        label = self._label(anchor)
        block = labels.dispute_block(label)
        return bool(labels.dispute_column(label)) or (block is not None and block != "reconsideration")

    def _blocks(self, printed: Sequence[Source]) -> None:
        columns = [column.id for column in DISPUTE_COLUMNS]
        for n, block in enumerate(DISPUTE_BLOCKS):
            part = printed[n * len(columns) : (n + 1) * len(columns)]
            self._found.put_row(f"disputes.{block.id}", columns, part, [FigureKind.COUNT] * len(columns))

    def _end_of_part(self, after: int) -> int:
        """Where part 五 begins, or a while after the last head."""
        match = re.compile(r"五[、.]").search(self._folded, after, after + 4_000)
        return self._positions[match.start() if match else min(after + 4_000, len(self._folded))]

    def _token_groups(self, start: int, end: int) -> list[FigureRun]:
        groups = []
        at = start
        digit = re.compile(r"[\d０-９/\\]|[-—–]")
        while (match := digit.search(self._text, at, end)) is not None:
            run = FigureRun.of(self._text, match.start(), end)
            if run.texts:
                groups.append(run)
            at = max(run.end, match.end())
        return groups

    # --- positions ---

    def _label(self, anchor: Anchor) -> str:
        label = self._folded[anchor.start : anchor.end]
        ordinal = re.match(labels.ORDINAL, label)
        return label[ordinal.end() :] if ordinal else label

    def _run_after(self, anchor: Anchor) -> FigureRun:
        if anchor.end not in self._runs:
            self._runs[anchor.end] = self._find_run(anchor)
        return self._runs[anchor.end]

    def _find_run(self, anchor: Anchor) -> FigureRun:
        start = self._positions[anchor.end - 1] + 1
        stop = self._next_start(anchor.end)
        start = end_of_note(self._text, start)
        begin = end_of_label(self._text, start, self._positions[stop])
        return FigureRun.of(self._text, begin, self._positions[stop])

    def _next_start(self, position: int) -> int:
        at = bisect_right(self._starts, position - 1)
        start = self._starts[at] if at < len(self._starts) else len(self._folded)
        heading = _HEADING.search(self._folded, position, start)
        return heading.start() if heading else start

    def _table_start(self, first: Anchor, gap: int) -> int:
        """Where the heads before `first` begin that stand no more than `gap` characters apart."""
        start = first.start
        for anchor in reversed(self._anchors[: bisect_left(self._starts, first.start)]):
            if anchor.name.startswith("p:") or start - anchor.end > gap:
                break
            if _HEADING.search(self._folded, anchor.end, start):
                break
            start = anchor.start
        return self._positions[start]

    def _source(self, run: FigureRun) -> Source:
        raw = self._text[run.start : run.end].strip()
        return Source(raw[:400], page=self._document.page_at(run.start), offset=run.start + 1)


_DISPUTES = [(block.id, column.id) for block in DISPUTE_BLOCKS for column in DISPUTE_COLUMNS]
_OFFICIAL = {row.id: labels.fold(row.label) for row in (*REQUEST_ROWS, *REQUEST_ROWS_2019)}
_BOTH = [
    *REQUEST_ROWS_2019[:-2],
    *[row for row in REQUEST_ROWS if row.id.startswith("other_")],
    *REQUEST_ROWS_2019[-2:],
]


def _rows_of(chain: Sequence[Anchor], runs: Sequence[FigureRun]) -> list[str]:
    """The rows of the form the text follows: with one row for （六）, or with three."""
    names = {anchor.name for anchor in chain}
    one_row = any(
        anchor.name in ("r:other", "g:other_1") and len(run.texts) and not names & {"r:other_1", "r:other_2"}
        for anchor, run in zip(chain, runs, strict=True)
    )
    return [row.id for row in (REQUEST_ROWS_2019 if one_row else REQUEST_ROWS)]


def _runs_together(texts: Sequence[str]) -> bool:
    """Whether a token cannot be one figure: then boundaries are lost in this text, otherwise none is cut."""
    return any(
        text.isdecimal() and ((len(text) > 1 and text[0] == "0") or len(text) > LONGEST_NUMBER)
        for text in texts
    )


def _is_signed(texts: Sequence[str]) -> bool:
    return any(len(text) > 1 and text[0] in "+-减增" for text in texts)


def _cut(texts: Sequence[str], kinds: Sequence[FigureKind]) -> Sequence[str] | None:
    """The figures of a row of table 二 whose boundaries are lost, if there is one way only.

    A sign begins a new figure, and only the column of changes has one.
    """
    signed = [n for n, text in enumerate(texts) if _is_signed([text])]
    if len(signed) == 1 and FigureKind.CHANGE in kinds:
        at, change = signed[0], list(kinds).index(FigureKind.CHANGE)
        left = _cut(texts[:at], kinds[:change])
        right = _cut([texts[at][1:], *texts[at + 1 :]], [FigureKind.COUNT, *kinds[change + 1 :]])
        return None if left is None or right is None else [*left, texts[at][0] + right[0], *right[1:]]
    if len(texts) == len(kinds) and not _runs_together(texts):
        return texts
    if not all(text.isdecimal() for text in texts):
        return None
    numbers = split(texts, len(kinds)).only
    return None if numbers is None else [str(number) for number in numbers]
