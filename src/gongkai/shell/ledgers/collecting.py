"""Python's collector of unused objects, paused while a file's rows are made."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """Look for no unused cycles of objects meanwhile.

    The rows of a large file are some million objects, all of them in use: to look through them again and again as they
    grow took a quarter of an import. What nobody refers to any more is freed as ever.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
