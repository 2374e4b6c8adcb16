"""Work for other processes: it must be importable there by its name."""

from __future__ import annotations

import os
import signal

FATAL = 13


def square(number: int) -> int:
    """The square; for FATAL the process dies as if the system had killed it."""
    if number == FATAL:
        os.kill(os.getpid(), signal.SIGKILL)
    return number * number


def lost(number: int) -> int:
    """What stands for an answer that was lost."""
    return -number
