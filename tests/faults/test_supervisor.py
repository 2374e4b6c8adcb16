"""`gongkai serve` as an operator kills it: whichever process dies, no other is left holding the port."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from gongkai.config.supervisor import LONGEST_PAUSE_SECONDS, Child
from tests.homes import Home

PATIENCE = 40.0


@contextmanager
def served(home: Home) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """Yield a running `gongkai serve` and its port; what is left of it goes at the end."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
    command = [str(Path(sys.executable).with_name("gongkai")), "serve", "--port", str(port)]
    server = subprocess.Popen(command, env=home.environment, start_new_session=True)
    try:
        until(lambda: answers(port))
        yield server, port
    finally:
        server.kill()
        server.wait()
        until(lambda: not in_session(server.pid))


def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.1)


def answers(port: int) -> bool:
    with socket.socket() as caller:
        return caller.connect_ex(("127.0.0.1", port)) == 0


def in_session(leader: int) -> dict[int, str]:
    """The processes that a server started, by id, with their command."""
    listed = subprocess.run(["ps", "-eo", "pid,sid,stat,args"], capture_output=True, text=True, check=True)
    rows = [line.split(None, 3) for line in listed.stdout.splitlines()[1:]]
    return {
        int(pid): command
        for pid, session, state, command in rows
        if int(session) == leader and int(pid) != leader and not state.startswith("Z")
    }


def named(leader: int, part: str) -> list[int]:
    """The processes of a server whose command has a part, oldest first."""
    return sorted(pid for pid, command in in_session(leader).items() if part in command)


def test_a_killed_server_leaves_nobody_behind(blank_home: Home) -> None:
    with served(blank_home) as (server, port):
        until(lambda: len(named(server.pid, "config.web")) > 1)  # granian's own worker among them
        assert named(server.pid, "config.worker")
        server.kill()
        server.wait()
        until(lambda: not in_session(server.pid))
        assert not answers(port)


@pytest.mark.parametrize("part", ["config.web", "config.worker"])
def test_a_killed_child_is_started_again(blank_home: Home, part: str) -> None:
    with served(blank_home) as (server, port):
        until(lambda: bool(named(server.pid, part)))
        killed = named(server.pid, part)[0]
        os.kill(killed, signal.SIGKILL)
        until(lambda: bool(named(server.pid, part)) and killed not in in_session(server.pid))
        until(lambda: answers(port))


def test_asked_to_stop_it_stops_as_a_whole(blank_home: Home) -> None:
    with served(blank_home) as (server, port):
        server.terminate()
        assert server.wait(PATIENCE) == 0
        until(lambda: not in_session(server.pid))  # what was killed is still listed for a moment
        assert not answers(port)


def test_what_an_ended_child_left_behind_ends_with_it(tmp_path: Path) -> None:
    said = tmp_path / "left"
    child = Child("tests.faults.leaving_one_behind", str(said))
    child.process.wait()
    left = int(said.read_text())
    assert state(left).startswith(("S", "R"))
    child.kill_after_timeout()
    until(lambda: state(left).startswith("Z") or not state(left))


def state(pid: int) -> str:
    """How a process is, as `ps` says it; empty when there is none."""
    asked = ["ps", "-o", "stat=", "-p", str(pid)]
    return subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()


def test_a_child_that_keeps_dying_is_waited_for_by_nobody() -> None:
    now = 0.0
    child = Child("gongkai.config.no_such_module", clock=lambda: now)
    pauses = []
    while not pauses or pauses[-1] < LONGEST_PAUSE_SECONDS:
        child.process.wait()
        died = child.process
        child.watch()  # returns at once, whatever the pause
        if child.process is not died:
            pauses.append(child.pause)
        now += 1.0
    assert pauses == [1, 2, 4, 8, 16, LONGEST_PAUSE_SECONDS]
    child.kill_after_timeout()
