"""Failures of the worker, of followers and of scheduled jobs, for those who can mend them."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from gongkai import registry
from gongkai.bodies.viewer import Viewer
from gongkai.ledger.followers import stopped
from gongkai.shell.models import Task
from gongkai.shell.tasks.presence import worker_is_there
from gongkai.shell.tasks.schedule import failures
from gongkai.shell.tasks.seals import FORGED

ADMINISTER = "bodies.administer"
NO_WORKER = "后台工作没有运行，任务和后续工作都在等候；请检查 gongkai serve 是否在运行。"


def stopped_work(viewer: Viewer) -> list[tuple[str, str]]:
    """Return what stands still: the worker, a follower of the ledger, a scheduled job."""
    if not viewer.may(ADMINISTER):
        return []
    url = reverse("shell:tasks")
    return [(sentence, url) for sentence in _sentences()]


def _sentences() -> Iterator[str]:
    if not worker_is_there():
        yield NO_WORKER
    if forged := Task.objects.filter(failure=FORGED).count():
        yield f"有 {forged} 项后台任务不是由本系统登记的，没有办理；有人直接改动了数据库，请查明来历。"
    labels = {follower.id: follower.label for follower in registry.all_of(registry.Follower)}
    for line in stopped():
        label = labels.get(line.follower, line.follower)
        yield f"“{label}”中断在{line.failure}；后台工作会继续重试，请联系维护人员。"
    for label, failure in failures():
        yield f"“{label}”上次没有完成（{failure}）；到时会再做，请联系维护人员。"


ALERTS = (registry.Alert(id="shell.stopped_work", label="后台工作", sentences=stopped_work),)
