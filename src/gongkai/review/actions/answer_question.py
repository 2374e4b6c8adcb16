"""Answer a question that was asked about a version, once; and say what is done with an opinion."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.bodies.blockers import ActionBlocked, Blocker
from gongkai.bodies.viewer import NotAllowed, Viewer
from gongkai.papers import files
from gongkai.papers import queries as papers
from gongkai.papers.actions.scan_files import keep_scans
from gongkai.papers.content import NewAttachment
from gongkai.review.drafters import drafters_of, drafts_of
from gongkai.review.events import OpinionTreated, SeatAnswered
from gongkai.review.models import OPINIONS, SeatAnswer, SeatQuestion, SeatTreatment
from gongkai.review.seats import answer_to, corrected, permission_for, questions, sits_at


@dataclass(frozen=True)
class LetterBack:
    """The letter in which somebody outside answered: its day, its number if it has one, and its scan."""

    on: datetime.date | None
    number: str
    scan: Sequence[NewAttachment]


def answer(
    *, viewer: Viewer, question: SeatQuestion, opinion: str, text: str, letter: LetterBack | None = None
) -> SeatAnswer:
    """Return the answer: of a seat inside by whoever holds it, of one outside as its `letter` is recorded here.

    Raises `NotAllowed`, or `ActionBlocked` with what stands in the way.
    """
    viewer.require(permission_for(question))
    with viewer.transaction() as tx:
        version = question.version
        papers.documents(viewer).select_for_update().get(pk=version.document_id)
        asked = questions(viewer).get(pk=question.pk)
        if not asked.by_letter and not sits_at(viewer, asked.seat):
            raise NotAllowed(f"您不担任“{asked.name}”这一席位，不能代为答复。")
        if found := [
            *answer_blockers(viewer, asked),
            *_opinion_blockers(viewer, asked, opinion, text, letter),
        ]:
            raise ActionBlocked(found)
        made = tx.add(
            SeatAnswer(
                question=question,
                opinion=opinion,
                text=text.strip(),
                letter_on=letter.on if letter else None,
                letter_number=letter.number.strip() if letter else "",
                attachments=[file.to_json() for file in letter.scan] if letter else [],
                answered_by=viewer.officer,
                answered_on=viewer.day,
            )
        )
        scan = letter.scan if letter else ()
        for file in scan:
            files.store(file)
        kept = keep_scans(tx, {file.digest: file.scan for file in scan})
        tx.record(
            SeatAnswered(number=version.number, opinion=opinion),
            subjects=[version.document, version, question, made, *kept],
        )
    return made


def answer_blockers(viewer: Viewer, question: SeatQuestion) -> list[Blocker]:
    """Return why a question cannot be answered by the viewer, or its letter not recorded."""
    if hasattr(question, "answer"):
        return [Blocker("已经答复；一问一答，要再问的请另行征求意见，登记错了的请更正。")]
    if hasattr(question, "recall"):
        return [Blocker("征求意见已撤回，不用再答复。")]
    if viewer.officer is None:
        return [Blocker("会商由工作人员本人答复，命令不能代办。")]
    if not question.by_letter:
        version = question.version
        drafters = drafters_of(version, drafts_of({version.document_id})[version.document_id])
        if viewer.officer.pk in drafters:
            return [Blocker("您拟过本稿，不能答复自己的文稿；请由担任这一席位的其他人答复。")]
    return []


def _opinion_blockers(
    viewer: Viewer, question: SeatQuestion, opinion: str, text: str, letter: LetterBack | None
) -> list[Blocker]:
    found = []
    if opinion not in OPINIONS:
        found.append(Blocker(f"意见应为：{'、'.join(OPINIONS.values())}。", field="opinion"))
    if opinion != "agree" and not text.strip():
        found.append(Blocker("提出意见、建议不公开的，应写明意见内容和理由。", field="text"))
    if not question.by_letter and letter is not None:
        found.append(Blocker("这一席位由本单位人员答复，没有复函；请直接答复。"))
    if question.by_letter:
        if letter is None or letter.on is None:
            found.append(Blocker("没有填写复函日期。", field="letter_on"))
        elif not question.asked_on <= letter.on <= viewer.day:
            sentence = f"复函日期应在征求之日（{question.asked_on}）和今天（{viewer.day}）之间。"
            found.append(Blocker(sentence, field="letter_on"))
        if letter is None or not letter.scan:
            found.append(Blocker("没有选择复函的扫描件；纸质复函请扫描为 PDF 后附上。", field="scan"))
    return found


def treat(*, viewer: Viewer, question: SeatQuestion, adopted: bool, reason: str) -> SeatTreatment:
    """Return what is done with the opinion that was answered, and why. Raises as `answer`."""
    viewer.require("review.consult")
    with viewer.transaction() as tx:
        version = question.version
        papers.documents(viewer).select_for_update().get(pk=version.document_id)
        asked = questions(viewer).get(pk=question.pk)
        found = treat_blockers(viewer, asked)
        if not reason.strip():
            found.append(Blocker("采纳的写明如何修改或者处理，不采纳的写明理由。", field="reason"))
        if found:
            raise ActionBlocked(found)
        made = tx.add(
            SeatTreatment(
                answer=asked.answer,
                adopted=adopted,
                reason=reason.strip(),
                treated_by=viewer.officer,
                treated_on=viewer.day,
            )
        )
        tx.record(
            OpinionTreated(number=version.number, adopted=adopted),
            subjects=[version.document, version, question, made],
        )
    return made


def treat_blockers(viewer: Viewer, question: SeatQuestion) -> list[Blocker]:
    """Return why there is nothing to say about an opinion, or why the viewer cannot."""
    said = answer_to(question)
    if said is None:
        gone = corrected(question)
        return [Blocker("登记有误，已不作数，不用处理。" if gone else "尚未答复，没有可以处理的意见。")]
    if said.opinion == "agree":
        return [Blocker("答复同意，不用处理。")]
    if hasattr(said, "treatment"):
        return [Blocker("已经写明如何处理。")]
    if viewer.officer is None:
        return [Blocker("会商意见由工作人员本人处理，命令不能代办。")]
    if said.letter_on is None and said.answered_by_id == viewer.officer.pk:
        return [Blocker("答复的人不能处理自己的意见，请由拟稿科室处理。")]
    return []
