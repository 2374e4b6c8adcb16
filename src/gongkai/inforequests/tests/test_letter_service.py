"""Serving, arrival, response and taking back: only days that can be true, and nothing counted that holds no more."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import pytest
from pytest_django import Settings
from tests.scanners import Scanner

from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.tests.factory import Bureau, bureau
from gongkai.inforequests.actions.correct import correct_receipt, correct_reply, void
from gongkai.inforequests.actions.record_delivery import record_delivery
from gongkai.inforequests.actions.record_reply import record_reply
from gongkai.inforequests.actions.record_response import record_response
from gongkai.inforequests.actions.record_service import record_service
from gongkai.inforequests.actions.void_last_entry import void_last_entry
from gongkai.inforequests.actions.write import rewrite, write
from gongkai.inforequests.models import (
    CaseLetter,
    DeliveryReceipt,
    FeeNotice,
    InfoRequest,
    Reply,
    Response,
    Service,
)
from gongkai.inforequests.queries import first_reply_of, receipt_of
from gongkai.inforequests.tests.letters import (
    DAY,
    GIVEN,
    confirm_all,
    final,
    letter_of,
    received,
    served,
    written,
)
from gongkai.ledger.errors import DatabaseRejected
from gongkai.ledger.transactions import Actor, ledger_transaction
from gongkai.papers import files
from gongkai.papers.actions.scan_files import scan_files
from gongkai.review.actions.release import foreseen_blockers

pytestmark = pytest.mark.django_db
LATER = datetime.date(2026, 7, 15)
NUMBER = {"doc_number": "示工信公开〔2026〕1号"}


@pytest.fixture
def office() -> Bureau:
    return bureau()


@pytest.fixture
def case(office: Bureau) -> InfoRequest:
    return received(office)


def sent(office: Bureau, letter: CaseLetter, method: str, **more: Any) -> Service:
    day = more.pop("day", LATER)
    return record_service(
        viewer=office.disclosure_officer.on(day), letter=letter, method=method, handed_over_on=DAY, **more
    )


class TestDays:
    @pytest.mark.parametrize("method", ["direct", "entrusted"])
    def test_what_is_signed_for_is_served_on_the_day_of_the_signature(
        self, office: Bureau, case: InfoRequest, method: str
    ) -> None:
        letter = letter_of(written(office, case, "reply"))
        final(office, letter.document.newest)
        with pytest.raises(ActionBlocked, match="没有填写；直接"):
            sent(office, letter, method)
        sent(office, letter, method, received_on=LATER)
        reply = first_reply_of(case)
        assert reply is not None
        assert reply.served_on == LATER

    def test_a_response_does_not_come_before_the_letter_arrived(
        self, office: Bureau, case: InfoRequest
    ) -> None:
        letter = served(office, case, "consultation", received_on=LATER).letter
        with pytest.raises(ActionBlocked, match="早于签收日期"):
            record_response(
                viewer=office.disclosure_officer.on(LATER), letter=letter, responded_on=DAY, answer="refuses"
            )

    def test_nor_does_the_letter_arrive_after_the_response(self, office: Bureau, case: InfoRequest) -> None:
        letter = served(office, case, "consultation").letter
        record_response(
            viewer=office.disclosure_officer.on(DAY), letter=letter, responded_on=DAY, answer="refuses"
        )
        with pytest.raises(ActionBlocked, match="晚于收到回复日期"):
            record_delivery(viewer=office.disclosure_officer.on(LATER), letter=letter, received_on=LATER)

    @pytest.mark.parametrize("which", [DeliveryReceipt, Response])
    def test_the_database_refuses_it_whoever_asks(
        self, office: Bureau, case: InfoRequest, which: type[DeliveryReceipt | Response]
    ) -> None:
        letter = served(office, case, "consultation").letter
        arrival = DeliveryReceipt(organ=office.organ, letter=letter, received_on=LATER, counted_on=LATER)
        response = Response(
            organ=office.organ, letter=letter, responded_on=DAY, counted_on=DAY, answer="refuses"
        )
        rows = [response, arrival] if which is DeliveryReceipt else [arrival, response]
        with (
            pytest.raises(DatabaseRejected, match="签收"),
            ledger_transaction(organ_code="SL", actor=Actor("1", "示例"), day=LATER) as tx,
        ):
            for row in rows:
                tx.add(row)


class TestOnline:
    def test_a_letter_without_a_channel_online_is_not_served_online(
        self, office: Bureau, case: InfoRequest
    ) -> None:
        letter = letter_of(written(office, case, "reply"))
        final(office, letter.document.newest)
        with pytest.raises(ActionBlocked, match="没有写明申请复议的网上渠道"):
            sent(office, letter, "electronic", received_on=DAY)

    def test_one_that_names_it_is(self, office: Bureau, case: InfoRequest) -> None:
        online = {"method": "electronic", "review_online": "示例市行政复议网上申请平台"}
        version = written(office, case, "reply", **online)
        assert version.content_json["paragraphs"][-1].endswith("示例市行政复议网上申请平台。")
        final(office, version)
        assert sent(office, letter_of(version), "electronic", received_on=DAY)

    def test_nothing_left_blank_becomes_a_letter(self, office: Bureau, case: InfoRequest) -> None:
        with pytest.raises(ActionBlocked, match="还有没有填写的内容"):
            written(office, case, "reply", method="electronic")
        with pytest.raises(ActionBlocked, match="还有没有填写的内容"):
            written(office, case, "reply", provided="")


class TestTakingBack:
    def test_a_reply_corrected_since_goes_with_the_service_that_made_it(
        self, office: Bureau, case: InfoRequest
    ) -> None:
        letter = served(office, case, "reply").letter
        reply = first_reply_of(case)
        assert reply is not None
        correct_reply(
            viewer=office.disclosure_officer.on(DAY),
            reply=reply,
            ground="already_public",
            decided_on=DAY,
            served_on=DAY,
            doc_number="示工信公开〔2026〕9号",
            reason="示例：看错",
        )
        void_last_entry(viewer=office.disclosure_officer.on(DAY), letter=letter, reason="示例：没有寄出")
        assert first_reply_of(case) is None

    def test_a_reply_voided_by_itself_is_not_voided_twice(self, office: Bureau, case: InfoRequest) -> None:
        letter = served(office, case, "reply").letter
        reply = first_reply_of(case)
        assert reply is not None
        void(viewer=office.disclosure_officer.on(DAY), fact=reply, reason="示例：看错")
        void_last_entry(viewer=office.disclosure_officer.on(DAY), letter=letter, reason="示例：没有寄出")
        assert not Reply.objects.standing().exists()

    def test_a_signature_that_was_the_service_goes_with_it(self, office: Bureau, case: InfoRequest) -> None:
        letter = served(office, case, "reply", method="direct", received_on=DAY).letter
        void_last_entry(viewer=office.disclosure_officer.on(DAY), letter=letter, reason="示例：看错")
        assert not Service.objects.standing().exists()
        assert first_reply_of(case) is None
        sent(office, letter, "direct", received_on=LATER)
        assert first_reply_of(case).served_on == LATER  # type: ignore[union-attr]

    def test_the_signature_of_a_posted_one_goes_alone(self, office: Bureau, case: InfoRequest) -> None:
        letter = served(office, case, "reply", received_on=DAY).letter
        void_last_entry(viewer=office.disclosure_officer.on(DAY), letter=letter, reason="示例：看错")
        assert Service.objects.standing().exists()
        assert first_reply_of(case) is not None


class TestFees:
    def test_what_is_noted_is_what_the_letter_said(self, office: Bureau, case: InfoRequest) -> None:
        confirm_all(office)
        version = written(office, case, "fee")
        final(office, version)
        receipt = receipt_of(case)
        assert receipt is not None
        correct_receipt(
            viewer=office.disclosure_officer.on(DAY),
            receipt=receipt,
            received_on=datetime.date(2026, 7, 7),
            applicant_kind="natural",
            reason="示例：看错",
        )
        sent(office, letter_of(version), "post", day=DAY)
        notice = FeeNotice.objects.get()
        assert notice.amount == Decimal(version.content_json["particulars"]["amount"]) == 1100

    def test_less_than_was_asked_is_not_paid(self, office: Bureau, case: InfoRequest) -> None:
        confirm_all(office)
        letter = served(office, case, "fee").letter
        with pytest.raises(ActionBlocked, match="应与通知金额 1100 元一致"):
            record_response(
                viewer=office.disclosure_officer.on(DAY),
                letter=letter,
                responded_on=DAY,
                answer="paid",
                voucher="示例0001",
                amount=Decimal(100),
            )


class TestRenewedReply:
    def test_a_draft_overtaken_by_a_recorded_reply_is_not_served_as_a_renewed_one(
        self, office: Bureau, case: InfoRequest
    ) -> None:
        version = written(office, case, "reply")
        final(office, version)
        record_reply(
            viewer=office.disclosure_officer.on(DAY), request=case, ground="provided", decided_on=DAY
        )
        with pytest.raises(ActionBlocked, match="是否为重新答复与登记不符"):
            sent(office, letter_of(version), "post", day=DAY)
        assert Reply.objects.count() == 1

    def test_one_that_says_what_brought_it_about_is(self, office: Bureau, case: InfoRequest) -> None:
        served(office, case, "reply")
        why = "示例市人民政府某号行政复议决定书撤销本机关原答复"
        version = written(office, case, "reply", doc_number="示工信公开〔2026〕2号", renewal=why)
        assert version.content_json["paragraphs"][1] == f"{why}。本机关现重新答复如下。"
        final(office, version)
        sent(office, letter_of(version), "post", day=DAY)
        assert list(Reply.objects.order_by("pk").values_list("is_renewed", flat=True)) == [False, True]


def test_a_letter_that_left_is_not_rewritten_by_a_page_opened_before(
    office: Bureau, case: InfoRequest
) -> None:
    letter = served(office, case, "reply").letter
    with pytest.raises(ActionBlocked, match="不能修改"):
        rewrite(
            viewer=office.disclosure_officer.on(DAY),
            letter=letter,
            given={**GIVEN["inforequests.reply"], **NUMBER},
        )


def test_a_letter_whose_attachment_was_not_scanned_is_not_served(
    office: Bureau, case: InfoRequest, settings: Settings, run_scanner: Scanner
) -> None:
    version = write(
        viewer=office.disclosure_officer.on(DAY),
        request=case,
        kind="inforequests.reply",
        given={**NUMBER, **GIVEN["inforequests.reply"]},
        attachments=(files.received(b"%PDF-1.7", name="示例.pdf"),),
    )
    (told,) = foreseen_blockers(office.disclosure_officer.on(DAY), version)
    assert "“示例.pdf”未查毒" in str(told)
    final(office, version)
    with pytest.raises(ActionBlocked, match="未查毒"):
        sent(office, letter_of(version), "post")
    settings.CLAMD = run_scanner.address
    scan_files(viewer=office.disclosure_officer.on(DAY), version=version)
    assert sent(office, letter_of(version), "post")
