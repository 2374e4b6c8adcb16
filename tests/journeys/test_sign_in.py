"""The way in: who may, who may not, and what happens to who guesses."""

from __future__ import annotations

import re
from base64 import b32decode

from django_otp.oath import totp
from playwright.sync_api import expect

from tests.journeys.walker import Walker

GUESSES = 5


def test_officer_signs_in_and_out(walker: Walker) -> None:
    page = walker.visit("/desk/")
    assert "/desk/sign-in/" in page.url, "who is not signed in is led to the way in"
    walker.tab_through()
    page = walker.sign_in("zhuanren")
    assert page.url == f"{walker.address}/desk/"
    walker.tab_through()
    walker.follow("退出", role="button")
    assert "/desk/sign-in/" in walker.visit("/desk/").url


def test_who_guesses_waits_and_is_told_until_when(walker: Walker) -> None:
    guessed = f"nobody-{walker.page.viewport_size['width']}"  # type: ignore[index]
    for _ in range(GUESSES):
        walker.visit("/desk/sign-in/")
        page = walker.sign_in(guessed, password="wrong-password")
        expect(page.get_by_role("alert")).to_contain_text("账号或密码不正确")
    page = walker.sign_in(guessed, password="wrong-password")
    expect(page.get_by_role("alert")).to_contain_text(re.compile(r"请在 \d\d:\d\d:\d\d 以后再试"))


def test_a_first_password_is_changed_before_all_else_and_a_second_factor_asked_for(walker: Walker) -> None:
    width = walker.page.viewport_size["width"]  # type: ignore[index]
    login, own = f"xinren-{width}", f"wo-de-mi-ma-{width}"
    walker.sign_in("guanli")
    walker.visit("/desk/people/new/")
    page = walker.page
    page.get_by_label("编号", exact=True).fill(f"9{width}")
    page.get_by_label("姓名", exact=True).fill("示例·新人")
    walker.follow("登记", role="button")
    walker.visit("/desk/people/")
    row = page.get_by_role("row").filter(has_text=f"9{width}")
    walker.visit(row.get_by_role("link").first.get_attribute("href") or "")
    page = walker.follow("开立账号")
    page.get_by_label("登录账号").fill(login)
    page = walker.follow("开立账号", role="button")
    first = page.locator(".first-password").inner_text()
    walker.follow("已告知本人")
    walker.visit("/desk/accounts/")

    walker.page.context.clear_cookies()
    page = walker.sign_in(login, first)
    expect(page.get_by_role("heading", name="请先更改密码")).to_be_visible()
    page.get_by_label("原密码").fill(first)
    page.get_by_label("新密码", exact=True).fill(own)
    page.get_by_label("再输一次新密码").fill(own)
    walker.follow("更改密码", role="button")

    page = walker.visit("/desk/account/second-factor/")
    walker.tab_through()
    key = b32decode(page.locator(".second-factor-key").inner_text().replace(" ", ""))
    page.get_by_label("动态码").fill(f"{totp(key):06}")
    page = walker.follow("启用", role="button")
    recovery = page.locator(".recovery-codes code").first.inner_text()
    walker.visit("/desk/account/")

    page.context.clear_cookies()
    page = walker.sign_in(login, own)
    expect(page.get_by_role("heading", name="请输入动态码")).to_be_visible()
    walker.tab_through()
    page.get_by_label("动态码").fill("000000")
    page = walker.follow("继续登录", role="button")
    expect(page.locator(".wrong")).to_contain_text("动态码不正确")
    page.get_by_label("动态码").fill(recovery)
    walker.follow("继续登录", role="button")
    page = walker.visit("/desk/account/")
    expect(page.get_by_text("已启用，登录时须输入动态码")).to_be_visible()
