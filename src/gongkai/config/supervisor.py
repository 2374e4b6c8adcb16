"""One process tree: the web server and the worker, each started again when it dies."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from types import FrameType

WATCH_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 30.0
SETTLED_SECONDS = 60.0
END_SECONDS = 15.0


class Child:
    """A process that is kept running, more slowly the oftener it dies."""

    def __init__(self, *arguments: str) -> None:
        self.arguments = arguments
        self.pause = 0.0
        self.start()

    def start(self) -> None:
        """Start the process."""
        self.started_at = time.monotonic()
        self.process = subprocess.Popen([sys.executable, "-m", *self.arguments])

    def watch(self) -> None:
        """Start it again if it died and its pause is over."""
        if self.process.poll() is None:
            return
        lived = time.monotonic() - self.started_at
        self.pause = 0.0 if lived > SETTLED_SECONDS else min(self.pause * 2 or 1.0, LONGEST_PAUSE_SECONDS)
        time.sleep(self.pause)
        self.start()

    def end(self) -> None:
        """Ask it to stop, and make it stop."""
        self.process.terminate()
        try:
            self.process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()


def run(host: str, port: int) -> None:
    """Keep web server and worker running until interrupted or terminated."""
    stop = threading.Event()

    def end(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    children = [
        Child("gongkai.config.web", host, str(port)),
        Child("gongkai.config.worker"),
    ]
    while not stop.wait(WATCH_SECONDS):
        for child in children:
            child.watch()
    for child in children:
        child.end()
