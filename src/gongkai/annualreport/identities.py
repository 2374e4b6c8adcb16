"""The identities of the tables: what must add up, shown with the numbers put in.

I1 received + carried_in = total_handled + carried_over   (table 三, each column; printed in the form itself)
I2 total_handled = the sum of its lines                   (table 三, each column)
I3 total = the sum of the six applicant columns           (table 三, each row)
I4 carried_in = last year's carried_over                  (table 三, each column, across years)
I5 total = upheld + corrected + other + pending           (table 四, each block)

An identity with a blank or unreadable cell is not decided: it is shown as open and is no finding.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.annualreport.errors import WrongPreviousReport
from gongkai.annualreport.form import DISPUTE_BLOCKS, DISPUTE_COLUMNS, REQUEST_COLUMNS
from gongkai.annualreport.value import Finding, Report, Severity


@dataclass(frozen=True, slots=True)
class Term:
    """One figure in an identity: its cell, what it is called there, its value (None: blank or unreadable)."""

    cell: str
    name: str
    value: int | None
    year: int | None = None


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
        """Whether both sides are equal; None while a figure is blank or unreadable."""
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
        return f"{_numbers(self.left)} = {_numbers(self.right)} {self.mark}"

    @property
    def explanation(self) -> str:
        """The same with the names: 自然人：本年新收 1 + 上年结转 0 = 办理结果总计 1 + 结转下年度 0 ✓."""
        return f"{self.subject}：{_named(self.left)} = {_named(self.right)} {self.mark}"

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
    for column in REQUEST_COLUMNS:
        terms = {
            row: _request(report, row, column.id, name)
            for row, name in (
                ("received", "本年新收"),
                ("carried_in", "上年结转"),
                ("total_handled", "办理结果总计"),
                ("carried_over", "结转下年度"),
            )
        }
        yield Identity(
            "I1",
            f"requests.column.{column.id}",
            f"表三“{column.name}”列",
            (terms["received"], terms["carried_in"]),
            (terms["total_handled"], terms["carried_over"]),
        )


def _sums_of_lines(report: Report) -> Iterator[Identity]:
    for column in REQUEST_COLUMNS:
        lines = tuple(_request(report, row.id, column.id, row.name) for row in report.layout.request_leaves)
        total = _request(report, "total_handled", column.id, "（七）总计")
        yield Identity(
            "I2", f"requests.column.{column.id}", f"表三“{column.name}”列各项结果", lines, (total,)
        )


def _sums_of_rows(report: Report) -> Iterator[Identity]:
    *kinds, total = REQUEST_COLUMNS
    for row in report.layout.tables["requests"].rows:
        terms = tuple(_request(report, row.id, column.id, column.name) for column in kinds)
        whole = _request(report, row.id, total.id, total.name)
        yield Identity("I3", f"requests.row.{row.id}", f"表三“{row.name}”行", terms, (whole,))


def _openings(report: Report, previous: Report) -> Iterator[Identity]:
    for column in REQUEST_COLUMNS:
        opening = _request(report, "carried_in", column.id, "本年“上年结转”")
        closing = _request(previous, "carried_over", column.id, "上年报告“结转下年度”")
        where = f"requests.column.{column.id}"
        yield Identity("I4", where, f"表三“{column.name}”列跨年结转", (opening,), (closing,))


def _sums_of_disputes(report: Report) -> Iterator[Identity]:
    *outcomes, total = DISPUTE_COLUMNS
    for block in DISPUTE_BLOCKS:
        terms = [
            Term(cell, column.label, report.number(cell))
            for column in (*outcomes, total)
            if (cell := f"disputes.{block.id}.{column.id}")
        ]
        where = f"disputes.{block.id}"
        yield Identity("I5", where, f"表四“{block.name}”", tuple(terms[:-1]), (terms[-1],))


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
            f"{_REMEDIES[identity.code]}"
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
    values = [term.value for term in terms]
    return None if None in values else sum(value for value in values if value is not None)


def _shown(terms: tuple[Term, ...]) -> tuple[Term, ...]:
    """Long sums leave out their zeros: twenty of them hide the one figure that matters."""
    long = len(terms) > len(REQUEST_COLUMNS)
    return tuple(term for term in terms if term.value != 0) if long else terms


def _numbers(terms: tuple[Term, ...]) -> str:
    return " + ".join("空" if term.value is None else str(term.value) for term in _shown(terms)) or "0"


def _named(terms: tuple[Term, ...]) -> str:
    if not _shown(terms):
        return f"{len(terms)} 项均为 0"
    return " + ".join(f"{term.name} {'空' if term.value is None else term.value}" for term in _shown(terms))


def _whole(terms: tuple[Term, ...], total: int) -> str:
    return f" 合计 {total}" if len(terms) > 1 else ""
