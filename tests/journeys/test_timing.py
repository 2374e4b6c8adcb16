"""A notice that is to leave by itself, and does not; that is released, taken down at once, and public again."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journeys.walker import Walker


def test_a_notice_gets_a_time_and_is_taken_down_and_restored(walker: Walker) -> None:
    title = f"示例·定时（{walker.page.viewport_size['width']}）"  # type: ignore[index]
    walker.sign_in("nigao")
    walker.visit("/desk/papers/draft/")
    page = walker.follow("通知公告")
    page.locator("[name=title]").fill(title)
    page.locator("[name=body]").fill("示例正文。")
    walker.follow("保存", role="button")
    walker.follow("填表送审")
    walker.submit_for_review(channel="示例栏目")
    walker.agree(title)

    walker.change_to("zhuanren")
    walker.visit("/desk/review/")
    walker.follow(title)
    page.get_by_text("定时公开", exact=True).click()
    page.locator("[name=leaves_at]").fill("2024-05-06T09:00")
    walker.follow("定时", role="button")
    expect(page.get_by_role("status")).to_contain_text("已定于 2024-05-06 09:00 公开")
    expect(page.get_by_text("2024-05-06 09:00 自动公开")).to_be_visible()
    review = page.url.removeprefix(walker.address)
    walker.follow("取消定时", role="button")
    walker.follow("公开发布", role="button")

    walker.change_to("kezhang")
    walker.visit(review)
    page.get_by_text("紧急下线（第 1 版）").click()
    page.get_by_label("下线理由").fill("示例：附件有误")
    walker.follow("紧急下线", role="button")
    expect(page.get_by_role("status")).to_contain_text("公众看不到了")
    walker.change_to("fenguan")
    walker.visit("/desk/")
    walker.follow(title)
    page.get_by_label("复核意见").fill("示例：没有问题")
    walker.follow("恢复公开", role="button")
    expect(page.get_by_role("status")).to_contain_text("已恢复公开")
    walker.follow("看公开页面")
    expect(page.get_by_text("示例正文。")).to_be_visible()
