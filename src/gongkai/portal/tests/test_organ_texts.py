"""What the public reads of an organ was reviewed and released; before that there is only its name."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client

from gongkai import registry
from gongkai.bodies.actions.open_section import open_section
from gongkai.bodies.tests.factory import Bureau, bureau
from gongkai.ledger import triggers
from gongkai.papers.actions.write_page import write_page
from gongkai.papers.comparing import field_changes, text_changes
from gongkai.papers.document_kinds import GUIDE, PROFILE
from gongkai.papers.models import Version
from gongkai.papers.tests.pages import GUIDE_TEXT, PROFILE_TEXT
from gongkai.portal.alerts import unpublished
from gongkai.portal.watch import watch_public
from gongkai.review.actions.release import release
from gongkai.review.actions.withdraw import withdraw
from gongkai.review.models import Release
from gongkai.review.queries import contact_of
from gongkai.review.tests.factory import DAY, approved
from gongkai.shell import lines_of

pytestmark = pytest.mark.django_db

FRONT, GUIDED = "/organs/SL/", "/organs/SL/guide/"


@pytest.fixture
def office() -> Bureau:
    return bureau()


def written(office: Bureau, kind: registry.DocumentKind = GUIDE, **changes: str) -> Version:
    typed = PROFILE_TEXT if kind is PROFILE else GUIDE_TEXT
    return write_page(viewer=office.drafter.on(DAY), kind=kind, typed=typed | changes)


def released(office: Bureau, version: Version) -> Release:
    approval = approved(office, version)
    return release(viewer=office.disclosure_officer.on(DAY), version=approval.version)


def seen(client: Client) -> str:
    """All that the public gets of the organ."""
    return "".join(client.get(url).text for url in (FRONT, GUIDED, "/organs/SL/documents/", "/reports/SL/"))


def test_before_the_first_release_there_is_only_the_name(client: Client, office: Bureau) -> None:
    open_section(viewer=office.system, name="示例科")
    approved(office, written(office))
    approved(office, written(office, PROFILE))
    page = seen(client)
    assert "示例局SL" in page
    for text in (*GUIDE_TEXT.values(), "示例科", "示例职能"):
        assert text not in page


def test_what_was_released_is_shown_where_it_belongs(client: Client, office: Bureau) -> None:
    made = [released(office, written(office)), released(office, written(office, PROFILE))]
    assert [each.address for each in made] == [GUIDED, FRONT]
    front = client.get(FRONT).text
    assert "<dt>办公室</dt><dd>综合协调（示例）</dd>" in front
    assert "示例路1号" in front
    assert "当面或者邮寄" in client.get(GUIDED).text
    foot = client.get("/organs/SL/documents/").text
    assert "电话：0955-0000001" in foot
    assert made[0].version.title not in foot, "it has a place of its own"
    assert client.get(f"/documents/{made[0].document.pk}/").status_code == 404


def test_a_change_is_not_seen_until_it_is_released(client: Client, office: Bureau) -> None:
    first = released(office, written(office)).version
    second = written(office, phone="0955-0000002", fax="0955-0000003")
    approved(office, second)
    assert "0955-0000002" not in seen(client)
    assert "0955-0000001" in seen(client)
    assert contact_of(office.drafter.on(DAY)).phone == "0955-0000001", (
        "letters and reports say what is public"
    )
    assert [(c.label, c.old, c.new) for c in field_changes(first, second)] == [
        ("联系电话", "0955-0000001", "0955-0000002"),
        ("传真", "", "0955-0000003"),
    ]
    assert text_changes(first, second) == []
    release(viewer=office.disclosure_officer.on(DAY), version=second)
    assert "0955-0000001" not in seen(client)
    assert contact_of(office.drafter.on(DAY)).phone == "0955-0000002"


def test_withdrawn_it_is_gone(client: Client, office: Bureau) -> None:
    made = released(office, written(office))
    assert "示例路1号" in seen(client)
    withdraw(viewer=office.disclosure_officer.on(DAY), release=made, reason="示例")
    assert "示例路1号" not in seen(client)
    assert contact_of(office.drafter.on(DAY)).phone == ""


def test_changed_in_the_database_it_is_withheld_and_noticed(client: Client, office: Bureau) -> None:
    made = released(office, written(office))
    triggers.drop_all(connection)
    Version.objects.update(body=made.version.body.replace("0955-0000001", "0955-9999999"))
    triggers.install_all(connection)
    assert "0955-9999999" not in seen(client)
    assert "示例路1号" not in seen(client)
    assert contact_of(office.drafter.on(DAY)).phone == ""
    watch_public()
    [(sentence, _)] = registry.one(registry.Alert, "portal.changed").sentences(office.drafter.on(DAY))
    assert made.version.title in sentence


def test_who_writes_them_is_told_what_the_public_does_not_see(office: Bureau) -> None:
    released(office, written(office))
    [(sentence, url)] = unpublished(office.drafter.on(DAY))
    assert "还没有机构概况" in sentence
    assert url == "/desk/papers/pages/organ_profile/"
    assert not lines_of(office.auditor.on(DAY), registry.one(registry.Alert, "portal.unpublished"))
