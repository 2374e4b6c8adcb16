"""A text out of a Word file: read, what hid in it told, mended, reviewed, released, and read by the public."""

from __future__ import annotations

from playwright.sync_api import FilePayload, expect

from gongkai.papers.tests.word_file import IDENTITY, office_docx
from tests.journeys.walker import Walker

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def test_a_word_file_becomes_a_page_with_its_table(walker: Walker) -> None:
    title = f"示例·关于公开工作的通知（{walker.page.viewport_size['width']}）"  # type: ignore[index]
    walker.sign_in("nigao")
    walker.visit("/desk/papers/draft/")
    page = walker.follow("通知公告")
    file: FilePayload = {"name": "示例.docx", "mimeType": DOCX, "buffer": office_docx()}
    page.get_by_label("Word 文件").set_input_files(file)
    walker.follow("读入", role="button")
    expect(page.get_by_text("修订：按全部接受后的文字带入")).to_be_visible()
    expect(page.locator("#finding-1")).to_contain_text("公民身份号码")
    page.locator("[name=title]").fill(title)
    walker.follow("保存", role="button")
    expect(page.locator("td mark.hit-block")).to_have_text(f"{IDENTITY}1")
    walker.follow("按检查结果修改")
    body = page.locator("[name=body]")
    body.fill(body.input_value().replace(IDENTITY, "已核验"))
    walker.follow("保存为新版", role="button")
    expect(page.locator("mark.hit-block")).to_have_count(0)
    walker.follow("填表送审")
    walker.submit_for_review(channel="示例栏目")
    walker.agree(title, "同意（示例）。")
    walker.release(title)
    walker.follow("看公开页面")
    table = page.get_by_role("table")
    expect(table.get_by_role("columnheader", name="联系")).to_have_attribute("colspan", "2")
    expect(table.get_by_role("cell", name="已核验")).to_be_visible()
    expect(page.get_by_role("img", name="示例大厅的入口")).to_have_js_property("naturalWidth", 40)
    expect(page.get_by_role("heading", name="一、示例总则")).to_be_visible()
