"""Checkpoints: what was handed out holds the chain to what it was."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from gongkai.ledger import chain, checkpoints, keys, triggers
from gongkai.ledger.checkpoint_delivery import deliver_checkpoint
from gongkai.ledger.events import FactsUnlocked
from gongkai.ledger.models import Entry, Head, Subject
from gongkai.ledger.transactions import Actor, ledger_transaction
from gongkai.ledger.verify import problems

pytestmark = pytest.mark.django_db

DAY = datetime.date(2023, 3, 1)


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(keys.VARIABLE, raising=False)
    monkeypatch.setattr(settings, "LEDGER_KEYS", tmp_path / "ledger.keys")
    monkeypatch.setattr(settings, "SIGNING_KEY", tmp_path / "filing.key")
    monkeypatch.setattr(settings, "CHECKPOINTS", tmp_path / "elsewhere")


def happen(times: int = 1, number: str = "001") -> None:
    for _ in range(times):
        with ledger_transaction(organ_code="SL", actor=Actor(number, "示例"), day=DAY) as tx:
            tx.record(FactsUnlocked(number=1), subjects=[])


def rewrite_last(number: str) -> None:
    """What the owner of database and key can do: take the last entry away and record another, all in order."""
    triggers.drop_all(connection)
    last = Entry.objects.order_by("seq").last()
    assert last is not None
    Subject.objects.filter(entry=last).delete()
    Head.objects.update(seq=last.seq - 1, hash=last.previous)
    last.delete()
    triggers.install_all(connection)
    if number:
        happen(number=number)


def test_what_was_appended_since_is_told_by_day() -> None:
    happen(3)
    signed = checkpoints.take_checkpoint()
    checkpoint = signed.checkpoint
    assert checkpoints.read_checkpoint(signed.text).length == checkpoint.length == 3
    happen(2)
    assert list(checkpoints.inconsistencies([checkpoint])) == []
    assert list(checkpoints.appended_since(checkpoint).values()) == [2]


@pytest.mark.parametrize(("by", "says"), [("009", "不是同一份"), ("", "没有这么长")])
def test_what_an_owner_of_key_and_database_rewrites_shows_against_it_alone(by: str, says: str) -> None:
    happen(3)
    checkpoint = checkpoints.take_checkpoint().checkpoint
    rewrite_last(by)
    assert list(problems()) == [], "nothing on this machine can tell"
    [problem] = checkpoints.inconsistencies([checkpoint])
    assert says in problem.message


def test_every_checkpoint_before_the_change_still_holds() -> None:
    happen(2)
    early = checkpoints.take_checkpoint().checkpoint
    happen()
    late = checkpoints.take_checkpoint().checkpoint
    rewrite_last("009")
    found = list(checkpoints.inconsistencies([early, late]))
    assert [problem.where for problem in found] == ["ledger:3"]


@pytest.mark.parametrize("line", range(6))
def test_a_changed_checkpoint_is_refused(line: int) -> None:
    happen()
    lines = checkpoints.take_checkpoint().text.splitlines()
    word, _, value = lines[line].partition(" ")
    lines[line] = f"{word} {'0' + value[1:] if value[:1] != '0' else '1' + value[1:]}"
    with pytest.raises(checkpoints.UnreadableCheckpoint):
        checkpoints.read_checkpoint("\n".join(lines))


@pytest.mark.parametrize("text", ["", "示例", "gongkai.checkpoint/1\n", "\0" * 9])
def test_what_is_no_checkpoint_is_said(text: str) -> None:
    with pytest.raises(checkpoints.UnreadableCheckpoint, match="不是本程序的核验点"):
        checkpoints.read_checkpoint(text)


def test_a_mail_program_may_change_line_ends() -> None:
    happen()
    signed = checkpoints.take_checkpoint()
    changed = "\ufeff请存档。\r\n" + signed.text.replace("\n", "\r\n") + "\r\n--\r\n"
    assert checkpoints.read_checkpoint(changed).head == signed.checkpoint.head


def test_one_a_day_is_kept_where_the_setting_says() -> None:
    deliver_checkpoint()
    assert not settings.CHECKPOINTS.exists(), "nothing has happened yet"
    happen()
    deliver_checkpoint()
    deliver_checkpoint()
    [file] = settings.CHECKPOINTS.iterdir()
    assert checkpoints.read_checkpoint(file.read_text()).head == chain_head()
    assert list(checkpoints.kept_inconsistencies()) == []


def test_what_stands_in_the_folder_is_compared_without_being_asked_for() -> None:
    happen(2)
    deliver_checkpoint()
    rewrite_last("009")
    [problem] = checkpoints.kept_inconsistencies()
    assert "不是同一份" in problem.message
    [file] = settings.CHECKPOINTS.iterdir()
    file.write_text("示例")
    [problem] = checkpoints.kept_inconsistencies()
    assert "不是本程序的核验点" in problem.message


def chain_head() -> str:
    last = Entry.objects.order_by("seq").last()
    assert last is not None
    assert chain.link_hash(last, []) == last.hash
    return last.hash
