"""Correct an answer that was recorded wrongly: it counts no more, and the same question is answered anew."""

from __future__ import annotations

from gongkai.bodies.blockers import ActionBlocked, Blocker
from gongkai.bodies.corrections import reason_blockers
from gongkai.bodies.viewer import NotAllowed, Viewer
from gongkai.papers import queries as papers
from gongkai.review.actions.ask_seat import ask_blockers
from gongkai.review.events import AnswerCorrected
from gongkai.review.models import AnswerCorrection, SeatQuestion
from gongkai.review.progress import ReviewProgress, progress_of
from gongkai.review.seats import corrected, is_open, permission_for, questions, questions_about, sits_at


def correct_answer(*, viewer: Viewer, question: SeatQuestion, reason: str) -> SeatQuestion:
    """Return the question as it is to be answered again: of a seat inside by whoever holds it, of a letter here.

    Raises `NotAllowed`, or `ActionBlocked` with what stands in the way.
    """
    viewer.require(permission_for(question))
    with viewer.transaction() as tx:
        version = question.version
        papers.documents(viewer).select_for_update().get(pk=version.document_id)
        asked = questions(viewer).get(pk=question.pk)
        if not asked.by_letter and not sits_at(viewer, asked.seat):
            raise NotAllowed(f"您不担任“{asked.name}”这一席位，不能更正它的答复。")
        if found := [*correct_blockers(viewer, asked, progress_of(version)), *reason_blockers(reason)]:
            raise ActionBlocked(found)
        copied = (
            "version_id",
            "seat_id",
            "name",
            "question",
            "letter_number",
            "asked_by_id",
            "asked_on",
            "due_on",
        )
        again = tx.add(SeatQuestion(**{name: getattr(asked, name) for name in copied}))
        made = tx.add(
            AnswerCorrection(
                answer=asked.answer,
                again=again,
                reason=reason.strip(),
                corrected_by=viewer.officer,
                corrected_on=viewer.day,
            )
        )
        tx.record(
            AnswerCorrected(number=version.number, opinion=asked.answer.opinion),
            subjects=[version.document, version, asked, again, made],
        )
    return again


def correct_blockers(viewer: Viewer, question: SeatQuestion, progress: ReviewProgress) -> list[Blocker]:
    """Return why the answer to a question about a version that has come so far is not corrected."""
    if not hasattr(question, "answer"):
        return [Blocker("尚未答复，没有可以更正的。")]
    if corrected(question):
        return [Blocker("已经更正，请在重新答复的一条上办理。")]
    if progress.approval:
        return [Blocker("本版已审批，据以审批的意见不能更正；请修改形成新的一版，重新征求意见、送审。")]
    if any(is_open(each) and each.name == question.name for each in questions_about(viewer, progress)):
        return [Blocker(f"已另行征求{question.name}的意见，尚未答复；请先答复或者撤回那一次。")]
    return ask_blockers(viewer, progress)
