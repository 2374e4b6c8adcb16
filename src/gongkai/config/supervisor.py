"""One process tree: the web server and the worker, each started again when it dies, all gone when this one is."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from types import FrameType

from gongkai.config.parent_watch import END_SECONDS

WATCH_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 30.0
SETTLED_SECONDS = 60.0


class Child:
    """A process that is kept running, more slowly the oftener it dies.

    It gets the id of this process as its last argument, and ends with it (see `parent_watch`). What it starts itself
    is of its own process group, so that nothing of it is left when it was ended.
    """

    def __init__(self, *arguments: str, clock: Callable[[], float] = time.monotonic) -> None:
        self.arguments = (*arguments, str(os.getpid()))
        self.clock = clock
        self.pause = 0.0
        self.start()

    def start(self) -> None:
        """Start the process."""
        self.started_at = self.clock()
        self.died_at: float | None = None
        self.process = subprocess.Popen([sys.executable, "-m", *self.arguments], process_group=0)

    def watch(self) -> None:
        """Start it again if it died and its pause is over; nobody waits here."""
        if self.process.poll() is None:
            return
        now = self.clock()
        if self.died_at is None:
            self.died_at = now
            settled = now - self.started_at > SETTLED_SECONDS
            self.pause = 0.0 if settled else min(self.pause * 2 or 1.0, LONGEST_PAUSE_SECONDS)
        if now - self.died_at >= self.pause:
            self.start()

    def ask_to_end(self) -> None:
        """Ask it to stop."""
        if self.process.poll() is None:
            self.process.terminate()

    def kill_after_timeout(self) -> None:
        """Wait until it has stopped, and kill it when it takes too long, with whatever it left behind."""
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(END_SECONDS)
        with suppress(ProcessLookupError):  # as it should be: nobody is left
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def run(host: str, port: int) -> None:
    """Keep web server and worker running until interrupted or terminated."""
    stop = threading.Event()

    def end(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    children = [Child("gongkai.config.web", host, str(port)), Child("gongkai.config.worker")]
    while not stop.wait(WATCH_SECONDS):
        for child in children:
            child.watch()
    for child in children:
        child.ask_to_end()
    for child in children:
        child.kill_after_timeout()
