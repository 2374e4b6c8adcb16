"""What this room puts on the desk's home: written answers that are due."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.urls import reverse

from gongkai import law
from gongkai.bodies.viewer import Viewer
from gongkai.disputes import queries
from gongkai.disputes.ledgers import DISPUTES
from gongkai.disputes.models import Filing, Procedure
from gongkai.norms.queries import rules_of
from gongkai.registry import DueItem, DueLine
from gongkai.shell import first_shown


def due_answers(viewer: Viewer) -> Iterator[DueLine]:
    """Yield the written answers that are due in open cases, the earliest received first (行政复议法 art 48)."""
    filings, next_one, more = first_shown(queries.unanswered(viewer).order_by("filed_on", "pk"))
    for filing in filings:
        yield from _lines(viewer, filing)
    for line in _lines(viewer, next_one) if next_one else ():
        url = reverse("shell:register", args=[DISPUTES.id])
        yield replace(line, title=f"另有 {more} 件案件没有提交书面答复", url=url)


def _lines(viewer: Viewer, filing: Filing) -> Iterator[DueLine]:
    case, rules = filing.dispute, rules_of(viewer)
    for deadline in _clocks(filing, rules.calendar, rules.values):
        if deadline.due is None:
            continue
        period, *_ = deadline.values
        yield DueLine(
            title=f"{case.get_procedure_display()} {case}：{case.attacked}",
            stage=("提出书面答复" if case.procedure == Procedure.RECONSIDERATION else "提交答辩状")
            + ("（期限未经核对）" if period.needs_confirmation else ""),
            due_on=deadline.due,
            working_days_left=rules.calendar.working_days_left(deadline.due, viewer.day),
            basis="、".join(deadline.basis),
            url=reverse("shell:record", args=[DISPUTES.id, case.pk]),
        )


def _clocks(filing: Filing, calendar: law.Calendar, values: law.Values) -> tuple[law.Deadline, ...]:
    """What the copy that the organ received has begun; nothing where no rule was in force on that day."""
    case = filing.dispute
    try:
        return law.dispute_clocks(
            case.procedure,  # type: ignore[arg-type]
            {"copy_received": filing.filed_on},
            simplified=case.simplified,
            calendar=calendar,
            values=values,
        )
    except law.NotModelled:
        return ()


HOME = (
    DueItem(
        id="disputes.answers",
        label="复议诉讼书面答复",
        lines=lambda viewer: list(due_answers(viewer)),
        records=queries.unanswered,
        permission="disputes.view",
        sealed=True,
    ),
)
