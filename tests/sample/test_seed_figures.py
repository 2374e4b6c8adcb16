"""The sample's report carries the published figures, because its ledgers contain those records."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tools import reference, sample_figures

from gongkai.annualreport import Report
from gongkai.annualreport.readers import read_report
from gongkai.reporting.prose import COUNTED_NUMBER
from tests import homes
from tests.docs.pages import text

TABLES = ("proactive", "requests", "disputes")
# What the published report says in words, and the sentence of ours that must say it from the records.
IN_WORDS = (
    "公开文件25份，其中主动公开17份、依申请公开8份",
    "在政府网站发布信息94条",
    "在政务微博发布信息267条，年末关注用户73个",
    "办理结果8件",
    "公开行政许可决定13件",
    "公开项目监督检查结果2个",
    "公开企业监督检查结果14家",
    "新收政府信息公开申请1件，其中自然人申请1件",
    "发放调查问卷27份",
    "收集意见建议7条",
    "没有发生因政府信息公开工作被追究责任的情况",
    "2023年未收取信息处理费",
    "在政府网站发布信息23条、在报刊发布信息18条",
    "主动公开重点工作方案9个",
    "公开行政许可审查意见13份",
    "通过会议宣贯政策12次",
    "梳理汇总惠企政策41项",
    "编印政策汇编150本",
)


@pytest.fixture(scope="module")
def sample(shared_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Report, dict[str, str]]:
    """The report that `gongkai report build` writes for the sample bureau, and what its records count."""
    folder = tmp_path_factory.mktemp("sample")
    with homes.copy(shared_folder, homes.make_sample, folder / "home") as home:
        home.gongkai("report", "build", "2023", "--out", str(folder / "out"))
        values = json.loads(home.python(sample_figures.VALUES).stdout)
    return Report.from_json(json.loads((folder / "out" / "report.json").read_text(encoding="utf-8"))), values


@pytest.fixture(scope="module")
def ours(sample: tuple[Report, dict[str, str]]) -> Report:
    """The report alone."""
    return sample[0]


@pytest.mark.parametrize("table", TABLES)
def test_every_cell_equals_the_published_one(ours: Report, shared_data: Path, table: str) -> None:
    published = shared_data / "zhongwei-2023-annual-report.md"
    theirs = read_report(published.read_bytes(), name=published.name)
    cells = [c for c in ours.layout.cells if c.startswith(f"{table}.")]
    assert {c: ours.cell(c) for c in cells} == {c: theirs.cell(c) for c in cells}


@pytest.mark.parametrize("words", IN_WORDS)
def test_every_figure_in_words_is_said(ours: Report, words: str) -> None:
    assert words in "".join(section.text for section in ours.sections)


def test_the_page_of_the_figures_is_what_the_records_count(sample: tuple[Report, dict[str, str]]) -> None:
    _, values = sample
    page = text(f"reference/{reference.SAMPLE_PAGE}")
    assert page == reference.written_sample_figures(values), "run make docs"


@pytest.mark.parametrize(("said", "place"), sample_figures.FIGURES)
def test_each_figure_stands_where_the_page_says(
    said: str, place: str, sample: tuple[Report, dict[str, str]]
) -> None:
    ours, values = sample
    texts = {section.number: section.text for section in ours.sections}
    parts = {found[1] for found in sample_figures.passages_of(place)}
    assert parts, said
    for part in parts:
        assert values[place] == "0" or values[place] in texts[part]


def test_every_number_that_the_published_text_counts_is_on_the_page(
    sample: tuple[Report, dict[str, str]], shared_data: Path
) -> None:
    published = shared_data / "zhongwei-2023-annual-report.md"
    theirs = read_report(published.read_bytes(), name=published.name)
    counted = {m["number"] for s in theirs.sections for m in COUNTED_NUMBER.finditer(s.text)}
    _, values = sample
    assert counted <= {values[place] for _, place in sample_figures.FIGURES}
