"""Pages a second of Home, a request and a register, through the running program: two checkouts in turn.

Each serves a sample home of its own as `gongkai demo` does. Usage: bench/throughput.py OTHER_CHECKOUT; the other one
runs in this environment, so its dependencies must be met here.
"""

from __future__ import annotations

import http.client
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

HERE = Path(__file__).resolve().parent.parent
PAGES = {
    "Home": "/desk/",
    "request": "",  # whichever the register names first
    "register": "/desk/registers/inforequests.requests/",
}
CLIENTS, SECONDS, ROUNDS = 4, 3.0, 5
ACCOUNT = {"username": "zhuanren", "password": "gongkai-demo-2023"}


@dataclass
class Browser:
    """One signed-in officer on a kept connection."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        page = self.ask("/desk/sign-in/")
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert token
        self.ask("/desk/sign-in/", ACCOUNT | {"csrfmiddlewaretoken": token[1], "next": "/desk/"})

    def ask(self, path: str, form: dict[str, str] | None = None) -> str:
        """Return a page, or what a form led to; it must not be an error."""
        heads = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        if form is not None:
            heads |= {
                "Content-Type": "application/x-www-form-urlencoded",
                "Referer": f"http://127.0.0.1:{self.port}/",
            }
        self.connection.request(
            "GET" if form is None else "POST", path, None if form is None else urlencode(form), heads
        )
        answer = self.connection.getresponse()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, kept = value.partition(";")[0].partition("=")
                self.cookies[key] = kept
        body = answer.read().decode()
        assert answer.status in (200, 302), f"{path}: {answer.status}"
        return body


@contextmanager
def serving(checkout: Path, home: Path) -> Iterator[int]:
    """Yield the port on which a checkout shows its sample."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = os.environ | {"PYTHONPATH": str(checkout / "src"), "GONGKAI_HOME": str(home)}
    command = [str(Path(sys.executable).with_name("gongkai")), "demo", "--port", str(port)]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    try:
        while True:
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            assert process.poll() is None, f"{checkout} does not serve"
            time.sleep(0.2)
        yield port
    finally:
        process.terminate()
        process.wait()


def pages_a_second(browsers: list[Browser], path: str) -> float:
    """Return how many pages a second all browsers together were given."""
    until = time.perf_counter() + SECONDS
    given: list[int] = []

    def read(browser: Browser) -> None:
        number = 0
        while time.perf_counter() < until:
            browser.ask(path)
            number += 1
        given.append(number)

    begun = time.perf_counter()
    threads = [threading.Thread(target=read, args=[browser]) for browser in browsers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(given) / (time.perf_counter() - begun)


def main(other: Path) -> None:
    """Print the pages a second of both, and their ratio round by round."""
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(HERE, Path(folder) / "here") as mine,
        serving(other, Path(folder) / "other") as theirs,
    ):
        browsers = [[Browser(port) for _ in range(CLIENTS)] for port in (mine, theirs)]
        requests = [_first_request(of[0].ask(PAGES["register"])) for of in browsers]
        print(f"{CLIENTS} browsers, {ROUNDS} rounds of {SECONDS:.0f} s; median pages a second")
        for name, path in PAGES.items():
            found = [path or request for request in requests]
            rounds = [
                [pages_a_second(of, at) for of, at in zip(browsers, found, strict=True)]
                for _ in range(ROUNDS)
            ]
            here, there = (statistics.median(column) for column in zip(*rounds, strict=True))
            ratios = [a / b for a, b in rounds]
            print(
                f"{name:9} {here:7.1f}   other {there:7.1f}   "
                f"{statistics.median(ratios):5.2f} ×  ({min(ratios):.2f} to {max(ratios):.2f})"
            )


def _first_request(register: str) -> str:
    found = re.search(r'href="(/desk/requests/\d+/)"', register)
    assert found, "the register names no request"
    return found[1]


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]).resolve())
    else:
        print("left out: name the other checkout, bench/throughput.py OTHER_CHECKOUT")
