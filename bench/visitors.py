"""How much slower the desk is while visitors without an account download a report, against the idle desk in one run.

Rounds without and with visitors take turns. A visitor downloads `report.docx` again and again; told to come again
later, one who is patient does, one who is stubborn asks on at once. Usage: bench/visitors.py [HOME of a sample]
"""

from __future__ import annotations

import http.client
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from throughput import HERE, Browser, serving

PAGES = {"Home": "/desk/", "register": "/desk/registers/inforequests.requests/"}
REPORT = "/reports/640500GXJ/2023/report.docx"
VISITORS = (20, 50)
ROUNDS, ASKED = 5, 30


def visit(port: int, number: int, patient: bool) -> None:
    """Download as so many visitors, each on a thread, until this process is ended; print nothing."""

    def download() -> None:
        while True:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            try:
                connection.request("GET", REPORT)
                answer = connection.getresponse()
                answer.read()
                if answer.status == 503 and patient:
                    time.sleep(float(answer.headers["Retry-After"]))
            except OSError:
                time.sleep(0.1)
            finally:
                connection.close()

    for _ in range(number):
        threading.Thread(target=download, daemon=True).start()
    time.sleep(600)


def milliseconds(browser: Browser, path: str) -> list[float]:
    """Return how long a page took, each time it was asked for."""
    took = []
    for _ in range(ASKED):
        begun = time.perf_counter()
        browser.ask(path)
        took.append((time.perf_counter() - begun) * 1000)
    return took


def main(home: Path) -> None:
    """Print the median time of a page, idle and with visitors, and their ratio round by round."""
    with serving(HERE, home) as port:
        time.sleep(3)  # the worker begins
        browser = Browser(port)
        for path in (*PAGES.values(), *PAGES.values()):  # each thread of the server opens the database once
            milliseconds(browser, path)
        for number in VISITORS:
            for manner in ("patient", "stubborn"):
                for name, path in PAGES.items():
                    rounds = []
                    for _ in range(ROUNDS):
                        idle = statistics.median(milliseconds(browser, path))
                        visitors = subprocess.Popen(
                            [sys.executable, __file__, "--visit", str(port), str(number), manner]
                        )
                        time.sleep(1.5)
                        busy = statistics.median(milliseconds(browser, path))
                        visitors.kill()
                        visitors.wait()
                        time.sleep(0.5)
                        rounds.append((idle, busy))
                    ratios = [busy / idle for idle, busy in rounds]
                    idle, busy = (statistics.median(column) for column in zip(*rounds, strict=True))
                    print(
                        f"{number} {manner:8} visitors, {name:8} idle {idle:6.1f} ms, with them {busy:6.1f} ms   "
                        f"{statistics.median(ratios):.2f} ×  ({min(ratios):.2f} to {max(ratios):.2f})",
                        flush=True,
                    )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--visit"]:
        visit(int(sys.argv[2]), int(sys.argv[3]), sys.argv[4] == "patient")
    elif len(sys.argv) > 1:
        main(Path(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory() as folder:
            main(Path(folder) / "home")
