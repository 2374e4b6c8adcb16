"""What is left undone: opinions, findings of assessments, problems and tasks past their day."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from gongkai.bodies.viewer import Viewer
from gongkai.oversight import queries
from gongkai.oversight.ledgers import duties, platforms, public
from gongkai.oversight.models import AnnualPriority, Problem
from gongkai.registry import Alert
from gongkai.shell import first_shown
from gongkai.shell.ledgers.spec import LedgerSpec


def late_problems(viewer: Viewer) -> QuerySet[Problem]:
    """Return the problems that are not solved although their day is past."""
    return queries.problems_open(viewer, viewer.day.year).filter(due_on__lt=viewer.day)


def late_tasks(viewer: Viewer) -> QuerySet[AnnualPriority]:
    """Return the tasks of the key points that are not done although their day is past."""
    return queries.priorities_undone(viewer).filter(due_on__lt=viewer.day)


def _alert(
    name: str,
    label: str,
    ledger: LedgerSpec,
    records: Callable[[Viewer], QuerySet[Any]],
    day: str,
    say: Callable[[Any], str],
) -> Alert:
    """Return the alert of records of a ledger: a sentence for each of the earliest by `day`, and one for the others.

    Each leads to the page of the record, where what is to be done about it is entered.
    """

    def sentences(viewer: Viewer) -> list[tuple[str, str]]:
        shown, _, more = first_shown(records(viewer).order_by(day, "pk"))
        found = [(say(row), reverse("shell:record", args=[ledger.id, row.pk])) for row in shown]
        rest = (
            f"另有 {more} {ledger.unit}{ledger.called}是同样情况。",
            reverse("shell:register", args=[ledger.id]),
        )
        return [*found, rest] if more else found

    return Alert(
        id=f"oversight.{name}",
        permission="oversight.view",
        label=label,
        sentences=sentences,
        records=records,
        sealed=True,
    )


ALERTS = (
    _alert(
        "untreated_opinions",
        "意见待处理",
        public.OPINIONS,
        queries.opinions_unhandled,
        "raised_on",
        lambda opinion: f"{opinion.raised_on} 提出的群众意见“{opinion.number}”还没有登记处理情况。",
    ),
    _alert(
        "unrectified_risks",
        "风险待整改",
        platforms.ASSESSMENTS,
        queries.risks_open,
        "assessed_on",
        lambda risk: f"“{risk.platform}”{risk.assessed_on} 评估发现的问题还没有登记整改：{risk.findings}。",
    ),
    _alert(
        "late_problems",
        "问题逾期未解决",
        duties.PROBLEMS,
        late_problems,
        "due_on",
        lambda problem: (
            f"问题“{problem.number}”应于 {problem.due_on} 前解决，还没有解决：{problem.problem}。"
        ),
    ),
    _alert(
        "late_tasks",
        "要点任务逾期",
        duties.ANNUAL_PRIORITIES,
        late_tasks,
        "due_on",
        lambda task: (
            f"要点任务“{task.number}”（{task.section}）应于 {task.due_on} 前完成，还没有完成：{task.task}。"
        ),
    ),
)
