"""Lanes in front of Django: anonymous requests share a few threads, so they never keep officers waiting.

Officers who are signed in go straight on. Visitors of the portal go one at a time, and while officers are being
served they get a small part of the time; whoever signs in has a lane beside them. A few wait in each lane, further ones
are told at once when to come again. What stands as a file of the program itself (styles) never comes here.
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from http.cookies import CookieError, SimpleCookie

from gongkai.config.file_layer import Application, Environ, StartResponse

OFFICER = "gongkai.officer"  # set in the environment of a request by which an officer was served
KNOWN_SECONDS = 900.0
SERVED_LATELY_SECONDS = 0.05
SHARE = 0.1  # of the time, for the public while officers are served
RETRY_SECONDS = 5
BUSY = (
    '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    f"<title>访问的人较多</title><h1>访问的人较多</h1><p>请在 {RETRY_SECONDS} 秒后重新打开本页，"
    "您填写的内容没有提交。</p></html>"
).encode()


def busy(start_response: StartResponse) -> Iterable[bytes]:
    """Answer that many are asking now, and when to come again."""
    headers = [
        ("Content-Type", "text/html; charset=utf-8"),
        ("Content-Length", str(len(BUSY))),
        ("Retry-After", str(RETRY_SECONDS)),
        ("Cache-Control", "no-store"),
    ]
    start_response("503 Service Unavailable", headers)
    return [BUSY]


class Lane:
    """So many at once, a few waiting for so long, the others sent away."""

    def __init__(self, *, at_once: int, waiting: int, patience: float) -> None:
        self.at_once, self.waiting, self.patience = at_once, waiting, patience
        self.here, self.queued = 0, 0
        self.opens_at = 0.0


class Lanes:
    """WSGI middleware: chooses the lane of a request, and lets it go on when its turn has come."""

    def __init__(
        self,
        application: Application,
        *,
        desk: str,
        cookie: str,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.application, self.desk, self.cookie, self.clock = application, desk, cookie, clock
        self.public = Lane(at_once=1, waiting=2, patience=3.0)
        # After a start nobody is known: officers at work come in through here, one after the other.
        self.entrance = Lane(at_once=1, waiting=8, patience=10.0)
        self.turn = threading.Condition()
        self.officers = 0
        self.officers_until = 0.0
        self.known: dict[bytes, float] = {}

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Serve in turn, or say when to come again."""
        session = self._session(environ)
        if session is not None and self.known.get(session, 0.0) > self.clock():
            with self._straight_on():
                return self._serve(session, environ, start_response)
        lane = self.entrance if environ.get("PATH_INFO", "").startswith(self.desk) else self.public
        if not self._enter(lane):
            return busy(start_response)
        begun = self.clock()
        try:
            return self._serve(session, environ, start_response)
        finally:
            self._leave(lane, self.clock() - begun)

    def _serve(
        self, session: bytes | None, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        answer = self.application(environ, start_response)
        with self.turn:
            if session is not None and environ.get(OFFICER):
                self._know(session)
            elif session is not None:
                self.known.pop(session, None)
        return answer

    def _session(self, environ: Environ) -> bytes | None:
        """The session of a request, as a digest: what is known here opens nothing."""
        try:
            found = SimpleCookie(environ.get("HTTP_COOKIE", "")).get(self.cookie)
        except CookieError:
            return None
        return hashlib.sha256(found.value.encode()).digest() if found else None

    def _know(self, session: bytes) -> None:
        now = self.clock()
        if session not in self.known:
            self.known = {each: until for each, until in self.known.items() if until > now}
        self.known[session] = now + KNOWN_SECONDS

    @contextmanager
    def _straight_on(self) -> Iterator[None]:
        with self.turn:
            self.officers += 1
        try:
            yield
        finally:
            with self.turn:
                self.officers -= 1
                self.officers_until = self.clock() + SERVED_LATELY_SECONDS
                self.turn.notify_all()

    def _enter(self, lane: Lane) -> bool:
        with self.turn:
            if lane.queued >= lane.waiting:
                return False
            lane.queued += 1
            until = self.clock() + lane.patience
            try:
                while (free_in := self._free_in(lane)) != 0:
                    left = until - self.clock()
                    if left <= 0:
                        return False
                    self.turn.wait(left if free_in is None else min(left, free_in))
                lane.here += 1
            finally:
                lane.queued -= 1
        return True

    def _free_in(self, lane: Lane) -> float | None:
        """In how many seconds the next may go on: 0 now, None when somebody leaves."""
        if lane.here >= lane.at_once:
            return None
        now = self.clock()
        served = self.officers > 0 or now < self.officers_until
        if lane is self.public and served and now < lane.opens_at:
            return lane.opens_at - now
        return 0

    def _leave(self, lane: Lane, took: float) -> None:
        with self.turn:
            lane.here -= 1
            lane.opens_at = self.clock() + took * (1 / SHARE - 1)
            self.turn.notify_all()
