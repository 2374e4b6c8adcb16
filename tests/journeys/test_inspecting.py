"""What an inspection asks for: the page of indicators, the list behind a figure, a value stated, the yearly report."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.journeys.walker import Walker

NARROW = 500


def test_from_the_indicators_to_the_list_and_from_the_report_to_its_records(walker: Walker) -> None:
    page = walker.page
    # A line is stated once: the two widths walk through one bureau.
    line = "网站总访问量" if page.viewport_size["width"] > NARROW else "注册用户数"  # type: ignore[index]
    walker.sign_in("zhuanren")
    walker.visit("/desk/upkeep/")
    walker.tab_through()
    expect(page.get_by_role("heading", name="单项否决指标")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="指标和明细 XLSX").click()
    assert download.value.suggested_filename.endswith(".xlsx")
    page.get_by_role("link", name="空白栏目", exact=True).click()
    expect(page.get_by_role("heading", name="空白栏目")).to_be_visible()
    walker.look()
    walker.follow("网站检查指标")
    page.get_by_role("link", name="死链", exact=True).click()
    walker.look()

    walker.visit("/desk/upkeep/report/2023/")
    walker.tab_through()
    page.get_by_role("link", name=re.compile(f"填报.*{line}")).click()
    page.wait_for_load_state()
    walker.look()
    expect(page.locator("[name=item]")).not_to_have_value("")
    if not page.locator("[name=year]").input_value():
        page.locator("[name=year]").fill("2023")
    page.locator("[name=value]").fill("12000")
    page.locator("[name=source]").fill("示例·网站访问统计")
    page.locator("[name=stated_on]").fill("2024-01-10")
    page.locator("form button.act").last.click()
    page.wait_for_load_state()
    walker.visit("/desk/upkeep/report/2023/")
    expect(page.get_by_role("link", name=re.compile(f"12000.*{line}"))).to_be_visible()
    page.locator('a[href="/desk/upkeep/report/2023/figures/items/"]').click()
    expect(page.get_by_role("heading", name="2023 年信息发布总数")).to_be_visible()
    walker.look()
    for name in ("报表 DOCX", "报表 XLSX"):
        walker.visit("/desk/upkeep/report/2023/")
        with page.expect_download() as download:
            page.get_by_role("link", name=name).click()
        assert "政府网站工作年度报表" in download.value.suggested_filename
