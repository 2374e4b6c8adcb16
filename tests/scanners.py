"""A clamd for tests: the real one, with a signature of its own for EICAR, on a socket of its own."""

from __future__ import annotations

import base64
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

# Written so that no scanner takes this file for what it tests with.
EICAR = base64.b64decode(
    "WDVPIVAlQEFQWzRcUFpYNTQoUF4pN0NDKTd9JEVJQ0FSLVNUQU5EQVJELUFOVElWSVJVUy1URVNULUZJTEUhJEgrSCo="
)
PATIENCE = 20.0
STREAM_MAX = 2 * 1024 * 1024


@dataclass
class Scanner:
    """A running clamd: its address, and the process that may be ended while a test looks."""

    url: str
    process: subprocess.Popen[bytes]

    @property
    def address(self) -> SplitResult:
        """The address as the settings hold it."""
        return urlsplit(self.url)

    def end(self) -> None:
        """End it, as if somebody had."""
        self.process.kill()
        self.process.wait()


@contextmanager
def running() -> Iterator[Scanner]:
    """Yield a clamd that answers, and end it."""
    program = shutil.which("clamd") or shutil.which("clamd", path="/usr/sbin")
    assert program, "clamd not found: apt-get install clamav-daemon"
    with tempfile.TemporaryDirectory(prefix="gongkai-clamd-") as name:  # short: a socket's path has 107 bytes
        folder = Path(name)
        (folder / "signatures").mkdir()
        (folder / "signatures" / "test.ndb").write_text(f"Eicar-Test:0:*:{EICAR.hex()}\n")
        settings = {
            "DatabaseDirectory": folder / "signatures",
            "LocalSocket": folder / "socket",
            "TemporaryDirectory": folder,
            "Foreground": "yes",
            "StreamMaxLength": STREAM_MAX,
            "MaxThreads": 4,
            "AlertExceedsMax": "yes",
            "AlertEncrypted": "yes",
        }
        configuration = folder / "clamd.conf"
        configuration.write_text("".join(f"{key} {value}\n" for key, value in settings.items()))
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen([program, "-c", str(configuration)], stdout=log, stderr=log)
        try:
            begun = time.monotonic()
            while not (folder / "socket").exists():
                assert process.poll() is None, (folder / "log").read_text()
                assert time.monotonic() - begun < PATIENCE, "clamd did not begin"
                time.sleep(0.02)
            yield Scanner(f"unix://{folder / 'socket'}", process)
        finally:
            process.kill()
            process.wait()
