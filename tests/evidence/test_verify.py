"""`gongkai verify` proves files, finalizations and the home beside the chain, and says in words what it found."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import override_settings

from gongkai.bodies.tests.factory import Bureau, bureau
from gongkai.config.verifications import STATIC_EXTRA, STATIC_LOST, closed_to_others, static_files
from gongkai.ledger import triggers
from gongkai.ledger.verify import Discrepancy, everything, in_words
from gongkai.papers import files
from gongkai.papers.content import Attachment
from gongkai.papers.verifications import EXTRA, LOST, attachments
from gongkai.reporting.models import Finalization
from gongkai.reporting.tests.test_finalizing import finalized, last_year
from gongkai.reporting.verifications import finalizations
from gongkai.review.tests.factory import drafted
from tests.homes import Home


@pytest.fixture
def office() -> Bureau:
    return bureau()


@pytest.fixture(autouse=True)
def _own_files(tmp_path: Path) -> Iterator[None]:
    # Overridden and not only set: what stores files is made anew.
    with override_settings(MEDIA_ROOT=tmp_path / "files", STATIC_ROOT=tmp_path / "static"):
        yield


@pytest.fixture
def attached(office: Bureau) -> Attachment:
    """An attachment that two versions name."""
    attachment = files.received("示例".encode(), name="示例附件.txt")
    for _ in range(2):
        drafted(office, attachments=(attachment,))
    return attachment


@pytest.mark.django_db
def test_files_that_are_as_they_were_are_proven(attached: Attachment) -> None:
    assert list(attachments()) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "kind", "says"),
    [
        (lambda path: path.unlink(), LOST, "附件“示例附件.txt”的文件不在存储中"),
        (lambda path: path.write_bytes(b"changed"), LOST, "附件“示例附件.txt”的文件与存入时不一致"),
        (lambda path: path.with_name("0" * 64).write_bytes(b"x"), EXTRA, "没有记录指向它"),
    ],
    ids=["missing", "changed", "extra"],
)
def test_a_file_that_is_not_as_recorded_is_found_once(
    attached: Attachment, change: Callable[[Path], object], kind: str, says: str
) -> None:
    change(files.path_of(attached))
    [found] = attachments()
    assert found.kind == kind
    assert says in found.message


@pytest.mark.django_db
def test_the_head_that_a_finalization_wrote_down_must_be_in_the_chain(office: Bureau) -> None:
    last_year(office)
    made = finalized(office)
    assert list(finalizations()) == []
    triggers.drop_all(connection)
    Finalization.objects.filter(pk=made.pk).update(head_hash="0" * 64)
    [found] = finalizations()
    assert "与现在的不是同一份" in found.message


def test_what_browsers_are_given_beside_the_pages_is_this_versions() -> None:
    call_command("collectstatic", verbosity=0, interactive=False)
    assert list(static_files()) == []
    root = Path(settings.STATIC_ROOT)
    changed, lost = sorted(root.rglob("*.js"))[0], sorted(root.rglob("*.css"))[0]
    changed.write_bytes(changed.read_bytes() + b"//")
    lost.unlink()
    (root / "planted.js").write_text("示例")
    found = {Path(each.where): each.kind for each in static_files()}
    assert found == {changed: STATIC_LOST, lost: STATIC_LOST, root / "planted.js": STATIC_EXTRA}


def test_what_others_may_read_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    monkeypatch.setattr(settings, "HOME", home)
    for name in ("gongkai.sqlite3", "gongkai.sqlite3-wal", "secret.key", "filing.key"):
        (home / name).touch(mode=0o600)
    monkeypatch.setattr(settings, "SIGNING_KEY", home / "filing.key")
    monkeypatch.setattr(settings, "LEDGER_KEYS", tmp_path / "ledger.keys")
    settings.LEDGER_KEYS.touch(mode=0o600)
    assert list(closed_to_others()) == []
    home.chmod(0o755)
    (home / "gongkai.sqlite3-wal").chmod(0o644)
    settings.LEDGER_KEYS.chmod(0o640)
    found = {each.where for each in closed_to_others()}
    assert found == {str(home), str(home / "gongkai.sqlite3-wal"), str(settings.LEDGER_KEYS)}


def test_what_is_alike_is_told_together() -> None:
    lost = [Discrepancy("道保护缺失", f"g{n}", f"第 {n} 道不在。") for n in range(378)]
    assert in_words([*lost, Discrepancy("处账链不符", "x", "第 3 条不符。")]) == [
        "378 道保护缺失，首先是：第 0 道不在。",
        "第 3 条不符。",
    ]


@pytest.mark.django_db
def test_the_guards_that_are_gone_are_counted_and_named_in_words() -> None:
    triggers.drop_all(connection)
    number = len(triggers.expected(connection))
    [line] = in_words(each for each in everything() if each.where.startswith("gk_"))
    assert line.startswith(f"{number} 道数据库保护缺失或者已被改动，首先是：“")
    assert "gk_" not in line


UNGUARD = """
from gongkai.config import startup; startup.start_django()
from django.db import connection
from gongkai.ledger import triggers
triggers.drop_all(connection)
"""


def test_the_command_groups_and_its_json_lists_all(blank_home: Home) -> None:
    blank_home.python(UNGUARD)
    said = blank_home.gongkai("verify", code=1).stdout.splitlines()
    assert len(said) == 2
    assert "首先是" in said[0]
    value = json.loads(blank_home.gongkai("verify", "--json", code=1).stdout)
    assert f"{len(value['problems'])} 道" in said[0]
    assert {"kind", "where", "message"} == set(value["problems"][0])
    assert "保护" in blank_home.gongkai("serve", code=1).stderr
