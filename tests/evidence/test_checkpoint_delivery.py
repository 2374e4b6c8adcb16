"""Checkpoints reach the outside in every way that is promised, and each proves the ledger when it comes back."""

from __future__ import annotations

import io
import json
import socket
import zipfile
from collections.abc import Iterator
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
import zxingcpp
from aiosmtpd.controller import Controller
from django.conf import settings
from django.test import Client
from django.urls import reverse
from PIL import Image
from vl_convert import svg_to_png

from gongkai.bodies.tests.factory import Bureau, account_of, bureau
from gongkai.ledger.checkpoints import inconsistencies, read_checkpoint
from gongkai.ledger.followers import advance
from gongkai.ledger.models import Entry, Head
from gongkai.reporting.filing import UnreadablePackage, checkpoint_in, write_package
from gongkai.reporting.followers import FOLLOWERS
from gongkai.reporting.tests.test_finalizing import finalized, last_year
from gongkai.shell.models import JobRun
from gongkai.shell.tasks.alerts import stopped_work
from gongkai.shell.tasks.schedule import run_due_jobs
from tests.homes import Home

[FINALIZED] = FOLLOWERS


class Inbox:
    """A mail server's end: keeps what it is given."""

    def __init__(self) -> None:
        self.letters: list[Any] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd calls it
        self.letters.append(envelope)
        return "250 OK"


@pytest.fixture
def mail_server() -> Iterator[tuple[Inbox, int]]:
    """A real SMTP server on a port of its own."""
    inbox = Inbox()
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
    server = Controller(inbox, hostname="127.0.0.1", port=port)
    server.start()
    yield inbox, port
    server.stop()


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "SIGNING_KEY", tmp_path / "filing.key")
    monkeypatch.setattr(settings, "CHECKPOINTS", tmp_path / "elsewhere")


@pytest.fixture
def office() -> Bureau:
    return bureau()


def lengths() -> list[int]:
    files = settings.CHECKPOINTS.glob("checkpoint-*.txt")
    return sorted(read_checkpoint(file.read_text()).length for file in files)


@pytest.mark.django_db
def test_a_finalization_is_known_outside_at_once(office: Bureau) -> None:
    last_year(office)
    made = finalized(office)
    advance(FINALIZED)
    of_it = Entry.objects.get(transaction_id=made.transaction_id)
    assert lengths() == [of_it.seq]


@pytest.mark.django_db
def test_a_package_carries_the_checkpoint_of_its_finalization(office: Bureau) -> None:
    last_year(office)
    made = finalized(office)
    package = write_package(made)
    checkpoint = read_checkpoint(checkpoint_in(package))
    of_it = Entry.objects.get(transaction_id=made.transaction_id)
    assert (checkpoint.length, checkpoint.head) == (of_it.seq, of_it.hash)
    assert list(inconsistencies([checkpoint])) == []
    assert write_package(made) == package, "as it was then, whenever it is asked for"
    with pytest.raises(UnreadablePackage, match=r"checkpoint\.txt 与清单不符"):
        checkpoint_in(_with(package, "checkpoint.txt", b"x"))


def _with(package: bytes, name: str, data: bytes) -> bytes:
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as archive, zipfile.ZipFile(changed, "w") as other:
        for each in archive.namelist():
            other.writestr(each, data if each == name else archive.read(each))
    return changed.getvalue()


@pytest.mark.django_db
def test_the_daily_one_goes_into_the_folder_and_by_mail(
    office: Bureau, mail_server: tuple[Inbox, int], settings: Any
) -> None:
    inbox, port = mail_server
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.CHECKPOINT_MAIL = ["shenji@example.invalid", "shangji@example.invalid"]
    run_due_jobs()
    [letter] = inbox.letters
    assert letter.rcpt_tos == settings.CHECKPOINT_MAIL
    saved = letter.content.decode()
    message = message_from_bytes(letter.content, policy=policy.default)
    assert message["Subject"].startswith("台账核验点 ")
    [attached] = message.iter_attachments()
    of_mail, of_attachment = read_checkpoint(saved), read_checkpoint(attached.get_content())
    assert of_mail == of_attachment
    assert lengths() == [of_mail.length] == [Entry.objects.count()]


@pytest.mark.django_db
def test_a_mail_server_that_is_gone_is_told_and_the_folder_has_its_own(office: Bureau, settings: Any) -> None:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        settings.EMAIL_PORT = found.getsockname()[1]
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.CHECKPOINT_MAIL = "127.0.0.1", ["shenji@example.invalid"]
    JobRun.objects.all().delete()
    run_due_jobs()
    assert lengths() == [Entry.objects.count()]
    assert any("交出台账核验点" in sentence for sentence, _ in stopped_work(office.administrator))


@pytest.mark.django_db
def test_the_printed_code_and_the_file_say_what_the_ledger_is(office: Bureau, client: Client) -> None:
    client.force_login(account_of(office.auditor.officer, "shenji"))
    page = client.get(reverse("desk:checkpoint"))
    drawn = unquote(page.context["code"].partition(",")[2])
    picture = Image.open(io.BytesIO(svg_to_png(drawn, scale=2)))
    [read] = zxingcpp.read_barcodes(picture)
    of_file = client.get(reverse("desk:checkpoint_file"))
    for text in (read.text, of_file.text):
        checkpoint = read_checkpoint(text)
        assert checkpoint.length == Entry.objects.count()
        assert list(inconsistencies([checkpoint])) == []
        assert checkpoint.head not in page.text, "a digest is for machines"
    assert f"{Entry.objects.count()} 条" in page.text


@pytest.mark.django_db
def test_a_chain_that_does_not_hold_is_not_signed(office: Bureau, client: Client) -> None:
    client.force_login(account_of(office.auditor.officer, "shenji"))
    Head.objects.update(seq=99)
    run_due_jobs()
    assert lengths() == []
    for name in ("desk:checkpoint", "desk:checkpoint_file"):
        answered = client.get(reverse(name))
        assert (answered.status_code, "台账应止于第 99 条" in answered.text) == (409, True)


BEGIN = """
from gongkai.config import startup; startup.start_django()
import datetime
from gongkai.ledger.events import FactsUnlocked
from gongkai.ledger.checkpoint_delivery import deliver_checkpoint
from gongkai.ledger.transactions import Actor, ledger_transaction
def happen(times):
    for _ in range(times):
        with ledger_transaction(organ_code="SL", actor=Actor("001", "示例"), day=datetime.date(2024, 1, 8)) as tx:
            tx.record(FactsUnlocked(number=1), subjects=[])
"""


def test_a_saved_mail_proves_the_ledger_and_tells_what_was_appended_since(
    blank_home: Home, mail_server: tuple[Inbox, int], tmp_path: Path
) -> None:
    """The whole way: settings from the environment, the letter saved as it came, `verify --against` it."""
    inbox, port = mail_server
    blank_home.environment.update(
        GONGKAI_MAIL=f"smtp://127.0.0.1:{port}",
        GONGKAI_MAIL_FROM="gongkai@example.invalid",
        GONGKAI_CHECKPOINT_MAIL="shenji@example.invalid",
    )
    blank_home.python(BEGIN + "happen(3); deliver_checkpoint(); happen(2)")
    [letter] = inbox.letters
    assert letter.mail_from == "gongkai@example.invalid"
    saved = tmp_path / "存档.eml"
    saved.write_bytes(letter.content)
    said = blank_home.gongkai("verify", "--against", str(saved)).stdout
    assert "从第 4 条起新增 2 条" in said
    told = json.loads(blank_home.gongkai("verify", "--against", str(saved), "--json").stdout)
    assert list(told["appended"].values()) == [2]
    assert told["checkpoints"]["proven"] == 1


def test_a_mail_server_of_another_kind_is_refused_in_words(blank_home: Home) -> None:
    blank_home.environment["GONGKAI_MAIL"] = "http://127.0.0.1"
    [line] = blank_home.gongkai("verify", code=2).stderr.splitlines()
    assert "smtp+tls://" in line
