"""The worker: followers read on when the chain has grown, tasks are done in turn, jobs when their time has come."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable
from types import FrameType

from django.db import close_old_connections

from gongkai.config.parent_watch import end_with
from gongkai.config.startup import start_django

PAUSE_SECONDS = 1.0


def main() -> None:
    """Work until told to stop, or until the parent given as argument is gone; finish what is begun.

    Followers and tasks each have a thread, so that nobody's long import keeps a deadline from being counted.
    Whatever breaks one of them ends the process, and the supervisor starts it again.
    """
    end_with(int(sys.argv[1]))
    start_django()
    from gongkai.ledger.followers import advance_all  # noqa: PLC0415 - models load after start_django
    from gongkai.shell import recover_tasks, run_due_jobs, run_next_task, worker_presence  # noqa: PLC0415

    stop, broken = threading.Event(), threading.Event()

    def end(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    threads = [
        threading.Thread(target=_repeat, args=(work, stop, broken), name=work.__name__)
        for work in (advance_all, run_next_task)
    ]
    with worker_presence():
        for thread in threads:
            thread.start()
        try:
            while not stop.is_set():
                recover_tasks()
                run_due_jobs()
                stop.wait(PAUSE_SECONDS)
        finally:
            stop.set()
            for thread in threads:
                thread.join()
    sys.exit(1 if broken.is_set() else 0)


def _repeat(work: Callable[[], object], stop: threading.Event, broken: threading.Event) -> None:
    """Do a piece of work again and again, pausing when there was nothing to do."""
    try:
        while not stop.is_set():
            if not work():
                stop.wait(PAUSE_SECONDS)
            close_old_connections()
    except BaseException:
        broken.set()
        raise
    finally:
        stop.set()


if __name__ == "__main__":
    main()
