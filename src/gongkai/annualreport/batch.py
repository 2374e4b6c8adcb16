"""Work on many files in several processes, answers in the order of the files.

A file that kills its process (out of memory, a fault in a native library) costs that file and no other; so does one
that takes too long, where there is a limit.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeVar

Item = TypeVar("Item")
Answer = TypeVar("Answer")

_AHEAD = 8  # answers for each process that may wait for an earlier one: enough to keep all busy
# "spawn" carries no threads or locks of this process along, and is the same on every system.
_CONTEXT = multiprocessing.get_context("spawn")


def in_processes(
    work: Callable[[Item], Answer],
    items: Sequence[Item],
    *,
    died: Callable[[Item], Answer],
    late: Callable[[Item], Answer] | None = None,
    seconds: float | None = None,
    workers: int | None = None,
) -> Generator[Answer, None, None]:
    """`work(item)` for every item, in order; `died(item)` answers for one whose process was lost.

    With `seconds`, an item that takes longer is given up, and `late(item)` (else `died(item)`) answers for it (on
    POSIX systems). `work` is a function of a module and must turn its own errors into answers. Without a limit, one
    item, or one worker, runs in this process. Whoever stops asking for answers ends the work.
    """
    workers = min(workers or os.cpu_count() or 1, len(items))
    if seconds is None and workers <= 1:
        yield from map(work, items)
        return
    todo, answers = deque(range(len(items))), dict[int, Answer]()
    helpers = [_Helper[Item, Answer](work, seconds) for _ in range(workers)]
    try:
        for number in range(len(items)):
            while number not in answers:
                for helper in helpers:
                    if helper.number is None and todo and todo[0] < number + workers * _AHEAD:
                        helper.take(todo[0], items[todo.popleft()])
                for done, answer in _answers(helpers, items, died, late or died):
                    answers[done] = answer
            yield answers.pop(number)
    finally:
        for helper in helpers:
            helper.end()


def _answers(
    helpers: Sequence[_Helper[Item, Answer]],
    items: Sequence[Item],
    died: Callable[[Item], Answer],
    late: Callable[[Item], Answer],
) -> Iterator[tuple[int, Answer]]:
    """Wait until something is answered or lost; yield those with their numbers."""
    ready = wait([helper.connection for helper in helpers if helper.number is not None])
    for helper in helpers:
        number = helper.number
        if number is None or helper.connection not in ready:
            continue
        try:
            answer = helper.answer()
        except EOFError:
            answer = (late if helper.end() == -signal.SIGALRM else died)(items[number])
            helper.start()
        yield number, answer


class _Helper(Generic[Item, Answer]):
    """A process that works on one item after another; `number` is the one in work."""

    def __init__(self, work: Callable[[Item], Answer], seconds: float | None) -> None:
        self._work, self._seconds = work, seconds
        self.start()

    def start(self) -> None:
        """Begin with a new process."""
        self.number: int | None = None
        self.connection, theirs = _CONTEXT.Pipe()
        self._process = _CONTEXT.Process(
            target=_work_on, args=(self._work, self._seconds, theirs), daemon=True
        )
        self._process.start()
        theirs.close()  # so that the connection ends with the process

    def take(self, number: int, item: Item) -> None:
        """Hand an item over; where the process is lost already, its answer will say so."""
        self.number = number
        with suppress(OSError):
            self.connection.send(item)

    def answer(self) -> Answer:
        """The answer that has come. Raises EOFError where the process is lost, and what `work` let through."""
        try:
            answer, error = self.connection.recv()
        except OSError:
            raise EOFError from None
        self.number = None
        if error is not None:
            raise error
        return answer  # type: ignore[no-any-return]

    def end(self) -> int | None:
        """End the process, whatever it does; return how it ended."""
        self.connection.close()
        if self._process.is_alive():
            self._process.kill()
        self._process.join()
        return self._process.exitcode


def _work_on(work: Callable[[Any], Any], seconds: float | None, connection: Connection) -> None:
    """What a helper's process does, until nobody is there who asks."""
    with suppress(EOFError, OSError, KeyboardInterrupt):
        while True:
            item = connection.recv()
            if seconds is not None:
                signal.setitimer(signal.ITIMER_REAL, seconds)  # ends native code too, and after its parent
            said: tuple[Any, Exception | None]
            try:
                said = (work(item), None)
            except Exception as error:
                said = (None, error)
            if seconds is not None:
                signal.setitimer(signal.ITIMER_REAL, 0)
            connection.send(said)
