"""Seats, questions and answers for tests, and rows that somebody might store around them. All marked 示例."""

from __future__ import annotations

import datetime
import io
from typing import Any

import pikepdf

from gongkai.bodies.models import Role
from gongkai.bodies.tests.factory import Bureau
from gongkai.bodies.viewer import Viewer
from gongkai.papers import files
from gongkai.papers.content import NewAttachment
from gongkai.papers.models import Version
from gongkai.review.actions.answer_question import LetterBack, answer
from gongkai.review.actions.ask_seat import ask
from gongkai.review.actions.set_seat import SeatCase, SeatPlace, set_seat
from gongkai.review.models import Seat, SeatAnswer, SeatQuestion, SeatRecall, SeatTreatment
from gongkai.review.tests.factory import DAY
from gongkai.review.tests.gate import sealed

SET = DAY - datetime.timedelta(days=7)
ALWAYS = SeatCase()
NAME = "示例·司法行政部门"


def scanned(name: str = "示例复函.pdf") -> NewAttachment:
    """Return a scan that can be kept: an empty page."""
    page, written = pikepdf.new(), io.BytesIO()
    page.add_blank_page()
    page.save(written)
    return files.received(written.getvalue(), name=name)


def seat_for(
    office: Bureau, *cases: SeatCase, role: str = "", on: datetime.date = SET, **changes: Any
) -> Seat:
    """Return a seat set on a day and in force from the next: by letter, or inside for a role."""
    values: dict[str, Any] = {"name": NAME, "days": 5, "basis": "示例·会商规定"}
    if role:
        values["role"] = Role.objects.get(organ=office.organ, code=role).pk
    else:
        values["addressee"] = "示例市司法局"
    return set_seat(
        viewer=office.administrator.on(on),
        place=SeatPlace(**values | changes),
        cases=cases,
        from_on=on + datetime.timedelta(days=1),
    )


def asked(office: Bureau, version: Version, seat: Seat | None, **changes: Any) -> SeatQuestion:
    """Return a question of the drafter's about a version."""
    values: dict[str, Any] = {"question": "示例：内容是否合法？"}
    return ask(viewer=office.drafter.on(DAY), version=version, seat=seat, **values | changes)


def answered(
    viewer: Viewer, question: SeatQuestion, opinion: str = "agree", text: str = "", *, on: datetime.date = DAY
) -> SeatAnswer:
    """Return the answer; of a letter with its day, number and scan."""
    back = LetterBack(on, "示司函〔2023〕1号", [scanned()]) if question.by_letter else None
    return answer(viewer=viewer.on(on), question=question, opinion=opinion, text=text, letter=back)


def question_of(version: Version, seat: Seat | None, officer: Viewer, **changes: Any) -> SeatQuestion:
    values = {
        "version": version,
        "organ_id": version.organ_id,
        "seat": seat,
        "name": seat.name if seat else "示例·外单位",
        "question": "示例",
        "asked_by": officer.officer,
        "asked_on": DAY,
        "due_on": DAY,
        **sealed(),
    }
    return SeatQuestion(**values | changes)


def answer_of(question: SeatQuestion, officer: Viewer, **changes: Any) -> SeatAnswer:
    values = {
        "question": question,
        "organ_id": question.organ_id,
        "opinion": "agree",
        "answered_by": officer.officer,
        "answered_on": DAY,
        **sealed(),
    }
    if question.by_letter:
        values |= {"letter_on": DAY, "attachments": [scanned().to_json()]}
    return SeatAnswer(**values | changes)


def recall_of(question: SeatQuestion, officer: Viewer, **changes: Any) -> SeatRecall:
    values = {
        "question": question,
        "organ_id": question.organ_id,
        "reason": "示例",
        "recalled_by": officer.officer,
        "recalled_on": DAY,
        **sealed(),
    }
    return SeatRecall(**values | changes)


def treatment_of(answer: SeatAnswer, officer: Viewer, **changes: Any) -> SeatTreatment:
    values = {
        "answer": answer,
        "organ_id": answer.organ_id,
        "adopted": False,
        "reason": "示例",
        "treated_by": officer.officer,
        "treated_on": DAY,
        **sealed(),
    }
    return SeatTreatment(**values | changes)
