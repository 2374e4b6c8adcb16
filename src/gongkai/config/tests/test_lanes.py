"""Officers go on while the public waits; who would wait too long is told when to come again."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from gongkai.config.lanes import OFFICER, RETRY_SECONDS, SHARE, Lanes

PATIENCE = 20


class Application:
    """Serves at once, or waits inside until it is told to go on."""

    def __init__(self):
        self.inside = threading.Semaphore(0)
        self.go_on = threading.Event()

    def __call__(self, environ, start_response):
        if environ.get("HTTP_COOKIE") == "sessionid=officer":
            environ[OFFICER] = True
        if environ["PATH_INFO"].endswith("/slow/"):
            self.inside.release()
            assert self.go_on.wait(PATIENCE)
        start_response("200 OK", [])
        return [b"served"]


@pytest.fixture
def application():
    return Application()


@pytest.fixture
def lanes(application):
    return Lanes(application, desk="/desk/", cookie="sessionid")


@pytest.fixture
def others(application):
    """Others who ask at the same time; at the end they are let go on."""
    with ThreadPoolExecutor() as pool:
        yield pool
        application.go_on.set()


def ask(lanes, path, cookie=""):
    """Return status and headers of an answer."""
    said = []
    lanes(
        {"PATH_INFO": path, "HTTP_COOKIE": cookie},
        lambda status, headers: said.append((status, dict(headers))),
    )
    return said[0]


def served(lanes, path, cookie=""):
    return ask(lanes, path, cookie)[0] == "200 OK"


def test_an_officer_goes_on_while_the_public_is_served_and_waits(lanes, application, others):
    assert served(lanes, "/desk/", "sessionid=officer")
    first = others.submit(served, lanes, "/slow/")
    assert application.inside.acquire(timeout=PATIENCE)
    second = others.submit(served, lanes, "/reports/")
    assert served(lanes, "/desk/papers/", "sessionid=officer")
    assert served(lanes, "/reports/", "sessionid=officer"), "on the portal, too"
    assert not second.done()
    application.go_on.set()
    assert first.result(PATIENCE)
    assert second.result(PATIENCE)


def test_who_finds_the_lane_full_is_told_when_to_come_again(lanes, application, others):
    lanes.public.waiting = 1
    lanes.public.patience = 0.0
    others.submit(served, lanes, "/slow/")
    assert application.inside.acquire(timeout=PATIENCE)
    status, headers = ask(lanes, "/reports/")
    assert status.startswith("503")
    assert headers["Retry-After"] == str(RETRY_SECONDS)
    assert served(lanes, "/desk/sign-in/"), "whoever signs in has a lane of their own"


def test_a_session_that_nobody_vouched_for_goes_with_the_others(lanes, application, others):
    lanes.entrance.patience = 0.0
    others.submit(served, lanes, "/desk/slow/", "sessionid=made-up")
    assert application.inside.acquire(timeout=PATIENCE)
    assert not served(lanes, "/desk/", "sessionid=made-up")
    assert not served(lanes, "/desk/", "sessionid=officer"), "not yet seen"
    application.go_on.set()


def test_the_public_gets_its_share_of_the_time_while_officers_are_served(application):
    now = [100.0]
    lanes = Lanes(application, desk="/desk/", cookie="sessionid", clock=lambda: now[0])
    lanes._leave(lanes.public, 2.0)
    assert lanes._free_in(lanes.public) == 0, "nobody is served"
    lanes.officers = 1
    assert lanes._free_in(lanes.public) == pytest.approx(2.0 / SHARE - 2.0)
    assert lanes._free_in(lanes.entrance) == 0
    now[0] += 2.0 / SHARE - 2.0
    assert lanes._free_in(lanes.public) == 0


def test_a_session_is_known_for_a_while(application):
    now = [100.0]
    lanes = Lanes(application, desk="/desk/", cookie="sessionid", clock=lambda: now[0])
    served(lanes, "/desk/", "sessionid=officer")
    [session] = lanes.known
    assert b"officer" not in session
    now[0] += 10_000.0
    lanes.entrance.here = 1
    lanes.entrance.patience = 0.0
    assert not served(lanes, "/desk/", "sessionid=officer")
