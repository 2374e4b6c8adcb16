"""What is made ready before a transaction stands afterwards as if it had been made within."""

from __future__ import annotations

import datetime
from uuid import uuid4

import pytest
from django.db import connection

from gongkai.bodies.events import OrganOpened
from gongkai.bodies.tests.factory import Bureau, added, bureau
from gongkai.ledger import chain, transactions
from gongkai.ledger.preparing import Preparation
from gongkai.ledger.verify import problems
from gongkai.proactive.models import Channel, Medium, PublicationRecord

pytestmark = pytest.mark.django_db

DAY = datetime.date(2023, 3, 1)


@pytest.fixture
def office() -> Bureau:
    return bureau()


def publications(office: Bureau, number: int) -> list[PublicationRecord]:
    [channel] = added([Channel(name="示例网站", medium=Medium.WEBSITE)])
    return [
        PublicationRecord(
            organ=office.organ, channel=channel, medium=channel.medium, title=f"示例“{n}”\n第二行",
            column="" if n % 2 else "工作动态", published_on=DAY, counted_on=DAY,
        )
        for n in range(number)
    ]  # fmt: skip


def test_prepared_rows_stand_with_the_keys_and_digests_that_they_were_given(office: Bureau) -> None:
    *rows, other = publications(office, 4)
    preparation = Preparation(uuid4())
    first, second = preparation.rows(rows[:2]), preparation.rows(rows[2:])
    with connection.execute_wrapper(_only_insert), office.system.transaction(preparation) as tx:
        tx.add_prepared(first)
        tx.add_prepared(second)
        tx.record(OrganOpened(), subjects=[])
    assert [row.pk for row in PublicationRecord.objects.order_by("pk")] == [row.pk for row in rows]
    assert [*first.digests, *second.digests] == [
        chain.fact_digest(row) for row in PublicationRecord.objects.order_by("pk")
    ]
    assert list(problems()) == []
    [later] = added([other])
    assert later.pk > rows[-1].pk


def _only_insert(execute, sql, params, many, context):  # type: ignore[no-untyped-def]
    if "proactive_publicationrecord" in sql:
        assert sql.startswith("INSERT"), sql
    return execute(sql, params, many, context)


def test_a_digest_is_that_of_the_canonical_row(office: Bureau) -> None:
    rows = added(publications(office, 5))
    for row, digest in zip(rows, chain.fact_digests(rows), strict=True):
        plain = {
            f.attname: chain._plain(f, getattr(row, f.attname))
            for f in row._meta.concrete_fields
            if f.name != "salt"
        }
        assert digest == chain.sm3(bytes(row.salt) + chain.canonical(plain))


def test_what_was_prepared_belongs_to_its_own_transaction(office: Bureau) -> None:
    prepared = Preparation(uuid4()).rows(publications(office, 1))
    with pytest.raises(AssertionError), office.system.transaction() as tx:
        tx.add_prepared(prepared)
    assert transactions._running.get() is None
