"""What no record can be called gives 404 or is asked to be put right, on every address: never an error page."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests.permissions.places import places
from tests.permissions.test_every_url import read_through, signed_in
from tests.permissions.world import YEAR, house

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        connection.vendor != "sqlite", reason="a walk over addresses, long on PostgreSQL; walked on SQLite"
    ),
]

BAD = ("9" * 20, "0", "0000", "99999999999", "-1", "%00", "%E2%80%8B", "%01", "x" * 3000)
YEARS = ("1000", "1949", "2100", "2101", "9999")
ASKED = ("q", "page", "after", "before", "sort", "export", "totals", "counts", "face", "version", "last_year")


@pytest.mark.long
def test_no_address_and_no_query_breaks_a_page() -> None:
    home = house("SL")
    clients = {"anyone": Client(), "officer": signed_in(home, "disclosure_officer")}
    addresses = set()
    for place in places(home):
        address = reverse(place.name, args=[*map(str, place.arguments)])
        parts = address.split("/")
        for part in {str(argument) for argument in place.arguments} - {str(YEAR)} | {str(YEAR)}:
            if part in parts:
                at = len(parts) - 1 - parts[::-1].index(part)
                wrong = BAD + (YEARS if part == str(YEAR) else ())
                addresses |= {"/".join([*parts[:at], bad, *parts[at + 1 :]]) for bad in wrong}
        if place.post is None:
            asked = (*BAD, "9" * 5000)
            addresses |= {f"{address}?{'&'.join(f'{name}={bad}' for name in ASKED)}" for bad in asked}
    wrong = []
    for who, client in clients.items():
        client.raise_request_exception = False
        for address in sorted(addresses):
            response = client.get(address)
            read_through(response)
            if response.status_code >= 500:
                wrong.append(f"{who}: {response.status_code} {address[:120]}")
    assert not wrong, "\n".join(wrong)
