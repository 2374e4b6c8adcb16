"""What a page may ask of the database: at most `BUDGET` statements, however much stands in the bureau."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

import pytest
from django.db import connection, reset_queries
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gongkai import registry
from gongkai.bodies.roles import ROLES
from gongkai.inforequests.actions.register import register_request
from gongkai.inforequests.models import InfoRequest
from gongkai.review.tests.factory import DAY, submitted
from tests.permissions.places import Place, places
from tests.permissions.test_every_url import open_, signed_in
from tests.permissions.world import House, house

pytestmark = pytest.mark.django_db

BUDGET = 25
MORE = 20
# The first to open one of these after something happened pays for the count of the year, which is kept until more does.
COUNTED_FIRST = ("desk:home", "reporting:")
COUNTING = 25
# A file of the records behind every measure: a statement a measure, whatever number of records.
LISTS_EVERY_MEASURE = "reporting:ledger"
LITERAL = re.compile(r"'[^']*'|\b\d+\b")


def budget_of(place: Place) -> int:
    """Return how many statements a place may ask when it is opened for the first time."""
    if place.name == LISTS_EVERY_MEASURE:
        return BUDGET + len(registry.all_of(registry.Measure))
    return BUDGET + COUNTING * place.name.startswith(COUNTED_FIRST)


def asked(client: Client, place: Place) -> list[str]:
    """Return the statements that opening a place sends, without their values."""
    reset_queries()  # Django keeps only so many
    with CaptureQueriesContext(connection) as captured:
        open_(client, place)
    return [LITERAL.sub("?", query["sql"]) for query in captured]


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
    """Return the pages that ask more than their budget, the first time they are opened or the second."""
    browsers = {role: signed_in(home, role) for role in ROLES}
    found = []
    for role, place in pages(home):
        first, later = budget_of(place), max(BUDGET, budget_of(place) * (place.name == LISTS_EVERY_MEASURE))
        for budget in (first, later):
            statements = asked(browsers[role], place)
            if len(statements) > budget:
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


def test_no_page_asks_more_than_its_budget() -> None:
    found = too_dear(house("SL"))
    assert not found, "\n".join(found)
