"""Made public everywhere: chosen at the draft, handed to the city's portal, compared there, counted, taken down."""

from __future__ import annotations

import io
import zipfile

from playwright.sync_api import expect

from gongkai.publisher.tests.servers import local_server
from tests.journeys.walker import Walker

TEXT = "示例正文第一段。"
PORTAL = (
    "<html><body><nav>首页</nav><h1>{title}</h1><div>发布时间：2024-01-22</div><p>{text}</p></body></html>"
)


def test_a_notice_goes_to_the_citys_portal_and_is_taken_down_again(walker: Walker) -> None:
    page, title = walker.page, f"示例·多渠道公开（{walker.page.viewport_size['width']}）"  # type: ignore[index]
    walker.sign_in("nigao")
    walker.visit("/desk/papers/draft/")
    walker.follow("通知公告")
    page.locator("[name=title]").fill(title)
    page.locator("[name=body]").fill(TEXT)
    walker.follow("保存", role="button")
    walker.follow("选择发布渠道")
    page.get_by_label("示例·市政府网站").check()
    page.get_by_label("示例·局政务微博").check()
    walker.follow("保存", role="button")
    expect(page.get_by_text(f"【{title}】")).to_be_visible()
    walker.follow("填表送审")
    walker.submit_for_review(channel="示例栏目")
    walker.agree(title)
    walker.release(title)
    walker.follow("待发布")
    with page.expect_download() as download:
        page.get_by_role("link", name="正文、附件和审批单").click()
    names = zipfile.ZipFile(io.BytesIO(download.value.path().read_bytes())).namelist()
    assert {"正文.html", "审批单.pdf"} <= set(names)
    with local_server() as portal:
        address = portal.show("/t/1.html", PORTAL.format(title=title, text=TEXT))
        page.locator("[name=address]").fill(address)
        walker.follow("已发布", role="button")
        expect(page.get_by_role("status")).to_contain_text("已记入信息发布台账")
        walker.follow("打开网页核对", role="button")
        expect(page.get_by_role("status")).to_contain_text("与审查过的文字一致")
        portal.show("/t/1.html", PORTAL.format(title=title, text=TEXT.replace("一", "1")))
        walker.follow("打开网页核对", role="button")
        expect(page.locator(".changes ins")).to_contain_text("1")
    walker.visit("/desk/")
    expect(page.get_by_text(f"《{title}》：与审查过的文字不一致")).to_be_visible()
    walker.visit("/desk/registers/proactive.publications/")
    expect(page.get_by_role("row", name=title)).to_have_count(2)
    walker.visit("/desk/registers/publisher.deliveries/")
    walker.follow(title)
    walker.follow(title)
    walker.follow("撤回公开")
    page.get_by_text("撤回公开（").click()
    page.locator("[name=reason]").fill("示例·内容有误")
    walker.follow("撤回", role="button")
    walker.follow("待撤下")
    walker.follow("已撤下", role="button")
    walker.visit("/desk/registers/proactive.publications/")
    expect(page.get_by_role("row", name=title)).to_have_count(0)
