"""台账: every register on one page, found by words of its title; those an officer used last on top."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gongkai.bodies.tests.factory import Bureau, account_of, bureau
from gongkai.bodies.viewer import Viewer

pytestmark = pytest.mark.django_db
URL = reverse("shell:registers")


@pytest.fixture
def office() -> Bureau:
    return bureau()


def browser_of(viewer: Viewer) -> Client:
    officer = viewer.officer
    assert officer is not None
    account_of(officer, viewer.actor.number)
    browser = Client()
    browser.force_login(officer.user)
    return browser


def sections(browser: Client, **asked: str) -> dict[str, list[str]]:
    """Return the titles listed on the page, by the heading that they stand under."""
    page = browser.get(URL, asked).content.decode()
    parts = re.findall(r"<section>\s*<h2>(.*?)</h2>(.*?)</section>", page, flags=re.S)
    return {title: re.findall(r'<a href="[^"]*">(.*?)</a>', listed) for title, listed in parts}


def test_a_register_is_found_by_words_of_its_title(office: Bureau) -> None:
    browser = browser_of(office.disclosure_officer)
    assert len(sections(browser)) > 1
    assert sections(browser, q="答 复") == {"主动公开": ["建议提案答复"], "依申请公开": ["答复情况"]}
    assert sections(browser, q="没有这样的") == {}
    nothing = browser.get(URL, {"q": "没有这样的"}).content.decode()
    assert "没有名称含“没有这样的”的台账" in nothing
    part = browser.get(URL, {"q": "答复"}, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert "counts=1&amp;q=%E7%AD%94%E5%A4%8D" in part, "the counts that arrive later are of what is listed"


def test_what_was_used_last_stands_on_top_for_each_officer(office: Bureau) -> None:
    browser, other = browser_of(office.disclosure_officer), browser_of(office.section_head)
    for id in ("papers.instruments", "proactive.fees", "papers.instruments"):
        browser.get(reverse("shell:register", args=[id]))
    assert next(iter(sections(browser).items())) == ("最近使用", ["公文", "行政事业性收费"])
    assert "最近使用" not in sections(browser, q="公文")
    assert "最近使用" not in sections(other)


def test_a_register_that_may_no_longer_be_opened_is_not_on_top(office: Bureau) -> None:
    assert office.drafter.officer is not None
    browser = browser_of(office.drafter)
    browser.cookies[f"registers-{office.drafter.officer.pk}"] = "inforequests.requests:no.such"
    assert "最近使用" not in sections(browser)


def test_opening_a_register_stores_nothing(office: Bureau) -> None:
    """Reading does not wait for an import, which on SQLite lets nobody else write."""
    browser = browser_of(office.disclosure_officer)
    with CaptureQueriesContext(connection) as asked:
        browser.get(reverse("shell:register", args=["papers.instruments"]))
    assert not [query["sql"] for query in asked if query["sql"].startswith(("INSERT", "UPDATE"))]
