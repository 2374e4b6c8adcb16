"""A letter's way: written beside its growing text, reviewed by three, held up by a value, served; the clock waits."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journeys.walker import Walker


def test_a_letter_is_final_only_when_its_values_are_confirmed(walker: Walker) -> None:
    width = walker.page.viewport_size["width"]  # type: ignore[index]
    case = _registered(walker, f"2026-{width}")
    page = walker.follow("告知补正")
    page.get_by_label("文号", exact=True).fill(f"示工信公开〔2026〕{width}号")
    page.get_by_label("需要补正的内容").press_sequentially("请写明文件名称。")
    expect(page.locator("#letter-preview")).to_contain_text("请写明文件名称。")
    walker.look()
    walker.follow("保存为草稿", role="button")
    version = page.url.removeprefix(walker.address)

    walker.follow("填审批表送审")
    page.get_by_label("承办科室").fill("示例办公室")
    page.get_by_label("查找和审查情况").fill("示例：已查阅档案。")
    page.get_by_label("承办人承诺").check()
    page.locator("[name=proofread]").fill("无差错（示例）。")
    walker.follow("送审", role="button")
    _as(walker, "kezhang", version)
    _agree(walker)

    _as(walker, "fenguan", version)
    _agree(walker)
    unconfirmed = page.locator(".used-values .is-open")
    if unconfirmed.count():  # the other width has confirmed it already
        expect(page.get_by_role("alert")).to_contain_text("申请人补正的合理期限")
        _as(walker, "zhuanren", "/desk/values/supplement.applicant/2019-05-15/")
        page.get_by_label("依据").fill("示例：司法局答复")
        walker.follow("确认", role="button")
        _as(walker, "fenguan", version)
        _agree(walker)
    expect(page.get_by_role("status")).to_contain_text("已审批定稿")

    _as(walker, "zhuanren", case)
    walker.follow("登记送达")
    page.get_by_label("签收日期").fill(page.get_by_label("送出日期").input_value())
    walker.follow("登记送达", role="button")
    expect(page.locator(".clock")).to_contain_text("等待补正")
    walker.follow("登记补正")
    walker.follow("登记补正", role="button")
    expect(page.locator(".clock")).to_contain_text("还有 20 个工作日")


def test_a_reply_asks_the_seven_questions_first(walker: Walker) -> None:
    width = walker.page.viewport_size["width"]  # type: ignore[index]
    _registered(walker, f"2026-答-{width}")
    page = walker.follow("拟答复书")
    expect(page.locator(".ground-steps > li")).to_have_count(7)
    walker.follow("经检索没有")
    page.get_by_label("检索情况").press_sequentially("检索了档案系统。")
    page.get_by_label("复议机关").fill("示例市人民政府")
    page.get_by_label("受理起诉的人民法院").press_sequentially("示例市人民法院")
    expect(page.locator("#letter-preview")).to_contain_text("向示例市人民法院提起行政诉讼")
    walker.look()


def _agree(walker: Walker) -> None:
    walker.page.locator("[name=proofread]").fill("无差错（示例）。")
    walker.follow("同意", role="button")


def _registered(walker: Walker, number: str) -> str:
    """Register an application that was handed in today; return the path of its page."""
    walker.sign_in("zhuanren")
    page = walker.visit("/desk/requests/new/")
    page.get_by_label("登记编号").fill(number)
    page.get_by_label("申请渠道").select_option("counter")
    page.get_by_label("申请人类别").select_option("natural")
    page.get_by_label("申请人", exact=True).fill("示例·申请人")
    page.get_by_label("申请内容").fill("示例：节能审查意见")
    walker.follow("登记", role="button")
    return page.url.removeprefix(walker.address)


def _as(walker: Walker, login: str, path: str) -> None:
    """Sign in as somebody else and open a page."""
    walker.change_to(login)
    walker.visit(path)
