"""Table 四 counts a case once a year: pending until its end takes effect, then under its outcome."""

from __future__ import annotations

import datetime
from collections import Counter

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gongkai import registry
from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.tests.factory import Bureau, account_of, bureau
from gongkai.disputes.ledgers import DISPUTES
from gongkai.disputes.models import Conclusion, Dispute, Filing
from gongkai.ledger.errors import GuardViolation
from gongkai.ledger.tests.locks import lock_of_2023
from gongkai.ledger.transactions import ledger_transaction
from gongkai.ledger.verify import problems
from gongkai.norms.actions.settle_value import enter_value
from gongkai.shell.ledgers.entry import correct, enter, void
from gongkai.shell.ledgers.import_run import run_import

pytestmark = pytest.mark.django_db

D = datetime.date


def filed(
    b: Bureau, number: str, on: datetime.date, procedure: str = "reconsideration", **said: object
) -> Dispute:
    row = {"number": number, "procedure": procedure, "attacked": "示例·答复", "filed_on": on, **said}
    dispute: Dispute = enter(viewer=b.disclosure_officer.on(on), ledger=DISPUTES, row=row)
    return dispute


def concluded(b: Bureau, case: Dispute, outcome: str, decided_on: datetime.date, on: datetime.date) -> None:
    """Bring in a file that says how a case ended."""
    head = "案号,程序,被申请（起诉）的行为,收到日期,结果,作出日期,生效日期"
    filing = case.filings.standing().get()
    row = f"{case.number},{case.get_procedure_display()},示例·答复,{filing.filed_on},{outcome},{decided_on},{on}"
    importer = registry.one(registry.Importer, "disputes.cases")
    data = f"{head}\n{row}".encode()
    plan = run_import(b.disclosure_officer.on(on), importer, data, "示例.csv", correct=True)
    assert plan.done, plan.errors


def cells(b: Bureau, year: int) -> dict[str, int]:
    measure = registry.one(registry.Measure, "disputes.cases")
    assert measure.annotate_cells is not None
    placed = measure.annotate_cells(measure.records(b.disclosure_officer, year))
    return dict(Counter(".".join(cell) for cell in placed.values_list("cell_row", "cell_column")))


def test_a_case_is_pending_until_the_day_its_end_takes_effect() -> None:
    b = bureau()
    case = filed(b, "示1", D(2022, 11, 1))
    concluded(b, case, "撤销", D(2022, 12, 20), D(2023, 1, 10))
    assert cells(b, 2021) == {}
    assert cells(b, 2022) == {"reconsideration.pending": 1}
    assert cells(b, 2023) == {"reconsideration.corrected": 1}
    assert cells(b, 2024) == {}


def test_a_unit_may_count_a_case_by_the_day_on_which_it_was_decided() -> None:
    b = bureau()
    enter_value(
        viewer=b.disclosure_officer.on(D(2022, 1, 4)),
        key="dispute.closed_day",
        value="作出之日",
        in_force_from=D(2022, 1, 1),
        basis="示例：本单位规定",
    )
    case = filed(b, "示1", D(2022, 11, 1))
    concluded(b, case, "撤销", D(2022, 12, 20), D(2023, 1, 10))
    assert cells(b, 2022) == {"reconsideration.corrected": 1}
    assert cells(b, 2023) == {}


def test_each_procedure_has_its_block() -> None:
    b = bureau()
    filed(b, "示1", D(2023, 2, 1), "litigation_direct")
    filed(b, "示2", D(2023, 2, 1), "litigation_after_reconsideration")
    found = cells(b, 2023)
    assert found["litigation_direct.pending"] == found["litigation_after_reconsideration.pending"] == 1


def test_a_second_outcome_takes_the_place_of_the_first() -> None:
    b = bureau()
    case = filed(b, "示1", D(2023, 2, 1))
    concluded(b, case, "维持决定", D(2023, 3, 1), D(2023, 3, 9))
    concluded(b, case, "维持决定", D(2023, 3, 2), D(2023, 3, 9))
    first, second = Conclusion.objects.order_by("pk")
    assert second.supersedes == first


def test_a_case_is_entered_once() -> None:
    b = bureau()
    filed(b, "示1", D(2023, 2, 1))
    with pytest.raises(ActionBlocked, match="已登记"):
        filed(b, "示1", D(2023, 2, 1))


def test_a_correction_stays_within_its_case() -> None:
    b = bureau()
    one, other = filed(b, "示1", D(2023, 2, 1)), filed(b, "示2", D(2023, 2, 1))
    stands = Filing.objects.get(dispute=one)
    with pytest.raises(GuardViolation, match="同一案件"):  # noqa: SIM117
        with ledger_transaction(organ_code="SL", actor=b.system.actor, day=D(2023, 3, 1)) as tx:
            tx.add(
                Filing(
                    organ=b.organ,
                    dispute=other,
                    filed_on=D(2023, 2, 2),
                    counted_on=D(2023, 2, 2),
                    supersedes=stands,
                )
            )


def test_the_ledger_file_brings_a_case_and_later_its_outcome() -> None:
    b = bureau()
    importer = registry.one(registry.Importer, "disputes.cases")
    case = filed(b, "示1", D(2023, 2, 1))
    assert importer.existing(b.disclosure_officer, [("示1",)])["示1",]["filed_on"] == D(2023, 2, 1)
    concluded(b, case, "维持决定", D(2023, 4, 3), D(2023, 4, 10))
    assert importer.existing(b.disclosure_officer, [("示1",)])["示1",]["outcome"] == "维持决定"
    assert Conclusion.objects.get().column == "upheld"
    assert Filing.objects.count() == 1


def test_many_cases_need_few_queries() -> None:
    b = bureau()
    importer = registry.one(registry.Importer, "disputes.cases")
    head = "案号,程序,被申请（起诉）的行为,收到日期,结果,作出日期,生效日期\n"

    def read_in(first: int, last: int) -> None:
        rows = (
            f"示{n},行政复议,示例·答复,2023-02-01,维持决定,2023-04-03,2023-04-10" for n in range(first, last)
        )
        data = (head + "\n".join(rows)).encode()
        assert run_import(b.disclosure_officer.on(D(2024, 1, 8)), importer, data, "示例.csv").done

    with CaptureQueriesContext(connection) as few:
        read_in(0, 10)
    with CaptureQueriesContext(connection) as many:
        read_in(10, 410)
    assert len(many) < len(few) + 15


def test_a_row_with_half_an_outcome_is_refused() -> None:
    b = bureau()
    importer = registry.one(registry.Importer, "disputes.cases")
    row = dict.fromkeys([c.name for c in importer.columns]) | {
        "number": "示1",
        "procedure": "reconsideration",
        "attacked": "示例·答复",
        "filed_on": D(2023, 2, 1),
        "outcome": "维持决定",
    }
    assert importer.check is not None
    assert [issue.column for issue in importer.check(b.disclosure_officer, row)] == ["decided_on"]


def test_a_case_is_supplemented_corrected_and_voided_by_hand() -> None:
    b = bureau()
    viewer = b.disclosure_officer.on(D(2024, 3, 8))
    case = filed(b, "示1", D(2023, 2, 1))
    end = {"outcome": "维持决定", "decided_on": D(2023, 4, 3), "effective_on": D(2023, 4, 10)}
    correct(viewer=viewer, ledger=DISPUTES, record=case, row=end)
    assert cells(b, 2023) == {"reconsideration.upheld": 1}
    with pytest.raises(ActionBlocked, match="都要写明理由"):
        correct(viewer=viewer, ledger=DISPUTES, record=case, row=dict.fromkeys(end))
    correct(viewer=viewer, ledger=DISPUTES, record=case, row=dict.fromkeys(end), reason="示例：尚未生效")
    assert cells(b, 2023) == {"reconsideration.pending": 1}
    correct(viewer=viewer, ledger=DISPUTES, record=case, row=end)
    assert cells(b, 2023) == {"reconsideration.upheld": 1}
    correct(viewer=viewer, ledger=DISPUTES, record=case, row={"body": "示例·复议机关"})
    case.refresh_from_db()
    assert case.body == "示例·复议机关"
    void(viewer=viewer, ledger=DISPUTES, record=case, reason="示例：误登")
    assert cells(b, 2023) == {}
    with pytest.raises(ActionBlocked, match="已作废"):
        correct(viewer=viewer, ledger=DISPUTES, record=case, row=end)
    filed(b, "示1", D(2023, 2, 1))
    assert cells(b, 2023) == {"reconsideration.pending": 1}
    assert list(problems()) == []


def test_a_locked_year_is_said_at_the_day_that_lies_in_it(client: Client) -> None:
    b = bureau()
    case = filed(b, "示1", D(2022, 2, 1))
    lock_of_2023()
    client.force_login(account_of(b.disclosure_officer.officer, "专人"))
    page = f"/desk/registers/disputes.cases/{case.pk}/"
    typed = {
        "procedure": "行政复议",
        "attacked": "示例·答复",
        "filed_on": "2022-02-01",
        "outcome": "维持决定",
    }
    end = {"decided_on": "2023-04-03", "effective_on": "2023-04-10"}
    refused = client.post(page + "correct/", typed | end)
    assert "年度报告已定稿" in refused.context["form"].errors["effective_on"][0]
    assert not Conclusion.objects.exists()
    assert client.post(page + "void/", {"reason": "示例：误登"}).status_code == 302
    shown = client.get(page)
    assert "已作废" in shown.content.decode()
    assert [bool(button.blockers) for button in shown.context["actions"]] == [True, True]
    assert "示1" not in client.get("/desk/registers/disputes.cases/").content.decode()
