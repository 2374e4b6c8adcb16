"""A text on its way: drafted, submitted, examined, approved, released, each by another person."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journeys.walker import Walker


def test_a_notice_goes_through_three_persons_before_it_is_released(walker: Walker) -> None:
    title = f"示例·通知（{walker.page.viewport_size['width']}）"  # type: ignore[index]
    walker.sign_in("nigao")
    page = walker.visit("/desk/papers/draft/")
    page.locator("[name=kind]").select_option("notice")
    page.locator("[name=title]").fill(title)
    page.locator("[name=body]").fill("示例正文。")
    walker.follow("保存", role="button")
    walker.follow("填保密审查表送审")
    page.locator("[name=section]").fill("示例科室")
    page.locator("[name=channel]").fill("示例栏目")
    page.locator("[name=level_statement]").fill("经审查，不涉及国家秘密（示例）。")
    page.get_by_role("radio", name="公开", exact=True).check()
    page.locator("[name=pledged]").check()
    walker.follow("送审", role="button")
    expect(page.get_by_role("status")).to_contain_text("已送审")

    for login in ("kezhang", "fenguan"):
        walker.change_to(login)
        walker.visit("/desk/review/")
        walker.follow(title)
        page.locator("[name=opinion]").fill("同意（示例）。")
        walker.follow("同意", role="button")
        expect(page.get_by_role("status")).to_be_visible()

    walker.change_to("zhuanren")
    walker.visit("/desk/review/")
    walker.follow(title)
    walker.follow("公开发布", role="button")
    expect(page.get_by_role("status")).to_contain_text("已公开")


def test_who_has_no_step_finds_no_button(walker: Walker) -> None:
    walker.sign_in("shenji")
    page = walker.visit("/desk/review/")
    expect(page.get_by_role("button", name="同意")).to_have_count(0)
    walker.visit("/desk/papers/draft/", status=403)
    expect(page.get_by_text("没有“拟稿”的权限")).to_be_visible()
