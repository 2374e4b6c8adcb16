"""Whatever stands in a DOCX is taken into the text once, or told as left out."""

from __future__ import annotations

import io
import zipfile

import pytest

from gongkai.papers.word_files import word_text

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "v": "urn:schemas-microsoft-com:vml",
}
NS = " ".join(f'xmlns:{name}="{uri}"' for name, uri in NAMESPACES.items())
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)


def file(body: str, **parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("word/document.xml", f"<w:document {NS}><w:body>{body}</w:body></w:document>")
        for name, data in parts.items():
            archive.writestr(f"word/{name}.xml", data)
    return out.getvalue()


def r(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def says(instruction: str) -> str:
    return f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"


def cell(*inside: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(inside)}</w:tc>"


def table(*rows: tuple[str, ...]) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{chr(10).join(row)}</w:tr>' for row in rows)}</w:tbl>"


BOX = '<w:r><w:sym w:font="Wingdings" w:char="F0{}"/></w:r>'
FORMULA = "<m:oMath><m:r><m:t>S=a×b</m:t></m:r></m:oMath>"
RUBY = "<w:r><w:ruby><w:rt>{}</w:rt><w:rubyBase>{}</w:rubyBase></w:ruby></w:r>"
EITHER = "<mc:AlternateContent><mc:Choice>{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (p(r("前"), RUBY.format(r("pīn"), r("拼")), r("后")), "前拼后"),
        (p(r("甲"), mark("begin"), says(" REF x"), r("不见了")) + p(r("第二段")), "甲不见了\n第二段"),
        (
            p(r("甲"), mark("begin"), says(" PAGE"), f"<w:del>{mark('end')}</w:del>", r("尾"))
            + p(r("第二段")),
            "甲尾\n第二段",
        ),
        (p(r("一")) + EITHER.format(p(r("选中")), p(r("后备"))), "一\n选中"),
        (
            table((cell(p(r("![重要]内容"))), cell(p(r("右")))), (cell(p(r("下"))), cell())),
            "![重要]内容\t右\n下\t",
        ),
        (
            table(
                (cell(p(r("甲"))), cell(p(r("删")), properties="<w:cellDel/>"), cell(p(r("乙")))),
                (cell(), cell()),
            ),
            "甲\t乙\n\t",
        ),
    ],
)
def test_all_that_is_printed_is_taken_once(body: str, text: str) -> None:
    found = word_text(file(body))
    assert (found.body, found.left_out) == (text, ())


@pytest.mark.parametrize(
    ("body", "text", "told"),
    [
        (p(r("按"), FORMULA, r("计算")), "按计算", "1 个公式"),
        (p(r("第"), mark("begin"), says(" EQ \\o(1)"), mark("end"), r("条")), "第条", "1 个公式或者带圈字符"),
        (p(BOX.format("FE"), r("同意 "), BOX.format("A8"), r("不同意")), "☑同意 □不同意", "2 个符号"),
        (p(r("正文")) + '<w:altChunk r:id="a"/>', "正文", "插入的 1 个其他文件"),
        (p('<w:r><w:pict><v:textpath string="示例"/></w:pict></w:r>', r("甲")), "甲", "1 个图表或者艺术字"),
    ],
)
def test_what_has_no_words_is_told(body: str, text: str, told: str) -> None:
    found = word_text(file(body))
    assert found.body == text
    assert [told in each.sentence for each in found.left_out] == [True]


def test_a_table_in_a_cell_is_words_without_marks() -> None:
    inner = table((cell(p(r("内一")), p(r("内二"))), cell(p(r("右")), properties='<w:gridSpan w:val="2"/>')))
    found = word_text(file(table((cell(p(r("外")), inner), cell(p(r("乙")))), (cell(), cell()))))
    assert found.body.split("\t")[0] == "外↵内一 内二\u3000右"


def test_a_chapter_is_no_title() -> None:
    centred = '<w:pPr><w:jc w:val="center"/></w:pPr>'
    found = word_text(file(p(centred, r("示例办法")) + p(centred, r("第一章 总则")) + p(r("第一条 甲。"))))
    assert (found.title, found.body) == ("示例办法", "第一章 总则\n第一条 甲。")


@pytest.mark.parametrize("start", ["abc", "²", "-5", "9" * 5000])
def test_a_list_that_starts_nowhere_starts_at_one(start: str) -> None:
    numbering = (
        f'<w:numbering {NS}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="{start}"/>'
        '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1">'
        '<w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    item = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    assert word_text(file(p(item, r("项")), numbering=numbering)).body == "1.项"


def test_more_columns_than_a_sheet_has_make_no_table() -> None:
    wide = [cell(p(r("甲")), properties=f'<w:gridSpan w:val="{"9" * 5000}"/>')] * 100
    found = word_text(file(table(*[tuple(wide)] * 20)))
    assert found.body.count("甲") == 2000
    assert "\t" not in found.body
