"""Why a request was answered as it was: the grounds of 条例第三十六条 to 第三十九条 and their neighbours.

A ground has a stable code, its articles, the one leaf row of table 三 in which it counts, the class of
remedy that its letter must name, and what proves it in court (法释〔2025〕8号第五条 to 第七条).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from gongkai.law.errors import BrokenTable, UnknownName
from gongkai.law.outcomes import Outcome, leaf_row
from gongkai.law.texts import Mark, check_basis, check_mark, only_keys, read_toml


@dataclass(frozen=True, slots=True)
class Ground:
    """One ground of reply."""

    code: str
    label: str
    outcome: Outcome
    row: str
    articles: tuple[str, ...]
    remedy: str
    by_pages: bool
    proof: str
    mark: Mark


def read_grounds(entries: Iterable[Mapping[str, Any]]) -> Mapping[str, Ground]:
    """Return grounds by code from parsed entries; raises `BrokenTable` or `UnknownName`."""
    grounds: dict[str, Ground] = {}
    for entry in entries:
        where = f"理由 {entry.get('code', '（无代码）')}"
        only_keys(
            entry,
            ["by_pages"],
            required=["code", "label", "row", "articles", "remedy", "proof", "mark"],
            where=where,
        )
        if entry["code"] in grounds:
            raise BrokenTable(f"{where} 写了两次；请合并为一处。", where=where)
        grounds[entry["code"]] = Ground(
            code=entry["code"],
            label=entry["label"],
            outcome=leaf_row(entry["row"]).outcome,
            row=entry["row"],
            articles=check_basis(entry["articles"], where=where),
            remedy=entry["remedy"],
            by_pages=entry.get("by_pages", False),
            proof=entry["proof"],
            mark=check_mark(entry["mark"], where=where),
        )
    return MappingProxyType(grounds)


GROUNDS: Mapping[str, Ground] = read_grounds(read_toml("tables", "grounds.toml")["ground"])


@dataclass(frozen=True, slots=True)
class ReplyStep:
    """One of the seven questions of a reply, in their order, and the grounds that can end it there."""

    code: str
    label: str
    asks: str
    grounds: tuple[str, ...]
    basis: tuple[str, ...]


def read_step(entry: Mapping[str, Any]) -> ReplyStep:
    """Return a step from its parsed entry; raises `UnknownName` for a ground that is not there."""
    return ReplyStep(
        code=entry["code"],
        label=entry["label"],
        asks=entry["asks"],
        grounds=tuple(ground(code).code for code in entry["grounds"]),
        basis=check_basis(entry["basis"], where=entry["code"]),
    )


def ground(code: str) -> Ground:
    """Return the ground of a code; raises `UnknownName` listing the codes."""
    if code not in GROUNDS:
        raise UnknownName.of("答复理由", code, GROUNDS, where="ground")
    return GROUNDS[code]


REPLY_STEPS: tuple[ReplyStep, ...] = tuple(
    read_step(each) for each in read_toml("tables", "steps.toml")["step"]
)
