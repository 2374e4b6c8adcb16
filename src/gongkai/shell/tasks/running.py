"""Ask for a task, run it, and find those whose process is gone.

Whoever runs a task holds its name (`ledger.process_lock`) for as long: so a task that runs and that nobody holds was
cut off. It is given back until it has had its attempts, and then it is said to have failed.
"""

from __future__ import annotations

import datetime
import logging
from dataclasses import dataclass
from time import monotonic
from typing import Any

from django.db import InterfaceError, OperationalError

from gongkai import registry
from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.viewer import NotAllowed, Viewer, viewer_of
from gongkai.ledger import clock
from gongkai.ledger.errors import DatabaseRejected
from gongkai.ledger.process_lock import process_lock
from gongkai.norms.today import today
from gongkai.registry import TaskKind
from gongkai.shell.models import Task, TaskState
from gongkai.shell.tasks.progress_files import TaskProgress, remove_progress, write_progress
from gongkai.shell.tasks.seals import FORGED, is_genuine, seal_request, seal_result

REPORT_SECONDS = 0.5
PAUSE = datetime.timedelta(seconds=10)  # before what was cut off is tried again
LONGEST_SENTENCE, LONGEST_FAILURE = 200, 400

logger = logging.getLogger(__name__)


@dataclass
class TaskContext:
    """A task that runs: as whom, with what, and where to say how far it is."""

    task: Task
    viewer: Viewer
    _said: str = ""
    _said_at: float = 0.0

    @property
    def parameters(self) -> dict[str, Any]:
        """What it is to be done with, as it was given to `start_task`."""
        parameters: dict[str, Any] = self.task.parameters
        return parameters

    def report_progress(self, sentence: str, done: int = 0, total: int = 0) -> None:
        """Say how far it is: `done` of `total` (0: nobody can say). Said twice a second at most."""
        now = monotonic()
        if sentence == self._said and now - self._said_at < REPORT_SECONDS:
            return
        self._said_at, self._said = now, sentence
        write_progress(self.task.pk, TaskProgress(sentence, done, total))

    def finish(self, result: Any) -> None:
        """Say that it is done, within the transaction that did it: then neither stands without the other."""
        seal = seal_result(self.task, result)
        _write(self.task, state=TaskState.DONE, result=result, result_seal=seal, finished_at=clock.now())


def start_task(
    *, viewer: Viewer, kind: TaskKind, title: str, parameters: dict[str, Any], at_once: bool = False
) -> Task:
    """Return a new task of the viewer; the worker sees it when the running transaction commits.

    `at_once` is for what takes no longer than a page: it is the same task, run here and now. Not within a
    transaction.
    """
    assert viewer.officer is not None  # a command waits for nobody: it does its work itself
    at = clock.now()
    task = Task(
        organ_id=viewer.organ_code,
        officer=viewer.officer,
        kind=kind.id,
        title=title[:LONGEST_SENTENCE],
        parameters=parameters,
        asked_at=at,
        ready_at=at,
    )
    task.seal = seal_request(task)
    with viewer.transaction():
        task.save(force_insert=True)
    if at_once:
        _run(task)
        task.refresh_from_db()
    return task


def cancel_task(task: Task) -> bool:
    """Take back a task that has not begun; return whether it was in time."""
    return _write(
        task,
        TaskState.WAITING,
        state=TaskState.FAILED,
        failure="开始以前已取消。",
        finished_at=clock.now(),
    )


def run_next_task() -> bool:
    """Run the task that has waited longest; return whether there was one to run."""
    waiting = Task.objects.filter(state=TaskState.WAITING, ready_at__lte=clock.now()).order_by("id")
    return any(_run(task) for task in waiting[:20])


def recover_tasks() -> None:
    """Give back, or mark as failed, every task that was cut off."""
    for task in Task.objects.filter(state=TaskState.RUNNING):
        if is_cut_off(task):
            _retry(task, "后台工作中断")


def is_cut_off(task: Task) -> bool:
    """Return whether a task runs that nobody runs."""
    with process_lock(_name(task)) as free:
        return free and Task.objects.filter(pk=task.pk, state=TaskState.RUNNING).exists()


def _name(task: Task) -> str:
    return f"task-{task.pk}"


def _run(task: Task) -> bool:
    """Run a waiting task, unless somebody else does; return whether it was run."""
    with process_lock(_name(task)) as held:
        if not held or not _write(
            task, TaskState.WAITING, state=TaskState.RUNNING, attempts=task.attempts + 1
        ):
            return False
        task.attempts += 1
        remove_progress(task.pk)  # of an attempt that was cut off
        try:
            _attempt(task)
        finally:
            remove_progress(task.pk)
    return True


def _attempt(task: Task) -> None:
    if not is_genuine(task):
        _fail(task, FORGED)
        return
    kind = registry.one(TaskKind, task.kind)
    try:
        running = TaskContext(task, viewer_of(task.officer, on=today()))
        running.finish(kind.run(running))
    except ActionBlocked as error:
        _fail(task, "".join(error.sentences))
    except NotAllowed as error:
        _fail(task, str(error))
    except DatabaseRejected as error:
        _fail(task, error.message)
    except (OperationalError, InterfaceError) as error:
        _log(task, error)
        _retry(task, "数据库暂时不能使用")
    except Exception as error:
        _log(task, error)
        _fail(task, f"程序出错（{type(error).__name__}），没有完成；请联系系统管理员，任务编号 {task.pk}。")


def _log(task: Task, error: Exception) -> None:
    # The message may hold personal data; its kind says enough for the log and the screen.
    logger.error("task %s (%s): %s", task.pk, task.kind, type(error).__name__)


def _retry(task: Task, why: str) -> None:
    if not is_genuine(task):
        _fail(task, FORGED)
    elif task.attempts < registry.one(TaskKind, task.kind).attempts:
        sentence = f"{why}，稍后自动重试"
        ready_at = clock.now() + PAUSE
        _write(task, state=TaskState.WAITING, ready_at=ready_at, sentence=sentence)
    else:
        _fail(task, f"{why}，已试 {task.attempts} 次，没有完成；可以重新提交，仍不行请联系系统管理员。")


def _fail(task: Task, sentence: str) -> None:
    _write(task, state=TaskState.FAILED, failure=sentence[:LONGEST_FAILURE], finished_at=clock.now())


def _write(task: Task, believed: TaskState = TaskState.RUNNING, **changed: Any) -> bool:
    """Change a task that stands where it is believed to; return whether it did."""
    return bool(Task.objects.filter(pk=task.pk, state=believed).update(**changed))
