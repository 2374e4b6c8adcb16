"""What an import does before its transaction, in which on SQLite everybody else waits, and what within it."""

from __future__ import annotations

import pytest
from django.db import connection

from gongkai import registry
from gongkai.bodies.tests.factory import bureau
from gongkai.ledger.models import Entry
from gongkai.ledger.verify import problems
from gongkai.registry import Importer
from gongkai.shell.ledgers import import_run
from gongkai.shell.ledgers.import_run import run_import
from gongkai.shell.ledgers.planning import compare
from gongkai.shell.ledgers.writing import Writing
from gongkai.shell.tests.test_importing import DAY, OfficialDocument, row, xlsx

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return bureau()


def test_what_is_stored_is_compared_before_the_transaction_and_again_only_when_the_ledger_moved(
    office, monkeypatch
):
    compared = []

    def counting(viewer, plan, **asked):
        compared.append("once")
        return compare(viewer, plan, **asked)

    monkeypatch.setattr(import_run, "compare", counting)
    kind = registry.one(Importer, "papers.instruments")
    viewer, file = office.disclosure_officer, xlsx(row(1))
    assert run_import(viewer.on(DAY), kind, file, "a.xlsx").number_of("new") == 1
    assert len(compared) == 1
    entries = Entry.objects.count()
    assert run_import(viewer.on(DAY), kind, file, "a.xlsx").number_of("known") == 1
    assert (len(compared), Entry.objects.count()) == (2, entries), "what is all known begins no transaction"

    def moved(viewer, plan, **asked):
        result = compare(viewer, plan, **asked)
        if len(compared) == 2:
            compared.append("another officer")
            run_import(viewer.on(DAY), kind, xlsx(row(2)), "b.xlsx")
        return result

    monkeypatch.setattr(import_run, "compare", moved)
    plan = run_import(viewer.on(DAY), kind, xlsx(row(2), row(3)), "c.xlsx")
    assert (plan.number_of("known"), plan.number_of("new")) == (1, 1)


def test_what_was_made_ready_is_made_anew_when_the_ledger_moved(office, monkeypatch):
    kind = registry.one(Importer, "papers.instruments")
    viewer, prepared = office.disclosure_officer, []

    def moved(writing, preparation):
        ready = prepare(writing, preparation)
        prepared.append(ready)
        if len(prepared) == 1:
            run_import(viewer.on(DAY), kind, xlsx(row(9)), "b.xlsx")
        return ready

    prepare = Writing.prepare
    monkeypatch.setattr(Writing, "prepare", moved)
    plan = run_import(viewer.on(DAY), kind, xlsx(row(1), row(2)), "a.xlsx")
    assert (plan.done, plan.number_of("new"), len(prepared)) == (True, 2, 3)
    stored = OfficialDocument.objects.order_by("pk")
    assert [fact.title for fact in stored] == [f"示例·通知{n}" for n in (9, 1, 2)]
    assert list(problems()) == []


def test_only_rows_are_written_while_others_wait(office):
    kind, statements = registry.one(Importer, "papers.instruments"), []

    def watch(execute, sql, params, many, context):
        statements.append((sql.split()[0], "papers_officialdocument" in sql))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        run_import(office.disclosure_officer.on(DAY), kind, xlsx(*(row(n) for n in range(1, 1201))), "a.xlsx")
    stored = statements.index(("INSERT", True))
    assert [word for word, own in statements[stored:] if own if word != "ANALYZE"] == ["INSERT"] * 3
    assert len(statements[stored:]) < 20, "however many rows there are"
