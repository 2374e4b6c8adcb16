"""Submit a version for review: the drafter fills in the sheet of its kind and takes the first step."""

from __future__ import annotations

from collections.abc import Mapping

from gongkai.bodies.blockers import ActionBlocked, Blocker
from gongkai.bodies.viewer import Viewer
from gongkai.papers import queries as papers
from gongkai.papers.findings import hits_of
from gongkai.papers.models import Version
from gongkai.papers.structured import lacking_blockers
from gongkai.review.actions.register import numbering_blockers
from gongkai.review.chains import route_for
from gongkai.review.events import LetterSubmitted, Submitted
from gongkai.review.letter_sheet import SheetAnswers
from gongkai.review.models import ApprovalSheet, SecrecyForm, Step
from gongkai.review.progress import ReviewProgress, newest_of, progress_of
from gongkai.review.reading import finding_blockers
from gongkai.review.secrecy import SecrecyAnswers


def submit(
    *,
    viewer: Viewer,
    version: Version,
    form: SecrecyAnswers | SheetAnswers,
    proofread: str,
    answers: Mapping[str, str] | None = None,
) -> Step:
    """Return the first step. The sheet is kept with the version, once, with what the checks found.

    `proofread` is what the drafter's own proofreading found (一校). The chain that applies that day is kept with it.
    `answers` say why a finding stays, by `findings.Hit.key`. Raises `NotAllowed`, or `ActionBlocked` with what
    stands in the way, is missing in the form, or was found and not answered.
    """
    viewer.require("review.submit")
    with viewer.transaction() as tx:
        papers.documents(viewer).select_for_update().get(pk=version.document_id)
        hits = hits_of(version, answers)
        if found := [
            *submit_blockers(viewer, progress_of(version)),
            *numbering_blockers(viewer, version),
            *form.blockers(),
            *proofreading_blockers(proofread),
            *finding_blockers(hits),
        ]:
            raise ActionBlocked(found)
        assert viewer.officer is not None
        service = version.document.declared_kind.service
        sheet: type[SecrecyForm | ApprovalSheet] = ApprovalSheet if service else SecrecyForm
        tx.add(
            sheet(
                version=version,
                filled_by=viewer.officer,
                filled_on=viewer.day,
                findings=[hit.to_json() for hit in hits],
                **vars(form),
            )
        )
        step = tx.add(
            Step(
                version=version,
                number=1,
                officer=viewer.officer,
                chain=route_for(viewer, version).chain,
                verdict="agree",
                proofread=proofread.strip(),
                decided_on=viewer.day,
            )
        )
        tx.record(
            (LetterSubmitted if service else Submitted)(number=version.number, hash=version.hash),
            subjects=[version.document, version],
            basis="条例第三十六条" if service else "保守国家秘密法实施条例第四十二条",
        )
    return step


def proofreading_blockers(proofread: str) -> list[Blocker]:
    """Return that the drafter has not said what proofreading found."""
    if proofread.strip():
        return []
    return [Blocker("没有填写；送审前由拟稿人自校一遍，写明结果。", field="proofread")]


def submit_blockers(viewer: Viewer, progress: ReviewProgress) -> list[Blocker]:
    """Return why a version that has come so far cannot be submitted by the viewer."""
    version = progress.version
    if progress.returned:
        return [Blocker("本版已退回，请修改形成新的版本后送审。")]
    if progress.form:
        return [Blocker("本版已送审。")]
    if progress.abandonment:
        return [Blocker("本版已弃稿；要用的，请修改形成新的一版后送审。")]
    if not progress.is_newest:
        return [Blocker("文稿已有新的版本，应送审最新一版。", remedy=newest_of(version))]
    if viewer.officer is None:
        return [Blocker("送审由拟稿人本人办理，命令不能代办。")]
    if version.drafted_by_id not in {None, viewer.officer.pk}:
        return [
            Blocker(f"本版由{version.drafted_by}拟稿，应由其本人填表送审；您修改后形成新的版本，可由您送审。")
        ]
    return lacking_blockers(version)
