"""A case on the screen: its page, the acts on it, and what each says when it cannot be done."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from gongkai import law, registry
from gongkai.bodies.tests.factory import Bureau, bureau, signed_in
from gongkai.inforequests.clocks import deadlines_of
from gongkai.inforequests.forms import ReplyForm
from gongkai.inforequests.models import InfoRequest, MovedDeadline, Receipt, Reply
from gongkai.inforequests.page import clock_face
from gongkai.inforequests.queries import first_reply_of, receipt_of
from gongkai.inforequests.status import case_status
from gongkai.inforequests.tests.cases import ARRIVED, DECIDED, answered, registered
from gongkai.inforequests.weeks import weeks_of
from gongkai.ledger.followers import advance
from gongkai.norms.actions.enter_notice import enter_notice

pytestmark = pytest.mark.django_db
DUE = datetime.date(2023, 6, 7)


@pytest.fixture
def office() -> Bureau:
    return bureau()


def page(client: Client, name: str, *arguments: object) -> str:
    return client.get(reverse(f"inforequests:{name}", args=arguments)).content.decode()


def send(client: Client, name: str, *arguments: object, **data: Any) -> Any:
    return client.post(reverse(f"inforequests:{name}", args=arguments), data)


def test_a_registered_application_has_a_page_with_its_clock(office: Bureau) -> None:
    client = signed_in(office.disclosure_officer)
    form = {
        "number": "2023-001",
        "applicant_kind": "natural",
        "applicant_name": "示例·申请人",
        "channel": "counter",
        "description": "示例·申请内容",
        "arrived_on": ARRIVED.isoformat(),
    }
    sent = send(client, "register", **form)
    request = InfoRequest.objects.get()
    assert sent["Location"] == reverse("inforequests:request", args=[request.pk])
    shown = page(client, "request", request.pk)
    assert DUE.isoformat() in shown
    assert "条例第三十三条第二款" in shown
    assert "第 20 日，期限届满" in shown
    again = send(client, "register", **form | {"description": ""})
    assert again.status_code == 422
    assert "没有填写申请内容" in again.content.decode()
    again = send(client, "register", **form)
    assert again.context["form"].errors["number"] == ["2023-001 已登记过，请核对编号。"]


def test_the_list_leads_to_the_page(office: Bureau) -> None:
    request = registered(office)
    client = signed_in(office.auditor)
    address = reverse("inforequests:request", args=[request.pk])
    assert address in client.get(reverse("shell:register", args=["inforequests.requests"])).content.decode()
    from_shell = client.get(reverse("shell:record", args=["inforequests.requests", request.pk]))
    assert from_shell["Location"] == address
    assert "登记答复" not in page(client, "request", request.pk)


def test_an_unconfirmed_case_says_so_and_is_confirmed(office: Bureau) -> None:
    request = registered(office, channel="internet")
    client = signed_in(office.disclosure_officer)
    shown = page(client, "request", request.pk)
    assert "未确认—期限未起算" in shown
    assert "请先与申请人确认" in shown, "the act that is not possible says why"
    early = send(
        client, "confirm", request.pk, received_on=ARRIVED - datetime.timedelta(1), applicant_kind="natural"
    )
    assert "不能早于到达日期" in early.context["form"].errors["received_on"][0]
    done = send(client, "confirm", request.pk, received_on=ARRIVED, applicant_kind="legal")
    assert done.status_code == 302
    assert Receipt.objects.get().applicant_kind == "legal"
    assert DUE.isoformat() in page(client, "request", request.pk)


def test_a_case_is_answered_and_the_clock_says_that_it_was_in_time(office: Bureau) -> None:
    request = registered(office)
    client = signed_in(office.disclosure_officer)
    without = send(client, "reply", request.pk, decided_on=DECIDED)
    assert "没有选择答复理由" in without.content.decode()
    send(client, "reply", request.pk, ground="third_party", decided_on=DECIDED, doc_number="示例〔2023〕1号")
    assert Reply.objects.get().doc_number == "示例〔2023〕1号"
    assert "2023-06-02 答复，在期限之内" in page(client, "request", request.pk)
    renewed = send(client, "reply", request.pk, ground="provided", decided_on=DECIDED)
    assert "重新答复" in renewed.context["form"].errors["is_renewed"][0]
    send(client, "reply", request.pk, ground="provided", decided_on=DECIDED, is_renewed="on")
    assert Reply.objects.filter(is_renewed=True).count() == 1


def test_the_grounds_stand_in_the_order_of_the_seven_steps() -> None:
    form = ReplyForm()
    offered = [(step.code, [choice.ground.code for choice in choices]) for step, choices in form.steps]
    assert [code for code, _ in offered] == [step.code for step in law.REPLY_STEPS]
    assert sorted(code for _, codes in offered for code in codes) == sorted(law.GROUNDS)


def test_a_wrong_record_is_corrected_or_voided_with_a_reason(office: Bureau) -> None:
    request = registered(office)
    wrong = answered(office, request)
    client = signed_in(office.disclosure_officer)
    form = {"ground": "partial", "decided_on": DECIDED, "doc_number": "", "reason": "示例：理由登记错误"}
    assert "没有填写理由" in send(client, "correct_reply", wrong.pk, **form | {"reason": ""}).content.decode()
    send(client, "correct_reply", wrong.pk, **form)
    right = first_reply_of(request)
    assert right is not None
    assert right.ground == "partial"
    assert "没有填写理由" in send(client, "correct_reply", right.pk, void="1").content.decode()
    send(client, "correct_reply", right.pk, void="1", reason="示例：不应登记")
    assert first_reply_of(request) is None
    receipt = receipt_of(request)
    assert receipt is not None
    send(client, "correct_receipt", receipt.pk, void="1", reason="示例")
    assert receipt_of(request) is None
    twice = send(client, "correct_receipt", receipt.pk, void="1", reason="示例")
    assert "已更正或者作废" in twice.content.decode()


def test_what_the_database_refuses_is_said_on_the_form(office: Bureau) -> None:
    request = registered(office)
    answered(office, request)
    receipt = receipt_of(request)
    assert receipt is not None
    sent = send(signed_in(office.disclosure_officer), "correct_receipt", receipt.pk, void="1", reason="示例")
    assert sent.status_code == 422
    assert "这件申请已有答复" in sent.content.decode()


def test_who_only_looks_does_nothing_and_strangers_see_nothing(office: Bureau) -> None:
    request = registered(office)
    looker = signed_in(office.auditor)
    for name in ("confirm", "reply"):
        assert send(looker, name, request.pk).status_code == 403
    stranger = signed_in(bureau("QT").disclosure_officer)
    receipt = receipt_of(request)
    assert receipt is not None
    for name, pk in (("request", request.pk), ("reply", request.pk), ("correct_receipt", receipt.pk)):
        assert stranger.get(reverse(f"inforequests:{name}", args=[pk])).status_code == 404


def test_the_calendar_numbers_what_counts_and_gives_the_reason_for_what_does_not(office: Bureau) -> None:
    request = registered(office, arrived_on=datetime.date(2023, 6, 8))
    period = clock_face(case_status(request), deadlines_of(office.auditor), DUE).period
    assert period is not None
    days = [day for week in weeks_of(period, datetime.date(2023, 6, 12)) for day in week.days]
    assert all(len(week.days) == 7 for week in weeks_of(period, DUE))
    by_day = {day.date.isoformat(): day for day in days}
    assert by_day["2023-06-08"].kind == "start"
    assert (by_day["2023-06-10"].mark, by_day["2023-06-10"].why) == ("休", "不计：星期六休息")
    assert by_day["2023-06-22"].mark == "假"
    assert "端午节放假" in by_day["2023-06-22"].why
    assert by_day["2023-06-12"].today
    assert [day.kind for day in days].count("counted") == period.counted - 1
    assert by_day[str(period.due)].kind == "due"


@pytest.mark.parametrize(
    ("today", "said", "tone"),
    [
        (DUE - datetime.timedelta(14), "还有 10 个工作日", ""),
        (DUE - datetime.timedelta(1), "还有 1 个工作日", "soon"),
        (DUE, "今天到期", "soon"),
        (DUE + datetime.timedelta(1), "已超期 1 个工作日，违反条例第三十三条第二款", "overdue"),
    ],
)
def test_the_clock_says_how_long_there_is(office: Bureau, today: datetime.date, said: str, tone: str) -> None:
    request = registered(office)
    face = clock_face(case_status(request), deadlines_of(office.auditor), today)
    assert (face.sentence, face.tone) == (said, tone)


def test_what_a_notice_moved_is_listed_and_stands_on_the_page(office: Bureau) -> None:
    request = registered(office)
    client = signed_in(office.disclosure_officer)
    off = {datetime.date(2023, 6, 1): "示例假日"}
    entered = law.Notice("emergency", 2023, "示例·放假通知", "示例〔2023〕1号", off)
    enter_notice(viewer=office.disclosure_officer.on(DUE), notice=entered)
    advance(registry.one(registry.Follower, "inforequests.recount"))
    seq = MovedDeadline.objects.get().cause_id
    listed = page(client, "moved", seq)
    assert DUE.isoformat() in listed
    assert "录入 2023 年放假通知" in listed
    assert f"由 {DUE} 变为 2023-06-08" in page(client, "request", request.pk)
    assert signed_in(bureau("QT").auditor).get(reverse("inforequests:moved", args=[seq])).status_code == 404
