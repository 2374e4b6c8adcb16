"""The sample bureau served from a copy of its home, and a browser beside it; new for each file of journeys."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests import homes
from tests.journeys.walker import Walker
from tests.scanners import Scanner

SIZES = {"desk": (1280, 800), "phone": (375, 740)}
PATIENCE = 60


@pytest.fixture(scope="module")
def site(
    shared_folder: Path, tmp_path_factory: pytest.TempPathFactory, run_scanner: Scanner
) -> Iterator[str]:
    """The address at which `gongkai demo` serves a copy of the sample."""
    target = tmp_path_factory.mktemp("journey") / "home"
    said = target.with_name("said")
    with (
        homes.copy(shared_folder, homes.make_sample, target, database=False) as home,
        said.open("w") as output,
    ):
        port = _free_port()
        server = subprocess.Popen(
            [str(Path(sys.executable).with_name("gongkai")), "demo", "--port", str(port)],
            # The scanner of this run; and the host where a walk's own server stands.
            env=home.environment | {"GONGKAI_CLAMD": run_scanner.url, "GONGKAI_INSIDE_HOSTS": "127.0.0.1"},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait_for(f"http://127.0.0.1:{port}/", server, said)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(PATIENCE)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def _wait_for(address: str, server: subprocess.Popen[bytes], said: Path) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            urllib.request.urlopen(address, timeout=PATIENCE).close()
        except OSError:
            assert server.poll() is None, said.read_text()
            assert time.monotonic() < until, said.read_text()
        else:
            return


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium as Debian installs it."""
    found = shutil.which("chromium")
    assert found, "chromium is not on PATH: run tools/debian-packages"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(params=SIZES)
def walker(request: pytest.FixtureRequest, browser: Browser, site: str) -> Iterator[Walker]:
    """A walker at each of the two widths."""
    width, height = SIZES[request.param]
    context = browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
    context.set_default_timeout(15_000)
    yield Walker(context.new_page(), site)
    context.close()
