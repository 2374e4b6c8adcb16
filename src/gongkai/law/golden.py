"""Golden cases: facts and what the law makes of them, as data a lawyer can read and add to.

Each case names the articles it shows, the function asked, what is given and what is expected. One test
answers them all; the handbook lists them under their articles.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from gongkai.law.texts import check_basis, only_keys, read_toml, toml_names


@dataclass(frozen=True, slots=True)
class Case:
    """One golden case and the file it stands in."""

    name: str
    file: str
    articles: tuple[str, ...]
    function: str
    given: Mapping[str, Any]
    expect: Mapping[str, Any]


@cache
def golden_cases() -> tuple[Case, ...]:
    """Return all cases of ``cases/*.toml``, in the order of the files."""
    return tuple(
        read_case(entry, file) for file in toml_names("cases") for entry in read_toml("cases", file)["case"]
    )


def read_case(entry: Mapping[str, Any], file: str) -> Case:
    """Return one case from its parsed entry; raises `BrokenTable` for anything out of form."""
    where = f"案例 {file} {entry.get('name', '（无名）')}"
    only_keys(entry, ["given"], required=["name", "articles", "function", "expect"], where=where)
    return Case(
        name=entry["name"],
        file=file,
        articles=check_basis(entry["articles"], where=where),
        function=entry["function"],
        given=entry.get("given", {}),
        expect=entry["expect"],
    )
