"""A citizen's way, with scripts off: the organ, its reports, one of them, its files."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.conftest import SIZES
from tests.journeys.walker import Walker


def test_from_the_front_page_to_a_report_and_its_files(walker: Walker) -> None:
    page = walker.visit("/")
    walker.tab_through()
    walker.follow("2023 年")
    expect(page.get_by_role("heading", name="政府信息公开工作年度报告")).to_be_visible()
    walker.tab_through()
    links = page.locator(".downloads a").evaluate_all("links => links.map(a => a.getAttribute('href'))")
    answers = {link.rpartition(".")[2]: page.request.get(walker.address + link) for link in links}
    assert {"docx", "html", "json"} <= set(answers)
    assert [suffix for suffix, answer in answers.items() if answer.status != 200] == []
    assert answers["docx"].body().startswith(b"PK")


def test_the_years_side_by_side_and_the_first_edition(walker: Walker) -> None:
    page = walker.visit("/")
    walker.follow("历年年报")
    expect(page.get_by_role("table", name="历年数据")).to_be_visible()
    walker.tab_through()
    walker.visit("/reports/640500GXJ/2023/1/")
    expect(page.get_by_role("img", name="各渠道发布信息")).to_be_visible()


def test_searching_sifting_and_finding_nothing(walker: Walker) -> None:
    page = walker.visit("/")
    page.get_by_label("要查找的文字").fill("政府信息公开")
    walker.follow("查找", role="button")
    expect(page.locator(".found-hits mark").first).to_be_visible()
    walker.tab_through()
    walker.follow("按公开日期")
    walker.follow("年度报告")
    expect(page.get_by_role("link", name="不限")).to_be_visible()
    page.get_by_label("要查找的文字").fill("没有这样的话")
    walker.follow("查找", role="button")
    expect(page.get_by_role("heading", name="没有找到时")).to_be_visible()
    walker.visit("/search/")


def test_the_list_of_documents_is_sifted(walker: Walker) -> None:
    page = walker.visit("/")
    walker.follow("查文件")
    page.get_by_label("有效性").select_option("有效")
    walker.follow("筛选", role="button")
    expect(page.get_by_role("link", name="不筛选")).to_be_visible()


def test_what_was_not_released_is_not_there(walker: Walker) -> None:
    page = walker.visit("/reports/640500GXJ/2022/", status=404)
    expect(page.get_by_role("heading")).to_be_visible()


@pytest.fixture(params=SIZES)
def without_scripts(request: pytest.FixtureRequest, browser: Browser, site: str) -> Iterator[Walker]:
    """A visitor whose browser runs no scripts."""
    width, height = SIZES[request.param]
    context = browser.new_context(viewport={"width": width, "height": height}, java_script_enabled=False)
    yield Walker(context.new_page(), site)
    context.close()


def test_the_portal_needs_no_scripts(without_scripts: Walker) -> None:
    page = without_scripts.page
    page.goto(without_scripts.address + "/")
    page.get_by_role("link", name="2023 年").first.click()
    expect(page.get_by_role("table").first).to_be_visible()
    page.get_by_label("要查找的文字").fill("年度报告")
    page.get_by_role("button", name="查找").click()
    expect(page.locator(".found-hits mark").first).to_be_visible()
