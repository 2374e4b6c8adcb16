"""What Home lists of this room and what it only counts: nothing that is due is left unsaid."""

from __future__ import annotations

import datetime

import pytest

from gongkai.bodies.tests.factory import Bureau, bureau
from gongkai.proactive import home
from gongkai.proactive.ledgers import PROPOSALS, PUBLICATIONS
from gongkai.proactive.tests.matters import matter
from gongkai.proactive.tests.things import channel, put
from gongkai.review.tests.factory import DAY, approved, drafted
from gongkai.shell import sources
from gongkai.shell.ledgers.entry import enter

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> Bureau:
    """A bureau whose Home lists one line of each source."""
    monkeypatch.setattr(sources, "LINES_SHOWN", 1)
    monkeypatch.setattr(home, "LINES_SHOWN", 1)
    return bureau("SL")


def test_of_the_proposals_behind_the_first_their_number_is_told(office: Bureau) -> None:
    assigned = datetime.date(2025, 4, 1)
    for number in ("7", "8", "9"):
        row = {"kind": "motion", "session": "示例届次", "number": number, "title": "示例·提案"}
        row |= {"proposer": "示例·委员", "part": "lead", "assigned_on": assigned}
        enter(viewer=office.disclosure_officer.on(assigned), ledger=PROPOSALS, row=row)
    first, others = home.due_proposals(office.auditor.on(datetime.date(2025, 6, 30)))
    assert others.title == "另有 2 件建议提案"
    assert others.url == "/desk/registers/proactive.proposals/"
    assert (others.due_on, others.working_days_left) == (first.due_on, first.working_days_left)


def test_of_the_documents_behind_the_first_their_number_is_told(office: Bureau) -> None:
    for title in ("示例·甲", "示例·乙", "示例·丙"):
        approved(office, drafted(office, title=title))
    first, others = home.due_publications(office.disclosure_officer.on(DAY))
    assert (first.title, others.title) == ("《示例·甲》", "另有 2 件文稿待公开")
    assert (others.url, others.due_on) == ("/desk/papers/", first.due_on)


def test_of_the_matters_behind_the_first_their_number_is_told(office: Bureau) -> None:
    on = channel(office)
    for number, name in enumerate(("示例·甲", "示例·乙", "示例·丙")):
        matter(office, name, update_rule="yearly", update_month=12)
        filled_on = datetime.date(2023 - number, 1, 10)
        put(office, PUBLICATIONS, channel=on.name, title="示例", published_on=filled_on, matter=name)
    first, others = home.due_updates(office.disclosure_officer.on(datetime.date(2025, 1, 10)))
    assert (first.title, others.title) == ("公开事项“示例·丙”", "另有 2 项公开事项该更新")
    assert others.url == "/desk/registers/proactive.catalogue/"
    assert first.due_on < others.due_on
