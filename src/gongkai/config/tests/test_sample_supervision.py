"""The sample's ledgers of outreach and oversight: they import without an error and the measures count them."""

from __future__ import annotations

import datetime
from importlib import resources
from importlib.resources.abc import Traversable

import pytest

from gongkai import registry
from gongkai.bodies.tests.factory import Bureau, bureau
from gongkai.ledger.verify import problems
from gongkai.shell.ledgers.import_run import run_import
from gongkai.shell.tests.figures import figure_of

ENTERED = datetime.date(2023, 12, 29)
FILES = sorted(
    (
        file
        for file in (resources.files("gongkai.config.sample") / "zhongwei_2023").iterdir()
        if "-outreach." in file.name or "-oversight." in file.name
    ),
    key=lambda file: file.name,
)
# What the seed report of 2023 says; the rest is the sample's own.
REPORTED = {
    "outreach.policies": 41,
    "outreach.compilation_copies": 150,
    "outreach.meetings": 12,
    "oversight.questionnaires_issued": 27,
    "oversight.opinions": 7,
    "oversight.accountability": 0,
}


def imported() -> Bureau:
    office = bureau()
    for file in FILES:
        importer = registry.one(registry.Importer, file.name.split("-", 1)[1].removesuffix(".csv"))
        plan = run_import(office.disclosure_officer.on(ENTERED), importer, file.read_bytes(), file.name)
        assert [(file.name, e.cell, e.message) for e in plan.errors] == []
        assert plan.done
    return office


def figures(office: Bureau, year: int) -> dict[str, int]:
    counted = {}
    for measure in registry.all_of(registry.Measure):
        if measure.id.startswith(("outreach.", "oversight.")):
            counted[measure.id] = figure_of(measure, office.disclosure_officer, year)
    return counted


@pytest.mark.django_db
def test_the_sample_has_the_records_that_the_report_counts() -> None:
    office = imported()
    found = figures(office, 2023)
    assert {id: found[id] for id in REPORTED} == REPORTED
    empty = sorted(id for id, value in found.items() if value == 0)
    assert empty == ["outreach.interpretations_press", "oversight.accountability"]
    assert found["outreach.copies_given"] <= found["outreach.compilation_copies"]
    assert (
        found["oversight.problems_carried_in"] + found["oversight.problems"]
        == found["oversight.problems_closed"] + found["oversight.problems_open"]
    )
    assert list(problems()) == []


@pytest.mark.django_db
def test_the_sample_imported_twice_changes_nothing() -> None:
    office = imported()
    before = figures(office, 2023)
    for file in FILES:
        importer = registry.one(registry.Importer, file.name.split("-", 1)[1].removesuffix(".csv"))
        plan = run_import(office.disclosure_officer.on(ENTERED), importer, file.read_bytes(), file.name)
        assert plan.number_of("known") == len(plan.rows)
    assert figures(office, 2023) == before


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_row_of_the_sample_is_marked(file: Traversable) -> None:
    rows = file.read_text(encoding="utf-8").splitlines()[1:]
    assert [row for row in rows if "示例" not in row] == []
