"""What is wrong in the review now: what should have left by itself and has not."""

from __future__ import annotations

import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from gongkai.bodies.viewer import Viewer
from gongkai.ledger import clock
from gongkai.registry import Alert
from gongkai.review.actions.release import release_blockers
from gongkai.review.models import ReleaseTime
from gongkai.review.permissions import page
from gongkai.review.timing import times_come

SHOWN = 10
NOT_RUN = "后台任务没有运行，请系统管理员查看。"
WAITED = datetime.timedelta(minutes=5)  # in which the worker comes round


def overdue(viewer: Viewer) -> QuerySet[ReleaseTime]:
    """Return the times that went by without a release."""
    return times_come(viewer, clock.now() - WAITED)


def say_overdue(viewer: Viewer) -> list[tuple[str, str]]:
    """Return the first of them, each with what stands in the way."""
    return [(_sentence(viewer, each), page(each.approval.version)) for each in overdue(viewer)[:SHOWN]]


def _sentence(viewer: Viewer, due: Any) -> str:
    version = due.approval.version
    moment = timezone.localtime(due.leaves_at)
    why = "".join(str(blocker) for blocker in release_blockers(viewer, version))
    return f"《{version.title}》定于 {moment:%Y-%m-%d %H:%M} 公开，还没有公开：{why or NOT_RUN}"


ALERTS = (
    Alert(
        id="review.overdue_releases",
        permission="review.release",
        label="定时公开没有办成",
        sentences=say_overdue,
        records=overdue,
    ),
)
