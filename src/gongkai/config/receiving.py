"""Receives a request's body whole before it takes a lane: a slow sender holds a thread, never a lane.

So many are received at once, fewer from one address; further ones wait a moment and are told when to come again.
Behind nginx, which sends on what it has received whole, all of this takes no time.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from tempfile import SpooledTemporaryFile
from typing import IO

from gongkai.config.file_layer import Application, Environ, StartResponse
from gongkai.config.lanes import busy

AT_ONCE = 8  # of the threads of a process: the others are left for who only reads
PER_ADDRESS = 4
PATIENCE = 2.0  # seconds
IN_MEMORY = 1 << 20  # bytes; a longer body is kept in a file meanwhile
CHUNK = 1 << 16


class ReceivedFirst:
    """WSGI middleware: receives the body of a request, then passes it on."""

    def __init__(self, application: Application, *, patience: float = PATIENCE) -> None:
        self.application, self.patience = application, patience
        self.turn = threading.Condition()
        self.receiving: Counter[str] = Counter()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Pass the request on with its body at hand, or say when to come again."""
        length = environ.get("CONTENT_LENGTH") or "0"
        if not (length.isascii() and length.isdigit() and int(length[:18])):
            return self.application(environ, start_response)
        with self._receiving(environ.get("REMOTE_ADDR", "")) as admitted:
            if not admitted:
                return busy(start_response)
            body = _received(environ["wsgi.input"], int(length[:18]))
        with body:
            environ["wsgi.input"] = body
            return self.application(environ, start_response)

    @contextmanager
    def _receiving(self, address: str) -> Iterator[bool]:
        with self.turn:
            admitted = self.turn.wait_for(lambda: self._free(address), self.patience)
            if admitted:
                self.receiving[address] += 1
        try:
            yield admitted
        finally:
            if admitted:
                with self.turn:
                    self.receiving[address] -= 1
                    self.turn.notify_all()

    def _free(self, address: str) -> bool:
        return self.receiving[address] < PER_ADDRESS and self.receiving.total() < AT_ONCE


def _received(source: IO[bytes], length: int) -> IO[bytes]:
    """Return what the source gives, up to a length, ready to be read."""
    body = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - closed by who passes it on
    left = length
    while left and (chunk := source.read(min(left, CHUNK))):
        body.write(chunk)
        left -= len(chunk)
    body.seek(0)
    return body
