"""A paragraph is edited in plain words: what was bound stays bound, a new number is asked about."""

from __future__ import annotations

import html
import re

import pytest
from django.http import HttpResponse
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from gongkai.bodies.tests.factory import Bureau, bureau, signed_in
from gongkai.ledger.models import Entry
from gongkai.papers.contact import Contact
from gongkai.reporting.editing import PassageDraft, WrongFigure, figure_named, place_after
from gongkai.reporting.models import Passage
from gongkai.reporting.tests.test_prose import ORGAN, count

ADDRESS = "/desk/reports/2023/passages/problems/"
FIGURES = count(papers__made=25, papers__open=8, requests__all=25)
NAMES = {"papers.made": "制发文件数", "papers.open": "主动公开文件数", "requests.all": "本年新收 · 总计"}
STORED = "{year}年，{organ}制发文件{papers.made}份，其中主动公开{papers.open}份，落实[[3项|上级部署]]任务。"


def draft(stored: str = STORED) -> PassageDraft:
    return PassageDraft.of(stored, FIGURES, ORGAN, Contact())


def test_a_passage_reads_as_it_will_be_printed_and_is_kept_as_it_was() -> None:
    assert draft().text == "2023年，示例局制发文件25份，其中主动公开8份，落实3项任务。"
    assert draft().stored == STORED
    assert PassageDraft.from_json(draft().to_json(), FIGURES) == draft()


@pytest.mark.parametrize(
    ("written", "kept", "asked"),
    [
        # words around a figure change, the figure stays bound
        (
            "2023年，本局共制发文件25份，其中公开8份，落实3项任务。",
            "{year}年，本局共制发文件{papers.made}份，其中公开{papers.open}份，落实[[3项|上级部署]]任务。",
            [],
        ),
        # a digit before or behind makes another number
        ("制发文件125份，其中主动公开8份", "制发文件125份，其中主动公开{papers.open}份", ["125"]),
        ("制发文件250份", "制发文件250份", ["250"]),
        # another number is another number
        ("制发文件26份", "制发文件26份", ["26"]),
        ("另公开7条", "另公开7条", ["7"]),
        ("", "", []),
    ],
)
def test_what_was_bound_and_is_still_there_stays_bound(written: str, kept: str, asked: list[str]) -> None:
    carried = draft().carried_to(written)
    assert (carried.text, carried.stored) == (written, kept)
    assert [question.number for question in carried.questions()] == asked


PIECES = st.lists(
    st.sampled_from(
        ["{papers.made}", "{papers.open}", "{year}", "份", "，公开", "1", "8", "25", "[[3项|部署]]"]
    )
)


@given(before=PIECES, after=st.text(st.sampled_from("2583份，公开项"), max_size=30))
def test_an_edit_loses_no_word_and_binds_no_other_number(before: list[str], after: str) -> None:
    old = draft("".join(before))
    carried = old.carried_to(after)
    assert carried.text == after
    for run in carried.runs:
        if run.cell_id:
            assert run.text == str(FIGURES.figures[run.cell_id].value)
    assert old.carried_to(old.text).text == old.text
    assert "".join(run.text for run, _ in carried.reading()) == after


def test_a_figure_is_found_by_its_name_or_told_what_is_wrong() -> None:
    assert figure_named("制发文件数", NAMES) == "papers.made"
    assert figure_named("新收 总计", NAMES) == "requests.all"
    assert figure_named("本年新收·总计", NAMES) == "requests.all"
    with pytest.raises(
        WrongFigure, match="“文件数”不止一项：“制发文件数”、“主动公开文件数”，请写明是哪一项。"
    ):
        figure_named("文件数", NAMES)
    with pytest.raises(WrongFigure, match="没有名称含“回复”的统计数据"):
        figure_named("回复", NAMES)


def test_a_place_is_named_by_words_that_stand_there_once() -> None:
    assert place_after("公开文件份，共份", "文件") == (4, 4)
    assert place_after("公开", "") == (2, 2)
    with pytest.raises(WrongFigure, match="“份”在本段中出现了 2 次"):
        place_after("公开文件份，共份", "份")
    with pytest.raises(WrongFigure, match="本段中没有“会议”"):
        place_after("公开文件份，共份", "会议")


class Editor:
    """The form as a browser without scripts sends it: every field as it stands, and a button."""

    def __init__(self, browser: Client) -> None:
        self.browser = browser
        self.page = browser.get(ADDRESS)

    def press(self, button: str, **typed: str) -> HttpResponse:
        form = self.page.context["form"]
        fields = {name: form[name].value() or "" for name in form.fields}
        self.page = self.browser.post(ADDRESS, fields | typed | {button: "1"})
        return self.page

    @property
    def text(self) -> str:
        """What stands in the field of the text."""
        found: str = self.page.context["form"]["text"].value()
        return found

    @property
    def said(self) -> str:
        """What the page lets people read, without tags."""
        main = self.page.content.decode().partition("<main")[2].partition("<datalist")[0]
        return html.unescape(re.sub(r"<[^>]+>", "", main))


@pytest.fixture
def office() -> Bureau:
    return bureau()


@pytest.fixture
def editor(office: Bureau) -> Editor:
    return Editor(signed_in(office.disclosure_officer))


def kept() -> str:
    return Passage.objects.get(passage="problems").text


@pytest.mark.django_db
def test_a_figure_is_inserted_by_its_name_and_the_sentence_shown(editor: Editor) -> None:
    editor.press("put", text="全年制发件。", insert="主动公开文件数", after="制发")
    assert editor.text == "全年制发0件。"
    assert '<span class="bound">0</span>件。' in editor.page.content.decode()
    assert not re.search(r"[{}]|\[\[", editor.said)
    assert editor.press("save").status_code == 302
    assert kept() == "全年制发{papers.instruments_proactive}件。"


@pytest.mark.django_db
def test_a_wrong_insertion_is_told_at_its_field(editor: Editor) -> None:
    editor.press("put", text="全年制发件。", insert="文件数", after="会议")
    assert editor.page.context["form"].errors["insert"][0].startswith("“文件数”不止一项：")
    editor.press("put", text="全年制发件。", insert="主动公开文件数", after="会议")
    assert editor.page.context["form"].errors["after"] == ["本段中没有“会议”，请照抄本段中的几个字。"]
    editor.press("save", text="全年{制发}件。", insert="", after="")
    assert "不能有花括号" in editor.said
    assert not Passage.objects.exists()


@pytest.mark.django_db
def test_a_number_typed_is_asked_about_before_it_is_kept(editor: Editor) -> None:
    editor.press("save", text="收到申请5件，落实7项部署。")
    assert "有 2 个数字还没有说明是哪项数据" in editor.said
    assert not Passage.objects.exists()
    editor.press("save", figure_0="本年新收 · 总计", reason_0="也不是", reason_1="省政府部署")
    assert "两处只填一处" in editor.said
    editor.press("save", figure_0="没有的数据", reason_0="")
    assert "没有名称含“没有的数据”的统计数据" in editor.said
    assert editor.press("save", figure_0="本年新收 · 总计").status_code == 302
    assert kept() == "收到申请{requests.received.total}件，落实[[7|省政府部署]]项部署。"


@pytest.mark.django_db
def test_a_rounded_number_is_no_figure(editor: Editor) -> None:
    editor.press("save", text="发布信息3万条。")
    editor.press("save", figure_0="主动公开文件数")
    assert "请改写成完整的数" in editor.said
    assert not Passage.objects.exists()


@pytest.mark.django_db
def test_saving_what_was_not_changed_changes_nothing(editor: Editor) -> None:
    before = Entry.objects.count()
    assert editor.press("save").status_code == 302
    assert not Passage.objects.exists()
    assert Entry.objects.count() == before


@pytest.mark.django_db
def test_what_is_typed_is_shown_as_it_will_read(office: Bureau) -> None:
    browser = signed_in(office.disclosure_officer)
    answer = browser.post(ADDRESS, {"text": "共5件", "draft": "[]"}, headers={"HX-Request": "true"})
    assert "<html" not in answer.content.decode()
    assert '<mark title="还没有说明是哪项数据">5</mark>件' in answer.content.decode()
    for odd in ("", "{", '[{"text": 1}]', '["x"]', "1"):
        assert browser.post(ADDRESS, {"text": "共件", "draft": odd, "put": "1"}).status_code == 200


@pytest.mark.django_db
def test_a_figure_is_inserted_with_its_unit(editor: Editor) -> None:
    editor.press("put", text="全年制发，均已登记。", insert="主动公开文件数", after="制发")
    form = editor.page.context["form"]
    assert re.search(r"^全年制发\d+份，均已登记。$", form.result.text)
    editor.press("put", text="全年制发", insert="本年新收 · 总计", after="")
    assert re.search(r"^全年制发\d+件$", editor.page.context["form"].result.text)


@pytest.mark.django_db
def test_nothing_that_is_needed_is_called_optional(editor: Editor) -> None:
    page = editor.page.content.decode()
    assert page.count("选填") == 1, "only where to insert may be left out"
