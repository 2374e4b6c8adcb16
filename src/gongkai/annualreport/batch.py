"""Work on many files in several processes, answers in the order of the files.

A file that kills its process (out of memory, a fault in a native library) costs that file and no other.
"""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

Item = TypeVar("Item")
Answer = TypeVar("Answer")

_AHEAD = 8  # jobs in flight for each process: enough to keep it busy, few enough to hold little


def in_processes(
    work: Callable[[Item], Answer],
    items: Sequence[Item],
    *,
    died: Callable[[Item], Answer],
    workers: int | None = None,
) -> Iterator[Answer]:
    """`work(item)` for every item, in order; `died(item)` answers for one whose process was lost.

    `work` is a function of a module and must turn its own errors into answers. One item, or one worker,
    runs in this process.
    """
    workers = min(workers or os.cpu_count() or 1, len(items))
    if workers <= 1:
        yield from map(work, items)
        return
    waiting = deque(items)
    while waiting:
        done = yield from _until_lost(work, waiting, workers)
        if done:
            return
        yield from _alone(work, waiting.popleft(), died)


def _until_lost(
    work: Callable[[Item], Answer], waiting: deque[Item], workers: int
) -> Generator[Answer, None, bool]:
    """Answers from a pool until all are given (True) or the pool is lost (False, the rest in `waiting`)."""
    running: deque[Future[Answer]] = deque()
    with _pool(workers) as pool:
        try:
            sent = 0
            while waiting:
                while sent < len(waiting) and len(running) < workers * _AHEAD:
                    running.append(pool.submit(work, waiting[sent]))
                    sent += 1
                answer = running[0].result()
                running.popleft()
                waiting.popleft()
                sent -= 1
                yield answer
        except BrokenProcessPool:
            return False
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
    return True


def _alone(work: Callable[[Item], Answer], item: Item, died: Callable[[Item], Answer]) -> Iterator[Answer]:
    """The first unanswered item in a pool of its own: if that is lost too, the item is to blame."""
    with _pool(1) as pool:
        try:
            yield pool.submit(work, item).result()
        except BrokenProcessPool:
            yield died(item)


def _pool(workers: int) -> ProcessPoolExecutor:
    # "spawn" carries no threads or locks of this process along, and is the same on every system.
    return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"))
