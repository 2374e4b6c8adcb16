"""A case from arrival to reply: what is recorded, what is refused, by the action and by the database."""

from __future__ import annotations

import datetime

import pytest
from django.db import DatabaseError, connection, transaction

from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.events import RecordCorrected
from gongkai.bodies.queries import history_of
from gongkai.bodies.tests.factory import Bureau, bureau
from gongkai.bodies.viewer import NotAllowed
from gongkai.inforequests.actions.confirm import confirm_receipt
from gongkai.inforequests.actions.correct import correct_receipt, correct_reply, void
from gongkai.inforequests.models import InfoRequest, Receipt, Reply
from gongkai.inforequests.queries import first_reply_of, receipt_of, requests
from gongkai.inforequests.registers import stage_of
from gongkai.inforequests.tests.cases import ARRIVED, DECIDED, TODAY, answered, registered
from gongkai.ledger.errors import AppendOnly, DatabaseRejected, GuardViolation, translated
from gongkai.ledger.transactions import ledger_transaction
from gongkai.ledger.verify import problems

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Bureau:
    return bureau()


def stage(office: Bureau, request: InfoRequest) -> str:
    return stage_of(requests(office.auditor).get(pk=request.pk))


def store(office: Bureau, *facts: Receipt | Reply) -> None:
    """Add facts past every action, as a careless programmer would."""
    with ledger_transaction(organ_code="SL", actor=office.system.actor, day=TODAY) as tx:
        tx.record(RecordCorrected(wrong=0, right=0), subjects=[])
        tx.add_all(facts)


def a_reply(request: InfoRequest, decided_on: datetime.date = DECIDED, **more: object) -> Reply:
    fields = {"ground": "provided", "decided_on": decided_on, "counted_on": decided_on, **more}
    return Reply(organ_id=request.organ_id, request=request, **fields)


def test_a_case_handed_in_is_received_that_day(office: Bureau) -> None:
    request = registered(office)
    receipt = receipt_of(request)
    assert receipt is not None
    assert (receipt.received_on, receipt.counted_on) == (ARRIVED, ARRIVED)
    assert receipt.determined_by == "submission"
    assert stage(office, request) == "办理中"
    assert [line.label for line in history_of(request)] == ["确定收到申请之日", "登记申请"]


def test_a_letter_without_signature_waits_for_confirmation(office: Bureau) -> None:
    request = registered(office, channel="ordinary_mail")
    assert receipt_of(request) is None
    assert stage(office, request) == "未确认—期限未起算"
    with pytest.raises(ActionBlocked, match="不能早于到达日期"):
        confirm_receipt(
            viewer=office.disclosure_officer.on(TODAY),
            request=request,
            received_on=ARRIVED - datetime.timedelta(1),
        )
    receipt = confirm_receipt(
        viewer=office.disclosure_officer.on(TODAY),
        request=request,
        received_on=datetime.date(2023, 5, 12),
        applicant_kind="legal",
    )
    assert (receipt.determined_by, receipt.applicant_kind) == ("confirmation", "legal")
    with pytest.raises(ActionBlocked, match="已确认为 2023-05-12"):
        confirm_receipt(viewer=office.disclosure_officer.on(TODAY), request=request, received_on=TODAY)


def test_registration_says_what_is_missing(office: Bureau) -> None:
    registered(office)
    with pytest.raises(ActionBlocked) as refused:
        registered(office, arrived_on=datetime.date(2031, 1, 1), kind="nobody")
    found = [blocker.field for blocker in refused.value.blockers]
    assert found == ["number", "applicant_kind", "arrived_on"]


def test_an_answered_case(office: Bureau) -> None:
    request = registered(office)
    reply = answered(office, request)
    assert reply.counted_on == DECIDED
    assert reply.law_ground.row == "denied_4"
    assert stage(office, request) == "已答复"
    assert "作出答复" in history_of(request)[0].sentence
    assert list(problems()) == []


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"ground": ""}, "没有选择"),
        ({"ground": "unknown"}, "没有选择"),
        ({"decided_on": ARRIVED - datetime.timedelta(1)}, "早于收到申请之日"),
        ({"decided_on": TODAY + datetime.timedelta(1)}, "晚于今天"),
        ({"is_renewed": True}, "还没有第一次答复"),
    ],
)
def test_a_reply_that_cannot_be(office: Bureau, more: dict[str, object], sentence: str) -> None:
    request = registered(office)
    with pytest.raises(ActionBlocked, match=sentence):
        answered(office, request, **more)  # type: ignore[arg-type]
    assert not Reply.objects.exists()


def test_a_case_has_one_first_reply(office: Bureau) -> None:
    request = registered(office)
    answered(office, request)
    with pytest.raises(ActionBlocked, match="一件申请只计一个结果"):
        answered(office, request, ground="provided")
    with pytest.raises((DatabaseRejected, DatabaseError)):
        store(office, a_reply(request))
    renewed = answered(office, request, ground="provided", decided_on=TODAY, is_renewed=True)
    assert renewed.is_renewed
    assert first_reply_of(request).ground == "third_party"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "make",
    [
        lambda case, other: a_reply(case, ground=""),
        lambda case, other: a_reply(case, ARRIVED - datetime.timedelta(1)),
        lambda case, other: a_reply(case, counted_on=datetime.date(2022, 1, 1)),
        lambda case, other: a_reply(case, is_renewed=True),
        lambda case, other: a_reply(case, supersedes=other),
        lambda case, other: Reply(
            request=case, organ_id="QT", ground="provided", decided_on=DECIDED, counted_on=DECIDED
        ),
    ],
    ids=["no ground", "before receipt", "other day counted", "nothing to renew", "other case", "other organ"],
)
def test_the_database_refuses_what_the_action_would(office: Bureau, make: object) -> None:
    bureau("QT")
    case, other = registered(office), registered(office, "2023-002")
    of_other = answered(office, other)
    with pytest.raises((DatabaseRejected, DatabaseError)):
        store(office, make(case, of_other))  # type: ignore[operator]
    assert Reply.objects.count() == 1


def test_a_corrected_reply_takes_the_wrong_ones_place(office: Bureau) -> None:
    request = registered(office)
    wrong = answered(office, request)
    right = correct_reply(
        viewer=office.disclosure_officer.on(TODAY),
        reply=wrong,
        ground="partial",
        decided_on=DECIDED,
        doc_number="",
        reason="示例：理由登记错误",
    )
    assert list(Reply.objects.standing()) == [right]
    with pytest.raises(ActionBlocked, match="已更正或者作废"):
        void(viewer=office.disclosure_officer.on(TODAY), fact=wrong, reason="示例")
    with pytest.raises(ActionBlocked, match="没有填写"):
        void(viewer=office.disclosure_officer.on(TODAY), fact=right, reason=" ")
    assert list(problems()) == []


def test_a_voided_reply_opens_the_case_again(office: Bureau) -> None:
    request = registered(office)
    void(viewer=office.disclosure_officer.on(TODAY), fact=answered(office, request), reason="示例")
    assert stage(office, request) == "办理中"
    again = answered(office, request, ground="provided")
    assert list(Reply.objects.standing()) == [again]


def test_the_receipt_of_an_answered_case_stays_before_the_reply(office: Bureau) -> None:
    request = registered(office)
    receipt = receipt_of(request)
    assert receipt is not None
    answered(office, request)
    with pytest.raises(GuardViolation, match="已有答复"):
        void(viewer=office.disclosure_officer.on(TODAY), fact=receipt, reason="示例")
    with pytest.raises(GuardViolation, match="已有答复"):
        correct_receipt(
            viewer=office.disclosure_officer.on(TODAY),
            receipt=receipt,
            received_on=TODAY,
            applicant_kind="natural",
            reason="示例",
        )
    correct_receipt(
        viewer=office.disclosure_officer.on(TODAY),
        receipt=receipt,
        received_on=ARRIVED,
        applicant_kind="legal",
        reason="示例：类别认定有误",
    )
    assert receipt_of(request).applicant_kind == "legal"  # type: ignore[union-attr]


def test_who_may_not_does_not(office: Bureau) -> None:
    request = registered(office)
    with pytest.raises(NotAllowed, match="登记已作出的答复"):
        confirm_and_answer(office, request)
    with pytest.raises(NotAllowed, match="更正收到情况"):
        void(viewer=office.auditor.on(TODAY), fact=receipt_of(request), reason="示例")  # type: ignore[type-var]
    stranger = bureau("QT")
    assert not requests(stranger.disclosure_officer).exists()


def confirm_and_answer(office: Bureau, request: InfoRequest) -> None:
    from_auditor = Bureau(**{**vars(office), "disclosure_officer": office.auditor})
    answered(from_auditor, request)


@pytest.mark.skipif("connection.vendor != 'sqlite'")
def test_sqlite_cannot_replace_the_first_row_of_a_case(office: Bureau) -> None:
    request = registered(office)
    answered(office, request)
    columns = ", ".join(f'"{f.column}"' for f in Reply._meta.concrete_fields if f.name != "id")
    copy = f"INSERT OR REPLACE INTO inforequests_reply ({columns}) SELECT {columns} FROM inforequests_reply"
    with pytest.raises(AppendOnly), translated(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(copy)
