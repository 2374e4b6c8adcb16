"""The web server process: granian over our WSGI application."""

from __future__ import annotations

import sys

from granian import Granian
from granian.constants import Interfaces

THREADS = 4
WAITING = 64


def main() -> None:
    """Serve on the address and port given as arguments until told to stop."""
    host, port = sys.argv[1], int(sys.argv[2])
    Granian(
        target="gongkai.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=THREADS,
        backpressure=WAITING,
        respawn_failed_workers=True,
        log_access=False,
        log_level="warning",  # type: ignore[arg-type]
    ).serve()


if __name__ == "__main__":
    main()
