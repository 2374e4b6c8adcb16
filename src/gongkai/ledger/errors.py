"""What the ledger and its guards refuse.

DatabaseRejected                 the database refused a row, whoever asked
├── AppendOnly          an update, deletion or replacement of a protected row
├── PeriodLocked        a counted fact with a day in a locked period
├── UnprintableText     a text with a character that no file can hold
└── GuardViolation          a refusal that a room declared (`registry.Refusal`)
BrokenChain             the chain does not prove what it should
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps
from django.db import DatabaseError

from gongkai import registry

SIGNAL = re.compile(r"GK:(?P<code>[A-Z0-9_]+):(?P<table>[a-z0-9_]+)")


class DatabaseRejected(Exception):
    """The database refused a row of a table. `code` names the rule, the message is Chinese and for people."""

    def __init__(self, code: str, message: str, table: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.table = table


class AppendOnly(DatabaseRejected):
    """Rows of this table are added and never changed or removed."""


class PeriodLocked(DatabaseRejected):
    """The fact's day lies in a period that was locked when its report was finalized."""


class UnprintableText(DatabaseRejected):
    """A text that no DOCX, XLSX or PDF could be made of: refused before the database is asked."""


class GuardViolation(DatabaseRejected):
    """What a room's guard refuses, with the room's own sentence."""


class BrokenChain(Exception):
    """An entry, a link or a fact differs from what the chain recorded."""


@contextmanager
def translated() -> Iterator[None]:
    """Turn a guard's refusal, whichever database raised it, into the error above; let others pass."""
    try:
        yield
    except DatabaseError as error:
        refusal = refusal_of(error)
        if refusal is None:
            raise
        raise refusal from error


def refusal_of(error: DatabaseError) -> DatabaseRejected | None:
    """Return the refusal that a database error carries, or None where no guard spoke."""
    found = SIGNAL.search(str(error))
    if found is None:
        return None
    return refusal_in_words(found["code"], found["table"])


def refusal_in_words(code: str, table: str) -> DatabaseRejected:
    """Return the refusal that a code of a table's guard means, with its sentence."""
    if code == "APPEND_ONLY":
        return AppendOnly(code, "这类记录只能新增，不能修改、删除或覆盖；有错请另立更正记录。", table)
    if code == "PERIOD_LOCKED":
        sentence = (
            "该日期所在期间的年度报告已定稿，数据已锁定；确需更正的，请先在年度报告页面说明理由并解锁。"
        )
        return PeriodLocked(code, sentence, table)
    if code == "UNNAMED":
        names = {model._meta.db_table: model._meta.verbose_name for model in apps.get_models()}
        return GuardViolation(code, f"没有记入台账的{names[table]}无效；请在程序中办理。", table)
    messages = {r.code: r.message for g in registry.all_of(registry.Guard) for r in g.refusals}
    return GuardViolation(code, messages[code], table)
