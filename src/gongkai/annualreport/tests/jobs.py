"""Work for other processes: it must be importable there by its name."""

from __future__ import annotations

import os
import signal

FATAL, ENDLESS, WRONG = 13, 17, 19


def square(number: int) -> int:
    """The square; for FATAL the process dies as if the system had killed it, ENDLESS never ends, WRONG is an error."""
    if number == FATAL:
        os.kill(os.getpid(), signal.SIGKILL)
    if number == ENDLESS:
        signal.pause()
    return number * number // (number != WRONG)


def process_of(number: int) -> int:
    """The process that works on this."""
    return os.getpid()


def lost(number: int) -> int:
    """What stands for an answer that was lost."""
    return -number


def late(number: int) -> int:
    """What stands for an answer that took too long."""
    return -1000 - number
