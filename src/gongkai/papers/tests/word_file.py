"""A DOCX as an office has it, with all that must not get through. All marked 示例."""

from __future__ import annotations

import io

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.text.paragraph import Paragraph

from gongkai.papers.tests.drafts import picture

IDENTITY = "11010519491231002X"


def office_docx(*, alt: str = "示例大厅的入口", identity: str = IDENTITY) -> bytes:
    """Return a notice: two headings, a table with joined cells, a picture, a link, tracked changes and what hides."""
    made = docx.Document()
    made.core_properties.author = "示例·张三"
    title = made.add_paragraph("示例·关于公开工作的通知")
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    made.add_paragraph("各县（区）：")
    made.add_heading("一、示例总则", 1)
    made.add_heading("（一）示例目标", 2)
    changed = made.add_paragraph("本项工作由示例局")
    _xml(changed, '<w:del w:id="1" w:author="示例·李四"><w:r><w:delText>暂不</w:delText></w:r></w:del>')
    _xml(changed, '<w:ins w:id="2" w:author="示例·李四"><w:r><w:t>负责</w:t></w:r></w:ins>')
    _xml(changed, "<w:r><w:rPr><w:vanish/></w:rPr><w:t>示例暗语</w:t></w:r>")
    changed.add_run("。")
    made.add_comment(changed.runs[0], text="这里请领导再看", author="示例·王五")
    linked = made.add_paragraph("办法见")
    target = linked.part.relate_to(
        "https://www.example.gov.cn/a",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink",
        is_external=True,
    )
    _xml(linked, f'<w:hyperlink r:id="{target}"><w:r><w:t>示例办法</w:t></w:r></w:hyperlink>')
    table = made.add_table(rows=3, cols=3)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "姓名"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "联系"
    for place, text in (
        ((1, 1), "证件"),
        ((1, 2), "电话"),
        ((2, 0), "示例"),
        ((2, 1), identity),
        ((2, 2), "无"),
    ):
        table.cell(*place).text = text
    made.add_picture(io.BytesIO(picture()))
    made.inline_shapes[0]._inline.docPr.set("descr", alt)
    made.sections[0].header.paragraphs[0].text = "内部资料"
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _xml(paragraph: Paragraph, xml: str) -> None:
    opening, rest = xml.split(" " if " " in xml.split(">")[0] else ">", 1)
    joint = " " if " " in xml.split(">")[0] else ">"
    paragraph._p.append(parse_xml(f"{opening} {nsdecls('w', 'r')}{joint}{rest}"))
