"""Table 四 counts a case once a year: pending until its end takes effect, then under its outcome."""

from __future__ import annotations

import datetime
from collections import Counter

import pytest

from gongkai import registry
from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.tests.factory import Bureau, bureau
from gongkai.disputes.actions.conclude import conclude
from gongkai.disputes.actions.file_dispute import file_dispute
from gongkai.disputes.models import Conclusion, Dispute, Filing
from gongkai.ledger.errors import GuardViolation
from gongkai.ledger.transactions import ledger_transaction

pytestmark = pytest.mark.django_db

D = datetime.date


def filed(b: Bureau, number: str, on: datetime.date, procedure: str = "reconsideration") -> Dispute:
    dispute = Dispute(number=number, procedure=procedure, attacked="示例·答复")
    file_dispute(viewer=b.disclosure_officer.on(on), dispute=dispute, filed_on=on)
    return dispute


def cells(b: Bureau, year: int) -> dict[str, int]:
    measure = registry.one(registry.Measure, "disputes.cases")
    assert measure.annotate_cells is not None
    placed = measure.annotate_cells(measure.records(b.disclosure_officer, year))
    return dict(Counter(".".join(cell) for cell in placed.values_list("cell_row", "cell_column")))


def test_a_case_is_pending_until_the_day_its_end_takes_effect() -> None:
    b = bureau()
    case = filed(b, "示1", D(2022, 11, 1))
    conclude(
        viewer=b.disclosure_officer.on(D(2023, 1, 10)),
        dispute=case,
        outcome="revoked",
        decided_on=D(2022, 12, 20),
        effective_on=D(2023, 1, 10),
    )
    assert cells(b, 2021) == {}
    assert cells(b, 2022) == {"reconsideration.pending": 1}
    assert cells(b, 2023) == {"reconsideration.corrected": 1}
    assert cells(b, 2024) == {}


def test_each_procedure_has_its_block() -> None:
    b = bureau()
    filed(b, "示1", D(2023, 2, 1), "litigation_direct")
    filed(b, "示2", D(2023, 2, 1), "litigation_after_reconsideration")
    found = cells(b, 2023)
    assert found["litigation_direct.pending"] == found["litigation_after_reconsideration.pending"] == 1


def test_a_second_outcome_is_refused_by_the_action() -> None:
    b = bureau()
    case = filed(b, "示1", D(2023, 2, 1))
    end = {"outcome": "upheld", "decided_on": D(2023, 3, 1), "effective_on": D(2023, 3, 9)}
    conclude(viewer=b.disclosure_officer.on(D(2023, 3, 9)), dispute=case, **end)
    with pytest.raises(ActionBlocked, match="已有结果"):
        conclude(viewer=b.disclosure_officer.on(D(2023, 3, 9)), dispute=case, **end)


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
    row = dict.fromkeys([c.name for c in importer.columns]) | {
        "number": "示1",
        "procedure": "reconsideration",
        "attacked": "示例·答复",
        "filed_on": D(2023, 2, 1),
    }
    importer.write(b.disclosure_officer.on(D(2023, 2, 2)), [row])
    assert importer.existing(b.disclosure_officer, [("示1",)])["示1",]["filed_on"] == D(2023, 2, 1)
    ended = row | {"outcome": "维持决定", "decided_on": D(2023, 4, 3), "effective_on": D(2023, 4, 10)}
    assert importer.check is not None
    assert importer.check(b.disclosure_officer, ended) == []
    importer.write(b.disclosure_officer.on(D(2023, 4, 11)), [ended])
    assert Conclusion.objects.get().column == "upheld"
    assert Filing.objects.count() == 1


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
