"""What a page may ask of the database: at most `BUDGET` statements, however much stands in the bureau.

And what it may keep for the next page while the ledger's head stands: what is read of sealed rows.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, reset_queries
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gongkai import registry
from gongkai.bodies.roles import ROLES
from gongkai.inforequests.actions.register import register_request
from gongkai.inforequests.models import InfoRequest
from gongkai.ledger import kept as ledger_kept
from gongkai.ledger.models import Entry, Head, LedgeredRow, Subject
from gongkai.reporting.page import compiled_now
from gongkai.review.tests.factory import DAY, submitted
from tests.permissions.places import Place, places
from tests.permissions.test_every_url import open_, signed_in
from tests.permissions.world import House, house

pytestmark = pytest.mark.django_db

BUDGET = 25
MORE = 20
# A file of the records behind every measure: a statement a measure, whatever number of records.
LISTS_EVERY_MEASURE = "reporting:ledger"
# What moves with the head though the ledger holds no digest of it.
CHAIN = (Entry, Head, Subject)
IN_TRANSACTIONS = {
    "otp_totp_totpdevice": "a second factor is taken up and taken away in ledger transactions only",
}
TABLE = re.compile(r'\b(?:FROM|JOIN) "(\w+)"')
LITERAL = re.compile(r"'[^']*'|\b\d+\b")


def budget_of(place: Place) -> int:
    """Return how many statements a place may ask, whether nothing is kept or it was opened before."""
    listing = len(registry.all_of(registry.Measure)) if place.name == LISTS_EVERY_MEASURE else 0
    return BUDGET + listing


def asked(client: Client, place: Place) -> list[str]:
    """Return the statements that opening a place sends, without their values."""
    reset_queries()  # Django keeps only so many
    with CaptureQueriesContext(connection) as captured:
        open_(client, place)
    return [LITERAL.sub("?", query["sql"]) for query in captured]


def forget() -> None:
    """Let the process know of the ledger what it knows when it starts."""
    ledger_kept._kept = ledger_kept._Kept("")
    compiled_now.cache_clear()


def pages(home: House) -> Iterator[tuple[str, Place]]:
    """Yield every place that is opened and not sent something, with each role that may open it."""
    for place in places(home):
        for role in ROLES:
            may = not place.permission or home.viewer(role).may(place.permission)
            if place.post is None and may:
                yield role, place


def said(role: str, place: Place, budget: int, statements: Sequence[str]) -> str:
    """Return a page that asks too much, with what it repeats most."""
    worst = "".join(f"\n    {n} × {sql[:300]}" for sql, n in Counter(statements).most_common(3))
    return f"{place.name} {place.arguments} as {role}: {len(statements)} statements, not {budget}{worst}"


def too_dear(home: House) -> list[str]:
    """Return the pages that ask more than their budget, when nothing is kept or once they were opened."""
    browsers = {role: signed_in(home, role) for role in ROLES}
    found = []
    for role, place in pages(home):
        forget()
        for _ in ("when nothing is kept", "once it was opened"):
            statements = asked(browsers[role], place)
            if len(statements) > (budget := budget_of(place)):
                found.append(said(role, place, budget, statements))
    return found


def test_home_asks_no_more_when_there_is_more() -> None:
    home = house("SL")
    officer = signed_in(home, "disclosure_officer")
    place = Place("desk:home", "desk.open")
    asked(officer, place)
    before = len(asked(officer, place))
    multiply(home)
    asked(officer, place)
    after = asked(officer, place)
    assert len(after) <= before, said("disclosure_officer", place, before, after)


def multiply(home: House) -> None:
    """Add as many more of what every bureau has many of: open requests, documents under review."""
    officer = home.viewer("disclosure_officer").on(DAY)
    for number in range(MORE):
        request = InfoRequest(
            number=f"示例-又{number}",
            applicant_kind="natural",
            applicant_name="示例·申请人",
            channel="counter",
            description="示例",
            arrived_on=DAY,
        )
        register_request(viewer=officer, request=request)
        submitted(home.bureau)


@pytest.fixture
def unsealed(monkeypatch: pytest.MonkeyPatch) -> dict[str, set[str]]:
    """Return by name, of what is kept from now on, the tables it is read from that are not sealed."""
    sealed = {model._meta.db_table for model in apps.get_models() if issubclass(model, (LedgeredRow, *CHAIN))}
    found: dict[str, set[str]] = defaultdict(set)
    keep = ledger_kept.kept

    def watching(head: str | None, name: tuple[str, Hashable], read: Callable[[], Any]) -> Any:
        def watched() -> Any:
            with CaptureQueriesContext(connection) as captured:
                value = read()
            tables = {table for query in captured for table in TABLE.findall(query["sql"])}
            if other := tables - sealed - IN_TRANSACTIONS.keys():
                found[name[0]] |= other
            return value

        return keep(head, name, watched)

    for user in ("gongkai.bodies.viewer", "gongkai.shell.middleware"):
        monkeypatch.setattr(f"{user}.kept", watching)
    return found


@pytest.mark.long
def test_no_page_asks_more_than_its_budget_or_keeps_what_is_not_sealed(unsealed: dict[str, set[str]]) -> None:
    found = too_dear(house("SL"))
    assert not found, "\n".join(found)
    assert not unsealed
