"""Table 三's own words: six groups of outcome, twenty-one leaf rows, six kinds of applicant (年报格式)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from gongkai.law.errors import UnknownName
from gongkai.law.texts import read_toml


@dataclass(frozen=True, slots=True)
class Outcome:
    """A group of results: 予以公开, 部分公开, 不予公开, 无法提供, 不予处理, 其他处理."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class LeafRow:
    """One of the 21 rows in which a handled request is counted once."""

    id: str
    outcome: Outcome
    label: str


@dataclass(frozen=True, slots=True)
class ApplicantKind:
    """A column of table 三: fixed when the request is registered."""

    code: str
    label: str
    note: str


def _read_outcomes(table: Mapping[str, Any]) -> Mapping[str, Outcome]:
    return MappingProxyType({each["code"]: Outcome(**each) for each in table["group"]})


def _read_rows(table: Mapping[str, Any]) -> Mapping[str, LeafRow]:
    return MappingProxyType(
        {each["id"]: LeafRow(each["id"], OUTCOMES[each["group"]], each["label"]) for each in table["row"]}
    )


OUTCOMES = _read_outcomes(read_toml("tables", "outcomes.toml"))
LEAF_ROWS = _read_rows(read_toml("tables", "outcomes.toml"))
APPLICANT_KINDS: Mapping[str, ApplicantKind] = MappingProxyType(
    {each["code"]: ApplicantKind(**each) for each in read_toml("tables", "applicants.toml")["applicant"]}
)


def leaf_row(row: str) -> LeafRow:
    """Return a leaf row of table 三 by its id; raises `UnknownName`."""
    if row not in LEAF_ROWS:
        raise UnknownName.of("表三结果行", row, LEAF_ROWS, where="row")
    return LEAF_ROWS[row]
