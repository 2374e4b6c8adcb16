"""Ledgers in which one thing may be recorded twice: a file says how many there are, and says it once."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.apps import apps
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai import registry
from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.tests.factory import bureau
from gongkai.registry import ORDINAL, ImportColumn, Importer
from gongkai.shell.ledgers import entry
from gongkai.shell.ledgers.header import LedgerTable
from gongkai.shell.ledgers.import_run import run_import
from gongkai.shell.ledgers.planning import Plan, PlannedRow, compare
from gongkai.shell.spreadsheets.rows import FileRow

DAY = datetime.date(2024, 1, 10)
HEAD = "活动日期,宣贯主题,活动形式,地点,参加人数\n"
PARK, HALL = (
    "2023-05-12,示例·宣贯会,会议宣贯,示例园区,40\n",
    "2023-05-12,示例·宣贯会,会议宣贯,示例会议室,25\n",
)
TABLE = LedgerTable("", FileRow(1, []), {}, ())

Briefing: Any = apps.get_model("outreach.Briefing")  # a room above declares it; shell knows none


@pytest.fixture
def viewer(db):
    return bureau().disclosure_officer


@pytest.fixture
def bring(viewer):
    """Import lines of the ledger; return how many rows were new, changed, known and wrong."""
    importer = registry.one(Importer, "outreach.briefings")
    head = ",".join(c.header for c in importer.columns[:5]) + "\n"

    def run(*lines: str, correct: bool = False) -> tuple[int, ...]:
        plan = run_import(
            viewer.on(DAY), importer, (head + "".join(lines)).encode(), "示例.csv", correct=correct
        )
        run.plan = plan
        return tuple(plan.number_of(status) for status in ("new", "changed", "known", "error"))

    return run


def places() -> list[str]:
    return sorted(Briefing.objects.standing().values_list("place", flat=True))


def test_a_line_that_stands_twice_brings_in_two_and_running_it_again_none(bring):
    assert bring(PARK, PARK) == (2, 0, 0, 0)
    assert bring(PARK, PARK) == (0, 0, 2, 0)
    assert bring(PARK, PARK, PARK) == (1, 0, 2, 0)
    assert bring(PARK) == (0, 0, 1, 0)
    assert places() == ["示例园区"] * 3


def test_rows_alike_in_their_key_stand_beside_one_another_in_any_order(bring):
    assert bring(PARK, HALL) == (2, 0, 0, 0)
    assert bring(HALL, PARK) == (0, 0, 2, 0)
    assert bring(HALL, PARK, HALL) == (1, 0, 2, 0)


def test_another_content_is_a_correction_or_another_thing_as_the_officer_says(bring):
    bring(PARK)
    assert bring(HALL) == (0, 0, 0, 1)
    (error,) = bring.plan.errors
    assert error.message.endswith("确需修改，请选择更正；如果是另一条，请把已登记的那一条也写在文件中")
    assert places() == ["示例园区"]
    assert bring(HALL, PARK) == (1, 0, 1, 0)  # another one
    changed = HALL.replace("25", "26")
    assert bring(changed, PARK, correct=True) == (0, 1, 1, 0)  # the same one, corrected
    assert bring(changed, PARK) == (0, 0, 2, 0)
    assert places() == ["示例会议室", "示例园区"]
    assert Briefing.objects.count() == 3


def test_the_screen_refuses_only_the_very_same(viewer, bring):
    bring(PARK)
    ledger = next(r.ledger for r in registry.all_of(registry.Register) if r.id == "outreach.briefings")
    (fact,) = Briefing.objects.all()
    row = {column.name: getattr(fact, column.name) for column in ledger.columns}
    with pytest.raises(ActionBlocked, match=r"完全相同的宣贯活动已登记；确是另一次的，请写明不同之处"):
        entry.enter(viewer=viewer.on(DAY), ledger=ledger, row=row)
    entry.enter(viewer=viewer.on(DAY), ledger=ledger, row={**row, "place": "示例会议室"})
    assert places() == ["示例会议室", "示例园区"]


@settings(max_examples=200)
@given(st.lists(st.sampled_from("abc")), st.lists(st.sampled_from("abc")))
def test_as_many_stand_afterwards_as_the_larger_says(stored, file):
    """Every row has a place of its own; what says the same takes no other's place."""
    held = {("示例", place): {"name": "示例", "text": text} for place, text in enumerate(stored, start=1)}
    column = ImportColumn(name="name", header="名称"), ImportColumn(name="text", header="内容")
    importer = Importer(
        id="shell.example",
        title="示例",
        columns=column,
        key=("name", ORDINAL),
        permission="",
        existing=lambda viewer, keys: held,
        compose=lambda viewer, rows: None,
    )
    rows = [PlannedRow(TABLE, n, [], {"name": "示例", "text": text}) for n, text in enumerate(file)]
    compare(None, Plan(importer, "", "", [], rows, []), correct=True)  # type: ignore[arg-type]
    after = {**held, **{("示例", row.values[ORDINAL]): row.values for row in rows}}
    assert (
        sorted(values["text"] for values in after.values() if values in [r.values for r in rows]) or not file
    )
    assert len(after) == max(len(stored), len(file))
    for text in "abc":
        assert sum(values["text"] == text for values in after.values()) >= file.count(text)
    assert len({row.values[ORDINAL] for row in rows}) == len(rows)
