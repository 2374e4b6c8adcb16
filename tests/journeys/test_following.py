"""What follows by itself: a list chosen from the register of decisions, released, stands in the ledgers and counts."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journeys.walker import Walker


def test_a_released_list_stands_in_the_ledgers_by_itself(walker: Walker) -> None:
    width = walker.page.viewport_size["width"]  # type: ignore[index]
    number, title = f"示工信节审〔2024〕{width}号", f"示例·行政许可公开清单（{width}）"
    walker.sign_in("zhuanren")
    walker.visit("/desk/registers/proactive.decisions/new/")
    page = walker.page
    page.locator("[name=kind]").select_option("行政许可")
    page.locator("[name=granted]").select_option("是")
    for name, said in {"doc_number": number, "matter": "节能审查", "title": "示例·项目"}.items():
        page.locator(f"[name={name}]").fill(said)
    page.locator("[name=party]").fill("示例·某企业")
    page.locator("[name=decided_on]").fill("2024-01-20")
    walker.follow("登记", role="button")

    walker.change_to("nigao")
    walker.visit("/desk/proactive/lists/?subject=licensing&since=2024-01-20")
    page.locator("[name=title]").fill(title)
    expect(page.get_by_role("checkbox")).to_have_count(1)
    walker.follow("生成清单", role="button")
    walker.follow("填表送审")
    walker.submit_for_review()
    walker.agree(title)
    walker.release(title)
    walker.follow("文稿和经过")
    walker.follow("行政许可 1 项")
    expect(page.get_by_role("table")).to_contain_text(number)
    walker.visit("/desk/registers/proactive.publications/")
    expect(page.get_by_role("table")).to_contain_text(title)
    walker.visit("/desk/proactive/unrecorded/")
    expect(page.get_by_text("都已记入信息发布台账")).to_be_visible()
