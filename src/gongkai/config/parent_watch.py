"""A process that ends when the one that keeps it is gone, however that ended.

A killed supervisor cannot end its children. So each child asks whether its parent is still the one it had: an
orphan's parent is another process on every POSIX system. (`PR_SET_PDEATHSIG` is Linux's alone, and is sent when
the thread ends that started the child, though its process lives on.)
"""

from __future__ import annotations

import os
import signal
import threading
import time

WATCH_SECONDS = 0.5
END_SECONDS = 15.0


def end_with(parent: int) -> None:
    """Let this process end when `parent`, the process that started it, is gone.

    It is asked to stop as the supervisor would ask it, and made to stop when it has not after `END_SECONDS`.
    """

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(WATCH_SECONDS)
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(END_SECONDS)
        os._exit(1)

    threading.Thread(target=watch, name="parent_watch", daemon=True).start()
