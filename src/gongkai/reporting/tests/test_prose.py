"""Figures in words are bound to what they count, and a number that is not bound is found."""

from __future__ import annotations

import pytest

from gongkai.bodies.models import Organ
from gongkai.bodies.tests.factory import bureau
from gongkai.outreach.models import InterpretationForm
from gongkai.papers.contact import Contact
from gongkai.reporting import prose
from gongkai.reporting.counting import Count, Figure, count_year
from gongkai.reporting.prose import Paragraph, PassageTemplate, Run, Sentence

ORGAN = Organ(code="SL", name="示例局")


def count(**figures: int | str) -> Count:
    cell_ids = {name.replace("__", "."): value for name, value in figures.items()}
    return Count(2023, {p: Figure(p, p, v, tuple(range(int(v)))) for p, v in cell_ids.items()})


def composed(text: str, figures: Count) -> list[Run]:
    return list(prose.runs_of(text, figures, ORGAN, Contact()))


def unbound(*runs: Run) -> list[str]:
    return Paragraph("x", "一", "", runs).unbound


def test_a_figure_in_braces_is_bound_to_its_place() -> None:
    runs = composed("{year}年，{organ}公开文件{papers.made}份。", count(papers__made=25))
    assert "".join(r.text for r in runs) == "2023年，示例局公开文件25份。"
    assert [r.cell_id for r in runs if r.cell_id] == ["papers.made"]
    assert unbound(*runs) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("公开文件25份", ["25份"]),
        ("收费1.2万元，占35%", ["1.2万元", "35%"]),
        ("共 1,204 条", ["1,204 条"]),
        ("开展了30余次", ["30余次"]),
        ("2023年3月1日印发", []),
        ("卫政办发〔2020〕91号", []),
        ("依据第49条、第3项", []),
        ("电话0955-1234567", []),
        ("三审三校", []),
        ("第2次会议", []),
        ("全年25件", ["25件"]),
        ("办理3-5件", ["5件"]),
        ("浏览3万余次", ["3万余次"]),
        ("收取100元，发布解读12篇", ["100元", "12篇"]),
    ],
)
def test_a_number_with_a_counting_unit_is_unbound(text: str, found: list[str]) -> None:
    assert unbound(Run(text)) == found


def test_a_digit_beside_a_bound_figure_makes_another_number_of_it() -> None:
    figures = count(papers__made=25)
    assert unbound(*composed("公开文件1{papers.made}份", figures)) == ["125份"]
    assert unbound(*composed("公开文件{papers.made}0份", figures)) == ["250份"]
    assert unbound(*composed("公开文件{papers.made}万份", figures)) == ["25万份"]
    assert unbound(*composed("公开文件{year}份", figures)) == ["2023份"]
    assert unbound(*composed("公开文件1[[5|上级文件原文]]份", figures)) == ["15份"]


def test_a_figure_that_nobody_counts_is_told() -> None:
    runs = tuple(composed("公开文件{papers.mode}份", count(papers__made=25)))
    assert Paragraph("x", "一", "", runs).unknown == ["{papers.mode}"]


def test_a_number_marked_as_no_count_keeps_its_reason() -> None:
    runs = composed("引用上级部署的[[5项|上级文件原文]]任务", count())
    assert [(r.text, r.reason) for r in runs if r.reason] == [("5项", "上级文件原文")]
    assert unbound(*runs) == []


def test_a_sentence_speaks_otherwise_of_zero(monkeypatch: pytest.MonkeyPatch) -> None:
    fees = Sentence("发出收费通知{fees.notices}件。", when="fees.notices", zero="未收取信息处理费。")
    monkeypatch.setattr(prose, "standard_passages", lambda: (PassageTemplate("fees", "六", (fees,)),))
    none, two = count(fees__notices=0), count(fees__notices=2)
    assert [p.text for p in prose.compose(none, organ=ORGAN, contact=Contact(), edited={})] == [
        "未收取信息处理费。"
    ]
    assert [p.text for p in prose.compose(two, organ=ORGAN, contact=Contact(), edited={})] == [
        "发出收费通知2件。"
    ]


def test_a_sentence_about_what_nobody_counts_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    passage = PassageTemplate("x", "一", (Sentence("共{nobody.counts}件。"), Sentence("按时公开。")))
    monkeypatch.setattr(prose, "standard_passages", lambda: (passage,))
    assert [p.text for p in prose.compose(count(), organ=ORGAN, contact=Contact(), edited={})] == [
        "按时公开。"
    ]


def test_the_officers_own_text_replaces_the_standard_one(monkeypatch: pytest.MonkeyPatch) -> None:
    passage = PassageTemplate("x", "五", (Sentence("标准文字"),))
    monkeypatch.setattr(prose, "standard_passages", lambda: (passage,))
    composed = prose.compose(count(), organ=ORGAN, contact=Contact(), edited={"x": "自拟文字"})
    assert [p.text for p in composed] == ["自拟文字"]


def test_sections_are_the_six_parts_in_order() -> None:
    paragraphs = [
        Paragraph("a", "五", "", (Run("问题。"),)),
        Paragraph("b", "一", "（一）主动公开", (Run("公开。"),)),
    ]
    parts = prose.sections(paragraphs)
    assert [p.number for p in parts] == list("一二三四五六")
    assert parts[0].text == "（一）主动公开\n公开。"
    assert parts[4].text == "问题。"


def test_every_standard_passage_names_a_part_and_has_its_own_id() -> None:
    passages = prose.standard_passages()
    assert {p.part for p in passages} <= {*"一二三四五六", "intro", "contact"}
    assert len({p.id for p in passages}) == len(passages)


def test_no_standard_sentence_carries_an_unbound_number() -> None:
    for passage in prose.standard_passages():
        for sentence in passage.sentences:
            figures = Count(2023, {p: Figure(p, p, 1, (1,)) for p in sentence.cell_ids})
            for text in (sentence.text, sentence.zero):
                assert unbound(*composed(text, figures)) == [], passage.id


@pytest.mark.parametrize("value", [0, 1, 120])
def test_the_heads_of_a_part_are_numbered_without_a_gap(value: int) -> None:
    cell_ids = {p for passage in prose.standard_passages() for s in passage.sentences for p in s.cell_ids}
    figures = Count(2023, {p: Figure(p, p, value, ()) for p in cell_ids})
    paragraphs = prose.compose(figures, organ=ORGAN, contact=Contact(), edited={})
    for part in {p.part for p in paragraphs}:
        heads = [p.head[1] for p in paragraphs if p.part == part and p.head]
        assert heads == list(prose.NUMERALS[: len(heads)])


def test_a_year_with_nothing_says_so_once_and_never_as_a_list_of_zeros() -> None:
    cell_ids = {p for passage in prose.standard_passages() for s in passage.sentences for p in s.cell_ids}
    paragraphs = prose.compose(
        Count(2023, {p: Figure(p, p, 0, ()) for p in cell_ids}), organ=ORGAN, contact=Contact(), edited={}
    )
    assert [run for p in paragraphs for run in p.runs if run.cell_id] == []
    assert not any("。。" in p.text or p.text.endswith("，") for p in paragraphs)


def test_requests_none_of_which_is_concluded_are_carried_over_in_words() -> None:
    waiting = {"received.total": 3, "received.natural": 3, "carried_over.total": 3}
    cell_ids = {p for passage in prose.standard_passages() for s in passage.sentences for p in s.cell_ids}
    figures = {p: Figure(p, p, waiting.get(p.removeprefix("requests."), 0), ()) for p in cell_ids}
    text = "".join(
        p.text for p in prose.compose(Count(2023, figures), organ=ORGAN, contact=Contact(), edited={})
    )
    assert "结转下年度继续办理3件。" in text


@pytest.mark.django_db
def test_every_figure_of_the_standard_text_is_counted_by_some_room() -> None:
    counted = count_year(bureau().disclosure_officer, 2023).figures.keys()
    named = {p for passage in prose.standard_passages() for s in passage.sentences for p in s.cell_ids}
    assert named - counted == set()


def test_what_is_said_of_the_forms_of_interpretation_adds_up_to_all_of_them() -> None:
    (passage,) = (each for each in prose.standard_passages() if each.id == "interpretation")
    said = next(each for each in passage.sentences if each.when == "outreach.interpretations")
    forms = {f"outreach.interpretations_{form}" for form in InterpretationForm.values}
    assert forms <= said.cell_ids
