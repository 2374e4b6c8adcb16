"""The way in: who may, who may not, and what happens to who guesses."""

from __future__ import annotations

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


def test_guessing_locks_the_account_and_says_so_in_chinese(walker: Walker) -> None:
    guessed = f"nobody-{walker.page.viewport_size['width']}"  # type: ignore[index]
    for _ in range(GUESSES):
        walker.visit("/desk/sign-in/")
        page = walker.sign_in(guessed, password="wrong-password")
    expect(page.get_by_role("heading", name="账号已锁定")).to_be_visible()
    expect(page.get_by_role("alert")).to_contain_text(f"连续输错 {GUESSES} 次")
