"""A backup is worth what can be restored from it: everything, provably, and nothing half done."""

from __future__ import annotations

import json
import signal
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import homes
from tests.homes import Home

BEGIN = "from gongkai.config import startup; startup.start_django()\n"
ATTACH = (
    BEGIN
    + """
import datetime
from gongkai.bodies.tests.factory import bureau
from gongkai.papers.actions.draft import draft_document
from gongkai.papers.content import Content
from gongkai.papers.files import received
office = bureau()
attached = (received("示例附件".encode(), name="示例.txt"),)
content = Content(title="示例·通知", body="示例。", attribute="proactive", attachments=attached)
draft_document(viewer=office.drafter, kind="notice", content=content)
from django.contrib.sessions.backends.db import SessionStore
SessionStore().create()
"""
)
COUNT = (
    BEGIN
    + """
from django.conf import settings
from gongkai.ledger.models import Head
from gongkai.papers.files import read
from gongkai.papers.models import Version
head, version = Head.objects.get(), Version.objects.get()
print(head.seq, head.hash, version.hash, read(version.files[0]).decode())
"""
)
GO_ON = ATTACH.replace("office = bureau()", "office = bureau(code='ER')")
CUT_OFF = (
    BEGIN
    + """
import os, signal
from pathlib import Path
from gongkai.config import backup
backup._snapshot = lambda folder: os.kill(os.getpid(), signal.SIGKILL)
backup.make_backup(Path({target!r}))
"""
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("backup")


@pytest.fixture(scope="module")
def office(shared_folder: Path, folder: Path) -> Iterator[Home]:
    """A bureau with an attachment; no test changes it."""
    with homes.copy(shared_folder, homes.make_blank, folder / "home") as home:
        home.python(ATTACH)
        yield home


@pytest.fixture(scope="module")
def kept(office: Home, folder: Path) -> tuple[Path, Path]:
    backup, keys = folder / "gongkai.zip", folder / "keys.zip"
    said = office.gongkai("backup", str(backup), "--keys", str(keys)).stdout
    assert "数据库和 1 个附件" in said
    return backup, keys


def test_what_is_restored_is_what_was_kept_and_goes_on(
    office: Home, kept: tuple[Path, Path], tmp_path: Path
) -> None:
    before = office.python(COUNT).stdout
    with homes.empty(tmp_path / "restored") as restored:
        said = restored.gongkai("restore", str(kept[0]), "--keys", str(kept[1]))
        assert "台账、附件与备份时一致" in said.stdout
        assert restored.python(COUNT).stdout == before
        restored.python(GO_ON)
        assert "链条完整" in restored.gongkai("verify").stdout
        again = restored.gongkai("restore", str(kept[0]), "--keys", str(kept[1]), code=2)
        assert "不是空的，没有恢复" in again.stderr


def test_a_backup_is_for_its_owner_and_holds_no_key(office: Home, kept: tuple[Path, Path]) -> None:
    assert [path.stat().st_mode & 0o777 for path in kept] == [0o600, 0o600]
    with zipfile.ZipFile(kept[0]) as archive:
        names = archive.namelist()
        assert not [name for name in names if name.endswith((".key", ".keys"))]
        secret = (office.folder / "ledger.keys").read_text().strip().encode()
        assert not any(secret in archive.read(name) for name in names)


def test_a_backup_holds_no_session(kept: tuple[Path, Path], tmp_path: Path) -> None:
    with homes.empty(tmp_path / "restored") as restored:
        restored.gongkai("restore", str(kept[0]), "--keys", str(kept[1]))
        counted = "from django.contrib.sessions.models import Session\nprint(Session.objects.count())"
        assert restored.python(BEGIN + counted).stdout.strip() == "0"


def test_a_key_of_the_environment_is_said_not_to_be_kept(blank_home: Home, tmp_path: Path) -> None:
    given = {"GONGKAI_LEDGER_KEYS": "ab" * 32}
    house = Home(blank_home.folder, blank_home.environment | given)
    house.python(ATTACH)
    backup, keys = str(tmp_path / "gongkai.zip"), str(tmp_path / "keys.zip")
    said = house.gongkai("backup", backup, "--keys", keys).stdout
    assert "台账密钥由环境变量给出" in said
    with homes.empty(tmp_path / "restored") as restored:
        assert "里没有台账密钥" in restored.gongkai("restore", backup, "--keys", keys, code=2).stderr
        assert not restored.folder.exists()
        whole = Home(restored.folder, restored.environment | given)
        assert "与备份时一致" in whole.gongkai("restore", backup, "--keys", keys).stdout


def test_without_its_keys_nothing_is_restored(kept: tuple[Path, Path], tmp_path: Path) -> None:
    with homes.empty(tmp_path / "restored") as restored:
        assert "没有台账密钥" in restored.gongkai("restore", str(kept[0]), code=2).stderr
        said = restored.gongkai("restore", str(kept[0]), "--keys", str(kept[0]), code=2).stderr
        assert "不是 gongkai backup --keys 存下的密钥文件" in said
        assert not restored.folder.exists()


@pytest.mark.parametrize("member", ["files/", "gongkai."])
def test_a_damaged_backup_is_refused_and_leaves_nothing(
    member: str, kept: tuple[Path, Path], tmp_path: Path
) -> None:
    damaged = tmp_path / "damaged.zip"
    with zipfile.ZipFile(kept[0]) as whole, zipfile.ZipFile(damaged, "w") as archive:
        for name in whole.namelist():
            data = whole.read(name)
            archive.writestr(name, data[:-1] + b"?" if name.startswith(member) else data)
    with homes.empty(tmp_path / "restored") as restored:
        said = restored.gongkai("restore", str(damaged), "--keys", str(kept[1]), code=1).stderr
        assert "已损坏" in said
        assert not restored.folder.exists()
        assert not list(tmp_path.glob(".gongkai-restore-*"))


@pytest.mark.parametrize("where", [0.5, 0.999])
def test_a_flipped_byte_is_said(where: float, kept: tuple[Path, Path], tmp_path: Path) -> None:
    data = bytearray(kept[0].read_bytes())
    data[int(len(data) * where) - 200] ^= 0xFF
    (tmp_path / "damaged.zip").write_bytes(data)
    with homes.empty(tmp_path / "restored") as restored:
        said = restored.gongkai("restore", str(tmp_path / "damaged.zip"), "--keys", str(kept[1]), code=None)
        assert said.returncode in {1, 2}
        assert "备份文件" in said.stderr
        assert not restored.folder.exists()


def test_a_member_leads_nowhere_else(kept: tuple[Path, Path], tmp_path: Path) -> None:
    crafted = tmp_path / "crafted.zip"
    with zipfile.ZipFile(kept[0]) as whole, zipfile.ZipFile(crafted, "w") as archive:
        said = json.loads(whole.read("manifest.json"))
        said["members"]["../outside"] = "0" * 64
        archive.writestr("manifest.json", json.dumps(said))
        archive.writestr("../outside", "示例")
    with homes.empty(tmp_path / "restored") as restored:
        refused = restored.gongkai("restore", str(crafted), "--keys", str(kept[1]), code=2).stderr
        assert "不是本系统的备份文件" in refused
    assert not (tmp_path / "outside").exists()


def test_a_newer_backup_does_not_go_into_an_older_program(kept: tuple[Path, Path], tmp_path: Path) -> None:
    newer = tmp_path / "newer.zip"
    with zipfile.ZipFile(kept[0]) as whole, zipfile.ZipFile(newer, "w") as archive:
        said = json.loads(whole.read("manifest.json")) | {"version": "99.1"}
        archive.writestr("manifest.json", json.dumps(said))
    with homes.empty(tmp_path / "restored") as restored:
        refused = restored.gongkai("restore", str(newer), "--keys", str(kept[1]), code=2).stderr
        assert "备份由更新的版本 99.1 做成" in refused
        assert not restored.folder.exists()


def test_a_backup_that_was_cut_off_is_not_there(office: Home, tmp_path: Path) -> None:
    target = tmp_path / "gongkai.zip"
    office.python(CUT_OFF.format(target=str(target)), code=-signal.SIGKILL)
    assert not target.exists()


def test_a_file_that_is_there_is_not_overwritten(office: Home, kept: tuple[Path, Path]) -> None:
    assert "没有覆盖" in office.gongkai("backup", str(kept[0]), code=2).stderr


def test_a_ledger_that_does_not_hold_is_not_kept_as_whole(blank_home: Home, tmp_path: Path) -> None:
    blank_home.python(
        ATTACH
        + "from django.db import connection\nfrom gongkai.ledger import triggers\ntriggers.drop_all(connection)\n"
        "from gongkai.ledger.models import Head\nHead.objects.update(hash='0' * 64)"
    )
    said = blank_home.gongkai("backup", str(tmp_path / "gongkai.zip"), code=1).stderr
    assert "台账核验不通过" in said
    assert not (tmp_path / "gongkai.zip").exists()
