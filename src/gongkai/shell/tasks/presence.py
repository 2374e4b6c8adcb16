"""Whether a worker is there to do what waits."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from gongkai.ledger.process_lock import process_lock

WORKER = "worker"
RETRY_SECONDS = 0.05


@contextmanager
def worker_presence() -> Iterator[None]:
    """Let everybody see that a worker is there, until the block is left or the process is gone."""
    while True:
        with process_lock(WORKER, shared=True) as held:
            if held:
                yield
                return
        time.sleep(RETRY_SECONDS)  # somebody is just looking whether one is there


def worker_is_there() -> bool:
    """Return whether a worker runs: a name that workers share cannot be held alone then."""
    with process_lock(WORKER) as nobody_there:
        return not nobody_there
