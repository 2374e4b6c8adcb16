"""No screen of this room asks the database more than a few questions, however many letters a case has."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gongkai import law, registry
from gongkai.bodies.tests.factory import Bureau, bureau, signed_in
from gongkai.inforequests.actions.record_response import record_response
from gongkai.inforequests.alerts import ALERTS
from gongkai.inforequests.home import HOME
from gongkai.inforequests.models import InfoRequest, MovedDeadline
from gongkai.inforequests.queries import first_reply_of, receipt_of
from gongkai.inforequests.tests.letters import DAY, confirm_all, letter_of, received, served, written
from gongkai.ledger.followers import advance
from gongkai.norms.actions.enter_notice import enter_notice

pytestmark = pytest.mark.django_db
BUDGET = 25
FEW = 6
LATE = datetime.date(2026, 12, 1)
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
    with CaptureQueriesContext(connection) as asked:
        yield
    assert len(asked) <= limit, "\n".join(query["sql"] for query in asked)


def case_with_letters(office: Bureau) -> InfoRequest:
    """A case about which five third parties were asked."""
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


def move_deadlines(office: Bureau) -> None:
    entered = law.Notice("emergency", 2026, "示例·放假通知", "示例〔2026〕1号", OFF)
    enter_notice(viewer=office.disclosure_officer.on(DAY), notice=entered)
    advance(registry.one(registry.Follower, "inforequests.recount"))


def shown(client: Client, name: str, *arguments: object, question: str = "") -> None:
    address = reverse(f"inforequests:{name}", args=arguments) + question
    client.get(address)
    with budget():
        assert client.get(address).status_code == 200


def test_a_case(office: Bureau, client: Client) -> None:
    case = case_with_letters(office)
    for number in (1, 2):
        written(office, case, "consultation", doc_number=f"示工信公开〔2026〕{number}号")
    shown(client, "request", case.pk)
    move_deadlines(office)
    shown(client, "request", case.pk)
    served(office, case, "reply", doc_number="示工信公开〔2026〕3号")
    for number in range(4, 8):
        served(
            office, case, "reply", doc_number=f"示工信公开〔2026〕{number}号", renewal="示例：复议后重新答复"
        )
    shown(client, "request", case.pk)
    reply, receipt = first_reply_of(case), receipt_of(case)
    assert reply is not None
    assert receipt is not None
    shown(client, "reply", case.pk)
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
    move_deadlines(office)
    move = MovedDeadline.objects.first()
    assert move is not None
    shown(client, "moved", move.cause_id)


@pytest.mark.parametrize("hook", [*HOME, *ALERTS], ids=lambda hook: f"{type(hook).__name__}-{hook.id}")
def test_home_asks_the_same_however_many_rows_there_are(office: Bureau, hook: Any) -> None:
    def number_of_queries() -> int:
        viewer = office.disclosure_officer.on(LATE)
        with CaptureQueriesContext(connection) as asked:
            list(hook.sentences(viewer) if isinstance(hook, registry.Alert) else hook.lines(viewer))
        return len(asked)

    def fill(first: int) -> None:
        for number in range(first, first + 3):
            served(
                office,
                received(office, f"2026-{number}"),
                "consultation",
                doc_number=f"示工信公开〔2026〕{number}号",
            )
        received(office, f"2026-{first + 10}")

    fill(1)
    few = number_of_queries()
    fill(21)
    assert number_of_queries() == few <= FEW
