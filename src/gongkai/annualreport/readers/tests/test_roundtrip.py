"""What Gongkai writes reads back to the same value, in every format."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.annualreport import FORM_2021, Report, ReportSection, Status, tables_of
from gongkai.annualreport.checks import check_report
from gongkai.annualreport.readers import read_report
from gongkai.annualreport.tests.strategies import reports
from gongkai.annualreport.writers import (
    Illustration,
    write_docx,
    write_html,
    write_json,
    write_pdf,
    write_xlsx,
)
from gongkai.typeset import Series

DAY = date(2024, 1, 15)
WRITERS: Mapping[str, Callable[[Report], bytes]] = {
    "html": write_html,
    "docx": partial(write_docx, made_on=DAY),
    "xlsx": partial(write_xlsx, made_on=DAY),
    "pdf": partial(write_pdf, made_on=DAY),
}
# Two hundred random figures a report take their time to draw.
PATIENT = settings(max_examples=15)
# A paper does not say which sheet of JSON it came from.
_NOT_PRINTED = {"sources": {}, "findings": ()}


def as_printed(report: Report) -> Report:
    """What a print of `report` can say: the heading is its title, the organ is read from there, a draft is one."""
    status = report.status if report.status is Status.DRAFT else None
    return replace(report, title=report.heading, status=status, **_NOT_PRINTED)  # type: ignore[arg-type]


@st.composite
def titled_reports(draw: st.DrawFn) -> Report:
    """Random reports whose title names organ and year, as titles do."""
    report = draw(reports())
    year = report.year or draw(st.integers(2019, 2026))
    title = draw(st.sampled_from(["", f"{report.organ}{year}年度政府信息公开工作年度报告"]))
    return replace(
        report,
        year=year,
        title=title,
        intro=one_space(report.intro),
        contact=one_space(report.contact),
        sections=tuple(replace(section, text=one_space(section.text)) for section in report.sections),
    )


def one_space(text: str) -> str:
    """Runs of spaces as one, which is what HTML means by them."""
    return re.sub(" +", " ", text)


@given(report=reports())
@PATIENT
def test_json(report: Report) -> None:
    assert read_report(write_json(report)) == report


@pytest.mark.parametrize("format_", ["html", "docx", "xlsx"])
@given(report=titled_reports())
@PATIENT
def test_every_format(format_: str, report: Report) -> None:
    read = read_report(WRITERS[format_](report))
    assert replace(read, **_NOT_PRINTED) == as_printed(report)  # type: ignore[arg-type]
    printed = {cell.id: value for cell, value in report.cells() if value is not None}
    assert printed.keys() <= read.sources.keys()


@given(report=titled_reports())
@PATIENT
def test_pdf(report: Report) -> None:
    """Paper marks neither the contact block nor the spaces at which its lines were broken."""
    read = read_report(WRITERS["pdf"](report))
    wanted = as_printed(report)
    assert (read.tables, read.organ, read.year) == (wanted.tables, wanted.organ, wanted.year)
    assert read.title == wanted.title
    assert [(s.number, s.title) for s in read.sections] == [(s.number, s.title) for s in wanted.sections]
    for section, part in zip(read.sections[:-1], wanted.sections[:-1], strict=True):
        assert squeezed(section.text) == squeezed(part.text)
    end = read.sections[-1].text + read.contact
    assert squeezed(end) == squeezed(wanted.sections[-1].text + wanted.contact)


def squeezed(text: str) -> str:
    return "".join(text.split())


def drawn_draft() -> Report:
    """A draft whose part 一 has charts."""
    text = "（一）主动公开\n全年发布信息5条。\n（二）依申请公开\n全年办结2件。\n（三）监督保障\n举办培训3次。"
    sections = tuple(
        ReportSection(
            part.number, part.title, text if part.number == "一" else f"第{part.number}部分的文字。"
        )
        for part in FORM_2021.parts
    )
    return Report(
        organ="示例局",
        year=2023,
        tables=tables_of(FORM_2021, {}, default=0),
        title="示例局2023年政府信息公开工作年度报告",
        intro="本报告数据统计期限为2023年1月1日至12月31日。",
        sections=sections,
        contact="联系电话：0000-0000000。",
        status=Status.DRAFT,
    )


CHARTS = (
    Illustration(
        "主动公开",
        "发布信息（按月）",
        "条",
        ("1月", "2月"),
        (Series("2023年", (2, 3)), Series("2022年", (1, 4))),
        upright=True,
    ),
    Illustration(
        "依申请公开", "政府信息公开申请办理结果", "件", ("予以公开", "不予公开"), (Series("2023年", (1, 1)),)
    ),
)


@pytest.mark.parametrize("format_", ["html", "docx", "pdf"])
def test_a_drawn_draft_reads_as_its_words_and_tables(format_: str) -> None:
    """The words of a chart and the notice at the head of each page are no running text."""
    draft = drawn_draft()
    write: Callable[..., bytes] = {"html": write_html, **{k: WRITERS[k] for k in ("docx", "pdf")}}[format_]
    read = read_report(write(draft, notice="示例数据", illustrations=CHARTS))
    assert replace(read, **_NOT_PRINTED) == as_printed(draft)  # type: ignore[arg-type]


CONTACT = (
    "本报告电子版可在{place}人民政府网站（www.example.gov.cn）查阅和下载。对报告有疑问或者建议的，请与示例市示例局"
    "办公室联系（地址：行政中心五楼西544室；邮编：755000；电话：0955-7068675；传真：0955-7068683；"
    "电子邮箱：shili@example.gov.cn）。"
)
FAULTY = "全年公开文件25份，其中主动公开17份、依申请公开9份。依据《政府信息公开法》办理，认真做好做好公开工作"


@pytest.mark.parametrize("suffix", WRITERS)
@pytest.mark.parametrize("length", range(0, 30, 4))
def test_every_format_reads_the_same_words_and_gives_the_same_findings(suffix: str, length: int) -> None:
    """Wherever a line of paper ends: before an address or a number that is not broken it ends early."""
    draft = drawn_draft()
    first, *rest = draft.sections
    said = replace(
        draft,
        status=None,
        contact=CONTACT.format(place="示例" + "市" * length),
        sections=(replace(first, text=f"{first.text}\n{FAULTY}"), *rest),
    )
    read = read_report(WRITERS[suffix](said), name=f"report.{suffix}")
    assert read.contact == said.contact
    found, wanted = ([(f.code, f.message) for f in check_report(each)] for each in (read, said))
    assert wanted
    assert found == wanted


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("suffix", WRITERS)
def test_a_draft_read_back_is_a_draft(suffix: str, status: Status) -> None:
    report = Report(organ="示例局", year=2023, tables=tables_of(FORM_2021, {}, default=0), status=status)
    read = read_report(WRITERS[suffix](report), name=f"report.{suffix}")
    assert (read.status is Status.DRAFT) == (status is Status.DRAFT)
