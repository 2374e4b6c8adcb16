"""The sample's ledgers go in through the importers, and the measures count the figures of the bureau's report."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from importlib import resources
from importlib.resources.abc import Traversable

import pytest

from gongkai import registry
from gongkai.bodies.roles import ROLES
from gongkai.bodies.tests.factory import Bureau, bureau
from gongkai.bodies.viewer import Viewer
from gongkai.config.sample.documents import load_documents
from gongkai.config.sample.load import SINCE
from gongkai.ledger.verify import problems
from gongkai.reporting.counting import Count, count_year
from gongkai.shell.ledgers.import_run import run_import

pytestmark = pytest.mark.django_db

FOLDER = resources.files("gongkai.config.sample") / "zhongwei_2023"
FILES = sorted((f for f in FOLDER.iterdir() if f.name.endswith(".csv")), key=lambda f: f.name)
ENTERED = datetime.date(2023, 12, 29)
# What the bureau's published report of 2023 says, to prove that the ledgers hold it. Nothing else knows it.
PROSE = {
    "papers.instruments": 25,
    "papers.instruments_proactive": 17,
    "papers.instruments_on_request": 8,
    "proactive.website_items": 94,
    "proactive.weibo_posts": 267,
    "proactive.weibo_followers": 73,
    "proactive.website_major_projects": 23,
    "proactive.newspaper_major_projects": 18,
    "proactive.work_plans": 9,
    "proactive.licences_published": 13,
    "proactive.project_results_published": 2,
    "proactive.enterprise_results_published": 14,
    "proactive.proposals_published": 8,
}
TABLES = {
    "proactive.licensing.count": 13,
    "proactive.fees.amount": "0",
    "requests.received.natural": 1,
    "requests.denied_4.natural": 1,
}
MINE = ("papers.", "proactive.", "requests.")


def load(officer: Viewer, files: Sequence[Traversable] = FILES) -> list[str]:
    """Import ledgers; return what stood against it."""
    said = []
    for file in files:
        kind = file.name.split("-", 1)[1].removesuffix(".csv")
        plan = run_import(officer, registry.one(registry.Importer, kind), file.read_bytes(), file.name)
        said += [f"{file.name} {error.cell} {error.message}" for error in plan.errors]
    return said


def loaded() -> Bureau:
    """Return a bureau with every ledger, its documents having gone through the review in the order of the sample."""
    office = bureau()
    catalogue, channels, *others = FILES
    officer = office.disclosure_officer
    assert load(officer.on(SINCE), [catalogue, channels]) == []
    load_documents({role: getattr(office, role) for role in ROLES}, since=SINCE)
    assert load(officer.on(ENTERED), others) == []
    return office


@pytest.fixture
def count() -> Count:
    return count_year(loaded().auditor, 2023)


def test_every_figure_is_the_reports(count: Count) -> None:
    counted = {place: count.figures[place].value for place in (*PROSE, *TABLES)}
    assert counted == {**PROSE, **TABLES}


def test_every_other_cell_of_the_tables_is_zero(count: Count) -> None:
    totals = {"requests.received.total", "requests.denied_4.total"}
    totals |= {"requests.total_handled.natural", "requests.total_handled.total"}
    others = {
        place: figure.value
        for place, figure in count.figures.items()
        if place.count(".") == 2 and place.startswith(MINE) and place not in {*TABLES, *totals}
    }
    assert {place: value for place, value in others.items() if str(value) != "0"} == {}
    assert {place: count.figures[place].value for place in totals} == dict.fromkeys(totals, 1)


def test_loading_twice_changes_nothing_and_the_chain_is_whole() -> None:
    office = loaded()
    before = count_year(office.auditor, 2023)
    assert load(office.disclosure_officer.on(ENTERED)) == []
    assert count_year(office.auditor, 2023).differences(before) == []
    assert list(problems()) == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_row_is_marked_as_invented(file: Traversable) -> None:
    for line in file.read_text(encoding="utf-8").splitlines()[1:]:
        assert "示例" in line or "example.com" in line
