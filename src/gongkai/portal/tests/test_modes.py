"""长者模式: the same pages at addresses of their own, set large, and never left by a link unless it says so."""

from __future__ import annotations

import pytest
from django.test import Client
from lxml import html

from gongkai.bodies.tests.factory import Bureau, bureau
from gongkai.portal.tests.released import issued

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Bureau:
    return bureau()


def test_every_link_of_a_large_page_stays_large(client: Client, office: Bureau) -> None:
    issued(office)
    seen, open_ = set(), ["/elder/"]
    while open_:
        address = open_.pop()
        if address in seen or len(seen) > 60:
            continue
        seen.add(address)
        answer = client.get(address, follow=True)
        assert answer.status_code == 200, address
        if "html" not in answer["Content-Type"]:
            continue
        page = html.fromstring(answer.content)
        [back] = page.xpath("//a[text()='返回标准版']/@href")
        assert not back.startswith("/elder/")
        links = [str(link) for link in page.xpath("//a/@href") if str(link).startswith("/")]
        links.remove(back)
        assert [link for link in links if not link.startswith("/elder/")] == [], address
        open_ += [link for link in links if "?" not in link]
    assert any(address.startswith("/elder/documents/") for address in seen)


def test_a_page_leads_to_itself_in_the_other_mode(client: Client, office: Bureau) -> None:
    made = issued(office)
    for here, there, label in (
        (made.address, f"/elder{made.address}", "长者模式"),
        (f"/elder{made.address}", made.address, "返回标准版"),
        ("/search/?q=%E7%A4%BA", "/elder/search/?q=%E7%A4%BA", "长者模式"),
    ):
        page = html.fromstring(client.get(here).content)
        assert page.xpath(f"//a[text()='{label}']/@href") == [there]
    assert (
        "portal-large"
        in html.fromstring(client.get(f"/elder{made.address}").content).xpath("//body/@class")[0]
    )
