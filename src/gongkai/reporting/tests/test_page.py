"""The report page: what it will look like, last year beside it, its proofs, and what its review needs next."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from gongkai.bodies.tests.factory import bureau
from gongkai.inforequests.tests.test_screens import signed_in
from gongkai.reporting.actions.build import build_candidate
from gongkai.reporting.actions.edit_passage import edit_passage
from gongkai.reporting.page import FINAL, LIVE, faces_of, page_of, parts_of
from gongkai.reporting.tests.test_finalizing import DAY, D, ask, finalized, last_year, reviewed

pytestmark = pytest.mark.django_db


def test_the_preview_shows_each_page_as_it_will_be_printed() -> None:
    b = bureau()
    client = signed_in(b.disclosure_officer)
    page = client.get("/desk/reports/2023/preview/")
    pages = list(page.context["pages"])
    assert len(pages) > 2
    picture = client.get(f"/desk/reports/2023/preview/{pages[-1]}.svg?face=live")
    assert picture["Content-Type"] == "image/svg+xml"
    assert picture.content.startswith(b"<svg")
    assert client.get(f"/desk/reports/2023/preview/{len(pages) + 1}.svg").status_code == 404


def test_a_face_that_is_not_there_gives_way_to_one_that_is() -> None:
    b = bureau()
    assert faces_of(b.disclosure_officer, 2023).shown(FINAL) == (LIVE, None)
    last_year(b)
    done = finalized(b)
    assert faces_of(b.disclosure_officer, 2023).shown(None) == (FINAL, done.candidate)
    assert faces_of(b.disclosure_officer, 2023).shown(LIVE) == (LIVE, None)


def test_last_years_figures_stand_below_ours_where_asked() -> None:
    b = bureau()
    last_year(b, carried_over=2)
    ask(b, "示1", D(2023, 3, 1))
    client = signed_in(b.disclosure_officer)
    assert "gk-before" not in client.get("/desk/reports/2023/").content.decode()
    page = client.get("/desk/reports/2023/?last_year=1").content.decode()
    assert '<small class="gk-before">上年 2</small>' in page
    assert '<small class="gk-before">上年 —</small>' in page, (
        "what last year's report does not say is no zero"
    )


def test_every_identity_of_a_table_is_there_with_its_numbers() -> None:
    b = bureau()
    last_year(b)
    ask(b, "示1", D(2023, 3, 1))
    page = page_of(b.disclosure_officer.on(DAY), 2023, face=None)
    requests = next(part for part in parts_of(page, link=str) if "requests" in part.table)
    shown = [*requests.identities, *requests.others]
    assert {identity.code for identity in shown} == {"I1", "I2", "I3", "I4"}
    assert len(shown) == len(page.identities["requests"])
    assert all(identity.holds for identity in requests.others)
    assert any("本年新收 1 + 上年结转 0" in identity.explanation for identity in requests.identities)


def test_the_page_says_what_the_review_needs_next() -> None:
    b = bureau()
    last_year(b)
    build_candidate(viewer=b.disclosure_officer.on(DAY), year=2023)
    assert page_of(b.disclosure_officer.on(DAY), 2023, face=None).next_step == "填保密审查表送审"
    reviewed(b)
    assert page_of(b.disclosure_officer.on(DAY), 2023, face=None).next_step == ""


def test_each_face_is_handed_out_as_it_is_shown() -> None:
    b = bureau()
    last_year(b)
    finalized(b)
    edit_passage(viewer=b.disclosure_officer.on(DAY), year=2023, passage="problems", text="示例改写。")
    client = signed_in(b.disclosure_officer)
    live = client.get("/desk/reports/2023/report.json?face=live")
    assert "示例改写。" in live.content.decode()
    assert quote("（未定稿）") in live["Content-Disposition"]
    kept = client.get("/desk/reports/2023/report.json?face=final")
    assert "示例改写。" not in kept.content.decode()
    assert quote("（未定稿）") not in kept["Content-Disposition"]


def test_a_text_changed_after_the_finalization_makes_a_new_candidate_possible() -> None:
    b = bureau()
    last_year(b)
    finalized(b)
    page = page_of(b.disclosure_officer.on(DAY), 2023, face=LIVE)
    assert (page.settled, page.outdated) == (True, False)
    edit_passage(viewer=b.disclosure_officer.on(DAY), year=2023, passage="problems", text="示例改写。")
    page = page_of(b.disclosure_officer.on(DAY), 2023, face=LIVE)
    assert (page.settled, page.outdated) == (True, True)


def test_a_passage_names_only_what_is_counted() -> None:
    b = bureau()
    client = signed_in(b.disclosure_officer)
    address = "/desk/reports/2023/passages/problems/"
    refused = client.post(address, {"text": "共{papers.nothing}份、{网站}条，[[2项]]。"})
    [sentence] = refused.context["form"].errors["text"]
    assert sentence.startswith("{papers.nothing}、{网站}、[[2项]]：")
    assert (
        client.post(address, {"text": "{year}年公开{papers.instruments}份，[[2项|上级部署]]。"}).status_code
        == 302
    )


def test_a_number_without_a_record_is_marked_where_it_stands() -> None:
    b = bureau()
    edit_passage(
        viewer=b.disclosure_officer.on(DAY), year=2023, passage="problems", text="共1{papers.instruments}份。"
    )
    page = signed_in(b.disclosure_officer).get("/desk/reports/2023/").content.decode()
    assert "没有依据的数字：10份" in page
