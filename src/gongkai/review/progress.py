"""How far versions have come in their review, read at once for as many as are asked."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.urls import reverse

from gongkai.bodies.viewer import Viewer
from gongkai.papers.models import Version
from gongkai.registry import Linked
from gongkai.review.chains import HOUSE, Route, route_of
from gongkai.review.drafters import drafters_of, drafts_of
from gongkai.review.models import (
    STAGES,
    Abandonment,
    Approval,
    ApprovalSheet,
    Registration,
    SecrecyForm,
    Step,
)


@dataclass(frozen=True)
class ReviewProgress:
    """How far a version has come on the day it is asked."""

    version: Version
    form: SecrecyForm | ApprovalSheet | None
    steps: tuple[Step, ...]
    approval: Approval | None
    is_newest: bool
    drafters: Mapping[int, int]  # see `drafters_of`
    route: Route = HOUSE  # with which it was sent; of what was not sent, the house's
    registration: Registration | None = None
    abandonment: Abandonment | None = None

    @property
    def returned(self) -> Step | None:
        """The step that returned the version, which ends its review."""
        return next((step for step in self.steps if step.verdict == "return"), None)

    @property
    def next_number(self) -> int | None:
        """The step that comes next; None when it is approved, returned, set aside, or not the newest version."""
        if self.approval or self.returned or self.abandonment or not self.is_newest:
            return None
        number = len(self.steps) + 1
        return number if number <= self.route.last else None

    @property
    def is_last(self) -> bool:
        """Whether the step that comes next approves."""
        return self.next_number == self.route.last

    @property
    def next_label(self) -> str:
        """Whose step comes next, in Chinese; empty when none does."""
        return self.route.title(self.next_number) if self.next_number else ""

    def label_of(self, step: Step) -> str:
        """Return which step it was and whose, in Chinese: 二审（科室负责人）."""
        return f"{STAGES[step.number]}（{self.route.title(step.number)}）"

    @property
    def returned_by(self) -> str:
        """Which step returned the version and who took it; empty where none did."""
        return f"{self.label_of(self.returned)}{self.returned.officer}" if self.returned else ""

    @property
    def awaits_registration(self) -> bool:
        """Whether it is a signed official document that has no number yet."""
        registered = self.version.document.declared_kind.registered
        return registered and self.approval is not None and self.is_newest and self.registration is None

    @property
    def last_on(self) -> datetime.date:
        """The day of the last thing that happened to the version."""
        return self.steps[-1].decided_on if self.steps else self.version.drafted_on


def progress_of(version: Version) -> ReviewProgress:
    """Return how far a version has come."""
    (progress,) = progress_of_all([version])
    return progress


def shown_progress(viewer: Viewer, version: Version) -> ReviewProgress:
    """Return how far a version has come, read once for all that a page shows of it."""
    return viewer.once(f"review.progress.{version.pk}", lambda: progress_of(version))


def progress_of_all(versions: Iterable[Version]) -> list[ReviewProgress]:
    """Return how far each version has come, in their order; asked at once, however many there are."""
    asked = list(versions)
    keys = [version.pk for version in asked]
    beside = _read_beside(keys)
    lines = drafts_of({version.document_id for version in asked})
    steps = defaultdict(list)
    for step in _with_chains(Step.objects.filter(version__in=keys)).select_related("officer", "stand_in"):
        steps[step.version_id].append(step)
    return [
        ReviewProgress(
            version=version,
            form=_beside(version, _sheet_of(version), beside),
            steps=tuple(steps[version.pk]),
            approval=_beside(version, "approval", beside),
            registration=getattr(beside[version.pk].document, "registration", None),
            abandonment=_beside(version, "abandonment", beside),
            is_newest=lines[version.document_id][-1].number == version.number,
            drafters=drafters_of(version, lines[version.document_id]),
            route=route_of(steps[version.pk]),
        )
        for version in asked
    ]


def _with_chains(steps: models.QuerySet[Step]) -> models.QuerySet[Step]:
    return (
        steps.select_related("chain", "absence__officer")
        .prefetch_related("chain__stations")
        .order_by("number")
    )


def _read_beside(keys: Sequence[int]) -> Mapping[int, Version]:
    """The versions with all that stands once beside each of them, in one statement and without their texts."""
    rows = Version.objects.select_related(
        *("secrecy_form__filled_by", "approval_sheet__filled_by", "approval", "abandonment__abandoned_by"),
        "document__registration",
    )
    return rows.defer("body", "attachments").in_bulk(keys)


def _sheet_of(version: Version) -> str:
    """Where the sheet of a version stands: of a letter its own, of the rest the secrecy form."""
    return "approval_sheet" if version.document.declared_kind.service else "secrecy_form"


def _beside(version: Version, name: str, beside: Mapping[int, Version]) -> Any:
    """What stands beside a version under that name, about this very object; None where nothing does."""
    found = getattr(beside[version.pk], name, None)
    if found is not None:
        found.version = version
    return found


def under_way(versions: models.QuerySet[Version]) -> list[ReviewProgress]:
    """How far versions have come of which the query says that they are the newest and not approved."""
    steps = models.Prefetch("steps", _with_chains(Step.objects.select_related("officer")))
    found = list(versions.select_related("secrecy_form", "approval_sheet").prefetch_related(steps))
    lines = drafts_of({version.document_id for version in found})
    return [
        ReviewProgress(
            version=version,
            form=getattr(version, _sheet_of(version), None),
            steps=tuple(version.steps.all()),
            approval=None,
            is_newest=True,
            drafters=drafters_of(version, lines[version.document_id]),
            route=route_of(version.steps.all()),
        )
        for version in found
    ]


def abandoned_with(progress: ReviewProgress) -> str:
    """Return who set a version aside, when and why, as a sentence; empty where nobody did."""
    if progress.abandonment is None:
        return ""
    said = progress.abandonment
    return f"{said.abandoned_by} 于 {said.abandoned_on} 弃稿：{said.reason}。要用的，请修改形成新的一版。"


def newest_of(version: Version) -> Linked:
    """Return the way to the newest version of the document of an older one."""
    newest = version.document.newest
    assert newest is not None
    return Linked(f"请看最新的第 {newest.number} 版", reverse("review:version", args=[newest.pk]))


def returned_with(progress: ReviewProgress) -> str:
    """Return who returned a version, when and why, as a sentence; empty where nobody did."""
    step = progress.returned
    if step is None:
        return ""
    number = progress.version.number
    return f"第 {number} 版由{progress.returned_by} 于 {step.decided_on} 退回：{step.opinion}"
