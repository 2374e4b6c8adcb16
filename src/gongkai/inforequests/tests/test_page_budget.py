"""No screen of this room asks the database more than a few questions, however many letters a case has."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gongkai import law, registry
from gongkai.bodies.tests.factory import Bureau, bureau
from gongkai.inforequests.actions.record_response import record_response
from gongkai.inforequests.models import InfoRequest, MovedDeadline
from gongkai.inforequests.queries import first_reply_of, receipt_of
from gongkai.inforequests.tests.letters import DAY, confirm_all, letter_of, received, served, written
from gongkai.inforequests.tests.test_screens import signed_in
from gongkai.ledger.followers import advance
from gongkai.norms.actions.enter_notice import enter_notice

pytestmark = pytest.mark.django_db
BUDGET = 30
OFF = {datetime.date(2026, 7, 10): "示例假日"}


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> Bureau:
    monkeypatch.setattr("gongkai.shell.middleware.today", lambda: DAY)
    office = bureau()
    confirm_all(office)
    return office


@pytest.fixture
def client(office: Bureau) -> Client:
    return signed_in(office.disclosure_officer)


@contextmanager
def budget(limit: int = BUDGET) -> Iterator[None]:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        yield
    assert len(asked) <= limit, "\n".join(query["sql"] for query in asked)


def case_with_letters(office: Bureau) -> InfoRequest:
    """A case that was consulted about five times, supplemented, answered and answered again."""
    case = received(office)
    for number in range(5):
        service = served(
            office,
            case,
            "consultation",
            received_on=DAY,
            doc_number=f"示工信公开〔2026〕{number + 10}号",
            consulted_name=f"示例·第三方{number}",
        )
        record_response(
            viewer=office.disclosure_officer.on(DAY),
            letter=service.letter,
            responded_on=DAY,
            answer="refuses",
        )
    return case


def shown(client: Client, name: str, *arguments: object, question: str = "") -> None:
    address = reverse(f"inforequests:{name}", args=arguments) + question
    client.get(address)
    with budget():
        assert client.get(address).status_code == 200


def test_a_case(office: Bureau, client: Client) -> None:
    case = case_with_letters(office)
    written(office, case, "extension", doc_number="示工信公开〔2026〕2号")
    shown(client, "request", case.pk)
    served(office, case, "reply", doc_number="示工信公开〔2026〕3号")
    shown(client, "request", case.pk)
    reply, receipt = first_reply_of(case), receipt_of(case)
    assert reply is not None
    assert receipt is not None
    shown(client, "answer", case.pk)
    shown(client, "correct_reply", reply.pk)
    shown(client, "correct_receipt", receipt.pk)


def test_letters(office: Bureau, client: Client) -> None:
    case = case_with_letters(office)
    for kind in ("supplement", "extension", "fee", "consultation", "disclosure", "reasons"):
        shown(client, "letter_begin", case.pk, f"inforequests.{kind}")
    shown(client, "letter_begin", case.pk, "inforequests.reply", question="?ground=provided")
    letter = letter_of(written(office, case, "reply", doc_number="示工信公开〔2026〕2号"))
    shown(client, "letter_change", letter.pk)
    shown(client, "letter_printed", letter.pk, "pdf")
    shown(client, "letter_printed", letter.pk, "docx")


def test_registration(client: Client) -> None:
    shown(client, "register")


def test_moved_deadlines(office: Bureau, client: Client) -> None:
    for number in range(5):
        received(office, f"2026-{number}")
    entered = law.Notice("emergency", 2026, "示例·放假通知", "示例〔2026〕1号", OFF)
    enter_notice(viewer=office.disclosure_officer.on(DAY), notice=entered)
    advance(registry.one(registry.Follower, "inforequests.recount"))
    seq = MovedDeadline.objects.first().cause_id
    shown(client, "moved", seq)
