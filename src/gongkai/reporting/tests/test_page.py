"""The report page: what it will look like, last year beside it, its proofs, and what its review needs next."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from django.urls import reverse

from gongkai.bodies.tests.factory import bureau, signed_in
from gongkai.reporting.actions.build import build_candidate
from gongkai.reporting.actions.edit_passage import edit_passage
from gongkai.reporting.actions.finalize import finalize_candidate
from gongkai.reporting.home import waiting_finalizations
from gongkai.reporting.page import FINAL, LIVE, faces_of, page_of, parts_of
from gongkai.reporting.tests.test_finalizing import DAY, D, ask, finalized, last_year, reviewed
from gongkai.review.actions.decide import decide
from gongkai.review.actions.release import release
from gongkai.review.actions.submit import submit
from gongkai.review.home import waiting
from gongkai.review.tests.factory import answers

pytestmark = pytest.mark.django_db
LATER = D(2024, 2, 5)


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


def test_the_drafter_is_told_before_sending_what_will_keep_the_report_from_being_final() -> None:
    b = bureau()
    candidate = build_candidate(viewer=b.disclosure_officer.on(DAY), year=2023)
    url = reverse("review:submit", args=[candidate.version_id])
    page = signed_in(b.disclosure_officer).get(url).content.decode()
    assert "公开之前尚须解决" in page
    assert "没有 2022 年度报告，上年结转数无法核对" in page
    assert "尚未定稿" not in page, "that comes after the review"
    last_year(b)
    assert "公开之前尚须解决" not in signed_in(b.disclosure_officer).get(url).content.decode()


def test_the_second_round_has_days_of_its_own_and_one_line_on_home() -> None:
    b = bureau()
    last_year(b)
    officer = b.disclosure_officer.on(DAY)
    done = finalized(b)
    release(viewer=officer, version=done.candidate.version)
    edit_passage(viewer=officer, year=2023, passage="proactive", text="示例·另写一段。")
    again = LATER
    candidate = reviewed(b, on=again)
    page = signed_in(b.disclosure_officer).get("/desk/reports/2023/").content.decode()
    steps = page[page.index('<ol class="ways">') : page.index("</ol>", page.index('<ol class="ways">'))]
    assert f"生成候选稿：{again}" in steps
    assert steps.count("is-done") == 2, "neither final nor released again"
    assert str(DAY) not in steps
    assert f"第 1 次：{DAY} 生成，{DAY} 定稿" in page
    told = [*waiting(officer), *waiting_finalizations(officer)]
    assert [line.what for line in told] == ["审查已通过，等待定稿"]
    finalize_candidate(viewer=officer.on(again), candidate=candidate, note="示例·更正")
    told = [*waiting(officer), *waiting_finalizations(officer)]
    assert [line.what for line in told] == ["已定稿，等待发布"]


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


def test_a_number_without_a_record_is_marked_where_it_stands() -> None:
    b = bureau()
    edit_passage(
        viewer=b.disclosure_officer.on(DAY), year=2023, passage="problems", text="共1{papers.instruments}份。"
    )
    page = signed_in(b.disclosure_officer).get("/desk/reports/2023/").content.decode()
    assert "没有依据的数字：10份" in page


def test_before_a_paragraph_is_typed_it_says_what_an_edit_leads_to() -> None:
    b = bureau()
    last_year(b)
    client = signed_in(b.disclosure_officer)
    places = ("/desk/reports/2023/passages/problems/", "/desk/reports/2023/?face=live")

    def said() -> list[str]:
        return [client.get(place).content.decode() for place in places]

    assert not any("重新生成候选稿" in page for page in said())
    candidate = build_candidate(viewer=b.disclosure_officer.on(DAY), year=2023)
    submit(viewer=b.disclosure_officer.on(DAY), version=candidate.version, form=answers(), proofread="示例")
    assert all("候选稿已送审" in page and "已有的审查不再适用" in page for page in said())
    decide(viewer=b.section_head.on(DAY), version=candidate.version, agree=False, opinion="示例·补写")
    page, live = said()
    assert "已有的审查不再适用" not in page
    assert "退回：示例·补写" in live
    (line,) = waiting(b.disclosure_officer.on(DAY))
    assert line.url == "/desk/reports/2023/?face=live"
    finalized(b)
    assert all("第 1 次定稿，数据已锁定" in page and "第 2 次定稿" in page for page in said())
