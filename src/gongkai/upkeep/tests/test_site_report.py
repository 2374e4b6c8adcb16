"""The website's yearly report: counted from records, stated where nothing is known, the same on page and in files."""

from __future__ import annotations

import datetime
import io
from typing import Any

import pytest
from django.urls import reverse
from docx import Document as WordFile
from openpyxl import load_workbook

from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.tests.factory import Bureau, bureau, signed_in
from gongkai.norms.actions.settle_value import confirm_value
from gongkai.oversight.ledgers.platforms import ASSESSMENTS
from gongkai.oversight.ledgers.public import OPINION_HANDLINGS, OPINIONS
from gongkai.proactive.tests.matters import matter
from gongkai.proactive.tests.things import channel, publication, put
from gongkai.publisher.tests.things import site
from gongkai.upkeep.counted import COUNTED
from gongkai.upkeep.report_form import LINES, REPORT
from gongkai.upkeep.site_report import ReportedLine, form_mark, report_of
from gongkai.upkeep.tests.things import published, stated

pytestmark = pytest.mark.django_db

YEAR = 2023
TODAY = datetime.date(2024, 1, 8)


@pytest.fixture
def office() -> Bureau:
    return bureau()


def lines(office: Bureau, year: int = YEAR) -> dict[str, ReportedLine]:
    return {row.line.id: row for row in report_of(office.disclosure_officer.on(TODAY), year)}


def test_every_line_is_counted_read_or_stated(office: Bureau) -> None:
    found = lines(office)
    assert list(found) == [line.id for line in REPORT]
    assert {id for id, row in found.items() if row.origin == "counted"} == set(COUNTED)
    assert {id for id, row in found.items() if row.origin == "missing"} == {
        line.id for line in REPORT if not line.counted
    }


def test_what_is_released_on_the_own_site_is_counted_by_itself(office: Bureau) -> None:
    site(office)
    matter(office, "示例·动态", update_rule="news")
    published(office, "示例正文。")
    publication(office, channel(office, "示例·市门户", "website"))  # another site's
    publication(office, channel(office))
    found = lines(office)
    assert (found["items"].value, found["weibo_posts"].value) == (1, 1)
    assert (found["name"].value, found["weibo_names"].value) == ("示例·本机关网站", "示例·微博")
    assert lines(office, 2022)["items"].value == 0


def test_messages_are_counted_with_their_mean_days(office: Bureau) -> None:
    for number, days in enumerate((1, 4), start=1):
        raised = datetime.date(2023, 3, 1)
        put(office, OPINIONS, number=f"示例-{number}", content="示例", source="mailbox", raised_on=raised)
        handled = raised + datetime.timedelta(days=days)
        row = {"number": f"示例-{number}", "outcome": "adopted", "handled_on": handled, "reply": "示例"}
        put(office, OPINION_HANDLINGS, **row)
    put(
        office,
        OPINIONS,
        number="示例-3",
        content="示例",
        source="meeting",
        raised_on=datetime.date(2023, 3, 1),
    )
    found = lines(office)
    said = [found[id].value for id in ("messages", "messages_closed", "messages_days")]
    assert said == [2, 2, "2.5"]
    assert found["messages_days"].shown == "2.5 天"


def test_assessments_with_faults_are_told_from_sound_ones(office: Bureau) -> None:
    row: dict[str, Any] = {
        "platform": "示例·网站",
        "assessor": "示例科室",
        "method": "示例",
        "virus": "sound",
    }
    for day, attack, findings in ((1, "sound", ""), (2, "fault", "示例问题")):
        said = {**row, "attack": attack, "tampering": "sound", "findings": findings}
        put(office, ASSESSMENTS, assessed_on=datetime.date(2023, 6, day), **said)
    found = lines(office)
    assert (found["assessments"].value, found["faults_found"].value) == (2, 1)


def test_a_stated_line_holds_with_its_source_for_its_year(office: Bureau) -> None:
    stated(office, "visits", "12000")
    row = lines(office)["visits"]
    assert (row.value, row.origin, row.shown) == ("12000", "stated", "12000 次")
    assert row.note == "来源：示例·网站访问统计（2024-01-08 填报）"
    assert lines(office, 2022)["visits"].origin == "missing"


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"item": "visits", "value": "很多"}, "只填数字"),
        ({"item": "drilled", "value": "1"}, "填“是”或者“否”"),
        ({"item": "visits", "value": "1", "year": 2017}, "应是 2018 年以后"),
        ({"item": "visits", "value": "1", "year": 2025}, "填报日期以前的年度"),
    ],
)
def test_what_cannot_stand_there_is_not_stated(said: dict[str, Any], why: str, office: Bureau) -> None:
    with pytest.raises(ActionBlocked, match=why):
        stated(office, **said)


def test_a_line_is_stated_once_a_year(office: Bureau) -> None:
    stated(office, "visits", "1")
    with pytest.raises(ActionBlocked, match="已登记"):
        stated(office, "visits", "2")


def test_the_remembered_form_says_so_until_it_is_confirmed(office: Bureau) -> None:
    viewer = office.disclosure_officer.on(TODAY)
    assert form_mark(viewer) == "凭记忆，未核对"
    confirm_value(
        viewer=viewer, key="site.report_form", in_force_from=datetime.date(2019, 5, 15), basis="示例·本年通知"
    )
    assert form_mark(office.disclosure_officer.on(TODAY)) == ""


def test_page_and_files_say_the_same(office: Bureau) -> None:
    site(office)
    published(office, "示例正文。")
    stated(office, "visits", "12000")
    browser = signed_in(office.disclosure_officer)
    page = browser.get(reverse("upkeep:site_report", args=[YEAR])).content.decode()
    assert "12000 次" in page
    rows = load_workbook(
        io.BytesIO(browser.get(reverse("upkeep:report_file", args=[YEAR, "xlsx"])).content)
    ).active.iter_rows(values_only=True)  # type: ignore[union-attr]
    said = {row[1]: row[2] for row in rows if row[1] in {line.label for line in REPORT}}
    assert (said["信息发布总数"], said["网站总访问量"]) == (1, "12000")
    word = WordFile(io.BytesIO(browser.get(reverse("upkeep:report_file", args=[YEAR, "docx"])).content))
    (table,) = word.tables
    cells = {row.cells[1].text: row.cells[2].text for row in table.rows}
    assert (cells["信息发布总数"], cells["网站总访问量"]) == ("1 条", "12000 次")
    assert any("还有" in paragraph.text for paragraph in word.paragraphs)


@pytest.mark.parametrize("line", sorted(COUNTED))
def test_every_counted_line_leads_to_its_records(line: str, office: Bureau) -> None:
    page = signed_in(office.auditor).get(reverse("upkeep:figure", args=[YEAR, line]))
    assert f"{YEAR} 年{LINES[line].label}" in page.content.decode()


def test_who_only_reads_is_offered_no_form(office: Bureau) -> None:
    page = signed_in(office.auditor).get(reverse("upkeep:site_report", args=[YEAR])).content.decode()
    assert reverse("shell:enter", args=["upkeep.statements"]) not in page
    assert signed_in(office.disclosure_officer).get(reverse("upkeep:latest_report")).status_code == 200
    assert signed_in(office.auditor).get(reverse("upkeep:figure", args=[YEAR, "visits"])).status_code == 404
    assert signed_in(office.auditor).get("/desk/upkeep/report/2023/report.pdf").status_code == 404
