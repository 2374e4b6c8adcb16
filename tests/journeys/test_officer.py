"""The disclosure officer's way: a register, a record, the report, a figure, its records; a ledger imported."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, Route, expect

from tests.journeys.walker import Walker

LICENSING = "/desk/reports/2023/figures/proactive.licensing.count/"
HEADER = "决定类别,决定文号,事项名称,项目或者文书名称,行政相对人,决定日期,是否准予"


def test_from_a_record_to_the_report_and_back(walker: Walker) -> None:
    walker.sign_in("zhuanren")
    walker.visit("/desk/registers/proactive.decisions/")
    walker.tab_through()
    page = walker.look()
    page.locator("table.register tbody th a").first.click()
    expect(page.get_by_role("heading", name="经过")).to_be_visible()
    walker.look()

    page = walker.visit("/desk/reports/2023/")
    expect(page.get_by_text("第 1 次定稿")).to_be_visible()
    figure = page.locator(f'a[href="{LICENSING}"]').first
    counted = figure.inner_text()
    figure.click()
    expect(page.locator("table.register tbody tr")).to_have_count(int(counted))
    walker.look()
    page.locator("table.register tbody th a").first.click()
    expect(page.get_by_role("heading", name="经过")).to_be_visible()
    walker.look()


def test_every_figure_of_the_tables_leads_to_its_records(walker: Walker) -> None:
    walker.sign_in("zhuanren")
    page = walker.visit("/desk/reports/2023/")
    links = page.locator("article table a").evaluate_all("links => links.map(a => a.getAttribute('href'))")
    assert len(set(links)) > 150, "tables two, three and four"
    wrong = [link for link in set(links) if page.request.get(walker.address + link).status != 200]
    assert not wrong


def test_desk_screens(walker: Walker) -> None:
    walker.sign_in("zhuanren")
    for path in (
        "/desk/",
        "/desk/reports/",
        "/desk/papers/",
        "/desk/review/",
        "/desk/registers/desk.ledger/",
    ):
        walker.visit(path)
    walker.visit("/desk/reports/2023/no-such-page/", status=404)


def test_a_ledger_with_a_mistake_is_shown_by_its_cell_and_the_mended_one_imported(walker: Walker) -> None:
    number = f"示工信许〔2024〕{walker.page.viewport_size['width']}号"  # type: ignore[index]
    row = f"行政许可,{number},节能审查,示例项目,示例企业,%s,是"
    walker.sign_in("zhuanren")
    walker.visit("/desk/import/proactive.decisions/")
    page = _check(walker, f"{HEADER}\n{row % '2024-01-32'}\n")
    expect(page.get_by_role("alert")).to_contain_text("没有导入任何一行")
    expect(page.locator(".plan-errors")).to_contain_text("F2")

    walker.follow("重新选择文件")
    page = _check(walker, f"{HEADER}\n{row % '2024-01-09'}\n")
    expect(page.locator(".plan-counts")).to_contain_text(re.compile(r"新增\s*1"))
    walker.follow("导入", role="button")
    expect(page.get_by_role("status")).to_contain_text("已导入：新增 1 条")
    walker.visit("/desk/tasks/")


def test_a_large_ledger_is_left_to_the_worker_and_found_again(walker: Walker) -> None:
    width = walker.page.viewport_size["width"]  # type: ignore[index]
    row = f"行政许可,示工信许〔2024〕{width}-%d号,节能审查,示例项目,示例企业,2024-01-09,是\n"
    ledger = f"{HEADER}\n" + "".join(row % number for number in range(1500))
    walker.sign_in("zhuanren")
    walker.visit("/desk/import/proactive.decisions/")
    with _waiting(walker):
        page = _check(walker, ledger)
    page.wait_for_url("**/desk/import/proactive.decisions/*/")
    expect(walker.look().locator(".plan-counts")).to_contain_text(re.compile(r"新增\s*1,500"))
    with _waiting(walker):
        walker.follow("导入", role="button")
    page.locator("a.desk-name").click()  # one may leave, unless the work is done that moment
    page.wait_for_url(lambda address: "/tasks/" not in address)
    walker.follow("后台任务")
    walker.follow("导入行政许可、处罚和强制：示例.csv")
    page.wait_for_url("**/desk/import/proactive.decisions/*/")
    expect(page.get_by_role("status")).to_contain_text("已导入：新增 1,500 条")


@contextmanager
def _waiting(walker: Walker) -> Iterator[None]:
    """Let a page that goes on by itself when the work is done stay while it is looked at."""

    def hold(route: Route) -> None:
        if route.request.resource_type == "xhr":
            route.fulfill(status=204)
        else:
            route.continue_()

    walker.page.route("**/desk/tasks/**", hold)
    yield
    walker.page.unroute("**/desk/tasks/**", hold)


def _check(walker: Walker, ledger: str) -> Page:
    """Choose a file and let it be checked."""
    file = {"name": "示例.csv", "mimeType": "text/csv", "buffer": ledger.encode("gb18030")}
    walker.page.get_by_label("台账文件").set_input_files(file)  # type: ignore[arg-type]
    return walker.follow("检查", role="button")


def test_a_paragraph_is_written_with_figures_by_their_names(walker: Walker) -> None:
    walker.sign_in("zhuanren")
    page = walker.visit("/desk/reports/2023/?face=live")
    page.locator('a[href$="/passages/proactive/"]').click()
    walker.look()
    text, reading = page.get_by_label("段落文字"), page.locator("#passage-reading")
    expect(text).not_to_have_value(re.compile(r"[{}\[\]]"))
    text.fill("全年公开文件件，发布信息99条。")
    expect(reading).to_contain_text("全年公开文件件，发布信息99条。")  # as it is typed, without a button
    expect(reading.locator("mark")).to_have_text("99")
    page.get_by_label("数据名称").fill("公开数")
    walker.follow("插入并预览", role="button")
    expect(page.locator(".wrong")).to_contain_text("统计数据")
    page.get_by_label("数据名称").fill("主动公开文件数")
    page.get_by_label("插在哪几个字后面").fill("公开文件")
    walker.follow("插入并预览", role="button")
    expect(reading).to_have_text(re.compile(r"全年公开文件\d+件，发布信息99条。"))
    walker.follow("保存", role="button")
    expect(page.get_by_text("有 1 个数字还没有说明是哪项数据")).to_be_visible()
    page.get_by_label("“99”是哪项统计数据").fill("政府网站发布信息数")
    page.locator("button", has_text="保存").first.click()
    page.wait_for_url("**/reports/2023/?face=live")
    expect(page.get_by_text(re.compile(r"全年公开文件\d+件，发布信息\d+条。")).first).to_be_visible()
    expect(page.locator("article")).not_to_contain_text("发布信息99条")
