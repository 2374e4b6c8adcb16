"""The charts that a report alone can draw: results and applicants, beside last year where it is given."""

from gongkai.annualreport.form import REQUEST_COLUMNS
from gongkai.annualreport.value import Report
from gongkai.typeset import Chart, Series, bar_chart

_RESULTS = {
    "予以公开": ("granted",),
    "部分公开": ("partial",),
    "不予公开": ("denied_",),
    "无法提供": ("unable_",),
    "不予处理": ("rejected_",),
    "其他处理": ("other",),
}


def report_charts(report: Report, previous: Report | None = None) -> tuple[Chart, ...]:
    """Charts of table 三 where a figure is known: results by kind, new applications by applicant.

    A sum with a blank in it is not drawn: a part would look like the whole.
    """
    drawn = []
    results = [
        Series(_year(one), tuple(_result(one, rows) for rows in _RESULTS.values()))
        for one in _both(report, previous)
    ]
    kinds = REQUEST_COLUMNS[:-1]
    applicants = [
        Series(_year(one), tuple(one.number(f"requests.received.{kind.id}") for kind in kinds))
        for one in _both(report, previous)
    ]
    for title, labels, series in (
        ("政府信息公开申请办理结果", list(_RESULTS), results),
        ("新收政府信息公开申请的申请人", [kind.name for kind in kinds], applicants),
    ):
        if any(value is not None for one in series for value in one.values):
            drawn.append(bar_chart(title, labels, series))
    return tuple(drawn)


def _both(report: Report, previous: Report | None) -> list[Report]:
    return [report] if previous is None else [report, previous]


def _year(report: Report) -> str:
    return f"{report.year}年" if report.year else "年度不详"


def _result(report: Report, prefixes: tuple[str, ...]) -> int | None:
    values = [
        report.number(f"requests.{row.id}.total")
        for row in report.layout.request_leaves
        if row.id.startswith(prefixes)
    ]
    known = [value for value in values if value is not None]
    return sum(known) if len(known) == len(values) else None
