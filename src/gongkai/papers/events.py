"""What happens in `papers`, as the ledger keeps it."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.registry import Event


@dataclass(frozen=True, kw_only=True)
class VersionAdded(Event):
    id = "papers.version_added"
    label = "拟稿"
    message = "形成第 {number} 版。"

    number: int
    hash: str


@dataclass(frozen=True, kw_only=True)
class OfficialDocumentRegistered(Event):
    id = "papers.instrument_registered"
    label = "登记公文"
    message = "第 {number} 版登记入公文台账。"

    number: int


EVENTS: tuple[type[Event], ...] = (
    VersionAdded,
    OfficialDocumentRegistered,
)
