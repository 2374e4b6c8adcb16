"""The page of a text: tables, headings, links and pictures as the public reads them, findings where they stand."""

from __future__ import annotations

import html
import re

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.papers.block_page import BlockPage
from gongkai.papers.blocks import flat
from gongkai.papers.hit import Hit
from gongkai.papers.tests.test_blocks import TEXTS
from gongkai.precheck import TextFinding

TABLE = "指标\t本年\t⇠\n⇡\t件\t元\n申请\t3\t1,200.50"


def page(text: str, hits: list[Hit] | None = None, *, title: str = "示例", level: int = 1) -> str:
    made = BlockPage(level=level, picture=lambda name: "/files/1/" if name == "a.png" else "", hits=hits)
    return str(made.set(title, text))


def hit(text: str, passage: str, number: int = 1) -> Hit:
    start = f"示例\n{flat(text)}".index(passage)
    return Hit(number, TextFinding(start, start + len(passage), passage, "wording", "answer", "示例。"))


@given(TEXTS, st.lists(st.tuples(st.integers(0, 60), st.integers(0, 9)), max_size=5))
def test_the_page_holds_the_whole_text_whatever_is_marked(text: str, places: list[tuple[int, int]]) -> None:
    said = f"题\n{flat(text)}"
    hits = [
        Hit(
            number,
            TextFinding(start, start + size, said[start : start + size], "wording", "answer", "示例。"),
        )
        for number, (start, size) in enumerate(sorted(places), start=1)
    ]
    made = re.sub(r'<a href="#finding.*?</a>', "", page(text, hits, title="题"))
    shown = lxml.html.fromstring(f"<div>{made.replace('<br>', ' ')}</div>").text_content()
    assert re.sub(r"\s", "", shown) == re.sub(r"\s", "", said)


@given(st.text(alphabet="<>&\"'ab\t\n[](:/", max_size=60))
def test_nothing_that_is_typed_becomes_markup(text: str) -> None:
    made = page(text)
    tags = set(re.findall(r"</?([a-z0-9]+)", made))
    assert tags <= {"h1", "h2", "p", "div", "table", "thead", "tbody", "tr", "th", "td", "br"}
    assert "<script" not in page("<script>alert(1)</script>")


def test_a_table_has_its_head_and_its_joined_cells() -> None:
    found = lxml.html.fromstring(page(TABLE))
    heads = [
        (th.text_content(), th.get("scope"), th.get("rowspan"), th.get("colspan")) for th in found.iter("th")
    ]
    assert heads == [
        ("指标", "col", "2", None),
        ("本年", "colgroup", None, "2"),
        ("件", "col", None, None),
        ("元", "col", None, None),
    ]
    assert [(td.text_content(), td.get("class")) for td in found.iter("td")] == [
        ("申请", None),
        ("3", "number"),
        ("1,200.50", "number"),
    ]
    (region,) = found.xpath('//*[@role="region"]')
    assert region.get("tabindex") == "0"


def test_a_finding_is_marked_in_its_cell() -> None:
    found = lxml.html.fromstring(page(TABLE, [hit(TABLE, "1,200.50", 7)]))
    (mark,) = found.iter("mark")
    assert mark.getparent().tag == "td"
    assert (mark.get("id"), mark.text) == ("place-7", "1,200.50")


def test_a_finding_in_an_address_is_seen_on_the_desk_and_the_public_page_stays_plain() -> None:
    text = "见[办法](https://10.0.0.1/a)。"
    marked = page(text, [hit(text, "10.0.0.1")])
    assert '<a href="https://10.0.0.1/a" rel="noopener">办法</a>（https://<mark' in marked
    assert "（" not in page(text)


@pytest.mark.parametrize("hits", [None, []])
def test_a_picture_shows_what_it_shows_in_words(hits: list[Hit] | None) -> None:
    made = page('![公开大厅 "入口"](a.png)', hits)
    image = lxml.html.fromstring(made).xpath("//img")[0]
    assert (image.get("src"), image.get("alt")) == ("/files/1/", '公开大厅 "入口"')
    assert ("figcaption" in made) == (hits is not None)


def test_a_picture_that_went_leaves_its_words() -> None:
    assert html.escape("［图：大厅］") in page("![大厅](b.png)")  # noqa: RUF001


def test_headings_stand_in_order() -> None:
    made = page("（一）先行\n正文。\n一、总则\n（一）目标\n正文。\n1.其中\n正文。", level=2)
    assert re.findall(r"<(h\d)", made) == ["h2", "h3", "h3", "h4", "h5"]
