"""An answer that was recorded wrongly is corrected with a reason before anything is signed by it."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.urls import reverse

from gongkai import registry
from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.queries import history_of
from gongkai.bodies.tests.factory import Bureau, bureau, signed_in
from gongkai.bodies.viewer import NotAllowed, Viewer
from gongkai.ledger.verify import problems
from gongkai.papers.models import Version
from gongkai.registry import Register
from gongkai.review.actions.answer_question import LetterBack, answer, treat
from gongkai.review.actions.correct_answer import correct_answer
from gongkai.review.actions.decide import decide
from gongkai.review.consultation import state_of
from gongkai.review.models import AnswerCorrection, Approval, SeatQuestion
from gongkai.review.printing import printed_form
from gongkai.review.seats import RESULTS, opinions_to_treat, questions, questions_by_result
from gongkai.review.tests import factory
from gongkai.review.tests.factory import DAY
from gongkai.review.tests.gate import approval_of, by_save, by_sql, refusal_of, sealed, step_of
from gongkai.review.tests.seats import (
    ALWAYS,
    answer_of,
    answered,
    asked,
    question_of,
    scanned,
    seat_for,
    treatment_of,
)

NEXT = DAY + datetime.timedelta(days=1)


@pytest.fixture
def office(db: None) -> Bureau:
    return bureau()


def corrected(viewer: Viewer, question: SeatQuestion, reason: str = "示例·登记有误") -> SeatQuestion:
    return correct_answer(viewer=viewer.on(NEXT), question=question, reason=reason)


def sign(office: Bureau, version: Version) -> Approval | None:
    return decide(
        viewer=office.deputy_head.on(NEXT), version=version, agree=True, opinion="", proofread="示例"
    )


def test_a_wrong_agreement_counts_no_more_in_program_and_database_alike(office: Bureau) -> None:
    seat, version = seat_for(office, ALWAYS), factory.examined(office)
    question = asked(office, version, seat)
    answered(office.drafter, question)
    again = corrected(office.drafter, question)
    assert (again.asked_on, again.due_on, again.name) == (question.asked_on, question.due_on, question.name)
    with pytest.raises(ActionBlocked, match="尚未答复"):
        sign(office, version)
    by_sql(step_of(version, 3, office.deputy_head))
    assert refusal_of(approval_of(version), by_sql).code in {"APPROVAL_UNCONSULTED", "APPROVAL_QUESTION_OPEN"}
    answered(office.drafter, again, "withhold", "示例：涉及工作秘密", on=NEXT)
    assert refusal_of(approval_of(version), by_sql).code == "APPROVAL_ADVISED_AGAINST"


def test_a_wrong_advice_against_stands_against_nothing_and_is_treated_no_more(office: Bureau) -> None:
    version = factory.examined(office)
    question = asked(office, version, seat_for(office, ALWAYS))
    said = answered(office.drafter, question, "withhold", "示例：抄错了")
    again = corrected(office.drafter, question)
    assert not opinions_to_treat(office.drafter.on(NEXT)).exists()
    with pytest.raises(ActionBlocked, match="已不作数，不用处理"):
        treat(viewer=office.drafter.on(NEXT), question=question, adopted=False, reason="示例")
    assert refusal_of(treatment_of(said, office.drafter), by_sql).code == "TREATMENT_ORGAN"
    answered(office.drafter, again, on=NEXT)
    assert sign(office, version) is not None
    printed = {field.label: field.text for field in printed_form(version).fields}["会商意见"]
    assert "建议不公开" not in printed
    assert "尚未答复" not in printed
    assert list(problems()) == []


def test_who_answers_at_the_seat_corrects_and_says_why(office: Bureau) -> None:
    version = factory.submitted(office)
    question = asked(office, version, seat_for(office, role="disclosure_officer"))
    with pytest.raises(ActionBlocked, match="尚未答复，没有可以更正的"):
        corrected(office.disclosure_officer, question)
    answered(office.disclosure_officer, question)
    with pytest.raises(NotAllowed):
        corrected(office.section_head, question)
    with pytest.raises(NotAllowed):
        corrected(office.auditor, question)
    with pytest.raises(ActionBlocked, match="都要写明理由"):
        corrected(office.disclosure_officer, question, " ")
    again = corrected(office.disclosure_officer, question)
    with pytest.raises(ActionBlocked, match="在重新答复的一条上办理"):
        corrected(office.disclosure_officer, question)
    answered(office.disclosure_officer, again, "comment", "示例", on=NEXT)
    assert any("“同意”有误，不作数" in line.sentence for line in history_of(question))


def test_what_was_signed_by_it_is_not_corrected(office: Bureau) -> None:
    version = factory.examined(office)
    question = asked(office, version, seat_for(office, ALWAYS))
    said = answered(office.drafter, question)
    again = question_of(version, question.seat, office.drafter)
    by_save(again)
    row: dict[str, Any] = {"answer": said, "again": again, "organ": office.organ, "reason": "示例"}
    row |= {"corrected_by": office.drafter.officer, "corrected_on": DAY, **sealed()}
    other = asked(office, version, None, name="示例市水务局", days=3)
    for question_asked in (again, other):
        answered(office.drafter, question_asked)
    assert (
        refusal_of(AnswerCorrection(**row | {"again": other}), by_sql).code == "ANSWER_CORRECTION_ASKS_ANEW"
    )
    sign(office, version)
    with pytest.raises(ActionBlocked, match="据以审批的意见不能更正"):
        corrected(office.drafter, question)
    assert refusal_of(AnswerCorrection(**row), by_sql).code == "ANSWER_CORRECTION_AFTER_APPROVAL"


def test_a_seat_inside_has_no_letter_and_nobody_treats_an_opinion_of_their_own_by_one(office: Bureau) -> None:
    """A letter's answer is recorded by who treats it; one of a seat inside would have been treated by who gave it."""
    question = asked(office, factory.submitted(office), seat_for(office, role="disclosure_officer"))
    officer = office.disclosure_officer.on(DAY)
    back = LetterBack(DAY, "", [scanned()])
    with pytest.raises(ActionBlocked, match="没有复函"):
        answer(viewer=officer, question=question, opinion="withhold", text="示例", letter=back)
    letter = answer_of(question, officer, letter_on=DAY, attachments=[scanned().to_json()])
    assert refusal_of(letter, by_sql).code == "ANSWER_LETTER"


def test_the_register_is_filtered_by_result(office: Bureau) -> None:
    version, viewer = factory.submitted(office), office.drafter.on(NEXT)
    for number, opinion in enumerate(["", "agree", "comment", "withhold", "agree"]):
        question = asked(office, version, None, name=f"示例·单位{number}", days=3)
        if opinion:
            answered(office.drafter, question, opinion, "示例")
    treat(viewer=viewer, question=question_named("示例·单位3"), adopted=False, reason="示例")
    again = corrected(office.drafter, question_named("示例·单位4"))
    results = {each.name: each.result for each in questions_by_result(viewer) if each.pk != again.pk}
    assert list(results.values()) == ["open", "agree", "untreated", "withhold", "corrected"]
    late = questions_by_result(office.drafter.on(datetime.date(2023, 6, 1)))
    assert {each.result for each in late.filter(pk=again.pk)} == {"overdue"}
    listed = signed_in(office.drafter).get(
        reverse("shell:register", args=["review.consultations"]), {"state": "corrected"}
    )
    page = listed.content.decode()
    assert ("示例·单位4" in page, "示例·单位1" in page) == (True, False)


def question_named(name: str) -> SeatQuestion:
    return SeatQuestion.objects.get(name=name)


def test_every_result_of_the_filter_is_what_the_register_says(office: Bureau) -> None:
    (register,) = [each for each in registry.all_of(Register) if each.id == "review.consultations"]
    (column,) = [each for each in register.columns if each.id == "state"]
    assert column.choices is not None
    assert dict(column.choices(office.drafter)) == RESULTS
    question = asked(office, factory.submitted(office), None, name="示例市水务局", days=3)
    (listed,) = questions_by_result(office.drafter.on(NEXT))
    assert RESULTS[listed.result] == state_of(questions(office.drafter).get(pk=question.pk), NEXT)


def test_the_page_offers_the_correction_and_leads_to_the_new_answer(office: Bureau) -> None:
    question = asked(office, factory.submitted(office), None, name="示例市水务局", days=3)
    answered(office.drafter, question)
    client = signed_in(office.drafter)
    way = reverse("review:correct_answer", args=[question.pk])
    assert way in client.get(reverse("review:question", args=[question.pk])).content.decode()
    assert client.post(way, {"reason": ""}).status_code == 422
    done = client.post(way, {"reason": "示例·意见选错了"}, follow=True).content.decode()
    assert "请在这里重新答复" in done
    assert "登记复函" in done
    before = client.get(reverse("review:question", args=[question.pk])).content.decode()
    assert "这一答复登记有误，不作数" in before
    assert "示例·意见选错了" in before
    assert signed_in(office.auditor).post(way, {"reason": "示例"}).status_code == 403
    assert signed_in(bureau("QT").drafter).post(way, {"reason": "示例"}).status_code == 404
