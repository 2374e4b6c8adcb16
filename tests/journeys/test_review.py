"""A text on its way: drafted, submitted, examined, approved, released, each by another person."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journeys.walker import Walker


def test_a_notice_goes_through_three_persons_before_it_is_released(walker: Walker) -> None:
    title = f"示例·通知（{walker.page.viewport_size['width']}）"  # type: ignore[index]
    walker.sign_in("nigao")
    walker.visit("/desk/papers/draft/")
    page = walker.follow("通知公告")
    page.locator("[name=title]").fill(title)
    page.locator("[name=body]").fill("示例正文。")
    walker.follow("保存", role="button")
    walker.follow("填表送审")
    walker.submit_for_review(channel="示例栏目")
    walker.agree(title, "同意（示例）。")
    walker.release(title)


def test_who_has_no_step_finds_no_button(walker: Walker) -> None:
    walker.sign_in("shenji")
    page = walker.visit("/desk/review/")
    expect(page.get_by_role("button", name="同意")).to_have_count(0)
    walker.visit("/desk/papers/draft/", status=403)
    expect(page.get_by_text("没有“拟稿”的权限")).to_be_visible()
