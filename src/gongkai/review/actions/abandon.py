"""Set aside a draft that was never sent for review: it waits for nobody, and stays to be read and taken up again."""

from __future__ import annotations

from gongkai.bodies.blockers import ActionBlocked, Blocker
from gongkai.bodies.viewer import Viewer
from gongkai.papers import queries as papers
from gongkai.papers.models import Version
from gongkai.review.events import DraftAbandoned
from gongkai.review.models import Abandonment
from gongkai.review.progress import ReviewProgress, newest_of, progress_of


def abandon(*, viewer: Viewer, version: Version, reason: str) -> Abandonment:
    """Return the abandonment (弃稿), with its reason.

    Raises `NotAllowed`, or `ActionBlocked` with what stands in the way.
    """
    viewer.require("review.abandon")
    with viewer.transaction() as tx:
        papers.documents(viewer).select_for_update().get(pk=version.document_id)
        found = abandon_blockers(viewer, progress_of(version))
        if not reason.strip():
            found.append(Blocker("弃稿应写明理由。", field="reason"))
        if found:
            raise ActionBlocked(found)
        made = tx.add(
            Abandonment(
                version=version,
                reason=reason.strip(),
                abandoned_by=viewer.officer,
                abandoned_on=viewer.day,
            )
        )
        tx.record(
            DraftAbandoned(number=version.number, hash=version.hash), subjects=[version.document, version]
        )
    return made


def abandon_blockers(viewer: Viewer, progress: ReviewProgress) -> list[Blocker]:
    """Return why a version that has come so far cannot be set aside by the viewer."""
    version = progress.version
    if progress.form:
        return [Blocker("本版已送审，不能弃稿：送审、审批过的各版和意见都要留存。")]
    if progress.abandonment:
        return [Blocker("本版已弃稿。")]
    if not progress.is_newest:
        return [Blocker("文稿已有新的版本，弃稿的应是最新一版。", remedy=newest_of(version))]
    if viewer.officer is None:
        return [Blocker("弃稿由工作人员本人办理，命令不能代办。")]
    if version.drafted_by_id in {None, viewer.officer.pk} or viewer.may("review.abandon_others"):
        return []
    return [Blocker(f"本版由{version.drafted_by}拟稿，应由其本人弃稿。")]
