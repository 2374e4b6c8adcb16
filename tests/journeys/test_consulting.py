"""A text that others must be asked about: asked, answered at a seat inside, and only then signed."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journeys.walker import Walker


def test_a_text_is_signed_after_the_seat_has_answered(walker: Walker) -> None:
    title = f"示例·会商（{walker.page.viewport_size['width']}）"  # type: ignore[index]
    walker.sign_in("nigao")
    walker.visit("/desk/papers/draft/")
    page = walker.follow("通知公告")
    page.locator("[name=title]").fill(title)
    page.locator("[name=body]").fill("示例正文。")
    walker.follow("保存", role="button")
    walker.follow("填表送审")
    expect(page.get_by_text("审查表勾选“内部敏感信息”的")).to_be_visible()
    walker.submit_for_review(channel="示例栏目")
    walker.follow("征求意见")
    page.locator("[name=seat]").select_option(label="公开工作机构")
    page.locator("[name=question]").fill("可否公开（示例）？")
    walker.follow("征求意见", role="button")
    expect(page.get_by_role("status")).to_contain_text("已征求公开工作机构的意见")

    walker.change_to("kezhang")
    walker.visit("/desk/review/")
    walker.follow(title)
    page.locator("[name=proofread]").fill("无差错（示例）。")
    walker.follow("同意", role="button")
    walker.change_to("fenguan")
    walker.visit("/desk/review/")
    walker.follow(title)
    page.locator("[name=proofread]").fill("无差错（示例）。")
    walker.follow("同意", role="button")
    expect(page.get_by_text("已征求公开工作机构的意见，尚未答复").first).to_be_visible()

    walker.change_to("zhuanren")
    walker.visit("/desk/")
    walker.follow(title)
    page.get_by_role("radio", name="同意").check()
    walker.follow("答复", role="button")
    expect(page.get_by_role("status")).to_contain_text("已答复：同意")

    walker.change_to("fenguan")
    walker.visit("/desk/review/")
    walker.follow(title)
    expect(page.get_by_role("region", name="会商")).to_contain_text("同意")
    page.locator("[name=proofread]").fill("无差错（示例）。")
    walker.follow("同意", role="button")
    walker.release(title)
