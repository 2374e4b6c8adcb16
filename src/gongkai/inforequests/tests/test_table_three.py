"""Table 三 is counted from standing facts, and its identity holds by construction."""

from __future__ import annotations

import datetime
from collections import Counter
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai import law
from gongkai.bodies.events import RecordCorrected
from gongkai.bodies.tests.factory import Bureau, bureau
from gongkai.inforequests.actions.confirm import new_receipt
from gongkai.inforequests.actions.record_reply import new_reply
from gongkai.inforequests.clocks import deadlines_of
from gongkai.inforequests.measures import MEASURES
from gongkai.inforequests.models import InfoRequest
from gongkai.inforequests.tests.cases import TODAY, answered, registered
from gongkai.ledger.transactions import ledger_transaction

pytestmark = pytest.mark.django_db

Cells = Counter[tuple[str, str]]
TABLE = [measure for measure in MEASURES if measure.table == "requests"]


def table_of(office: Bureau, year: int) -> Cells:
    """Return the cells of table 三 that hold a case, as the report counts them."""
    cells: Cells = Counter()
    for measure in MEASURES:
        if measure.annotate_cells is None:  # a figure of the prose
            continue
        placed = measure.annotate_cells(measure.records(office.auditor, year))
        cells.update((row.cell_row, row.cell_column) for row in placed)
    return cells


def row(cells: Cells, *rows: str) -> Counter[str]:
    return Counter({c: n for c in law.APPLICANT_KINDS if (n := sum(cells[r, c] for r in rows))})


def test_a_case_within_the_year() -> None:
    office = bureau()
    answered(office, registered(office))
    assert table_of(office, 2023) == Counter({("received", "natural"): 1, ("denied_4", "natural"): 1})
    assert table_of(office, 2022) == table_of(office, 2024) == Counter()


def test_a_case_over_the_turn_of_the_year() -> None:
    office = bureau()
    case = registered(office, arrived_on=datetime.date(2023, 12, 29), kind="legal")
    assert table_of(office, 2023) == Counter({("received", "legal"): 1, ("carried_over", "legal"): 1})
    answered(office, case, ground="provided", decided_on=datetime.date(2024, 1, 5))
    assert table_of(office, 2023) == Counter({("received", "legal"): 1, ("carried_over", "legal"): 1})
    assert table_of(office, 2024) == Counter({("carried_in", "legal"): 1, ("granted", "legal"): 1})


def test_a_renewed_reply_is_no_second_result() -> None:
    office = bureau()
    case = registered(office)
    answered(office, case)
    answered(office, case, ground="provided", decided_on=TODAY, is_renewed=True)
    assert table_of(office, 2024) == Counter()


def test_every_ground_has_its_row_and_every_row_is_covered() -> None:
    office = bureau()
    for number, ground in enumerate(law.GROUNDS):
        answered(office, registered(office, f"2023-{number:03}"), ground=ground)
    expected = Counter(ground.row for ground in law.GROUNDS.values())
    cells = table_of(office, 2023)
    del cells["received", "natural"]
    assert Counter({r: n for (r, _), n in cells.items()}) == expected
    covered = {pattern.split(".")[0] for measure in TABLE for pattern in measure.covers}
    assert covered == {*law.LEAF_ROWS, "received", "carried_in", "carried_over"}


def test_another_organs_cases_are_not_counted() -> None:
    office = bureau()
    answered(office, registered(office))
    assert table_of(bureau("QT"), 2023) == Counter()


DAYS = st.dates(datetime.date(2021, 12, 1), datetime.date(2024, 2, 1))
CASES = st.lists(
    st.tuples(
        st.sampled_from(list(law.APPLICANT_KINDS)),
        DAYS,
        st.none() | st.integers(0, 400),
        st.sampled_from(list(law.GROUNDS)),
    ),
    max_size=30,
)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cases=CASES)
def test_the_identity_holds_whatever_happened(
    cases: list[tuple[str, datetime.date, int | None, str]],
) -> None:
    """Received and carried in equal handled and carried over, in every column; I4 holds from year to year."""
    office = bureau(uuid4().hex[:8])
    store(office, cases)
    tables = {year: table_of(office, year) for year in (2022, 2023, 2024)}
    for cells in tables.values():
        assert row(cells, "received", "carried_in") == row(cells, *law.LEAF_ROWS, "carried_over")
    for year in (2022, 2023):
        assert row(tables[year], "carried_over") == row(tables[year + 1], "carried_in")


def store(office: Bureau, cases: list[tuple[str, datetime.date, int | None, str]]) -> None:
    """Add cases in bulk, as an import does."""
    requests = [
        InfoRequest(
            number=f"{number}",
            applicant_kind=kind,
            applicant_name="示例",
            channel="counter",
            description="示例",
            arrived_on=on,
        )
        for number, (kind, on, _, _) in enumerate(cases)
    ]
    with ledger_transaction(organ_code=office.organ.code, actor=office.system.actor, day=TODAY) as tx:
        tx.record(RecordCorrected(wrong=0, right=0), subjects=[])
        tx.add_all(requests)
        tx.add_all([new_receipt(r, received_on=r.arrived_on) for r in requests])
        tx.add_all(
            [
                new_reply(
                    deadlines_of(office.auditor),
                    r,
                    ground=ground,
                    decided_on=r.arrived_on + datetime.timedelta(after),
                )
                for r, (_, _, after, ground) in zip(requests, cases, strict=True)
                if after is not None
            ]
        )
