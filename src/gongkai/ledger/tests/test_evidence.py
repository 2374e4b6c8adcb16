"""What whoever has the database, but not the key, may try; and what `verify` says of it."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from gongkai.ledger import chain, keys, triggers
from gongkai.ledger.actions.rotate_key import rotate_key
from gongkai.ledger.events import FactsUnlocked
from gongkai.ledger.models import Entry, Head
from gongkai.ledger.transactions import Actor, ledger_transaction
from gongkai.ledger.verify import problems, quick_problems

pytestmark = pytest.mark.django_db

DAY = datetime.date(2023, 3, 1)
ACTOR = Actor("001", "示例·管理员")
SQLITE = "connection.vendor == 'sqlite'"


@pytest.fixture(autouse=True)
def _own_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(keys.VARIABLE, raising=False)
    monkeypatch.setattr(settings, "LEDGER_KEYS", tmp_path / "elsewhere" / "ledger.keys")


def happen(times: int = 1) -> None:
    for _ in range(times):
        with ledger_transaction(organ_code="SL", actor=ACTOR, day=DAY) as tx:
            tx.record(FactsUnlocked(number=1), subjects=[])


def forge(seal: Callable[[str], tuple[str, str]]) -> None:
    """Append an entry with computed hashes and move the head, as anybody with SQL can."""
    head = Head.objects.get()
    entry = Entry(
        seq=head.seq + 1,
        transaction_id="0" * 32,
        organ_code="SL",
        event=FactsUnlocked.id,
        day=DAY,
        recorded_at=timezone.now(),
        actor_number="003",
        actor_post="示例·分管领导",
        data={"number": 1},
        previous=head.hash,
    )
    entry.transaction_id = entry._meta.get_field("transaction_id").to_python("0" * 32)
    entry.hash = chain.link_hash(entry, [])
    entry.key_name, entry.seal = seal(entry.hash)
    Entry.objects.bulk_create([entry])
    Head.objects.update(seq=entry.seq, hash=entry.hash)


@pytest.mark.parametrize(
    "seal",
    [
        lambda hash: ("", ""),
        lambda hash: (keys.keyring().current.name, "0" * 64),
        lambda hash: (keys.keyring().current.name, Entry.objects.first().seal),  # type: ignore[union-attr]
        lambda hash: ("deadbeef", keys.Key("deadbeef", b"x" * 32).seal(hash)),
    ],
    ids=["no seal", "no real seal", "the seal of another entry", "a key of the forger"],
)
def test_an_entry_appended_without_the_key_is_found(seal: Callable[[str], tuple[str, str]]) -> None:
    happen(2)
    forge(seal)
    [problem] = problems()
    assert "第 3 条没有本单位密钥的印记" in problem.message


def test_without_the_key_nothing_is_appended_and_verify_says_so(tmp_path: Path) -> None:
    happen(2)
    settings.LEDGER_KEYS.unlink()
    with pytest.raises(keys.KeyMissing, match="找不到台账密钥"):
        happen()
    assert Entry.objects.count() == 2
    assert any("找不到台账密钥" in problem.message for problem in problems())


def test_the_file_is_for_its_owner_only() -> None:
    happen()
    assert settings.LEDGER_KEYS.stat().st_mode & 0o777 == 0o600


def test_another_key_is_taken_up_in_the_chain() -> None:
    happen(2)
    old = keys.keyring().current.name
    new = rotate_key(organ_code="SL", actor=ACTOR, day=DAY).name
    happen()
    assert list(Entry.objects.order_by("seq").values_list("key_name", flat=True)) == [old, old, old, new]
    assert list(problems()) == []


def test_a_key_that_nobody_announced_is_found() -> None:
    happen()
    keys.adopt_key(keys.announce_key())
    happen()
    [problem] = problems()
    assert "没有登记过更换的密钥" in problem.message


def test_a_key_cut_short_is_said() -> None:
    happen()
    settings.LEDGER_KEYS.write_text("12ab\n")
    with pytest.raises(keys.KeyMissing, match="不完整"):
        happen()


@pytest.mark.parametrize("what", ["head", "seal", "guard", "key"])
def test_it_is_not_served_when_the_end_of_the_chain_does_not_hold(what: str) -> None:
    happen(2)
    assert list(quick_problems()) == []
    match what:
        case "head":
            Head.objects.update(seq=9)
        case "seal":
            forge(lambda hash: ("", ""))
        case "key":
            settings.LEDGER_KEYS.unlink()
        case "guard":
            triggers.drop_all(connection)
    assert list(quick_problems())


def _a_guard() -> triggers.Trigger:
    return next(t for t in triggers.expected(connection).values() if t.table == "ledger_entry")


@pytest.mark.skipif(f"not ({SQLITE})")
def test_a_guard_of_the_same_name_that_does_nothing_is_found() -> None:
    guard = _a_guard()
    with connection.cursor() as cursor:
        cursor.execute(f'DROP TRIGGER "{guard.name}"')
        cursor.execute(f'CREATE TRIGGER "{guard.name}" BEFORE UPDATE ON "{guard.table}" BEGIN SELECT 1; END')
    assert triggers.missing(connection) == [guard.name]
    assert [p.where for p in problems()] == [guard.name]
    triggers.drop_all(connection)
    triggers.install_all(connection)
    assert triggers.missing(connection) == []


@pytest.mark.skipif(SQLITE)
@pytest.mark.parametrize(
    "statement",
    [
        'CREATE OR REPLACE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$',
        'ALTER TABLE "{table}" DISABLE TRIGGER "{name}"',
        'ALTER TABLE "{table}" ENABLE REPLICA TRIGGER "{name}"',
    ],
)
def test_a_guard_that_does_nothing_any_more_is_found(statement: str) -> None:
    guard = _a_guard()
    with connection.cursor() as cursor:
        cursor.execute(statement.format(name=guard.name, table=guard.table))
    assert triggers.missing(connection) == [guard.name]


def test_a_trigger_that_nobody_declared_is_found() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("CREATE TRIGGER undo AFTER INSERT ON ledger_head BEGIN SELECT 1; END")
        else:
            cursor.execute(
                "CREATE FUNCTION undo() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$"
            )
            cursor.execute(
                "CREATE TRIGGER undo AFTER INSERT ON ledger_head FOR EACH ROW EXECUTE FUNCTION undo()"
            )
    [problem] = problems()
    assert "undo" in problem.message
