"""The web server process: granian over our WSGI application."""

from __future__ import annotations

import os
import sys
from functools import partial
from importlib import import_module
from typing import Any

from granian import Granian
from granian.constants import Interfaces

from gongkai.config.parent_watch import end_with

# Python runs one thread of a process at a time: a process for each core, up to what a desk needs.
PROCESSES = min(os.cpu_count() or 1, 4)
THREADS = 16  # four officers at once, and whoever is in the lanes of the others or waits there
WAITING = 512  # connections; an idle one costs nothing


def main() -> None:
    """Serve on the address and port given as arguments until told to stop, or until the parent given is gone."""
    host, port, parent = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    end_with(parent)
    Granian(
        target="gongkai.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=PROCESSES,
        blocking_threads=THREADS,
        backpressure=WAITING,
        respawn_failed_workers=True,
        log_access=False,
        # It warns of threads on few cores; here most of them wait in a lane.
        log_level="error",  # type: ignore[arg-type]
    ).serve(target_loader=partial(_load, os.getpid()), wrap_loader=False)


def _load(parent: int) -> Any:
    """Return the application, in the process that granian started to serve it; that one ends with granian."""
    end_with(parent)
    return import_module("gongkai.config.wsgi").application


if __name__ == "__main__":
    main()
