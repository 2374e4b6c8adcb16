"""What is done by the clock: every scheduled job whose time has come."""

from __future__ import annotations

import logging

from gongkai import registry
from gongkai.ledger import clock
from gongkai.ledger.process_lock import process_lock
from gongkai.registry import ScheduledJob
from gongkai.shell.models import JobRun

logger = logging.getLogger(__name__)


def run_due_jobs() -> None:
    """Run every scheduled job whose time has come and which nobody else is at."""
    begun = dict(JobRun.objects.values_list("job", "begun_at"))
    for job in registry.all_of(ScheduledJob):
        if job.id not in begun or begun[job.id] + job.every <= clock.now():
            with process_lock(f"job-{job.id}") as held:
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
