"""What stands between a candidate and its finalization: the screen, the button and the action ask here."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from itertools import chain

from django.urls import reverse

from gongkai import registry
from gongkai.annualreport import FORM_2021, Report, Severity
from gongkai.annualreport.checks import check_report
from gongkai.bodies.blockers import Blocker
from gongkai.bodies.remedies import remedy
from gongkai.bodies.viewer import Viewer
from gongkai.registry import Linked
from gongkai.reporting import queries
from gongkai.reporting.compiling import Compiled, content_of
from gongkai.reporting.models import Candidate
from gongkai.reporting.prose import Paragraph

SHOWN = 5


def record_blockers(viewer: Viewer, compiled: Compiled) -> list[Blocker]:
    """Return what is wrong with the figures and the text themselves, whether or not a candidate exists."""
    report = compiled.report
    assert report.year is not None
    plain = chain(_period(report.year, viewer.day), _blanks(report), _findings(report, compiled.previous))
    return [
        *_opening(viewer, report.year, compiled.previous),
        *map(Blocker, plain),
        *_unbound(viewer, report.year, compiled.paragraphs),
    ]


def finalization_blockers(
    viewer: Viewer, candidate: Candidate | None, compiled: Compiled, *, is_approved: bool
) -> list[Blocker]:
    """Return everything that keeps the year's report from being finalized today. Empty: it may be finalized."""
    if candidate is None:
        sentence = "还没有生成候选稿：请先“生成候选稿”，再送审。"
        return [*record_blockers(viewer, compiled), Blocker(sentence)]
    return [*foreseen_blockers(viewer, candidate, compiled), *_review(candidate, is_approved)]


def foreseen_blockers(viewer: Viewer, candidate: Candidate, compiled: Compiled) -> list[Blocker]:
    """Return what will keep a candidate from being finalized however its review ends."""
    return [*record_blockers(viewer, compiled), *map(Blocker, differences(candidate, compiled))]


def _period(year: int, day: datetime.date) -> Iterator[str]:
    if day <= datetime.date(year, 12, 31):
        yield f"统计期限为 {year} 年 1 月 1 日至 12 月 31 日，尚未结束，不能定稿。"


def _blanks(report: Report) -> Iterator[str]:
    blank = [FORM_2021.cells[cell.id].label for cell, value in report.cells() if value is None]
    if blank:
        more = f"等 {len(blank)} 格" if len(blank) > SHOWN else ""
        yield f"报表有空格：{'、'.join(blank[:SHOWN])}{more}没有台账可统计，请先启用相应台账。"


def _opening(viewer: Viewer, year: int, previous: Report | None) -> Iterator[Blocker]:
    if previous is None:
        words = "录入或导入上一年度报告（至少填写“结转下年度继续办理”一行）"
        url = f"{reverse('reporting:prior_year')}?year={year - 1}"
        sentence = f"没有 {year - 1} 年度报告，上年结转数无法核对。"
        yield Blocker(sentence, remedy=remedy(viewer, "reporting.build", words, url))


def _findings(report: Report, previous: Report | None) -> Iterator[str]:
    """What the checks of published reports call an error: a broken identity, a personal number in the text."""
    yield from (f.message for f in check_report(report, previous=previous) if f.severity is Severity.ERROR)


def _unbound(viewer: Viewer, year: int, paragraphs: list[Paragraph]) -> Iterator[Blocker]:
    for paragraph in paragraphs:
        where = f"第{paragraph.part}部分“{paragraph.head or paragraph.text[:12]}”"
        url = reverse("reporting:passage", args=[year, paragraph.passage])
        for number in paragraph.unbound:
            words = "修改这一段：引用统计数据，或标明为非统计数字并说明理由"
            way = remedy(viewer, "reporting.build", words, url)
            yield Blocker(f"{where}中的“{number}”没有对应的台账数据。", remedy=way)
        for name in paragraph.unknown:
            way = remedy(viewer, "reporting.build", "修改这一段，改为引用清单中的数据", url)
            yield Blocker(f"{where}引用的“{name}”不是本机关统计的数据。", remedy=way)


def differences(candidate: Candidate, compiled: Compiled) -> Iterator[str]:
    """Yield what the records or the text say otherwise since a candidate was made."""
    found = queries.counted(candidate).differences(compiled.count)
    if found:
        shown = "；".join(f"{name_of(cell_id)} {then} → {now}" for cell_id, then, now in found[:SHOWN])
        more = f" 等 {len(found)} 处" if len(found) > SHOWN else ""
        yield f"台账在候选稿生成后有变化：{shown}{more}。请重新生成候选稿并送审。"
    elif content_of(compiled, made_on=candidate.counted_on).body != candidate.version.body:
        yield "报告的文字或者图在候选稿生成后有变化，请重新生成候选稿并送审。"


def _review(candidate: Candidate, is_approved: bool) -> Iterator[Blocker]:
    if not is_approved:
        way = Linked("请看审查到了哪一步", reverse("review:version", args=[candidate.version_id]))
        yield Blocker("候选稿尚未通过“拟稿人—科室负责人—分管领导”审查。", remedy=way)
    if hasattr(candidate, "finalization"):
        yield Blocker(f"该候选稿已于 {candidate.finalization.finalized_on} 定稿。")


def unit_of(cell_id: str) -> str:
    """Return the unit in which a cell of the count is told; of a total, that of the other cells of its table."""
    try:
        return queries.measure_of(cell_id).unit
    except registry.NotDeclared:
        table = cell_id.split(".")[0]
        return next(each.unit for each in registry.all_of(registry.Measure) if each.table == table)


def name_of(cell_id: str) -> str:
    """Return what people call a cell of the count."""
    if cell_id in FORM_2021.cells:
        return FORM_2021.cells[cell_id].label
    return queries.measure_of(cell_id).name
