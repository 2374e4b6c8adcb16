"""Where the steps of a review are read: on the page of the version; and where a version stands in it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from gongkai.bodies.viewer import Viewer
from gongkai.papers.models import Version
from gongkai.registry import RecordPage, RecordState
from gongkai.review.models import Release
from gongkai.review.progress import ReviewProgress, progress_of_all, shown_progress


def _version_page(path: str, record: Any) -> str:
    """Return the address of the review of a version, which stands at the end of a path of keys."""
    *way, key = path.split(".")
    for step in way:
        record = getattr(record, step)
    return reverse("review:version", args=[getattr(record, key)])


def states_of(viewer: Viewer, versions: Sequence[Version]) -> dict[int, str]:
    """Return by id where each version stands, from not sent or set aside to public or withdrawn.

    While another version of its document is what the public sees, that is said behind.
    """
    keys = [version.pk for version in versions]
    released = set(Release.objects.filter(approval__in=keys).values_list("approval", flat=True))
    live = Release.objects.live().filter(
        approval__version__document__in={each.document_id for each in versions}
    )
    named = ("approval__version__document", "approval__version__number")
    public: dict[int, int] = dict(live.values_list(*named))  # by document the number of the version

    def state(progress: ReviewProgress) -> str:
        number = public.get(progress.version.document_id)
        if number is None or number == progress.version.number:
            return own_state(progress)
        return f"{own_state(progress)}；第 {number} 版公开中"

    def own_state(progress: ReviewProgress) -> str:
        version = progress.version
        if progress.abandonment:
            return "已弃稿"
        if progress.returned:
            return "已退回，待修改"
        if public.get(version.document_id) == version.number:
            return "已公开"
        if version.pk in released:
            return "已撤回"
        if progress.awaits_registration:
            return "已签发，待登记"
        if progress.approval:
            may_leave = version.document.declared_kind.release and version.attribute == "proactive"
            return "已审批，待公开" if may_leave else "已审批"
        return f"审查中：{progress.next_label}" if progress.form else "未送审"

    if len(versions) == 1:  # a page that asks of one asks more of it
        return {version.pk: state(shown_progress(viewer, version)) for version in versions}
    return {progress.version.pk: state(progress) for progress in progress_of_all(versions)}


def kept_up(versions: QuerySet[Version]) -> QuerySet[Version]:
    """Return the versions that were not set aside."""
    return versions.filter(abandonment=None)


STATES = (RecordState(id="papers.Version", words=states_of, kept_up=kept_up),)
PAGES = tuple(
    RecordPage(id=f"review.{model}", permission="review.view", url=partial(_version_page, path))
    for model, path in (
        ("SecrecyForm", "version_id"),
        ("ApprovalSheet", "version_id"),
        ("Step", "version_id"),
        ("Approval", "version_id"),
        ("Abandonment", "version_id"),
        ("Registration", "approval_id"),
        ("Release", "approval_id"),
        ("Withdrawal", "release.approval_id"),
    )
) + tuple(
    RecordPage(
        id=f"review.{model}", permission="review.view_chains", url=lambda record: reverse("review:chains")
    )
    for model in ("Chain", "Station")
)
