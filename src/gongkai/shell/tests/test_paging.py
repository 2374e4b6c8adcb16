"""A page begins where the one before ended, whatever the order, the ties and the empty keys."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.bodies.models import Appointment
from gongkai.bodies.tests.factory import added, bureau
from gongkai.shell.registers.paging import page_of

pytestmark = pytest.mark.django_db
DAYS = [None, *(datetime.date(2030, 1, d) for d in range(1, 4))]


@pytest.fixture
def appointed():
    """Appointments to fill with last days, many of them the same or open."""
    office = bureau()
    first = Appointment.objects.first()

    def fill(days):
        last = Appointment.objects.latest("pk").pk
        added(
            [
                Appointment(
                    organ=office.organ,
                    officer=first.officer,
                    role=first.role,
                    post="示例",
                    from_on=first.from_on,
                    until_on=day,
                )
                for day in days
            ]
        )
        return Appointment.objects.filter(pk__gt=last)

    return fill


def walk(query, **order):
    """All pages forward, then all back from the last."""
    pages = [page_of(query, **order)]
    while pages[-1].after is not None:
        pages.append(page_of(query, **order, after=pages[-1].after))
    back = [pages[-1]]
    while back[0].before is not None:
        back.insert(0, page_of(query, **order, before=back[0].before))
    return pages, back


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    days=st.lists(st.sampled_from(DAYS), max_size=14),
    size=st.integers(1, 4),
    descending=st.booleans(),
    field=st.sampled_from(["until_on", "from_on", "pk", "officer__name", "section__name"]),
)
def test_pages_in_both_directions_hold_every_row_once(appointed, days, size, descending, field):
    query = appointed(days)
    pages, back = walk(query, field=field, descending=descending, size=size)
    rows = [record.pk for page in pages for record in page.records]
    assert sorted(rows) == sorted(query.values_list("pk", flat=True))
    assert pages[0].before is None
    returned = [record.pk for page in back for record in page.records]
    assert rows[-len(returned) :] == returned or set(rows) <= set(returned)
    assert back[0].before is None
    if field == "until_on":
        keys = [record.until_on for page in pages for record in page.records]
        named = [key for key in keys if key]
        assert keys == sorted(named, reverse=descending) + [None] * (len(keys) - len(named))


def test_a_cursor_that_means_nothing_is_the_beginning(appointed):
    query = appointed(DAYS)
    first = page_of(query, field="until_on", size=2).records
    for nonsense in ("x~y", "2030-13-01~5", "~", "abc"):
        assert page_of(query, field="until_on", size=2, after=nonsense).records == first
