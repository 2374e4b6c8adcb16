"""Every count in the navigation and on home leads to a page that lists exactly what it counts."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from gongkai import registry
from gongkai.bodies.roles import ROLES
from gongkai.bodies.viewer import Viewer
from gongkai.proactive.tests.things import channel
from gongkai.publisher.tests.things import delivered_to
from gongkai.review.tests import factory
from gongkai.review.tests.factory import DAY
from gongkai.shell import lines_of, number_waiting
from gongkai.shell.navigation import Area
from tests.permissions.test_every_url import signed_in
from tests.permissions.world import House, house

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        connection.vendor != "sqlite", reason="a walk over addresses, long on PostgreSQL; walked on SQLite"
    ),
]

KIND = re.compile(r'<h3>[^<]+ <span class="count">(\d+)</span></h3>(.*?)</table>', re.DOTALL)
LINE = re.compile(r'<tr><th scope="row"><a href="([^"]+)">')
COUNT = re.compile(r'<a class="desk-count" href="([^"]+)"[^>]*><span class="count">(\d+)</span>')


def busy() -> House:
    """Return a bureau in which something waits in every way that the review knows."""
    home = house("SL")
    office = home.bureau
    factory.drafted(office)
    factory.examined(office)
    factory.approved(office)
    delivered_to(office, channel(office, "示例·门户网站", "website"))
    return home


def section(page: str, anchor: str) -> str:
    """Return the part of home at an anchor."""
    return page[page.index(f'id="{anchor}"') :].partition("</section>")[0]


def open_home(browser: Client) -> tuple[str, list[Area]]:
    """Return home as it is shown, and the navigation beside it."""
    answer = browser.get(reverse("desk:home"))
    return answer.content.decode(), list(answer.context["navigation"])


def test_a_count_leads_to_what_it_counts() -> None:
    home = busy()
    seen: set[str] = set()
    for role in ROLES:
        browser = signed_in(home, role)
        page, areas = open_home(browser)
        assert [int(number) for _, number in COUNT.findall(page)] == [a.waiting for a in areas if a.waiting]
        for area in areas:
            if not area.waiting:
                continue
            seen.add(area.title)
            kinds = KIND.findall(section(page, area.anchor))
            assert f'href="{reverse("desk:home")}#{area.anchor}"' in page
            assert sum(int(number) for number, _ in kinds) == area.waiting, (role, area.title)
            for number, rows in kinds:
                links = LINE.findall(rows)
                assert len(links) == int(number), (role, area.title)
                assert all(browser.get(link).status_code == 200 for link in links), (role, links)
    assert {"文稿与审查", "公开与渠道", "设置"} <= seen


def test_what_is_counted_in_the_navigation_is_what_the_source_tells() -> None:
    home = busy()
    for role in ROLES:
        viewer: Viewer = home.viewer(role).on(DAY)
        for item in registry.all_of(registry.WaitingItem):
            assert number_waiting(viewer, item) == len(lines_of(viewer, item)), (role, item.id)
