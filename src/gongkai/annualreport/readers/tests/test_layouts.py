"""Layouts nobody collected: random reports printed in every way, in every format. No cell is ever wrong."""

from random import Random

import pytest
from tests.layouts import FORMATS, judge, make_layout
from tests.layouts.markup import strict
from tests.layouts.pages import pdf
from tests.layouts.printed import printed
from tests.layouts.reports import nearly_blank, random_report

from gongkai.annualreport.readers import read_report

SEEDS = range(24)
# Formats that keep every cell apart lose nothing that was printed.
WHOLE = ("html", "docx", "xlsx", "tabbed", "barred")


@pytest.mark.parametrize("format_", FORMATS)
def test_no_wrong_cell(format_: str) -> None:
    for seed in SEEDS:
        layout = make_layout(seed, format_)
        verdict = judge(layout, read_report(layout.data))
        assert not verdict.wrong, seed
        assert not verdict.false_alarms, seed
        if format_ in WHOLE:
            assert not verdict.null, seed
            assert verdict.broken_found == verdict.broken, seed


@pytest.mark.parametrize("format_", ["docx", "xlsx"])
def test_strict_office_files_are_read_like_any_other(format_: str) -> None:
    for seed in SEEDS:
        data = make_layout(seed, format_).data
        assert strict(data) != data
        assert read_report(strict(data)) == read_report(data), seed


@pytest.mark.parametrize("format_", [*WHOLE, "markdown", "lines", "pdf"])
def test_one_figure_among_blanks(format_: str) -> None:
    """Where a single figure stands, only its place says whose it is."""
    for seed in SEEDS:
        layout = make_layout(seed, format_, few=True)
        verdict = judge(layout, read_report(layout.data))
        assert not verdict.wrong, seed
        assert not verdict.false_alarms, seed
        if format_ in WHOLE:
            assert not verdict.null, seed
            assert verdict.broken_found == verdict.broken, seed


@pytest.mark.parametrize("numbering", ["- 1 -", ""])
def test_a_row_of_figures_alone_overleaf(numbering: str) -> None:
    """The heads of table 四 end a page; the next begins with its only row and holds no label."""
    for seed in SEEDS[:12]:
        rng = Random(seed)
        page = printed(rng, nearly_blank(rng, random_report(rng)))
        data = pdf(rng, page, overleaf=True, rules="all", numbering=numbering, size=8, height=842)
        report = read_report(data)
        disputes = {cell: value for cell, value in page.truth.items() if cell.startswith("disputes.")}
        assert {cell: report.cell(cell) for cell in disputes} == disputes, seed


@pytest.mark.parametrize("format_", FORMATS)
def test_title_and_parts(format_: str) -> None:
    for seed in SEEDS[:10]:
        layout = make_layout(seed, format_)
        report = read_report(layout.data)
        assert (report.organ, report.year) == (layout.report.organ, layout.report.year), seed
        assert [section.number for section in report.sections] == list("一二三四五六"), seed


def test_the_same_seed_gives_the_same_bytes() -> None:
    for format_ in ("html", "docx", "lost"):
        assert make_layout(3, format_).data == make_layout(3, format_).data
