"""The golden cases of table 四, answered by the ledger file and the count of the year."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from gongkai import law, registry
from gongkai.bodies.tests.factory import Bureau, bureau
from gongkai.disputes.ledgers import DISPUTES
from gongkai.disputes.measures import MEASURES
from gongkai.disputes.models import Procedure
from gongkai.law.golden import Case, golden_cases
from gongkai.shell.ledgers.import_run import run_import
from gongkai.shell.ledgers.planning import Plan

pytestmark = pytest.mark.django_db

HEADS = ("案号", "程序", "被申请（起诉）的行为", "收到日期", "结果", "作出日期", "生效日期")
LAST = datetime.date(2026, 1, 5)


def brought_in(
    b: Bureau,
    *,
    kind: str,
    filed_on: datetime.date,
    outcome: str = "",
    decided_on: datetime.date | None = None,
    effective_on: datetime.date | None = None,
) -> Plan:
    known = outcome_of_code(kind, outcome)
    procedure = Procedure(kind).label if kind in Procedure.values else kind
    cells = ("示1", procedure, "示例·答复", filed_on, known, decided_on or "", effective_on or "")
    importer = registry.one(registry.Importer, DISPUTES.id)
    data = "\n".join(",".join(map(str, line)) for line in (HEADS, cells)).encode()
    return run_import(b.disclosure_officer.on(LAST), importer, data, "示例.csv")


def outcome_of_code(kind: str, code: str) -> str:
    known = law.DISPUTE_OUTCOMES.get((kind.partition("_")[0], code))
    return known.label if known else code


def counted(b: Bureau, year: int) -> dict[str, Any]:
    (measure,) = MEASURES
    assert measure.annotate_cells is not None
    facts = measure.annotate_cells(measure.records(b.disclosure_officer, year))
    found = list(facts.values_list("cell_row", "cell_column", "closed_on"))
    if not found:
        return {"counted": False}
    ((block, column, on),) = found
    return {"block": block, "column": column} | ({"counted_on": on} if on else {})


@pytest.mark.parametrize(
    "case",
    [case for case in golden_cases() if case.function == "dispute"],
    ids=lambda case: case.name,
)
def test_case(case: Case) -> None:
    b = bureau()
    given = dict(case.given)
    year = given.pop("year")
    plan = brought_in(b, **given)
    if "error" in case.expect:
        assert plan.errors
        return
    assert plan.done, plan.errors
    assert counted(b, year) == dict(case.expect)
