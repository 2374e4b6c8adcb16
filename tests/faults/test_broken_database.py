"""A database that is read-only, cut off or overwritten: every command says so in one sentence, or does not need it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import psycopg
import pytest

from gongkai.config.command import gongkai
from tests import homes
from tests.homes import DATABASE, Home

LEDGER = (
    "决定类别,决定文号,事项名称,项目或者文书名称,行政相对人,决定日期,是否准予\n"
    "行政许可,示工信许〔2024〕1号,节能审查,示例项目,示例企业,2024-01-08,是\n"
)
INIT = ("init", "--organ", "示例局", "--code", "SL", "--officer", "shili")
# Every command as it is typed, in a folder with a ledger and a text.
TYPED = {
    "demo": ("demo", "--no-serve"),
    "init": ("init", "--organ", "示例二局", "--code", "SL2", "--officer", "shili2"),
    "serve": ("serve", "--port", "1"),
    "migrate": ("migrate",),
    "import": ("import", "proactive.decisions", "{folder}/ledger.csv"),
    "deadline": ("deadline", "2024-03-01"),
    "fee": ("fee", "--items", "31"),
    "precheck": ("precheck", "{folder}/text.txt"),
    "report": ("report", "build", "2023", "--out", "{folder}/out"),
    "verify": ("verify",),
    "backup": ("backup", "{folder}/backup.zip"),
    "restore": ("restore", "{folder}/text.txt"),
    "rotate-key": ("rotate-key",),
    "appoint": (
        "appoint",
        "--officer",
        "001",
        "--role",
        "分管领导",
        "--post",
        "示例岗位",
        "--from",
        "2024-01-10",
    ),
    "reset-account": ("reset-account", "shili"),
    "reindex": ("reindex",),
}
WITHOUT_A_DATABASE = {"fee", "precheck"}
NEVER_IN_A_REAL_HOME = {"demo"}
INTO_ANOTHER_HOME = {"restore"}
# Root writes what is closed to it; without this right it is refused as everybody is.
AS_A_USER = ("setpriv", "--bounding-set=-dac_override,-dac_read_search") if os.geteuid() == 0 else ()


def test_every_command_is_tried() -> None:
    assert set(TYPED) == set(gongkai.list_commands(click.Context(gongkai)))


def make_office(home: Home) -> None:
    """Give a home an organ and its first officer."""
    home.environment["GONGKAI_PASSWORD"] = "示例-很长的密码-1"
    home.gongkai(*INIT)


@pytest.fixture
def office(shared_folder: Path, tmp_path: Path) -> Iterator[Home]:
    with homes.copy(shared_folder, make_office, tmp_path / "home") as home:
        home.environment["GONGKAI_PASSWORD"] = "示例-很长的密码-1"
        yield home


def database_of(home: Home) -> Path:
    """The database file, with nothing of it waiting beside."""
    for beside in home.folder.glob("gongkai.sqlite3-*"):
        beside.unlink()
    return home.folder / "gongkai.sqlite3"


def cut(home: Home) -> None:
    file = database_of(home)
    os.truncate(file, file.stat().st_size // 2)


def overwritten(home: Home) -> None:
    file = database_of(home)
    file.write_bytes(b"0" * 4096 + file.read_bytes()[4096:])


def read_only(home: Home) -> None:
    if DATABASE:
        with psycopg.connect(home.environment["DATABASE_URL"], autocommit=True) as connection:
            name = connection.info.dbname
            connection.execute(f'ALTER DATABASE "{name}" SET default_transaction_read_only = on'.encode())
    else:
        database_of(home).chmod(0o400)
        home.folder.chmod(0o500)


def run(home: Home, folder: Path, command: str) -> subprocess.CompletedProcess[str]:
    (folder / "ledger.csv").write_text(LEDGER)
    (folder / "text.txt").write_text("示例正文。")
    words = [word.format(folder=folder) for word in TYPED[command]]
    return subprocess.run(
        [*AS_A_USER, str(Path(sys.executable).with_name("gongkai")), *words],
        env=home.environment,
        capture_output=True,
        text=True,
        timeout=120,
    )


@pytest.mark.parametrize("damage", [read_only, cut, overwritten], ids=lambda damage: damage.__name__)
@pytest.mark.parametrize("command", TYPED)
def test_it_is_said_in_one_sentence(
    office: Home, tmp_path: Path, damage: Callable[[Home], None], command: str
) -> None:
    if DATABASE and damage is not read_only:
        pytest.skip("the file of a server is not ours")
    damage(office)
    done = run(office, tmp_path, command)
    assert "Traceback" not in done.stdout + done.stderr
    if command in NEVER_IN_A_REAL_HOME:
        assert (done.returncode, "正式数据" in done.stderr) == (2, True)
    elif command in INTO_ANOTHER_HOME:
        assert (done.returncode, "不是本系统的备份文件" in done.stderr) == (2, True)
    elif command in WITHOUT_A_DATABASE or (DATABASE and done.returncode == 0):
        assert (done.returncode, done.stderr) == (0, "")
    else:
        [sentence] = done.stderr.splitlines()
        assert done.returncode == 1
        assert "数据库" in sentence or "不能读写" in sentence


@pytest.mark.parametrize("command", ["serve", "migrate", "import", "rotate-key", "init"])
def test_whoever_writes_is_refused_where_nothing_can_be_written(
    office: Home, tmp_path: Path, command: str
) -> None:
    read_only(office)
    done = run(office, tmp_path, command)
    assert done.returncode == 1
    assert "只能读、不能写" in done.stderr or "打不开" in done.stderr
