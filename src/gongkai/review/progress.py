"""How far versions have come in their review, read at once for as many as are asked."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models

from gongkai.bodies.viewer import Viewer
from gongkai.papers.models import Version
from gongkai.review.drafters import drafters_of, lines_of
from gongkai.review.models import (
    LAST,
    STEPS,
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
        return number if number <= LAST else None

    @property
    def next_label(self) -> str:
        """Whose step comes next, in Chinese; empty when none does."""
        return STEPS[self.next_number] if self.next_number else ""

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
    forms = _forms_of(asked)
    approvals = Approval.objects.in_bulk(keys)
    unsent = [key for key in keys if key not in forms]
    abandoned = Abandonment.objects.select_related("abandoned_by").in_bulk(unsent) if unsent else {}
    registrations = Registration.objects.in_bulk(
        [v.document_id for v in asked if v.document.declared_kind.registered]
    )
    lines = lines_of({version.document_id for version in asked})
    steps = defaultdict(list)
    for step in (
        Step.objects.filter(version__in=keys).select_related("officer", "stand_in").order_by("number")
    ):
        steps[step.version_id].append(step)
    return [
        ReviewProgress(
            version=version,
            form=forms.get(version.pk),
            steps=tuple(steps[version.pk]),
            approval=approvals.get(version.pk),
            registration=registrations.get(version.document_id),
            abandonment=abandoned.get(version.pk),
            is_newest=lines[version.document_id][-1].number == version.number,
            drafters=drafters_of(version, lines[version.document_id]),
        )
        for version in asked
    ]


def _forms_of(versions: Sequence[Version]) -> Mapping[int, SecrecyForm | ApprovalSheet]:
    """The sheet of each version that has one: of letters their own, of the rest the secrecy form."""
    letters = {version.pk for version in versions if version.document.declared_kind.service}
    found: dict[int, SecrecyForm | ApprovalSheet] = {}
    models_of: tuple[tuple[Any, set[int]], ...] = (
        (SecrecyForm, {version.pk for version in versions} - letters),
        (ApprovalSheet, letters),
    )
    for model, keys in models_of:
        found |= model.objects.select_related("filled_by", "version").in_bulk(keys) if keys else {}
    return found


def under_way(versions: models.QuerySet[Version]) -> list[ReviewProgress]:
    """How far versions have come of which the query says that they are the newest and not approved."""
    steps = models.Prefetch("steps", Step.objects.order_by("number"))
    found = list(versions.select_related("secrecy_form", "approval_sheet").prefetch_related(steps))
    lines = lines_of({version.document_id for version in found})
    return [
        ReviewProgress(
            version=version,
            form=getattr(version, "approval_sheet", None) or getattr(version, "secrecy_form", None),
            steps=tuple(version.steps.all()),
            approval=None,
            is_newest=True,
            drafters=drafters_of(version, lines[version.document_id]),
        )
        for version in found
    ]
