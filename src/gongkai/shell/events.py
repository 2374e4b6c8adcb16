"""What happens in `shell`, as the ledger keeps it."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.registry import Event


@dataclass(frozen=True, kw_only=True)
class LedgerImported(Event):
    id = "shell.ledger_imported"
    label = "导入台账"
    message = "导入“{title}”：新增 {new} 条，更正 {changed} 条，已有 {known} 条。"

    kind: str
    title: str
    sm3: str
    new: int
    changed: int
    known: int


@dataclass(frozen=True, kw_only=True)
class RowEntered(Event):
    id = "shell.row_entered"
    label = "登记"
    message = "在“{title}”登记一条。"

    kind: str
    title: str


EVENTS: tuple[type[Event], ...] = (
    LedgerImported,
    RowEntered,
)
