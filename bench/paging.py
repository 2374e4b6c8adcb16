"""Pages of registers over many rows, against the same page over a thousand rows; filters and totals apart.

A page is what the officer's browser asks for: the whole screen, through the application. `next` begins in the
middle of the register. Usage: bench/paging.py [ROWS …], each more than the one before.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import partial
from itertools import pairwise

from django.test import Client
from django.urls import reverse
from office import SEED, database, median, multiply, open_office, seed

from gongkai import registry
from gongkai.bodies.tests.factory import account_of
from gongkai.bodies.viewer import Viewer
from gongkai.registry import Register

ROUNDS = 9
REGISTERS = ("inforequests.requests", "inforequests.replies", "proactive.publications")
FILTERS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "inforequests.requests": (
        ("one day", "arrived_on_from=2023-03-01&arrived_on_to=2023-03-01"),
        ("a kind", "applicant_kind=legal"),
        ("a stage", "stage=running"),
        ("a word", "q=2023-0007"),
    ),
    "inforequests.replies": (
        ("one day", "decided_on_from=2023-03-01&decided_on_to=2023-03-01"),
        ("a ground", "ground=public"),
    ),
    "proactive.publications": (
        ("one day", "published_on_from=2023-03-01&published_on_to=2023-03-01"),
        ("a medium", "medium=gazette"),
        ("a topic", "topic=major_project"),
        ("a word", "q=777"),
    ),
}


def questions(register: Register, viewer: Viewer) -> dict[str, str]:
    """Return what is asked of a register: the name of the page and its query string."""
    field = register.order.lstrip("-")
    query = register.query(viewer).order_by(register.order, "-pk")
    middle = query[query.count() // 2]
    asked = {"first": "", "next": f"after={getattr(middle, field)}~{middle.pk}"}
    asked |= {f"filter: {name}": query for name, query in FILTERS[register.id]}
    return asked | {"totals": "totals=1"}


def measure(browser: Client, viewer: Viewer) -> dict[tuple[str, str], float]:
    """Return the median seconds of each page of each register."""
    found = {}
    for id in REGISTERS:
        address = reverse("shell:register", args=[id])
        for name, asked in questions(registry.one(Register, id), viewer).items():
            found[id, name] = median(partial(page, browser, f"{address}?{asked}"), ROUNDS)
    return found


def page(browser: Client, url: str) -> None:
    """Ask for a page; the totals alone, as the screen does."""
    headers = {"HX-Request": "true"} if url.endswith("totals=1") else {}
    if browser.get(url, headers=headers).status_code != 200:
        raise RuntimeError(url)


def main() -> None:
    """Print the time of each page over a thousand rows, and its ratio over more."""
    sizes = [int(rows) for rows in sys.argv[1:]] or [100_000]
    office = open_office()
    viewer = office.disclosure_officer
    browser = Client(SERVER_NAME="localhost")
    browser.force_login(account_of(viewer.officer, "bench"))
    seed(office)
    base = measure(browser, viewer)
    ratios: list[dict[tuple[str, str], float]] = []
    for before, rows in pairwise([SEED, *sizes]):
        multiply(rows, before=before)
        ratios.append({key: s / base[key] for key, s in measure(browser, viewer).items()})
    print(f"{database()}: {'register':24} {'page':18} {SEED:>10,} " + "".join(f"{r:>12,}" for r in sizes))
    for (id, name), seconds in base.items():
        times = "".join(f"{ratio[id, name]:>10.1f} ×" for ratio in ratios)
        print(f"{database()}: {id:24} {name:18} {1000 * seconds:>7.0f} ms {times}")


if __name__ == "__main__":
    main()
