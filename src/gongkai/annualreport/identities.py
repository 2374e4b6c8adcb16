"""The identities of the tables: what must add up, shown with the numbers put in.

I1 received + carried_in = total_handled + carried_over   (table 三, each column; printed in the form itself)
I2 total_handled = the sum of its lines                   (table 三, each column)
I3 total = the sum of the six applicant columns           (table 三, each row)
I4 carried_in = last year's carried_over                  (table 三, each column, across years)
I5 total = upheld + corrected + other + pending           (table 四, each block)

A printed blank counts as 0 among addends and in I1, and its sentence says so. An identity is open, and no finding,
where its total is blank, where a cell could not be read (a warning of the reader names it), where all that it compares
is blank, and I2 where all lines of the column are.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from gongkai.annualreport.errors import WrongPreviousReport
from gongkai.annualreport.form import DISPUTE_BLOCKS, DISPUTE_COLUMNS, REQUEST_COLUMNS
from gongkai.annualreport.value import Finding, Report, Severity


@dataclass(frozen=True, slots=True)
class Term:
    """One figure in an identity: its cell, what it is called there, its value (None: blank or unreadable).

    `blank`: printed blank, and counted as 0 here.
    """

    cell: str
    name: str
    value: int | None
    year: int | None = None
    blank: bool = False


@dataclass(frozen=True, slots=True)
class Identity:
    """One identity of one column, row or block with its figures: sum of `left` = sum of `right`."""

    code: str
    where: str
    subject: str
    left: tuple[Term, ...]
    right: tuple[Term, ...]

    @property
    def holds(self) -> bool | None:
        """Whether both sides are equal; None while a figure is missing that a blank cannot stand for."""
        left, right = _total(self.left), _total(self.right)
        return None if left is None or right is None else left == right

    @property
    def difference(self) -> int | None:
        """Left minus right."""
        left, right = _total(self.left), _total(self.right)
        return None if left is None or right is None else left - right

    @property
    def mark(self) -> str:
        """✓, ✗, or ？ while it cannot be decided."""
        return {True: "✓", False: "✗", None: "？"}[self.holds]

    @property
    def sentence(self) -> str:
        """For the eye, under a table: 1 + 0 = 1 + 0 ✓."""
        return f"{_numbers(self.left)} = {_numbers(self.right)} {self.mark}{self._note}"

    @property
    def explanation(self) -> str:
        """The same with the names: 自然人：本年新收 1 + 上年结转 0 = 办理结果总计 1 + 结转下年度 0 ✓."""
        return f"{self.subject}：{_named(self.left)} = {_named(self.right)} {self.mark}{self._note}"

    @property
    def _note(self) -> str:
        """How its blanks were counted, once that has decided it."""
        return f"（{_BLANKS}）" if self.holds is not None and self.has_blanks else ""

    @property
    def has_blanks(self) -> bool:
        """Whether a printed blank was counted as 0."""
        return any(term.blank for term in (*self.left, *self.right))

    @property
    def cells(self) -> tuple[str, ...]:
        """The ids of all cells that take part (of I4's other year too: same ids)."""
        return tuple(dict.fromkeys(term.cell for term in (*self.left, *self.right)))


def identities(report: Report, previous: Report | None = None) -> tuple[Identity, ...]:
    """Every identity of the report in the order of its tables; I4 only with last year's report.

    Raises WrongPreviousReport when both years are known and `previous` is not of the year before.
    """
    if previous is not None and report.year and previous.year and previous.year != report.year - 1:
        raise WrongPreviousReport(
            f"核对上年结转需要 {report.year - 1} 年的报告，给出的是 {previous.year} 年的。"
            "请换成上一年度的报告。",
            where="year",
        )
    found = [*_balances(report), *_sums_of_lines(report), *_sums_of_rows(report)]
    if previous is not None:
        found += _openings(report, previous)
    return (*found, *_sums_of_disputes(report))


def check_identities(report: Report, previous: Report | None = None) -> list[Finding]:
    """A finding of severity error for every identity that is broken; raises as `identities` does."""
    return [_finding(identity) for identity in identities(report, previous) if identity.holds is False]


def _balances(report: Report) -> Iterator[Identity]:
    is_nothing = _nothing_in(report)
    for column in REQUEST_COLUMNS:
        received, carried_in, handled, carried_over = _with_blanks(
            is_nothing,
            [
                _request(report, row, column.id, name)
                for row, name in (
                    ("received", "本年新收"),
                    ("carried_in", "上年结转"),
                    ("total_handled", "办理结果总计"),
                    ("carried_over", "结转下年度"),
                )
            ],
            or_none=True,
        )
        yield Identity(
            "I1",
            f"requests.column.{column.id}",
            f"表三“{column.name}”列",
            (received, carried_in),
            (handled, carried_over),
        )


def _sums_of_lines(report: Report) -> Iterator[Identity]:
    is_nothing = _nothing_in(report)
    for column in REQUEST_COLUMNS:
        lines = [_request(report, row.id, column.id, row.name) for row in report.layout.request_leaves]
        addends = _with_blanks(is_nothing, lines, or_none=True)
        total = _request(report, "total_handled", column.id, "（七）总计")
        yield Identity(
            "I2", f"requests.column.{column.id}", f"表三“{column.name}”列各项结果", addends, (total,)
        )


def _sums_of_rows(report: Report) -> Iterator[Identity]:
    is_nothing = _nothing_in(report)
    *kinds, total = REQUEST_COLUMNS
    for row in report.layout.tables["requests"].rows:
        terms = [_request(report, row.id, column.id, column.name) for column in kinds]
        whole = _request(report, row.id, total.id, total.name)
        yield Identity(
            "I3",
            f"requests.row.{row.id}",
            f"表三“{row.name}”行",
            _with_blanks(is_nothing, terms),
            (whole,),
        )


def _openings(report: Report, previous: Report) -> Iterator[Identity]:
    for column in REQUEST_COLUMNS:
        opening = _request(report, "carried_in", column.id, "本年“上年结转”")
        closing = _request(previous, "carried_over", column.id, "上年报告“结转下年度”")
        where = f"requests.column.{column.id}"
        yield Identity("I4", where, f"表三“{column.name}”列跨年结转", (opening,), (closing,))


def _sums_of_disputes(report: Report) -> Iterator[Identity]:
    is_nothing = _nothing_in(report)
    *outcomes, total = DISPUTE_COLUMNS
    for block in DISPUTE_BLOCKS:
        *terms, whole = (
            Term(cell, column.label, report.number(cell))
            for column in (*outcomes, total)
            if (cell := f"disputes.{block.id}.{column.id}")
        )
        where = f"disputes.{block.id}"
        yield Identity("I5", where, f"表四“{block.name}”", _with_blanks(is_nothing, terms), (whole,))


# --- Blanks ---

_BLANKS = "空白按 0 计"


def _with_blanks(
    is_nothing: Callable[[str], bool], terms: list[Term], *, or_none: bool = False
) -> tuple[Term, ...]:
    """The terms with their blanks marked; as they are if `or_none` and there is nothing but blanks."""
    if or_none and all(term.value is None for term in terms):
        return tuple(terms)
    return tuple(replace(term, blank=term.value is None and is_nothing(term.cell)) for term in terms)


def _nothing_in(report: Report) -> Callable[[str], bool]:
    """Whether a cell says that there was nothing: 0, or a printed blank.

    A blank total says so only if all it adds up says so too; otherwise someone forgot to fill it in.
    """
    unread = report.unread()

    @cache
    def is_nothing(cell_id: str) -> bool:
        if cell_id in unread or cell_id.rpartition(".")[0] in unread:
            return False
        value = report.number(cell_id)
        return not value if value is not None else all(map(is_nothing, _addends(report, cell_id)))

    return is_nothing


def _addends(report: Report, cell_id: str) -> Iterator[str]:
    """The cells that a total of table 三 or 四 adds up; none for any other cell."""
    table, row, column = cell_id.split(".")
    if column == "total":
        kinds = DISPUTE_COLUMNS if table == "disputes" else REQUEST_COLUMNS
        yield from (f"{table}.{row}.{kind.id}" for kind in kinds if kind.id != "total")
    if row == "total_handled":
        yield from (f"{table}.{line.id}.{column}" for line in report.layout.request_leaves)


def _request(report: Report, row: str, column: str, name: str) -> Term:
    cell = f"requests.{row}.{column}"
    return Term(cell, name, report.number(cell), report.year)


def _finding(identity: Identity) -> Finding:
    left, right = _total(identity.left), _total(identity.right)
    assert left is not None
    assert right is not None
    return Finding(
        code=identity.code,
        severity=Severity.ERROR,
        where=identity.where,
        message=(
            f"{identity.subject}不平：{_named(identity.left)}{_whole(identity.left, left)}，"
            f"应等于 {_named(identity.right)}{_whole(identity.right, right)}，相差 {abs(left - right)}。"
            f"{f'{_BLANKS}。' if identity.has_blanks else ''}{_REMEDIES[identity.code]}"
        ),
        numbers={"left": left, "right": right, "difference": left - right},
        also=identity.cells,
    )


_REMEDIES = {
    "I1": "第一项加第二项之和应等于第三项加第四项之和，请核对该列的收件、结果和结转。",
    "I2": "请核对该列各项办理结果，每件申请只计一种结果。",
    "I3": "请核对该行各类申请人的数量。",
    "I4": "请核对上年度报告与本年的结转案件。",
    "I5": "请核对各种结果的件数。",
}


def _total(terms: tuple[Term, ...]) -> int | None:
    if any(term.value is None and not term.blank for term in terms):
        return None
    return sum(term.value or 0 for term in terms)


def _shown(terms: tuple[Term, ...]) -> tuple[Term, ...]:
    """Long sums leave out what counts as 0: twenty of them hide the one figure that matters."""
    long = len(terms) > len(REQUEST_COLUMNS)
    return tuple(term for term in terms if not (term.blank or term.value == 0)) if long else terms


def _numbers(terms: tuple[Term, ...]) -> str:
    return " + ".join("空" if term.value is None else str(term.value) for term in _shown(terms)) or "0"


def _named(terms: tuple[Term, ...]) -> str:
    if not _shown(terms):
        return f"{len(terms)} 项均为 0"
    return " + ".join(f"{term.name} {'空' if term.value is None else term.value}" for term in _shown(terms))


def _whole(terms: tuple[Term, ...], total: int) -> str:
    return f" 合计 {total}" if len(terms) > 1 else ""
