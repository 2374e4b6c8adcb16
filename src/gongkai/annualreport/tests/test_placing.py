"""Every finding has a number and a place; a figure knows the findings that speak of it."""

from __future__ import annotations

from gongkai.annualreport import FORM_2019, FORM_2021, Finding, Report, Severity, place_findings, tables_of


def finding(where: str, *also: str, severity: Severity = Severity.ERROR) -> Finding:
    return Finding("示例", severity, where, f"{where}。", also=also)


REPORT = Report(organ="示例局", year=2023, tables=tables_of(FORM_2021, {}, default=0))


def test_numbers_run_through_the_tables_and_the_gravest_of_each_come_first() -> None:
    placed = place_findings(
        REPORT,
        [
            finding("sections.二"),
            finding("requests", severity=Severity.INFO),
            finding("disputes.litigation_direct"),
            finding("requests.row.granted"),
            finding("title"),
            finding("sections"),
        ],
    )
    assert [(each.number, each.place, each.finding.where) for each in placed.all] == [
        (1, "表三", "requests.row.granted"),
        (2, "表三", "requests"),
        (3, "表四", "disputes.litigation_direct"),
        (4, "第二部分", "sections.二"),
        (5, "标题", "title"),
        (6, "全文", "sections"),
    ]
    assert [len(found) for found in placed.tables.values()] == [0, 2, 1]


def test_a_finding_is_marked_at_its_total_or_at_the_few_figures_that_it_names() -> None:
    lines = [f"requests.{row.id}.natural" for row in FORM_2021.request_leaves]
    placed = place_findings(
        REPORT,
        [
            finding("requests.column.natural", *lines),
            finding("requests.row.granted"),
            finding("requests.received"),
            finding("requests.partial.legal"),
            finding("requests", *lines),
            finding("disputes.litigation_direct"),
            finding("sections.一", "requests.granted.total"),
        ],
    )
    assert placed.cells == {
        "requests.total_handled.natural": (1,),
        "requests.granted.total": (2, 7),
        "requests.received.total": (3,),
        "requests.partial.legal": (4,),
        "disputes.litigation_direct.total": (6,),
    }


def test_the_rows_of_the_form_before_are_places_too() -> None:
    report = Report(organ="", year=None, form="2019", tables=tables_of(FORM_2019, {}, default=0))
    placed = place_findings(
        report, [finding("proactive.procurement"), finding("proactive.coercion.decisions")]
    )
    assert placed.cells == {"proactive.procurement.count": (1,), "proactive.coercion.decisions": (2,)}
