"""The website's yearly report: every line counted from records, read from a register, or stated by somebody."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlencode

from django.urls import reverse

from gongkai import law
from gongkai.bodies.models import Organ
from gongkai.bodies.viewer import Viewer
from gongkai.norms.queries import rules_of
from gongkai.shell import count_each
from gongkai.typeset import OfficialDocx, PlainSheet, TableCell, write_workbook
from gongkai.upkeep import queries
from gongkai.upkeep.counted import COUNTED, said
from gongkai.upkeep.report_form import REPORT, SiteLine

Origin = Literal["counted", "register", "stated", "missing"]
ORIGINS: dict[Origin, str] = {
    "counted": "台账",
    "register": "登记信息",
    "stated": "填报",
    "missing": "待填报",
}
SAMPLE_NOTICE, UNFINISHED = "示例数据", "未填齐"
FORM = "site.report_form"
STATEMENTS = "upkeep.statements"


@dataclass(frozen=True)
class ReportedLine:
    """A line with what stands in it, where that comes from, and the way there."""

    line: SiteLine
    value: int | str
    origin: Origin
    url: str
    note: str = ""

    @property
    def origin_label(self) -> str:
        """Where it comes from, in words."""
        return ORIGINS[self.origin]

    @property
    def shown(self) -> str:
        """The value with its unit; of what is missing nothing."""
        if self.value == "":
            return ""
        return f"{self.value} {self.line.unit}".strip()


def report_of(viewer: Viewer, year: int) -> list[ReportedLine]:
    """Return every line of the report of a year, as records and statements say it now."""
    records = {id: each.records(viewer, year) for id, each in COUNTED.items()}
    numbers = count_each({id: query for id, query in records.items() if COUNTED[id].figure is None})
    named, stated = said(viewer, year), queries.statements(viewer, year)
    found = []
    for line in REPORT:
        if line.id in COUNTED:
            figure = COUNTED[line.id].figure
            value = figure(records[line.id]) if figure else numbers[line.id]
            url = reverse("upkeep:figure", args=[year, line.id])
            found.append(ReportedLine(line, value, "counted", url))
        elif line.counted:
            found.append(ReportedLine(line, str(named[line.id]), "register", named[line.id].url))
        elif (statement := stated.get(line.id)) is not None:
            page = reverse("shell:record", args=[STATEMENTS, statement.pk])
            note = f"来源：{statement.source}（{statement.stated_on} 填报）"
            found.append(ReportedLine(line, statement.value, "stated", page, note))
        else:
            found.append(ReportedLine(line, "", "missing", enter_url(line, year)))
    return found


def enter_url(line: SiteLine, year: int) -> str:
    """Return where a line of a year is stated."""
    asked = urlencode({"year": year, "item": line.label})
    return f"{reverse('shell:enter', args=[STATEMENTS])}?{asked}"


def form_mark(viewer: Viewer) -> str:
    """Return how sure it is that the report has these lines, "" where somebody has confirmed it."""
    value = rules_of(viewer).values.on(FORM, viewer.day)
    return law.MARK_LABELS[value.mark] if value.needs_confirmation else ""


def due_day(viewer: Viewer, year: int) -> datetime.date:
    """Return the last day on which the report of a year is published, by the rule of the day on which it is asked."""
    value = rules_of(viewer).values.on("report.site", viewer.day)
    return datetime.date.fromisoformat(f"{year + 1}-{value.value}")


def title_of(organ: Organ, year: int) -> str:
    """Return what the report is called."""
    return f"{organ.name}政府网站工作年度报表（{year} 年度）"


def as_workbook(viewer: Viewer, organ: Organ, year: int) -> bytes:
    """Return the report as XLSX, each line with where it comes from."""
    rows = report_of(viewer, year)
    sheet = PlainSheet(
        name=f"{year} 年度",
        title=title_of(organ, year),
        said=[each for each in (form_mark(viewer) and f"栏目：{form_mark(viewer)}", _left(rows)) if each],
        labels=["类别", "栏目", "内容", "单位", "数据来源", "说明"],
        rows=[(r.line.section, r.line.label, r.value, r.line.unit, r.origin_label, r.note) for r in rows],
        widths=[16, 40, 40, 8, 12, 46],
    )
    return write_workbook(
        [sheet], title=sheet.title, author=organ.name, made_on=viewer.day, notice=_notice(organ)
    )


def as_word(viewer: Viewer, organ: Organ, year: int) -> bytes:
    """Return the report as DOCX, a table of section, line and content."""
    rows, title = report_of(viewer, year), title_of(organ, year)
    page = OfficialDocx(title=title, author=organ.name, made_on=viewer.day, notice=_notice(organ))
    page.paragraph(title, "Title")
    if left := _left(rows):
        page.paragraph(left, "Table Label")
    page.table(_cells(rows), widths=(18, 46, 36), caption=title, head_rows=1)
    return page.save()


def _cells(rows: list[ReportedLine]) -> list[list[TableCell]]:
    table = [[TableCell(text, 0, x, style="Table Head") for x, text in enumerate(("类别", "栏目", "内容"))]]
    begun = ""
    for y, row in enumerate(rows, start=1):
        section = row.line.section
        cells = [
            TableCell(row.line.label, y, 1, style="Table Label"),
            TableCell(row.shown, y, 2, style="Table Label"),
        ]
        if section != begun:
            span = sum(each.line.section == section for each in rows)
            cells.insert(0, TableCell(section, y, 0, rowspan=span, style="Table Head"))
            begun = section
        table.append(cells)
    return table


def _left(rows: list[ReportedLine]) -> str:
    missing = sum(row.origin == "missing" for row in rows)
    return f"{UNFINISHED}：还有 {missing} 栏没有填报" if missing else ""


def _notice(organ: Organ) -> str:
    return SAMPLE_NOTICE if organ.is_sample else ""
