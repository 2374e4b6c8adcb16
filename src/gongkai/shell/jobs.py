"""What the shell lets go of by itself: old tasks and files, ended sessions, old sign-ins, sent forms."""

from __future__ import annotations

import datetime

from django.contrib.sessions.backends.db import SessionStore

from gongkai.ledger import clock
from gongkai.ledger.process_lock import remove_lock
from gongkai.registry import ScheduledJob
from gongkai.shell.ledgers import staging
from gongkai.shell.models import Task
from gongkai.shell.sent_once import forget_sent_forms
from gongkai.shell.sign_in import forget_old
from gongkai.shell.tasks.progress_files import remove_progress

TASKS_KEPT = datetime.timedelta(hours=24 * 30)  # a rule of this program, not of the law


def prune() -> None:
    """Forget old tasks, files that nobody came back for, sessions that are over, old sign-ins, forms that were sent."""
    for pk in Task.objects.filter(finished_at__lt=clock.now() - TASKS_KEPT).values_list("pk", flat=True):
        Task.objects.filter(pk=pk).delete()
        remove_lock(f"task-{pk}")
        remove_progress(pk)
    staging.discard_old()
    SessionStore.clear_expired()
    forget_old()
    forget_sent_forms()


JOBS = (
    ScheduledJob(
        id="shell.prune", label="清理过期的任务、文件和登录记录", every=datetime.timedelta(hours=1), run=prune
    ),
)
