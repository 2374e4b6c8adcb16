"""What is left undone: opinions, findings of assessments, problems and tasks past their day."""

from __future__ import annotations

from django.db.models import QuerySet
from django.urls import reverse

from gongkai.bodies.viewer import Viewer
from gongkai.oversight import queries
from gongkai.oversight.models import AnnualPriority, Problem
from gongkai.registry import Alert

Sentences = list[tuple[str, str]]
SHOWN = 20


def unhandled_opinions(viewer: Viewer) -> Sentences:
    """Return a sentence for each of the earliest opinions that wait to be handled, and one for the others."""
    waiting = queries.opinions_unhandled(viewer).order_by("raised_on", "pk")
    first = list(waiting[: SHOWN + 1])
    found = [
        (
            f"{opinion.raised_on} 提出的群众意见“{opinion.number}”还没有登记处理情况。",
            _page("oversight.opinions", opinion.pk),
        )
        for opinion in first[:SHOWN]
    ]
    if len(first) > SHOWN:
        sentence = f"另有 {waiting.count() - SHOWN} 条群众意见还没有登记处理情况。"
        found.append((sentence, reverse("shell:register", args=["oversight.opinions"])))
    return found


def unrectified_risks(viewer: Viewer) -> Sentences:
    """Return a sentence for each assessment whose findings nobody put right."""
    return [
        (
            f"“{risk.platform}”{risk.assessed_on} 评估发现的问题还没有登记整改：{risk.findings}。",
            _page("oversight.assessments", risk.pk),
        )
        for risk in queries.risks_open(viewer).order_by("assessed_on")
    ]


def problems_late(viewer: Viewer) -> QuerySet[Problem]:
    """Return the problems that are not solved although their day is past."""
    return queries.problems_open(viewer, viewer.day.year).filter(due_on__lt=viewer.day)


def tasks_late(viewer: Viewer) -> QuerySet[AnnualPriority]:
    """Return the tasks of the key points that are not done although their day is past."""
    return queries.priorities_undone(viewer).filter(due_on__lt=viewer.day)


def late_problems(viewer: Viewer) -> Sentences:
    """Return a sentence for each problem that is not solved although its day is past."""
    return [
        (
            f"问题“{problem.number}”应于 {problem.due_on} 前解决，还没有解决：{problem.problem}。",
            _page("oversight.problems", problem.pk),
        )
        for problem in problems_late(viewer).order_by("due_on")
    ]


def late_tasks(viewer: Viewer) -> Sentences:
    """Return a sentence for each task of the key points that is not done although its day is past."""
    return [
        (
            f"要点任务“{task.number}”（{task.section}）应于 {task.due_on} 前完成，还没有完成：{task.task}。",
            _page("oversight.key_points", task.pk),
        )
        for task in tasks_late(viewer).order_by("due_on")
    ]


def _page(register: str, pk: int) -> str:
    """The page of a record, where what is to be done about it is entered."""
    return reverse("shell:record", args=[register, pk])


ALERTS = (
    Alert(
        id="oversight.untreated_opinions",
        permission="oversight.view",
        label="意见待处理",
        sentences=unhandled_opinions,
        records=queries.opinions_unhandled,
        sealed=True,
    ),
    Alert(
        id="oversight.unrectified_risks",
        permission="oversight.view",
        label="风险待整改",
        sentences=unrectified_risks,
        records=queries.risks_open,
        sealed=True,
    ),
    Alert(
        id="oversight.late_problems",
        label="问题逾期未解决",
        sentences=late_problems,
        records=problems_late,
        permission="oversight.view",
        sealed=True,
    ),
    Alert(
        id="oversight.late_tasks",
        permission="oversight.view",
        label="要点任务逾期",
        sentences=late_tasks,
        records=tasks_late,
        sealed=True,
    ),
)
