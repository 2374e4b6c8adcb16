"""What open cases put on the desk's home: soonest first, the late with their article, many told as few."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai import registry
from gongkai.bodies.tests.factory import Bureau, added, bureau
from gongkai.inforequests import alerts, home
from gongkai.inforequests.models import InfoRequest
from gongkai.inforequests.tests.cases import ARRIVED, TODAY, answered, registered, renewed
from gongkai.shell import lines_of
from gongkai.shell.sources import LINES_SHOWN

pytestmark = pytest.mark.django_db
DUE = datetime.date(2023, 6, 7)


@pytest.fixture
def office() -> Bureau:
    return bureau()


def test_replies_are_due_soonest_first_and_closed_cases_are_not(office: Bureau) -> None:
    registered(office, "2023-002", arrived_on=datetime.date(2023, 5, 17))
    registered(office, "2023-001")
    answered(office, registered(office, "2023-003"))
    lines = list(home.due_replies(office.disclosure_officer.on(datetime.date(2023, 6, 5))))
    assert [(line.title, line.due_on, line.working_days_left) for line in lines] == [
        ("申请 2023-001：示例·申请内容", DUE, 2),
        ("申请 2023-002：示例·申请内容", datetime.date(2023, 6, 14), 7),
    ]
    assert lines[0].basis == "条例第三十三条第二款"
    assert not lines_of(office.drafter.on(DUE), registry.one(registry.DueItem, "inforequests.replies"))
    assert not list(home.due_replies(bureau("QT").disclosure_officer.on(DUE)))


def test_the_day_itself_is_in_time_and_the_next_is_late(office: Bureau) -> None:
    registered(office)
    assert not list(alerts.overdue(office.disclosure_officer.on(DUE)))
    [(sentence, _)] = alerts.overdue(office.disclosure_officer.on(DUE + datetime.timedelta(1)))
    assert "应于 2023-06-07 以前答复" in sentence
    assert "条例第三十三条第二款" in sentence


def test_unconfirmed_cases_wait_from_the_first_day_and_are_wrong_after_working_days(office: Bureau) -> None:
    registered(office, channel="internet")
    [line] = home.waiting_for_confirmation(office.disclosure_officer)
    assert line.since == ARRIVED
    assert "未确认—期限未起算" in line.what
    item = registry.one(registry.WaitingItem, "inforequests.confirmations")
    assert not lines_of(office.auditor, item), "waits for who can do it"
    on_the_third = ARRIVED + datetime.timedelta(5)  # Wednesday and a weekend
    assert not list(
        alerts.unconfirmed_too_long(office.disclosure_officer.on(on_the_third - datetime.timedelta(1)))
    )
    [(sentence, _)] = alerts.unconfirmed_too_long(office.disclosure_officer.on(on_the_third))
    assert "2023-05-10 到达" in sentence


def test_a_case_older_than_the_rules_is_named(office: Bureau) -> None:
    registered(office, arrived_on=datetime.date(2018, 3, 1))
    [(sentence, _)] = alerts.not_counted(office.disclosure_officer.on(TODAY))
    assert "人工" in sentence


def online(number: int) -> list[InfoRequest]:
    """Applications that came over the internet and wait for their day of receipt."""
    return [
        InfoRequest(
            number=f"示例-{each}",
            applicant_kind="natural",
            applicant_name="示例",
            channel="internet",
            description="示例",
            arrived_on=ARRIVED,
        )
        for each in range(number)
    ]


def test_many_cases_are_told_as_the_first_ones_and_how_many_more(office: Bureau) -> None:
    more = 7
    added(online(LINES_SHOWN + more))
    renewed(office.organ)
    with CaptureQueriesContext(connection) as asked:
        lines = list(home.waiting_for_confirmation(office.disclosure_officer))
        sentences = list(alerts.unconfirmed_too_long(office.disclosure_officer.on(TODAY)))
    assert len(asked) < 8
    assert len(lines) == len(sentences) == LINES_SHOWN + 1
    assert f"另有 {more} 件" in lines[-1].title
    assert f"另有 {more} 件" in sentences[-1][0]


def test_many_due_replies_likewise(office: Bureau) -> None:
    first = registered(office)
    added(online(LINES_SHOWN + 2))
    renewed(office.organ)
    row = first.due_day
    row.__class__.objects.exclude(pk=row.pk).update(
        state=row.state, due_on=row.due_on, alert_on=None, basis=row.basis
    )
    lines = list(home.due_replies(office.disclosure_officer.on(DUE)))
    assert len(lines) == LINES_SHOWN + 1
    assert "另有 3 件" in lines[-1].title
    assert "sort=due_on" in lines[-1].url
