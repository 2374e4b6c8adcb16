"""Consultations on the screens: seats set, a version asked about, answered, treated; Home, register, letter."""

from __future__ import annotations

import datetime
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document as WordFile
from openpyxl import load_workbook

from gongkai import registry
from gongkai.bodies.tests.factory import Bureau, bureau, signed_in
from gongkai.bodies.viewer import Viewer
from gongkai.papers.models import Version
from gongkai.registry import DueItem, WaitingItem
from gongkai.review.letter_out import letter_of
from gongkai.review.models import Seat, SeatAnswer, SeatQuestion, SeatRecall
from gongkai.review.queries import contact_of
from gongkai.review.tests import factory
from gongkai.review.tests.factory import DAY
from gongkai.review.tests.gate import newer
from gongkai.review.tests.screens import address
from gongkai.review.tests.seats import ALWAYS, NAME, answered, asked, seat_for

LATE = datetime.date(2023, 5, 16)


@pytest.fixture
def office(db: None) -> Bureau:
    return bureau()


def page_of(viewer: Viewer, name: str, pk: int) -> str:
    return signed_in(viewer).get(reverse(f"review:{name}", args=[pk])).content.decode()


def sent(viewer: Viewer, name: str, pk: int, /, **data: Any) -> Any:
    return signed_in(viewer).post(reverse(f"review:{name}", args=[pk]), data)


def test_a_seat_is_set_and_ended_on_its_screen(office: Bureau) -> None:
    client = signed_in(office.administrator)
    said = {
        "name": "示例·宣传部门",
        "place": "",
        "addressee": "示例市委宣传部",
        "days": "5",
        "from_on": "2030-01-02",
        "kind_1": "any",
        "flag_1": "policy",
    }
    lacking = client.post(reverse("review:set_seat"), said | {"addressee": ""})
    assert lacking.status_code == 422
    assert "应填写致函单位" in lacking.content.decode()
    assert client.post(reverse("review:set_seat"), said).status_code == 302
    seat = Seat.objects.get()
    assert [(rule.kind, rule.flag) for rule in seat.rules.all()] == [("", "policy")]
    assert "将要适用" in client.get(reverse("review:seats")).content.decode()
    like = client.get(reverse("review:set_seat"), {"like": seat.pk}).content.decode()
    assert 'value="示例市委宣传部"' in like
    ended = client.post(reverse("review:close_seat", args=[seat.pk]), {"from_on": "2031-01-01"})
    assert ended.status_code == 302
    assert Seat.objects.get(closed=True).name == seat.name


def test_the_sheet_says_before_sending_who_must_be_asked(office: Bureau) -> None:
    seat_for(office, ALWAYS)
    version = factory.drafted(office)
    page = page_of(office.drafter, "submit", version.pk)
    assert f"须征求<strong>{NAME}</strong>的意见" in page
    assert address("consult", version) in page


def test_a_version_is_asked_about_answered_and_signed_on_the_screens(office: Bureau) -> None:
    seat = seat_for(office, ALWAYS, role="disclosure_officer")
    version = factory.examined(office)
    assert "还没有征求" in page_of(office.drafter, "version", version.pk)
    refused = sent(office.deputy_head, "decide", version.pk, verdict="agree", proofread="示例")
    assert refused.status_code == 422
    assert f"须征求{NAME}的意见" in refused.content.decode()
    nothing = sent(office.drafter, "consult", version.pk, seat=seat.pk, question="")
    assert nothing.status_code == 422
    sent(office.drafter, "consult", version.pk, seat=seat.pk, question="示例：可否公开？")
    question = SeatQuestion.objects.get()
    page = page_of(office.disclosure_officer, "question", question.pk)
    assert "示例正文第一段" in page
    assert "示例：可否公开？" in page
    assert reverse("review:answer_question", args=[question.pk]) in page
    assert reverse("review:answer_question", args=[question.pk]) not in page_of(
        office.section_head, "question", question.pk
    )
    sent(office.disclosure_officer, "answer_question", question.pk, opinion="withhold", text="示例：缓一缓")
    assert "尚未写明采纳与否和理由" in page_of(office.deputy_head, "version", version.pk)
    sent(office.drafter, "treat_opinion", question.pk, adopted="False", reason="示例：已说明")
    shown = page_of(office.deputy_head, "version", version.pk)
    assert "建议不公开（不采纳）" in shown
    assert "签发之前尚须" not in shown
    done = sent(office.deputy_head, "decide", version.pk, verdict="agree", proofread="示例")
    assert done.status_code == 302


def test_a_letter_goes_out_and_its_answer_is_recorded_with_its_scan(office: Bureau) -> None:
    version = factory.submitted(office)
    sent(
        office.drafter,
        "consult",
        version.pk,
        name="示例市水务局",
        days=3,
        question="示例：数据可否公开？",
        letter_number="示工信函〔2023〕1号",
    )
    question = SeatQuestion.objects.get()
    letter = letter_of(question, contact=contact_of(office.drafter.on(DAY)))
    assert letter.addressee == "示例市水务局"
    assert "示例：数据可否公开？" in letter.paragraphs
    assert letter.pdf()[:5] == b"%PDF-"
    word = signed_in(office.drafter).get(reverse("review:letter_out", args=[question.pk, "docx"]))
    lines = [paragraph.text for paragraph in WordFile(io.BytesIO(word.content)).paragraphs]
    assert "示工信函〔2023〕1号" in lines
    assert "示例市水务局：" in lines
    said = {"opinion": "agree", "letter_on": question.asked_on.isoformat(), "letter_number": ""}
    assert sent(office.drafter, "record_letter", question.pk, **said).status_code == 422
    scan = SimpleUploadedFile("示例复函.pdf", b"%PDF-1.7 example", "application/pdf")
    assert sent(office.drafter, "record_letter", question.pk, **said, scan=scan).status_code == 302
    assert SeatAnswer.objects.get().files[0].name == "示例复函.pdf"
    given = signed_in(office.drafter).get(reverse("review:scan", args=[question.pk, 1]))
    assert given.content.startswith(b"%PDF")


def test_a_question_is_taken_back_on_its_page(office: Bureau) -> None:
    question = asked(office, factory.submitted(office), seat_for(office))
    assert sent(office.drafter, "recall_question", question.pk, reason="").status_code == 422
    sent(office.drafter, "recall_question", question.pk, reason="示例：不再需要")
    assert SeatRecall.objects.get().reason == "示例：不再需要"
    assert "已撤回" in page_of(office.drafter, "question", question.pk)


def test_an_answer_to_an_earlier_version_says_what_changed_since(office: Bureau) -> None:
    first = factory.drafted(office)
    question = asked(office, first, seat_for(office))
    answered(office.drafter, question)
    second = newer(office, first)
    page = page_of(office.drafter, "version", second.pk)
    assert "答复的是第 1 版，第 2 版的标题或者正文已有变化" in page
    assert "不能当作对新版的答复" in page_of(office.drafter, "question", question.pk)


def lines(kind: Any, source: str, viewer: Viewer) -> list[Any]:
    return list(registry.one(kind, source).lines(viewer))


def test_home_says_who_is_asked_what_is_due_and_what_is_to_be_treated(office: Bureau) -> None:
    question = asked(office, factory.submitted(office), seat_for(office, role="disclosure_officer"))
    waiting = lines(WaitingItem, "review.consulted", office.disclosure_officer.on(DAY))
    assert [line.what for line in waiting] == [f"请以“{NAME}”答复，2023-05-15 前"]
    assert not lines(WaitingItem, "review.consulted", office.section_head.on(DAY))
    (due,) = lines(DueItem, "review.consultations", office.drafter.on(LATE))
    assert (due.due_on, due.working_days_left, due.holder) == (question.due_on, -1, NAME)
    answered(office.disclosure_officer, question, "comment", "示例：请补充")
    assert not lines(DueItem, "review.consultations", office.drafter.on(LATE))
    (treated,) = lines(WaitingItem, "review.opinions", office.drafter.on(DAY))
    assert "请写明采纳与否和理由" in treated.what


def test_a_question_about_a_returned_or_older_version_waits_for_nobody(office: Bureau) -> None:
    version: Version = factory.submitted(office)
    asked(office, version, seat_for(office, role="disclosure_officer"))
    newer(office, version)
    assert not lines(WaitingItem, "review.consulted", office.disclosure_officer.on(DAY))
    assert not lines(DueItem, "review.consultations", office.drafter.on(DAY))


def test_the_register_lists_questions_and_is_exported(office: Bureau) -> None:
    answered(office.drafter, asked(office, factory.submitted(office), seat_for(office)))
    client = signed_in(office.auditor)
    listed = reverse("shell:register", args=["review.consultations"])
    page = client.get(listed, {"name": "司法"}).content.decode()
    assert NAME in page
    assert "同意" in page
    assert NAME not in client.get(listed, {"name": "没有"}).content.decode()
    exported: Any = client.get(listed, {"export": "xlsx"})
    rows = load_workbook(io.BytesIO(b"".join(exported.streaming_content))).active
    assert rows is not None
    assert any(NAME in row for row in rows.iter_rows(values_only=True))
