"""Who sends slowly keeps nobody from being served: what is sent is received before anybody's turn."""

from __future__ import annotations

import io
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from gongkai.config.lanes import Lanes
from gongkai.config.receiving import AT_ONCE, IN_MEMORY, PER_ADDRESS, ReceivedFirst

PATIENCE = 20


class Silent(io.BytesIO):
    """A body that does not come until it is told to."""

    def __init__(self):
        super().__init__(b"username=a")
        self.waited_for = threading.Event()
        self.comes = threading.Event()

    def read(self, size=-1):
        self.waited_for.set()
        assert self.comes.wait(PATIENCE)
        return super().read(size)


def application(environ, start_response):
    body = environ["wsgi.input"].read()
    start_response("200 OK", [])
    return [body]


@pytest.fixture
def server():
    lanes = Lanes(application, desk="/desk/", cookie="sessionid")
    lanes.entrance.patience = lanes.public.patience = 0.0
    return ReceivedFirst(lanes, patience=0.0)


def sent(server, body, *, address="10.0.0.1", length=None):
    """Return the status and the body that arrived."""
    said = []
    environ = {
        "PATH_INFO": "/desk/sign-in/",
        "REMOTE_ADDR": address,
        "CONTENT_LENGTH": str(len(body.getvalue()) if length is None else length),
        "wsgi.input": body,
    }
    answer = b"".join(server(environ, lambda status, headers: said.append(status)))
    return said[0], answer


def test_silent_senders_keep_nobody_from_signing_in(server):
    silent = [Silent() for _ in range(AT_ONCE - 1)]
    with ThreadPoolExecutor(AT_ONCE) as others:
        for number, body in enumerate(silent):
            others.submit(sent, server, body, address=f"10.0.0.{number % 2}")
            assert body.waited_for.wait(PATIENCE)
        assert sent(server, io.BytesIO(b"username=b"), address="10.0.0.9") == ("200 OK", b"username=b")
        assert sent(server, io.BytesIO(), address="10.0.0.9") == ("200 OK", b""), "who reads waits for nobody"
        for body in silent:
            body.comes.set()


def test_one_address_sends_only_so_many_at_once(server):
    silent = [Silent() for _ in range(PER_ADDRESS)]
    with ThreadPoolExecutor(PER_ADDRESS) as others:
        for body in silent:
            others.submit(sent, server, body)
            assert body.waited_for.wait(PATIENCE)
        assert sent(server, io.BytesIO(b"1"))[0].startswith("503")
        assert sent(server, io.BytesIO(b"1"), address="10.0.0.2")[0] == "200 OK"
        for body in silent:
            body.comes.set()
    assert sent(server, io.BytesIO(b"1"))[0] == "200 OK", "they are done"


@pytest.mark.parametrize("length", [0, 1, IN_MEMORY + 1])
def test_what_was_sent_arrives_whole(server, length):
    assert sent(server, io.BytesIO(b"x" * length)) == ("200 OK", b"x" * length)


@pytest.mark.parametrize("length", ["", "x", "-1", "²"])
def test_a_length_that_is_none_is_left_to_django(server, length):
    assert sent(server, io.BytesIO(), length=length)[0] == "200 OK"
