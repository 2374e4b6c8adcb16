"""The home of an installation: closed to others, not to be mixed up, and said when it is broken."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

INIT = ("init", "--organ", "示例局", "--code", "SL", "--officer", "shili")


def own_environment(home: Path) -> dict[str, str]:
    """The environment of a home that has its own database and keys, whatever the tests run on."""
    keep = {
        k: v
        for k, v in os.environ.items()
        if k not in {"DATABASE_URL", "GONGKAI_LEDGER_KEYS", "GONGKAI_SECRET_KEY"}
    }
    return {**keep, "GONGKAI_HOME": str(home)}


def gongkai(home: Path, *args: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "from gongkai.config.command import main; main()", *args],
        env={**own_environment(home), "GONGKAI_PASSWORD": "示例-很长的密码-1", **env},
        capture_output=True,
        text=True,
    )


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("gongkai") / "home"
    made = gongkai(folder, *INIT)
    assert made.returncode == 0, made.stderr
    return folder


def test_only_its_owner_reads_the_home(home: Path) -> None:
    assert home.stat().st_mode & 0o777 == 0o700
    kept = [home / name for name in ("gongkai.sqlite3", "ledger.keys", "secret.key")]
    assert [path.stat().st_mode & 0o777 for path in kept] == [0o600, 0o600, 0o600]


def test_a_sample_home_does_not_become_a_real_one(tmp_path: Path) -> None:
    (tmp_path / "sample.json").write_text(json.dumps({"state": "building"}))
    made = gongkai(tmp_path, *INIT)
    assert (made.returncode, "示例单位" in made.stderr) == (2, True)
    assert not (tmp_path / "gongkai.sqlite3").exists()


def test_another_key_is_announced_by_the_old_one(home: Path) -> None:
    assert gongkai(home, "rotate-key").returncode == 0
    verified = gongkai(home, "verify", "--json")
    assert json.loads(verified.stdout)["problems"] == []
    assert len((home / "ledger.keys").read_text().split()) == 2


def test_an_account_is_reset_at_the_console(home: Path) -> None:
    reset = gongkai(home, "reset-account", "shili")
    assert reset.returncode == 0, reset.stderr
    assert "shili）的初始密码：" in reset.stdout
    refused = gongkai(home, "reset-account", "shili", "--second-factor")
    assert (refused.returncode, "没有启用第二因素" in refused.stderr) == (1, True)
    assert gongkai(home, "reset-account", "nobody").returncode == 2


def test_keys_from_the_environment_are_not_rotated_here(home: Path) -> None:
    refused = gongkai(home, "rotate-key", GONGKAI_LEDGER_KEYS="ab" * 32)
    assert refused.returncode == 1
    assert "GONGKAI_LEDGER_KEYS" in refused.stderr


def test_a_checkpoint_proves_and_what_is_none_is_said(home: Path, tmp_path: Path) -> None:
    deliver = "from gongkai.ledger.checkpoint_delivery import deliver_checkpoint; deliver_checkpoint()"
    script = f"import django; django.setup(); {deliver}"
    subprocess.run(
        [sys.executable, "-c", script],
        env={**own_environment(home), "DJANGO_SETTINGS_MODULE": "gongkai.config.settings"},
        check=True,
    )
    [file] = (home / "checkpoints").iterdir()
    proven = gongkai(home, "verify", "--against", str(file))
    assert proven.returncode == 0, proven.stdout + proven.stderr
    assert "与 1 个核验点一致" in proven.stdout
    other = tmp_path / "别的.txt"
    other.write_text("示例")
    refused = gongkai(home, "verify", "--against", str(other))
    assert (refused.returncode, "不是本程序的核验点" in refused.stderr) == (2, True)


@pytest.mark.parametrize("damage", ["cut", "overwritten", "empty"])
def test_a_broken_database_is_said_in_one_sentence(tmp_path: Path, damage: str) -> None:
    assert gongkai(tmp_path, *INIT).returncode == 0
    database = tmp_path / "gongkai.sqlite3"
    for beside in tmp_path.glob("gongkai.sqlite3-*"):
        beside.unlink()
    data = database.read_bytes()
    match damage:
        case "cut":
            database.write_bytes(data[: len(data) // 2])
        case "overwritten":
            database.write_bytes(b"0" * 4096 + data[4096:])
        case "empty":
            database.write_bytes(b"")
    for command in (("verify",), ("verify", "--json")):
        said = gongkai(tmp_path, *command)
        assert said.returncode == 1, (command, said)
        assert "Traceback" not in said.stderr
        assert "数据库" in said.stdout + said.stderr
