"""Ask a seat, or by letter anybody else, about a version; and take a question back that was not answered."""

from __future__ import annotations

from gongkai.bodies.blockers import ActionBlocked, Blocker
from gongkai.bodies.viewer import Viewer
from gongkai.norms.queries import rules_of
from gongkai.papers import queries as papers
from gongkai.papers.models import Version
from gongkai.review.events import QuestionRecalled, SeatAsked
from gongkai.review.models import Seat, SeatQuestion, SeatRecall
from gongkai.review.progress import ReviewProgress, newest_of, progress_of
from gongkai.review.seats import askable_seats, held_by, is_open, questions, questions_about

LONGEST_WAIT = 250  # working days, about a year: a longer wait is a slip of the pen


def ask(
    *,
    viewer: Viewer,
    version: Version,
    seat: Seat | None,
    question: str,
    name: str = "",
    days: int | None = None,
    letter_number: str = "",
) -> SeatQuestion:
    """Return the question, due in the working days of the seat, or in `days` where anybody else is asked by letter.

    Raises `NotAllowed`, or `ActionBlocked` with what stands in the way.
    """
    viewer.require("review.consult")
    with viewer.transaction() as tx:
        papers.documents(viewer).select_for_update().get(pk=version.document_id)
        progress = progress_of(version)
        whom, within = (seat.name, seat.days) if seat else (name.strip(), days or 0)
        if found := [
            *ask_blockers(viewer, progress),
            *_question_blockers(viewer, progress, seat, whom=whom, question=question, days=within),
        ]:
            raise ActionBlocked(found)
        asked = tx.add(
            SeatQuestion(
                version=version,
                seat=seat,
                name=whom,
                question=question.strip(),
                letter_number=letter_number.strip(),
                asked_by=viewer.officer,
                asked_on=viewer.day,
                due_on=rules_of(viewer).calendar.nth_working_day(viewer.day, within),
            )
        )
        tx.record(
            SeatAsked(number=version.number, hash=version.hash, due_on=asked.due_on),
            subjects=[version.document, version, asked],
        )
    return asked


def ask_blockers(viewer: Viewer, progress: ReviewProgress) -> list[Blocker]:
    """Return why nobody can be asked about a version that has come so far."""
    if progress.approval:
        return [Blocker("本版已审批，不再征求意见。")]
    if progress.returned:
        return [Blocker("本版已退回，请就修改后的新版征求意见。")]
    if progress.abandonment:
        return [Blocker("本版已弃稿，不再征求意见。")]
    if not progress.is_newest:
        return [Blocker("文稿已有新的版本，应就最新一版征求意见。", remedy=newest_of(progress.version))]
    if viewer.officer is None:
        return [Blocker("征求意见由工作人员本人办理，命令不能代办。")]
    return []


def _question_blockers(
    viewer: Viewer, progress: ReviewProgress, seat: Seat | None, *, whom: str, question: str, days: int
) -> list[Blocker]:
    found = []
    if not whom:
        found.append(Blocker("没有选择会商席位的，应填写向哪个单位发函。", field="name"))
    if seat is None and not 1 <= days <= LONGEST_WAIT:
        sentence = f"发函征求席位以外的单位，应写明几个工作日内答复（1 至 {LONGEST_WAIT}）。"
        found.append(Blocker(sentence, field="days"))
    if not question.strip():
        found.append(Blocker("没有填写征求意见的问题。", field="question"))
    if seat and seat.pk not in {each.pk for each in askable_seats(viewer, progress)}:
        found.append(Blocker("所选的会商席位已不再设置，请重新选择。", field="seat"))
    if any(is_open(each) and each.name == whom for each in questions_about(viewer, progress)):
        found.append(Blocker(f"已就本版征求{whom}的意见，尚未答复；要另问的，请先撤回原来的。", field="seat"))
    if seat and not seat.by_letter:
        involved = set(progress.drafters)
        if not any(each.officer_id not in involved for each in held_by(viewer, seat)):
            sentence = "这一席位现在没有人可以答复（拟过本稿的不能答复自己的文稿）；请管理员登记任职。"
            found.append(Blocker(sentence, field="seat"))
    return found


def recall(*, viewer: Viewer, question: SeatQuestion, reason: str) -> SeatRecall:
    """Return that a question was taken back, with its reason. Raises as `ask`."""
    viewer.require("review.consult")
    with viewer.transaction() as tx:
        version = question.version
        papers.documents(viewer).select_for_update().get(pk=version.document_id)
        found = recall_blockers(viewer, questions(viewer).get(pk=question.pk))
        if not reason.strip():
            found.append(Blocker("撤回应写明理由。", field="reason"))
        if found:
            raise ActionBlocked(found)
        made = tx.add(
            SeatRecall(
                question=question,
                reason=reason.strip(),
                recalled_by=viewer.officer,
                recalled_on=viewer.day,
            )
        )
        tx.record(QuestionRecalled(number=version.number), subjects=[version.document, version, question])
    return made


def recall_blockers(viewer: Viewer, question: SeatQuestion) -> list[Blocker]:
    """Return why a question cannot be taken back."""
    if hasattr(question, "recall"):
        return [Blocker("已经撤回。")]
    if hasattr(question, "answer"):
        return [Blocker("已经答复，不能撤回。")]
    if viewer.officer is None:
        return [Blocker("征求意见由工作人员本人撤回，命令不能代办。")]
    return []
