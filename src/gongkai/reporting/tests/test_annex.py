"""The ledger behind the report: what it lists is what the cells count, and it names nobody."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest

from gongkai.bodies.tests.factory import bureau, signed_in
from gongkai.inforequests.models import InfoRequest
from gongkai.reporting import annex, queries
from gongkai.reporting.actions.unlock import Addition, unlock_facts
from gongkai.reporting.counting import count_year
from gongkai.reporting.tests.test_finalizing import DAY, D, ask, finalized, last_year, reply

pytestmark = pytest.mark.django_db


def sheets(data: bytes) -> dict[str, list[list[Any]]]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}


def listed(rows: list[list[Any]]) -> list[list[Any]]:
    """The rows below the labels and above the total."""
    first = next(n for n, row in enumerate(rows) if row[0] == "序号") + 1
    return rows[first:-1]


def test_the_rows_of_a_sheet_are_the_records_of_its_cells() -> None:
    b = bureau()
    ask(b, "示1", D(2023, 3, 1))
    ask(b, "示2", D(2023, 4, 3), "research")
    reply(b, ask(b, "示3", D(2023, 5, 4)), "third_party", D(2023, 5, 9))
    count = count_year(b.disclosure_officer, 2023)
    book = sheets(annex.write_annex(b.organ, count, day=DAY))
    contents = {row[1]: row for row in book["说明"]}
    for measure, name in (
        ("inforequests.received", "本年新收政府信息公开申请数量"),
        ("inforequests.concluded", "本年度办理结果"),
        ("inforequests.carried_over", "结转下年度继续办理"),
    ):
        figures = [f for f in count.figures.values() if f.measure == measure and ".total" not in f.cell_id]
        rows = listed(book[str(contents[name][0])])
        assert len(rows) == sum(int(f.value) for f in figures) == contents[name][4]
    received = listed(book[str(contents["本年新收政府信息公开申请数量"][0])])
    assert [(row[0], row[1], row[2]) for row in received] == [
        (1, "本年新收 · 自然人", "示1"),
        (2, "本年新收 · 自然人", "示3"),
        (3, "本年新收 · 科研机构", "示2"),
    ]
    assert contents["规章"][0] == "无记录"
    assert str(book["说明"][1][0]).startswith("未定稿")


def test_nobody_is_named() -> None:
    b = bureau()
    ask(b, "示1", D(2023, 3, 1))
    case = InfoRequest.objects.get()
    text = str(sheets(annex.write_annex(b.organ, count_year(b.disclosure_officer, 2023), day=DAY)))
    assert case.applicant_name
    for personal in (case.applicant_name, case.description, case.applicant_contact):
        assert not personal or personal not in text
    assert annex.PRIVACY in text


def test_a_finalized_report_lists_what_was_counted_and_marks_what_differs_now() -> None:
    b = bureau()
    last_year(b)
    ask(b, "示1", D(2023, 3, 1))
    done = finalized(b)
    before = annex.write_final_annex(done)
    assert annex.write_final_annex(done) == before
    unlock_facts(
        viewer=b.disclosure_officer.on(DAY),
        year=2023,
        facts=[],
        additions=[Addition("inforequests_receipt", D(2023, 6, 1), 1)],
        reason="示例·漏登",
    )
    ask(b, "示2", D(2023, 6, 1))
    book = sheets(annex.write_final_annex(done, compared=True))
    name = next(name for name in book if "新收" in name)
    assert [(row[0], row[2], row[-1]) for row in listed(book[name])] == [
        (1, "示1", None),
        (None, "示2", annex.NEW),
    ]
    assert next(row for row in book["说明"] if row[0] == name)[5] == "新增 1"
    assert annex.NEW not in str(sheets(annex.write_final_annex(done)))
    assert done.candidate.version.hash in str(book["说明"])


def test_the_officer_downloads_it_from_the_report_page() -> None:
    b = bureau()
    ask(b, "示1", D(2023, 3, 1))
    answer = signed_in(b.disclosure_officer).get("/desk/reports/2023/ledger.xlsx")
    assert answer.status_code == 200
    assert "说明" in sheets(answer.content)
    assert queries.standing_finalization(b.disclosure_officer, 2023) is None
