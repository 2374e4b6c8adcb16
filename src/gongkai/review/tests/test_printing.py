"""The form as it is filed: every field, ticked boxes, who signed and when, and that it is not finished."""

from __future__ import annotations

import datetime
import io

import docx
import pdfplumber
import pytest

from gongkai.bodies.tests.factory import bureau
from gongkai.papers.actions.draft import add_version
from gongkai.papers.models import Version
from gongkai.review.actions.decide import decide
from gongkai.review.actions.release import release
from gongkai.review.actions.withdraw import withdraw
from gongkai.review.printing import boxes, printed_form, write_form
from gongkai.review.queries import ready_to_release
from gongkai.review.secrecy import CHECKLIST, CONCLUSIONS
from gongkai.review.tests import factory

pytestmark = pytest.mark.django_db


def text_of(form: bytes) -> str:
    with pdfplumber.open(io.BytesIO(form)) as pdf:
        assert len(pdf.pages) == 1
        return pdf.pages[0].extract_text().replace("\n", "")


def test_boxes_are_ticked_where_chosen() -> None:
    assert boxes(CONCLUSIONS, {"partial"}) == "☐公开　☑部分公开　☐不公开　☐上报确定"


def test_an_unfilled_form_is_there_to_be_filled_by_hand() -> None:
    version = factory.drafted(bureau())
    form = printed_form(version)
    assert form.unfinished == "未完成：拟稿人尚未填表送审。"
    assert form.notice.startswith("未完成")
    assert "☑" not in str(form.fields)
    assert version.hash in text_of(write_form(version, "pdf"))


def test_it_says_who_is_missing_until_the_three_have_signed() -> None:
    b = bureau()
    version = factory.submitted(b)
    assert printed_form(version).unfinished == "未完成：尚缺科室负责人、分管领导审查。"
    decide(
        viewer=b.section_head.on(factory.DAY),
        version=version,
        agree=True,
        opinion="同意，报分管领导。",
        proofread="无错漏",
    )
    assert printed_form(version).unfinished == "未完成：尚缺分管领导审查。"
    decide(
        viewer=b.deputy_head.on(factory.DAY), version=version, agree=True, opinion="同意", proofread="示例"
    )
    form = printed_form(version)
    assert (form.unfinished, "未完成" in form.notice) == ("", False)
    said = {field.label.replace("\n", ""): field.text for field in form.fields}
    assert said["科室负责人意见"].startswith("同意。同意，报分管领导。\n二校：无错漏\n")
    assert "（科室负责人）" in said["科室负责人意见"]
    assert str(factory.DAY) in said["分管领导审批意见"]
    assert said["是否涉及（逐项审查）"] == boxes(CHECKLIST, ()) + "　七项均不涉及"
    assert said["审查结论"].startswith("☑公开")
    assert said["公开情况"] == "尚未公开。"
    assert version in ready_to_release(b.disclosure_officer)


def made_public(version: Version) -> str:
    return next(field.text for field in printed_form(version).fields if field.label == "公开情况")


def test_it_says_when_a_version_was_public_and_what_became_of_it() -> None:
    b = bureau()
    officer = b.disclosure_officer
    first = factory.approved(b).version
    release(viewer=officer.on(factory.DAY), version=first)
    public = f"{factory.DAY} 公开，{officer.officer.name}发布"
    assert made_public(first) == f"{public}。"
    said = factory.content(title="示例·改后的通知")
    second = add_version(viewer=b.drafter.on(factory.DAY), document=first.document, content=said)
    assert made_public(second) == "尚未公开。"
    factory.approved(b, second)
    later, last = (factory.DAY + datetime.timedelta(days=days) for days in (1, 2))
    replacing = release(viewer=officer.on(later), version=second)
    assert made_public(first) == f"{public}；{later} 改为公开第 2 版。"
    withdraw(viewer=officer.on(last), release=replacing, reason="示例·另有规定")
    assert made_public(first) == f"{public}；{later} 改为公开第 2 版。"
    assert made_public(second).endswith(f"；{last} 撤回，理由：示例·另有规定。")


def test_a_returned_version_says_so() -> None:
    b = bureau()
    version = factory.submitted(b)
    decide(viewer=b.section_head.on(factory.DAY), version=version, agree=False, opinion="示例·数字有误")
    form = printed_form(version)
    assert form.unfinished == "未完成：二审（科室负责人）示例·科室负责人已退回，本版审查终止。"
    assert "示例·数字有误" in str(form.fields)


def test_both_files_hold_the_same_fields_and_come_out_the_same_twice() -> None:
    version = factory.submitted(bureau())
    form = printed_form(version)
    written = docx.Document(io.BytesIO(write_form(version, "docx")))
    cells = [cell.text for row in written.tables[0].rows for cell in row.cells]
    for field in form.fields:
        assert field.label in cells
        assert field.text in cells
    assert form.unfinished in [paragraph.text for paragraph in written.paragraphs]
    printed = text_of(write_form(version, "pdf"))
    assert form.number in printed
    assert "□√非公文类" in printed.replace("√□", "□√")
    for suffix in ("pdf", "docx"):
        assert write_form(version, suffix) == write_form(version, suffix)


def test_what_no_font_has_is_printed_as_a_mark_that_is_explained() -> None:
    version = factory.drafted(bureau(), title="示例😀通知\u200d❤\ufe0f")
    text = text_of(write_form(version, "pdf"))
    assert "示例□通知" in text
    assert "□ 处的字没有可用的字体" in text
    written = docx.Document(io.BytesIO(write_form(version, "docx")))
    assert "示例😀通知" in "".join(cell.text for row in written.tables[0].rows for cell in row.cells)
