"""What programs follow: the feed of an organ, the site map, robots.txt, and the meta tags of the norm."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from lxml import etree, html

from gongkai.bodies.tests.factory import Bureau, bureau
from gongkai.ledger import triggers
from gongkai.papers.models import Version
from gongkai.portal.tests.released import issued, released
from gongkai.proactive.ledgers import CHANNELS
from gongkai.proactive.tests.released import own_site, withdrawn
from gongkai.review.models import Release
from gongkai.review.tests.factory import DAY
from gongkai.shell.ledgers.entry import correct

pytestmark = pytest.mark.django_db

ATOM = {"a": "http://www.w3.org/2005/Atom"}
MAP = {"m": "http://www.sitemaps.org/schemas/sitemap/0.9"}


@pytest.fixture
def office() -> Bureau:
    return bureau()


def xml(client: Client, address: str) -> Any:
    answer = client.get(address)
    assert answer.status_code == 200
    return etree.fromstring(answer.content)


def mapped(client: Client) -> list[str]:
    [page] = xml(client, "/sitemap.xml").xpath("//m:loc/text()", namespaces=MAP)
    return [str(each) for each in xml(client, page).xpath("//m:loc/text()", namespaces=MAP)]


def test_the_feed_names_what_is_public_newest_first(client: Client, office: Bureau) -> None:
    first, gone, last = issued(office), released(office), released(office, title="示例·新的")
    withdrawn(office, gone, on=DAY)
    feed = xml(client, "/organs/SL/feed.xml")
    links = [str(each) for each in feed.xpath("//a:entry/a:link/@href", namespaces=ATOM)]
    assert links == [f"http://testserver{each.address}" for each in (last, first)]
    assert feed.xpath("//a:entry/a:title/text()", namespaces=ATOM)[0] == "示例·新的"
    assert client.get("/organs/XX/feed.xml").status_code == 404


def test_the_map_names_every_public_address_and_nothing_else(client: Client, office: Bureau) -> None:
    kept, gone = issued(office), released(office)
    withdrawn(office, gone, on=DAY)
    assert mapped(client) == [f"http://testserver{kept.address}"]
    assert client.get("/sitemap-other.xml").status_code == 404


def test_what_somebody_wrote_into_the_database_is_in_neither(client: Client, office: Bureau) -> None:
    made = issued(office)
    triggers.drop_all(connection)
    Version.objects.filter(pk=made.version.pk).update(title="示例·改过的")
    assert mapped(client) == []
    assert xml(client, "/organs/SL/feed.xml").xpath("//a:entry", namespaces=ATOM) == []


def test_robots_leave_the_desk_alone_and_find_the_map(client: Client, office: Bureau) -> None:
    said = client.get("/robots.txt").content.decode().splitlines()
    assert said == [
        "User-agent: *",
        "Disallow: /desk/",
        "Disallow: /elder/",
        "Sitemap: http://testserver/sitemap.xml",
    ]


def meta(client: Client, made: Release) -> dict[str, str]:
    page = html.fromstring(client.get(made.address).content)
    return {each.get("name"): each.get("content") for each in page.xpath("//meta[@name]")}


def test_a_page_bears_the_tags_of_the_norm(client: Client, office: Bureau) -> None:
    made = issued(office)
    assert "SiteIDCode" not in meta(client, made)
    site = own_site(office, "示例·本机关网站")
    correct(viewer=office.disclosure_officer, ledger=CHANNELS, record=site, row={"site_code": "6405000001"})
    said = meta(client, made)
    assert said["SiteIDCode"] == "6405000001"
    assert (said["SiteName"], said["SiteDomain"]) == ("示例·本机关网站", "testserver")
    assert (said["ColumnName"], said["ColumnType"]) == ("法定主动公开内容", "法定主动公开内容")
    assert said["ArticleTitle"] == made.version.title
    assert len(said["PubDate"]) == len("2023-05-08 09:00")
