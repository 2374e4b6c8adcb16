"""The screens of the desk lead on: from a nomination to its end, and to the area in which a page stands."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from gongkai.bodies.actions.nominate import nominate, refuse_nomination
from gongkai.bodies.tests.factory import account_of, bureau
from gongkai.desk import home
from gongkai.ledger.models import Entry
from gongkai.norms.today import today

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return bureau()


@pytest.fixture
def browser(client, office):
    """Sign a role in."""

    def sign_in(role):
        client.force_login(account_of(getattr(office, role).officer, role))
        return client

    return sign_in


def test_a_nomination_is_seen_by_who_decides_and_by_who_proposed(office, browser):
    person = office.administrator.officer
    proposer = office.administrator.on(today())
    nomination = nominate(
        viewer=proposer, officer=person, role="deputy_head", post="示例副职", from_on=today()
    )
    (line,) = home.nominations(office.deputy_head.on(today()))
    assert line.what.startswith("本人提名自己")
    confirmer = browser("deputy_head")
    assert "提名本人" in confirmer.get(reverse("desk:nomination", args=[nomination.pk])).content.decode()
    table = confirmer.get(reverse("desk:people")).content.decode().partition("</table>")[0]
    assert "待确认：示例副职" in table
    refuse_nomination(viewer=office.deputy_head.on(today()), nomination=nomination, reason="示例·不合适")
    (told,) = home.refusals(proposer)
    assert "没有同意：示例·不合适" in told.what
    assert "没有同意：示例·不合适" in browser("administrator").get(told.url).content.decode()


def test_an_entry_of_the_ledger_has_no_history_of_its_own(office, browser):
    entry = Entry.objects.order_by("-seq").first()
    page = browser("auditor").get(reverse("shell:record", args=["desk.ledger", entry.seq])).content.decode()
    assert "没有这条记录的事项" not in page


def test_only_today_is_marked_as_today(office, browser):
    signed = browser("administrator")
    for name, args, area in (
        ("desk:home", [], "今天"),
        ("desk:people", [], "设置"),
        ("desk:enrol", [], "设置"),
        ("desk:officer", [office.drafter.officer.pk], "设置"),
    ):
        page = signed.get(reverse(name, args=args)).content.decode()
        assert re.findall(r'aria-current="true">([^<]+?) *<', page) == [area], name
