"""What the worker does for an officer in this room: it sends a post."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from gongkai.bodies.blockers import ActionBlocked, Blocker
from gongkai.bodies.viewer import Viewer
from gongkai.publisher import queries
from gongkai.publisher.actions.record_result import on_delivery
from gongkai.publisher.actions.send import attempt_and_send, send_blockers
from gongkai.publisher.models import Delivery
from gongkai.registry import TaskKind
from gongkai.shell import Task, TaskContext, TaskState, start_task


def request_sending(*, viewer: Viewer, delivery: Delivery) -> Task:
    """Return the task that sends a post. Raises `NotAllowed`, or `ActionBlocked` with what stands in the way."""
    with on_delivery(viewer, delivery) as (_, found):
        if blockers := send_blockers(viewer, found):
            raise ActionBlocked(blockers)
        if sending(viewer, found):
            raise ActionBlocked([Blocker("正在发送，请等结果。")])
        asked = {"delivery": found.pk, "number": found.attempts.count() + 1}
        return start_task(
            viewer=viewer,
            kind=SENDING,
            title=f"发往{found.channel}：{found.release.version.title}",
            parameters=asked,
        )


def sending(viewer: Viewer, delivery: Delivery) -> Task | None:
    """Return the task that is about to send a post, or sends it."""
    running = Task.objects.visible_to(viewer).filter(
        kind=SENDING.id, state__in=(TaskState.WAITING, TaskState.RUNNING), parameters__delivery=delivery.pk
    )
    found: Task | None = running.first()
    return found


def _send(running: TaskContext) -> dict[str, Any]:
    asked = running.parameters
    delivery = queries.deliveries(running.viewer).get(pk=asked["delivery"])
    running.report_progress("正在发送")
    made = attempt_and_send(viewer=running.viewer, delivery=delivery, number=asked["number"])
    return {"outcome": made.outcome}


def _page(task: Any) -> str:
    return reverse("publisher:delivery", args=[task.parameters["delivery"]])


SENDING = TaskKind(id="publisher.send", label="发送微博", run=_send, result_url=_page, retry_url=_page)
TASKS = (SENDING,)
