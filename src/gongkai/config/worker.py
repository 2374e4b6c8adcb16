"""The worker: lets the followers read on whenever the chain has grown."""

from __future__ import annotations

import signal
import sys
import threading
from types import FrameType

from django.db import close_old_connections

from gongkai.config.lifeline import end_with
from gongkai.config.startup import start_django

PAUSE_SECONDS = 1.0


def main() -> None:
    """Work until told to stop, or until the parent given as argument is gone; finish what is begun."""
    end_with(int(sys.argv[1]))
    start_django()
    from gongkai.ledger.followers import advance_all  # noqa: PLC0415 - models load after start_django

    stop = threading.Event()

    def end(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    while not stop.is_set():
        if not advance_all():
            stop.wait(PAUSE_SECONDS)
        close_old_connections()


if __name__ == "__main__":
    main()
