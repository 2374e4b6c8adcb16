"""A large ledger into an empty table: what the guards read for a row does not grow with the rows before it."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection

from gongkai import registry
from gongkai.bodies.tests.factory import bureau
from gongkai.shell.ledgers.import_run import run_import

HEADER = "决定类别,决定文号,事项名称,项目或者文书名称,行政相对人,决定日期,准予"
ROWS = 3000


@pytest.mark.django_db
@pytest.mark.skipif("connection.vendor != 'postgresql'")
def test_postgresql_asks_by_the_right_index_however_empty_the_table_was() -> None:
    lines = (
        f"行政许可,示许〔2023〕{n}号,节能审查,示例项目,示例公司,2023-05-08,是" for n in range(1, ROWS + 1)
    )
    data = "\n".join([HEADER, *lines]).encode()
    importer = registry.one(registry.Importer, "proactive.decisions")
    plan = run_import(bureau().disclosure_officer.on(datetime.date(2024, 1, 8)), importer, data, "示例.csv")
    assert plan.done, plan.errors
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT seq_tup_read + idx_tup_fetch FROM pg_stat_xact_user_tables"
            " WHERE relname = 'proactive_administrativedecision'"
        )
        (read,) = cursor.fetchone()
    assert read < 200 * ROWS, "each row reads all rows before it"
