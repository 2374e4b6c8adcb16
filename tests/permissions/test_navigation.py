"""The desk's navigation by areas of work, and that no link on a page leads to a refusal."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from gongkai import registry
from gongkai.bodies.roles import ROLES
from gongkai.shell.navigation import AREAS, Area, registers_of
from tests.permissions.places import places
from tests.permissions.test_every_url import FORBIDDEN, open_, read_through, signed_in
from tests.permissions.world import house

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        connection.vendor != "sqlite", reason="a walk over addresses, long on PostgreSQL; walked on SQLite"
    ),
]

LINK = re.compile(r'href="([^"#]+)')


def areas_on(response: HttpResponse) -> list[Area]:
    """Return the navigation of a page."""
    return list(response.context["navigation"])


def here(client: Client, url: str) -> list[str]:
    """Return the areas that a page says it stands in."""
    return [area.title for area in areas_on(client.get(url)) if area.here]


@pytest.mark.parametrize("role", ROLES)
def test_a_role_sees_the_areas_in_which_it_may_open_something(role: str) -> None:
    browser = signed_in(house("SL"), role)
    areas = areas_on(browser.get(reverse("shell:search")))
    assert [area.title for area in areas] == [title for title in AREAS if title in {a.title for a in areas}]
    assert len(areas) <= 8
    for area in areas:
        for screen in area.screens:
            assert browser.get(screen.url).status_code == 200, screen


def test_a_page_stands_in_the_area_of_its_work() -> None:
    home = house("SL")
    browser = signed_in(home, "disclosure_officer")
    assert here(browser, reverse("desk:home")) == ["今天"]
    assert here(browser, reverse("inforequests:request", args=[home.request.pk])) == ["依申请公开"]
    assert here(browser, reverse("shell:register", args=["inforequests.requests"])) == ["依申请公开"]
    assert here(browser, reverse("shell:register", args=["proactive.fees"])) == ["台账"]
    assert here(browser, reverse("desk:values")) == ["设置"]


def test_all_registers_stand_on_one_page_with_their_counts() -> None:
    home = house("SL")
    browser, viewer = signed_in(home, "disclosure_officer"), home.viewer("disclosure_officer")
    url = reverse("shell:registers")
    shown = browser.get(url, {"counts": "1"}).content.decode()
    listed = [each for part in registers_of(viewer) for each in part.registers]
    assert {each.id for each in listed} == {
        each.id for each in registry.all_of(registry.Register) if each.group and viewer.may(each.permission)
    }
    for each in listed:
        address = reverse("shell:register", args=[each.id])
        number = each.query(viewer).count()
        assert f'<a href="{address}">{each.title}</a> <span class="soft">{number} {each.noun}</span>' in shown
    assert "counts=1" in browser.get(url).content.decode(), "counts arrive after the page"


@pytest.mark.long
def test_no_link_leads_to_a_refusal() -> None:
    home = house("SL")
    wrong = []
    for role in ROLES:
        browser, seen = signed_in(home, role), set()
        for place in places(home):
            if place.post is not None or (place.permission and not home.viewer(role).may(place.permission)):
                continue
            page = open_(browser, place)
            read_through(page)
            if page.status_code != 200 or not page["Content-Type"].startswith("text/html"):
                continue
            at = page.wsgi_request.path
            links = {urljoin(at, link.replace("&amp;", "&")) for link in LINK.findall(page.content.decode())}
            for url in sorted(links - seen):
                if urlsplit(url).netloc or url.startswith("/static/"):
                    continue
                opened = browser.get(url)
                read_through(opened)
                if opened.status_code == FORBIDDEN:
                    wrong.append(f"{role}: {at} → {url}")
            seen |= links
    assert not wrong, "\n".join(wrong)
