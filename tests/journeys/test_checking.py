"""An officer checks published reports of other offices: real ones where they stand beside the project."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import SIZES
from tests.journeys.walker import Walker
from tests.layouts import make_layout

CHECK = "/desk/reports/check/"


@pytest.fixture(params=SIZES)
def without_scripts(request: pytest.FixtureRequest, browser: Browser, site: str) -> Iterator[Walker]:
    """An officer whose browser runs no scripts."""
    width, height = SIZES[request.param]
    context = browser.new_context(
        viewport={"width": width, "height": height}, locale="zh-CN", java_script_enabled=False
    )
    yield Walker(context.new_page(), site)
    context.close()


def test_from_the_navigation_to_the_figure_that_is_wrong(walker: Walker) -> None:
    walker.sign_in("zhuanren")
    walker.visit("/desk/reports/")
    walker.visit(CHECK)
    walker.tab_through()
    good = make_layout(3, "docx")
    page = _choose(walker.page, [("示例.docx", good.data), ("残缺.docx", good.data[:2000])])
    walker.follow("核对", role="button")
    expect(page.get_by_role("heading", name="示例.docx")).to_be_visible()
    expect(page.get_by_role("alert")).to_contain_text("损坏")
    walker.tab_through()
    walker.look()
    with page.expect_download() as download:
        page.get_by_role("button", name="下载清单（XLSX）").click()
    assert download.value.suggested_filename == "年度报告核对清单.xlsx"
    sheet = openpyxl.load_workbook(io.BytesIO(Path(download.value.path()).read_bytes())).active
    assert sheet is not None
    assert "残缺.docx" in [row[0] for row in sheet.iter_rows(values_only=True)]


def test_what_is_printed_is_the_list(walker: Walker) -> None:
    walker.sign_in("zhuanren")
    walker.visit(CHECK)
    page = _choose(walker.page, [("示例.html", make_layout(3, "html").data)])
    walker.follow("核对", role="button")
    expect(page.locator("#file-1")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", name="核对清单")).to_be_visible()
    for gone in ("#file-1", ".checked-form", ".desk-navigation"):
        expect(page.locator(gone)).to_be_hidden()


def test_real_reports_without_scripts(without_scripts: Walker, shared_data: Path) -> None:
    reports = shared_data / "reports"
    page = without_scripts.page
    page.goto(without_scripts.address + "/desk/sign-in/")
    page.get_by_label("账号").fill("zhuanren")
    page.get_by_label("密码").fill("gongkai-demo-2023")
    page.get_by_role("button", name="登录").click()
    page.goto(without_scripts.address + CHECK)
    names = ("042_pingtan_gaj_2021.txt", "001_huaian_2024.pdf", "002_shanghai_general_office_2019.html")
    _choose(page, [(name, (reports / name).read_bytes()) for name in names])
    page.get_by_role("button", name="核对", exact=True).click()
    expect(page.locator("article table.gk-table")).to_have_count(9)
    expect(page.locator("#file-1")).to_contain_text("平潭综合实验区公安局2021年")
    expect(page.locator("#file-3")).to_contain_text("政府集中采购")
    mark = page.locator("#file-1 a.gk-remark").first
    mark.click()
    expect(page.locator("#file-1 li:target")).to_contain_text("不平")


def _choose(page: Page, files: list[tuple[str, bytes]]) -> Page:
    payload = [{"name": name, "mimeType": "", "buffer": data} for name, data in files]
    page.get_by_label("已发布的年度报告").set_input_files(payload)  # type: ignore[arg-type]
    return page
