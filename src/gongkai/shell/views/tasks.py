"""The tasks an officer asked for: how far each is, and the way to its result."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from gongkai import registry
from gongkai.bodies.viewer import Viewer
from gongkai.registry import TaskKind
from gongkai.shell.access import OfficerRequest, officer_view
from gongkai.shell.models import Task, TaskState
from gongkai.shell.tasks.presence import worker_is_there
from gongkai.shell.tasks.progress_files import TaskProgress, read_progress
from gongkai.shell.tasks.running import cancel_task, is_cut_off
from gongkai.shell.tasks.seals import is_genuine

TASKS_SHOWN = 50


@require_GET
@officer_view()
def tasks(request: OfficerRequest) -> HttpResponse:
    """What this officer asked for, newest first."""
    newest = own_tasks(request.viewer).order_by("-id")[:TASKS_SHOWN]
    lines = [(task, _page(task), _how_far(task)) for task in newest if is_genuine(task)]
    return render(request, "shell/tasks.html", {"lines": lines, "worker": worker_is_there()})


@require_GET
@officer_view()
def task(request: OfficerRequest, pk: int) -> HttpResponse:
    """One task until it is over; then the page with its result."""
    found = genuine_or_404(own_tasks(request.viewer), pk=pk)
    asked_by_page = bool(request.headers.get("HX-Request"))
    if found.state == TaskState.DONE:
        page = _page(found)
        return HttpResponse(status=204, headers={"HX-Redirect": page}) if asked_by_page else redirect(page)
    context: dict[str, Any] = {
        "task": found,
        "far": _how_far(found),
        "retry_url": registry.one(TaskKind, found.kind).retry_url(found),
        "before": _before(found),
        "worker": found.state != TaskState.WAITING or worker_is_there(),
        "cut_off": found.state == TaskState.RUNNING and is_cut_off(found),
    }
    return render(request, "shell/task_progress.html" if asked_by_page else "shell/task.html", context)


@require_POST
@officer_view()
def cancel(request: OfficerRequest, pk: int) -> HttpResponse:
    """Take back a task that has not begun."""
    found = genuine_or_404(own_tasks(request.viewer), pk=pk)
    if cancel_task(found):
        messages.success(request, f"已取消“{found.title}”，没有留下任何内容。")
        return redirect("shell:tasks")
    messages.error(request, f"“{found.title}”已经开始，不能取消。")
    return redirect("shell:task", found.pk)


def own_tasks(viewer: Viewer) -> QuerySet[Task]:
    """Return the tasks that this officer asked for; nobody else sees them."""
    found: QuerySet[Task] = Task.objects.visible_to(viewer).filter(officer=viewer.officer)
    return found


def genuine_or_404(tasks: QuerySet[Task], **asked: Any) -> Task:
    """Return the task that is asked for; one that this program did not take up is not there."""
    found = get_object_or_404(tasks, **asked)
    if not is_genuine(found):
        raise Http404
    return found


def _how_far(task: Task) -> TaskProgress:
    return read_progress(task.pk) if task.state == TaskState.RUNNING else TaskProgress(task.sentence)


def _before(task: Task) -> int:
    """How many tasks, of whomever, are done before this one."""
    if task.state != TaskState.WAITING:
        return 0
    unfinished = Task.objects.filter(state__in=[TaskState.WAITING, TaskState.RUNNING])
    return unfinished.filter(pk__lt=task.pk).count()


def _page(task: Task) -> str:
    """Where a task's result stands, or how far it is."""
    if task.state == TaskState.DONE:
        return registry.one(TaskKind, task.kind).result_url(task)
    return reverse("shell:task", args=[task.pk])
