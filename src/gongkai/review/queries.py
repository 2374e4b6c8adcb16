"""Reads of the review: how far a version has come, what waits for whom, what the public sees."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models
from django.db.models import Exists, Max, OuterRef

from gongkai.bodies.blockers import Blocker
from gongkai.bodies.models import Appointment, Officer, StandIn
from gongkai.bodies.viewer import Viewer
from gongkai.ledger.proof import unproven
from gongkai.papers import queries as papers
from gongkai.papers.models import Document, Version
from gongkai.review.models import LAST, STEPS, Approval, Release, SecrecyForm, Step

PERMISSION_OF_STEP: dict[int, str] = {1: "review.submit", 2: "review.examine", 3: "review.approve"}
SMALL_ORGAN = 4


@dataclass(frozen=True)
class ReviewProgress:
    """How far a version has come on the day it is asked."""

    version: Version
    form: SecrecyForm | None
    steps: tuple[Step, ...]
    approval: Approval | None
    is_newest: bool

    @property
    def returned(self) -> Step | None:
        """The step that returned the version, which ends its review."""
        return next((step for step in self.steps if step.verdict == "return"), None)

    @property
    def next_number(self) -> int | None:
        """The step that comes next; None when it is approved, returned, or not the newest version."""
        if self.approval or self.returned or not self.is_newest:
            return None
        number = len(self.steps) + 1
        return number if number <= LAST else None

    @property
    def next_label(self) -> str:
        """Whose step comes next, in Chinese; empty when none does."""
        return STEPS[self.next_number] if self.next_number else ""

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
    forms = SecrecyForm.objects.select_related("filled_by", "version").in_bulk(keys)
    approvals = Approval.objects.in_bulk(keys)
    newest = dict(
        Version.objects.filter(document__in=[version.document_id for version in asked])
        .order_by()
        .values_list("document")
        .annotate(Max("number"))
    )
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
            is_newest=newest[version.document_id] == version.number,
        )
        for version in asked
    ]


def under_review(viewer: Viewer) -> models.QuerySet[Version]:
    """Return the versions of the viewer's organ that were submitted and are not decided, oldest first."""
    later = Version.objects.filter(document=OuterRef("document"), number__gt=OuterRef("number"))
    returned = Step.objects.filter(version=OuterRef("pk"), verdict="return")
    return (
        papers.versions(viewer)
        .filter(~Exists(later), ~Exists(returned), approval=None, secrecy_form__isnull=False)
        .select_related("secrecy_form")
        .order_by("pk")
    )


def waiting_for(viewer: Viewer) -> list[ReviewProgress]:
    """Return what the viewer can decide now: the next step is theirs, and they have not taken another."""
    mine = {
        number
        for number, permission in PERMISSION_OF_STEP.items()
        if number > 1 and (viewer.may(permission) or stand_in_of(viewer, number) is not None)
    }
    lines = progress_of_all(under_review(viewer)) if mine else []
    return [line for line in lines if line.next_number in mine and may_take(viewer, line)]


def returned_to(viewer: Viewer) -> models.QuerySet[Version]:
    """Return the newest versions that the viewer drafted and that were returned."""
    later = Version.objects.filter(document=OuterRef("document"), number__gt=OuterRef("number"))
    query = papers.versions(viewer).filter(~Exists(later), steps__verdict="return")
    return query.filter(drafted_by=viewer.officer) if viewer.officer else query.none()


def ready_to_release(viewer: Viewer) -> models.QuerySet[Version]:
    """Return approved versions, each the newest of its document, that may leave and have not."""
    later = Version.objects.filter(document=OuterRef("document"), number__gt=OuterRef("number"))
    return papers.versions(viewer).filter(
        ~Exists(later), approval__isnull=False, approval__releases=None, attribute="proactive"
    )


def may_take(viewer: Viewer, progress: ReviewProgress) -> bool:
    """Return whether the next step is the viewer's to take: by post or by a stand-in of that day."""
    number = progress.next_number
    if number is None or number == 1 or step_blockers(viewer, progress):
        return False
    return viewer.may(PERMISSION_OF_STEP[number]) or stand_in_of(viewer, number) is not None


def step_blockers(viewer: Viewer, progress: ReviewProgress) -> list[Blocker]:
    """Return why the viewer cannot take the next step of a version."""
    number = progress.next_number
    if progress.approval:
        return [Blocker("本版已审批。")]
    if progress.returned:
        return [Blocker("本版已退回，请拟稿人修改后另行送审。")]
    if number is None:
        return [Blocker("文稿已有新的版本，原版本的审查终止，请审查最新一版。")]
    if viewer.officer is None:
        return [Blocker("审查由工作人员本人办理，命令不能代办。")]
    taken = [step for step in progress.steps if step.officer_id == viewer.officer.pk]
    if number == LAST and (taken[:1] == list(progress.steps[:1]) or _drafted(viewer.officer, progress)):
        return [Blocker("拟稿人不能作最后审批，代行也不可以。")]
    if taken and stand_in_of(viewer, number) is None:
        sentence = (
            f"您已办理本版的“{taken[0].get_number_display()}”环节；三个环节应由三个不同的人办理，"
            "人员少于四人的单位须有当日有效的代行登记。"
        )
        return [Blocker(sentence)]
    return []


def _drafted(officer: Officer, progress: ReviewProgress) -> bool:
    return progress.version.drafted_by_id == officer.pk


def stand_in_of(viewer: Viewer, number: int) -> StandIn | None:
    """Return the viewer's recorded leave to take a step that day, in a bureau of fewer than four."""
    at_work = Appointment.objects.filter(organ=viewer.organ_code).on(viewer.day).values("officer").distinct()
    if viewer.officer is None or viewer.once("review.at_work", at_work.count) >= SMALL_ORGAN:
        return None
    return (
        StandIn.objects.filter(officer=viewer.officer, step=number, organ=viewer.organ_code)
        .on(viewer.day)
        .first()
    )


def last_seen(viewer: Viewer, version: Version) -> Version | None:
    """Return what the viewer saw last: an earlier version decided on or drafted, else the live one."""
    earlier = Version.objects.filter(document=version.document_id, number__lt=version.number).order_by(
        "-number"
    )
    if viewer.officer is not None:
        seen: Version | None = earlier.filter(
            models.Q(steps__officer=viewer.officer) | models.Q(drafted_by=viewer.officer)
        ).first()
        if seen is not None:
            return seen
    live = live_release(version.document)
    if live is not None and live.approval_id != version.pk:
        return live.version
    return None


def proven(releases: Iterable[Release]) -> list[Release]:
    """Return the releases whose rows are as the sealed ledger recorded them: what was reviewed, and by whom.

    A release, an approval or a changed text that somebody put into the database without the ledger's key is left out,
    so a page that shows only these never shows what was not reviewed.
    """
    asked = list(releases)
    versions = [release.approval.version_id for release in asked]
    sheets = SecrecyForm.objects.in_bulk(versions)
    steps = defaultdict(list)
    for step in Step.objects.filter(version__in=versions):
        steps[step.version_id].append(step)
    rows = {
        release: [release, release.approval, release.version, *steps[release.approval.version_id]]
        for release in asked
    }
    for release, found in rows.items():
        found += [sheets[pk]] if (pk := release.approval.version_id) in sheets else []
    forged = unproven(row for found in rows.values() for row in found)
    return [release for release in asked if not forged.intersection(rows[release])]


def live_release(document: Document) -> Release | None:
    """Return the release of a document that the public sees now, if any."""
    return (
        Release.objects.live()
        .filter(approval__version__document=document)
        .select_related("approval__version__document")
        .first()
    )


def releases_of(document: Document) -> models.QuerySet[Release]:
    """Return every release of a document, newest first."""
    query = Release.objects.filter(approval__version__document=document)
    return query.select_related("approval__version", "released_by", "withdrawal").order_by("-pk")
