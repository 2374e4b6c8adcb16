"""What is done by the clock, and what the shell itself has done so: old tasks, files and sessions go."""

from __future__ import annotations

import datetime
import logging

from django.contrib.sessions.backends.db import SessionStore

from gongkai import registry
from gongkai.ledger import clock
from gongkai.ledger.holding import forget, holding
from gongkai.registry import ScheduledJob
from gongkai.shell.imports import staging
from gongkai.shell.models import JobRun, Task

TASKS_KEPT = datetime.timedelta(hours=24 * 30)  # a rule of this program, not of the law

logger = logging.getLogger(__name__)


def run_due_jobs() -> None:
    """Run every scheduled job whose time has come and which nobody else is at."""
    begun = dict(JobRun.objects.values_list("job", "begun_at"))
    for job in registry.all_of(ScheduledJob):
        if job.id not in begun or begun[job.id] + job.every <= clock.now():
            with holding(f"job-{job.id}") as held:
                if held:
                    _run(job)


def failures() -> list[tuple[str, str]]:
    """Return label and failure of the jobs whose last run failed."""
    failed = dict(JobRun.objects.exclude(failure="").values_list("job", "failure"))
    return [(job.label, failed[job.id]) for job in registry.all_of(ScheduledJob) if job.id in failed]


def _run(job: ScheduledJob) -> None:
    begun_at = clock.now()
    JobRun.objects.update_or_create(job=job.id, defaults={"begun_at": begun_at})
    failure = ""
    try:
        job.run()
    except Exception as error:
        logger.error("job %s: %s", job.id, type(error).__name__)
        failure = type(error).__name__
    JobRun.objects.filter(job=job.id).update(failure=failure)


def prune() -> None:
    """Forget tasks that ended long ago, files that nobody came back for, and sessions that are over."""
    for pk in Task.objects.filter(finished_at__lt=clock.now() - TASKS_KEPT).values_list("pk", flat=True):
        Task.objects.filter(pk=pk).delete()
        forget(f"task-{pk}")
    staging.discard_old()
    SessionStore.clear_expired()
