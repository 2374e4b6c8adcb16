"""The report as HTML: tables and whole reports as fragments for our pages, and one file that stands alone."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from importlib import resources

from gongkai.annualreport.layout import CellRole, GridCell
from gongkai.annualreport.value import Report
from gongkai.annualreport.writers.illustrations import Illustration
from gongkai.annualreport.writers.outline import (
    Heading,
    Picture,
    PrintedTable,
    TextBlock,
    outline,
    page_notice,
    printable,
    printed_table,
    shown,
    title_lines,
)
from gongkai.typeset import Chart

# Gives the address behind a figure by its cell id; None leaves the figure plain.
Link = Callable[[str], str | None]
# Gives what is remarked on a figure by its cell id: words and the address of the whole remark.
Remarks = Callable[[str], Iterable[tuple[str, str]]]


def write_html(
    report: Report, *, notice: str | None = None, illustrations: Sequence[Illustration] = ()
) -> bytes:
    """The report as one HTML file with its style in it, in UTF-8; needs nothing else and runs no script."""
    report = printable(report)
    said = page_notice(report, notice)
    running = f'@page{{@top-center{{content:"{said}"}}}}' if said.replace("　", "").isalnum() else ""
    page = f"""<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(report.heading)}</title>
<meta name="author" content="{escape(report.organ)}">
<style>
{report_css()}{running}
</style>
</head>
<body class="gk-page">
<main>
{report_fragment(report, notice=notice, illustrations=illustrations)}
</main>
</body>
</html>
"""
    return page.encode()


def report_css() -> str:
    """The style of the fragments: every rule begins with .gk-report or .gk-page."""
    return resources.files(__package__).joinpath("report.css").read_text(encoding="utf-8")


def report_fragment(
    report: Report,
    *,
    link: Link | None = None,
    notice: str | None = None,
    illustrations: Sequence[Illustration] = (),
    level: int = 1,
) -> str:
    """The whole report as an <article>; its title is <h{level}>, its parts one level below."""
    report = printable(report)
    said = page_notice(report, notice)
    lines = ['<article class="gk-report" lang="zh-CN">']
    if said:
        lines.append(f'<p class="gk-notice">{escape(said)}</p>')
    title = "<br>".join(escape(line) for line in title_lines(report))
    lines.append(f'<h{level} class="gk-title">{title}</h{level}>')
    for block in outline(report, illustrations):
        match block:
            case Heading(depth, text):
                rank = min(level + depth, 6)
                lines.append(f'<h{rank} class="gk-h{depth}">{escape(text)}</h{rank}>')
            case TextBlock(place, text, lead_in):
                lead = f'<span class="gk-lead">{escape(lead_in)}</span>' if lead_in else ""
                lines.append(f'<p class="gk-{place}">{lead}{escape(text)}</p>')
            case PrintedTable():
                lines.append(_table(block, _Beside(link=link)))
            case Picture(chart):
                lines.append(chart_fragment(chart))
    return "\n".join([*lines, "</article>"])


def table_fragment(
    report: Report,
    table: str,
    *,
    link: Link | None = None,
    last_year: Report | None = None,
    remarks: Remarks | None = None,
    ids: str = "gk",
    named: str = "",
) -> str:
    """One table ("proactive", "requests", "disputes") exactly as printed, to stand inside .gk-report.

    With `last_year`, what that report says of a figure stands below it; with `remarks`, what is remarked on it. On a
    page with several reports each has its own beginning of ids and its name.
    """
    return _table(printed_table(report, table), _Beside(link, last_year, remarks, ids, named))


@dataclass(frozen=True, slots=True)
class _Beside:
    """What stands at the figures besides what is printed."""

    link: Link | None = None
    last_year: Report | None = None
    remarks: Remarks | None = None
    ids: str = "gk"
    named: str = ""


def _table(printed: PrintedTable, beside: _Beside) -> str:
    table = printed.table
    label = f"{table.title}：{beside.named}" if beside.named else table.title
    return "\n".join(
        [
            f'<div class="gk-scroll" role="region" aria-label="{escape(label)}" tabindex="0">',
            f'<table class="gk-table gk-{table.id}">',
            f"<caption>{escape(table.title)}</caption>",
            f"<colgroup>{'<col>' * len(table.widths)}</colgroup>",
            *_rows(printed, beside),
            "</table>",
            "</div>",
        ]
    )


def _rows(printed: PrintedTable, beside: _Beside) -> Iterator[str]:
    """The rows in a head for the whole table, or a body for each article's block."""
    heads = printed.table.head_rows
    yield "<thead>" if heads else "<tbody>"
    for number, row in enumerate(printed.grid):
        if heads and number == heads:
            yield "</thead>\n<tbody>"
        elif number and row[0].role is CellRole.CAPTION:
            yield "</tbody>\n<tbody>"
        yield f"<tr>{''.join(_cell(printed, cell, beside) for cell in row)}</tr>"
    yield "</tbody>"


def _cell(printed: PrintedTable, cell: GridCell, beside: _Beside) -> str:
    name = f"{beside.ids}-{printed.table.id}-"
    spans = "".join(
        f' {span}="{count}"'
        for span, count in (("rowspan", cell.rowspan), ("colspan", cell.colspan))
        if count > 1
    )
    text = escape(printed.text(cell))
    match cell.role:
        case CellRole.FIGURE:
            headers = " ".join(name + key for key in cell.headers)
            figure = _figure(printed, cell, text, beside.link)
            below = _before(cell, beside.last_year) + _remarks(cell, beside.remarks)
            return f'<td class="gk-figure" headers="{headers}"{spans}>{figure}{below}</td>'
        case CellRole.NOTE:
            return f'<td class="gk-note"{spans}>{text}</td>'
        case CellRole.LABEL:
            scope = "rowgroup" if cell.rowspan > 1 else "row"
        case _:
            scope = "colgroup" if cell.colspan > 1 else "col"
    return f'<th class="gk-{cell.role}" id="{name}{cell.key}" scope="{scope}"{spans}>{text}</th>'


def _before(cell: GridCell, last_year: Report | None) -> str:
    if last_year is None or cell.cell not in last_year.layout.cells:
        return ""
    return f'<small class="gk-before">上年 {escape(shown(last_year.cell(cell.cell))) or "—"}</small>'


def _remarks(cell: GridCell, remarks: Remarks | None) -> str:
    made = remarks(cell.cell) if remarks else ()
    return "".join(f'<a class="gk-remark" href="{escape(at)}">{escape(said)}</a>' for said, at in made)


def _figure(printed: PrintedTable, cell: GridCell, text: str, link: Link | None) -> str:
    address = link(cell.cell) if link and text else None
    if address is None:
        return text
    said = f"{printed.figure(cell).label}：{text}"
    return f'<a href="{escape(address)}" aria-label="{escape(said)}">{text}</a>'


def chart_fragment(chart: Chart) -> str:
    """A chart as a figure with its words, to stand inside .gk-report."""
    picture = f'<img src="{chart.uri}" alt="{escape(chart.alt)}">'
    narrow = f'<source media="(max-width: 30em)" srcset="{chart.narrow_uri}">'
    return f'<figure class="gk-chart"><picture>{narrow}{picture}</picture></figure>'
