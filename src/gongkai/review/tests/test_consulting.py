"""Nothing is signed that others must be asked about and were not, or stand against; by no way into the database."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import models

from gongkai.bodies.actions.be_away import record_absence
from gongkai.bodies.actions.open_section import open_section
from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.models import Appointment
from gongkai.bodies.tests.factory import Bureau, amended, bureau
from gongkai.bodies.viewer import NotAllowed
from gongkai.papers import files, verifications
from gongkai.papers.findings import hits_of
from gongkai.papers.models import Version
from gongkai.review.actions.answer_question import LetterBack, answer, treat
from gongkai.review.actions.ask_seat import ask, recall
from gongkai.review.actions.decide import consultation_blockers, decide
from gongkai.review.actions.set_seat import SeatCase, close_seat
from gongkai.review.actions.submit import submit
from gongkai.review.consultation import changes_in_words, state_of
from gongkai.review.models import FLAGS, SECRECY_FINDING, Approval, Seat, SeatQuestion
from gongkai.review.printing import printed_form
from gongkai.review.progress import progress_of
from gongkai.review.seats import askable_seats, questions, required_seats
from gongkai.review.tests import factory
from gongkai.review.tests.factory import DAY
from gongkai.review.tests.gate import TOOLS, approval_of, by_save, by_sql, newer, refusal_of, sealed, step_of
from gongkai.review.tests.seats import (
    ALWAYS,
    NAME,
    SET,
    answer_of,
    answered,
    asked,
    question_of,
    recall_of,
    scanned,
    seat_for,
    treatment_of,
)

NEXT = DAY + datetime.timedelta(days=1)


@pytest.fixture
def office(db: None, tmp_path: Path, settings: LazySettings) -> Bureau:
    settings.MEDIA_ROOT = tmp_path
    return bureau()


def sign(office: Bureau, version: Version, *, on: datetime.date = DAY) -> Approval | None:
    return decide(viewer=office.deputy_head.on(on), version=version, agree=True, opinion="", proofread="示例")


def stepped(office: Bureau, version: Version) -> Version:
    """The version with its last step stored by SQL, so that only its approval is wanting."""
    by_sql(step_of(version, 3, office.deputy_head))
    return version


def said_of(office: Bureau, version: Version) -> str:
    viewer = office.deputy_head.on(DAY)
    return "".join(map(str, consultation_blockers(viewer, progress_of(version))))


@pytest.mark.parametrize("tool", TOOLS)
def test_a_required_seat_must_have_answered_about_this_version(
    office: Bureau, tool: Callable[[models.Model], None]
) -> None:
    seat = seat_for(office, ALWAYS)
    version = factory.examined(office)
    with pytest.raises(ActionBlocked, match=f"须征求{NAME}的意见，还没有征求"):
        sign(office, version)
    question = asked(office, version, seat)
    with pytest.raises(ActionBlocked, match=f"须征求{NAME}的意见，尚未答复"):
        sign(office, version)
    stepped(office, version)
    assert refusal_of(approval_of(version), tool).code in {"APPROVAL_UNCONSULTED", "APPROVAL_QUESTION_OPEN"}
    by_save(recall_of(question, office.drafter))
    assert refusal_of(approval_of(version), tool).code == "APPROVAL_UNCONSULTED"
    again = asked(office, version, seat)
    answered(office.drafter, again)
    by_save(approval_of(version))


def test_an_answered_version_is_signed_and_the_answer_stands_on_its_sheet(office: Bureau) -> None:
    seat = seat_for(office, ALWAYS)
    version = factory.examined(office)
    said = answered(office.drafter, asked(office, version, seat), "comment", "示例：建议补充依据")
    assert sign(office, version) is not None
    printed = {field.label.replace("\n", ""): field.text for field in printed_form(version).fields}
    assert (
        f"{NAME}（2023-05-08 复函示司函〔2023〕1号，2023-05-08）提出意见：示例：建议补充依据"
        in printed["会商意见"]
    )
    kept = files.path_of(said.files[0])
    assert str(kept) not in {each.where for each in verifications.attachments()}
    kept.write_bytes(b"changed")
    assert "review.SeatAnswer" in "".join(each.where for each in verifications.attachments())
    kept.unlink()


@pytest.mark.parametrize("flag", FLAGS)
def test_what_the_sheet_says_requires_a_seat_in_program_and_database_alike(office: Bureau, flag: str) -> None:
    seat_for(office, SeatCase(flag=flag))
    touched = {} if flag == SECRECY_FINDING else {flag: True}
    body = "示例正文，介绍内部资料的管理。" if flag == SECRECY_FINDING else "示例正文。"
    conclusion = "refer" if flag == "state_secret" else "partial"
    plain = factory.examined(office)
    flagged = factory.drafted(office, body=body)
    said = {hit.key: "示例" for hit in hits_of(flagged) if hit.needs_answer}
    form = factory.answers(**touched, conclusion=conclusion, conclusion_note="示例")
    submit(viewer=office.drafter.on(DAY), version=flagged, form=form, proofread="示例", answers=said)
    decide(viewer=office.section_head.on(DAY), version=flagged, agree=True, opinion="", proofread="示例")
    for version, required in ((plain, False), (flagged, True)):
        assert bool(required_seats(office.drafter.on(DAY), progress_of(version))) == required
        assert (NAME in said_of(office, version)) == required
    assert sign(office, plain) is not None
    codes = {"APPROVAL_UNCONSULTED"} | ({"APPROVAL_WITHOUT_FORM"} if flag == "state_secret" else set())
    assert refusal_of(approval_of(stepped(office, flagged)), by_sql).code in codes


def test_a_seat_is_required_by_kind_and_section(office: Bureau) -> None:
    ours, theirs = (open_section(viewer=office.system, name=name) for name in ("示例一科", "示例二科"))
    amended(Appointment.objects.get(officer=office.drafter.officer), section=ours)
    seat_for(office, SeatCase(kind="instrument"), name="示例·甲")
    seat_for(office, SeatCase(section=theirs), name="示例·乙")
    seat_for(office, SeatCase(kind="notice", section=ours), name="示例·丙")
    version = factory.examined(office)
    required = required_seats(office.deputy_head.on(DAY), progress_of(version))
    assert [each.seat.name for each in required] == ["示例·丙"]
    assert refusal_of(approval_of(stepped(office, version)), by_sql).code == "APPROVAL_UNCONSULTED"
    another = factory.examined(office, factory.drafted(office))
    answered(office.drafter, asked(office, another, Seat.objects.get(name="示例·丙")))
    assert sign(office, another) is not None


def test_the_drafter_is_told_before_sending_what_the_sheet_may_yet_require(office: Bureau) -> None:
    seat_for(office, SeatCase(kind="notice", flag="policy"))
    version = factory.drafted(office)
    (foreseen,) = required_seats(office.drafter.on(DAY), progress_of(version))
    assert foreseen.if_said == ("重要政策、敏感信息",)
    sent = factory.submitted(office, version)
    assert required_seats(office.drafter.on(DAY), progress_of(sent)) == []


def test_what_was_sent_keeps_its_seats(office: Bureau) -> None:
    before = factory.examined(office)
    seat = seat_for(office, ALWAYS, on=DAY)
    assert sign(office, before, on=NEXT) is not None
    later = factory.drafted(office)
    submit(viewer=office.drafter.on(NEXT), version=later, form=factory.answers(), proofread="示例")
    decide(viewer=office.section_head.on(NEXT), version=later, agree=True, opinion="", proofread="示例")
    after = NEXT + datetime.timedelta(days=1)
    close_seat(viewer=office.administrator.on(NEXT), seat=seat, from_on=after)
    with pytest.raises(ActionBlocked, match="须征求"):
        sign(office, later, on=after)
    assert [each.pk for each in askable_seats(office.drafter.on(after), progress_of(later))] == [seat.pk]
    ask(viewer=office.drafter.on(after), version=later, seat=seat, question="示例")
    answered(office.drafter, SeatQuestion.objects.get(), on=after)
    assert sign(office, later, on=after) is not None


def test_no_seat_is_set_for_what_was_sent_already(office: Bureau) -> None:
    seat = seat_for(office, ALWAYS)
    with pytest.raises(ActionBlocked, match="应晚于今天"):
        close_seat(viewer=office.administrator.on(DAY), seat=seat, from_on=DAY)
    values = {"name": NAME, "days": 5, "addressee": "示例", "organ": office.organ, "closed": True}
    back_dated = Seat(**values, from_on=SET + datetime.timedelta(days=1), set_on=SET, **sealed())
    assert refusal_of(back_dated, by_sql).code in {"UNNAMED", "SEAT_SET_BEFORE"}


def test_a_question_is_answered_once_and_by_whom_it_was_put_to(office: Bureau) -> None:
    seat = seat_for(office, role="disclosure_officer")
    version = factory.submitted(office)
    question = asked(office, version, seat)
    with pytest.raises(NotAllowed, match="不担任"):
        answered(office.section_head, question)
    with pytest.raises(NotAllowed):
        answered(office.drafter, question)
    assert refusal_of(answer_of(question, office.section_head), by_sql).code == "ANSWER_SEAT"
    with pytest.raises(ActionBlocked, match="应写明意见内容"):
        answered(office.disclosure_officer, question, "comment")
    answered(office.disclosure_officer, question)
    with pytest.raises(ActionBlocked, match="已经答复"):
        answered(office.disclosure_officer, question)
    with pytest.raises(ActionBlocked, match="已经答复，不能撤回"):
        recall(viewer=office.drafter.on(DAY), question=question, reason="示例")
    assert refusal_of(recall_of(question, office.drafter), by_sql).code == "RECALL_AFTER_ANSWER"


def test_who_stands_in_answers_and_who_drafted_does_not(office: Bureau) -> None:
    seat = seat_for(office, role="disclosure_officer")
    own = factory.drafted(office, viewer=office.disclosure_officer.on(DAY))
    with pytest.raises(ActionBlocked, match="没有人可以答复"):
        asked(office, own, seat)
    by_save(question_of(own, seat, office.drafter))
    question = SeatQuestion.objects.get()
    with pytest.raises(ActionBlocked, match="不能答复自己的文稿"):
        answered(office.disclosure_officer, question)
    assert refusal_of(answer_of(question, office.disclosure_officer), by_sql).code == "ANSWER_SEAT"
    assert office.disclosure_officer.officer is not None
    record_absence(
        viewer=office.administrator.on(DAY),
        officer=office.disclosure_officer.officer,
        stand_in=office.deputy_head.officer,
        reason="示例",
        from_on=DAY,
        until_on=DAY,
    )
    assert answered(office.deputy_head, question).answered_by == office.deputy_head.officer


def test_the_answer_to_a_letter_has_its_day_and_its_scan(office: Bureau) -> None:
    version = factory.submitted(office)
    question = asked(office, version, None, name="示例市水务局", days=3)
    assert question.due_on == datetime.date(2023, 5, 11)
    for back, sentence in (
        (LetterBack(None, "", [scanned()]), "没有填写复函日期"),
        (LetterBack(NEXT, "", [scanned()]), "复函日期应在"),
        (LetterBack(DAY, "", []), "没有选择复函的扫描件"),
    ):
        with pytest.raises(ActionBlocked, match=sentence):
            answer(viewer=office.drafter.on(DAY), question=question, opinion="agree", text="", letter=back)
    for lacking in ({"letter_on": None}, {"attachments": []}):
        row = answer_of(question, office.drafter, **lacking)
        assert refusal_of(row, by_sql).code == "ANSWER_LETTER"
    assert answered(office.drafter, question).files[0].name == "示例复函.pdf"


def test_advice_not_to_disclose_is_treated_before_anything_is_signed(office: Bureau) -> None:
    version = factory.examined(office)
    question = asked(office, version, seat_for(office, role="disclosure_officer"))
    said = answered(office.disclosure_officer, question, "withhold", "示例：涉及工作秘密")
    with pytest.raises(ActionBlocked, match="建议不公开，尚未写明采纳与否"):
        sign(office, version)
    stepped(office, version)
    assert refusal_of(approval_of(version), by_sql).code == "APPROVAL_ADVISED_AGAINST"
    assert refusal_of(treatment_of(said, office.disclosure_officer), by_sql).code == "TREATMENT_OF_ONES_OWN"
    with pytest.raises(ActionBlocked, match="答复的人不能处理自己的意见"):
        treat(viewer=office.disclosure_officer.on(DAY), question=question, adopted=False, reason="示例")
    with pytest.raises(ActionBlocked, match="不采纳的写明理由"):
        treat(viewer=office.drafter.on(DAY), question=question, adopted=False, reason=" ")
    treat(viewer=office.drafter.on(DAY), question=question, adopted=False, reason="示例：已删去")
    by_save(approval_of(version))


def test_advice_that_was_followed_is_signed_only_for_what_stays_inside(office: Bureau) -> None:
    seat = seat_for(office, role="disclosure_officer")
    public = factory.examined(office)
    inside = factory.examined(
        office, factory.drafted(office, attribute="withheld", attribute_reason="示例：工作秘密")
    )
    for version in (public, inside):
        question = asked(office, version, seat)
        answered(office.disclosure_officer, question, "withhold", "示例：涉及工作秘密")
        treat(viewer=office.drafter.on(DAY), question=question, adopted=True, reason="示例：不公开")
    with pytest.raises(ActionBlocked, match="已采纳；本版公开属性是主动公开"):
        sign(office, public)
    assert refusal_of(approval_of(stepped(office, public)), by_sql).code == "APPROVAL_ADVISED_AGAINST"
    assert sign(office, inside) is not None


def test_what_was_asked_is_waited_for_or_taken_back_with_a_reason(office: Bureau) -> None:
    version = factory.examined(office)
    seat = seat_for(office)
    question = asked(office, version, seat)
    with pytest.raises(ActionBlocked, match="尚未答复；要另问的"):
        asked(office, version, seat)
    assert refusal_of(question_of(version, seat, office.drafter), by_sql).code == "QUESTION_TWICE"
    with pytest.raises(ActionBlocked, match="不等的，请写明理由撤回"):
        sign(office, version)
    with pytest.raises(ActionBlocked, match="撤回应写明理由"):
        recall(viewer=office.drafter.on(DAY), question=question, reason="")
    recall(viewer=office.drafter.on(DAY), question=question, reason="示例：不再需要")
    assert refusal_of(answer_of(question, office.drafter), by_sql).code == "ANSWER_AFTER_RECALL"
    assert sign(office, version) is not None
    with pytest.raises(ActionBlocked, match="已审批"):
        asked(office, version, seat)
    assert refusal_of(question_of(version, seat, office.drafter), by_sql).code == "QUESTION_AFTER_DECISION"


def test_a_new_version_is_asked_about_anew_and_says_what_changed_since(office: Bureau) -> None:
    seat = seat_for(office, ALWAYS)
    first = factory.drafted(office)
    question = asked(office, first, seat)
    second = newer(office, first)
    assert changes_in_words(first, second) == "答复的是第 1 版，第 2 版的标题或者正文已有变化"
    with pytest.raises(ActionBlocked, match="文稿已有新的版本"):
        asked(office, first, seat)
    assert refusal_of(question_of(first, None, office.drafter), by_sql).code == "QUESTION_AFTER_NEW_VERSION"
    answered(office.drafter, question)  # it comes late, and is about the first
    factory.examined(office, second)
    with pytest.raises(ActionBlocked, match="还没有征求"):
        sign(office, second)
    assert refusal_of(approval_of(stepped(office, second)), by_sql).code == "APPROVAL_UNCONSULTED"


def test_a_question_is_of_its_organ_and_of_a_standing_seat(office: Bureau) -> None:
    elsewhere = bureau("SL2")
    theirs = seat_for(elsewhere)
    version = factory.submitted(office)
    assert refusal_of(question_of(version, theirs, office.drafter), by_sql).code == "QUESTION_SEAT"
    future = seat_for(office, on=DAY)
    assert refusal_of(question_of(version, future, office.drafter), by_sql).code == "QUESTION_SEAT"
    assert refusal_of(question_of(version, None, elsewhere.drafter), by_sql).code == "QUESTION_ORGAN"
    asked(office, version, None, name="示例市水务局", days=3)
    assert not questions(elsewhere.disclosure_officer.on(DAY)).exists()


def test_an_unanswered_question_is_overdue_after_its_day(office: Bureau) -> None:
    question = asked(office, factory.submitted(office), seat_for(office))
    assert question.due_on == datetime.date(2023, 5, 15)
    assert state_of(question, question.due_on) == "待答复"
    assert state_of(question, question.due_on + datetime.timedelta(days=1)) == "逾期未答复"
