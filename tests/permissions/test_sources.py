"""The numbers behind Home and the navigation: one statement, built from who looks alone, and always of now."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai import registry
from gongkai.bodies.roles import ROLES
from gongkai.inforequests.tests.letters import received
from gongkai.review.tests.factory import DAY
from gongkai.shell import sources
from gongkai.shell.sources import is_told, numbers_behind
from tests.permissions.world import house

pytestmark = pytest.mark.django_db

KINDS = (registry.DueItem, registry.WaitingItem, registry.Alert)


def test_they_are_asked_for_in_one_statement_and_building_it_asks_nothing() -> None:
    home = house("SL")
    sources._query_behind.cache_clear()
    for role in ROLES:
        with CaptureQueriesContext(connection) as captured:
            numbers = numbers_behind(replace(home.viewer(role)), *KINDS)
        assert len(captured) == 1, role
        for kind in KINDS:
            for source in registry.all_of(kind):
                viewer = replace(home.viewer(role))
                if source.records and is_told(viewer, source):
                    assert numbers[source.id] == source.records(viewer).count(), (role, source.id)
                else:
                    assert source.id not in numbers, (role, source.id)


def test_they_are_of_now() -> None:
    home = house("SL")
    viewer = home.viewer("disclosure_officer").on(DAY)

    def due() -> int:
        return numbers_behind(replace(viewer), registry.DueItem)["inforequests.replies"]

    before = due()
    received(home.bureau)
    assert due() == before + 1
