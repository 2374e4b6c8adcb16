"""The texts that may be cited, and the reading of shipped tables.

A *basis* is a citation such as ``条例第三十三条第二款``. It begins with the short name of a text in
``tables/texts.toml``; a basis that does not is refused when the table is read, so that no rule can
rest on nothing.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal, get_args

from gongkai.law.errors import BrokenTable

Mark = Literal["verified", "memory", "inference"]
"""How sure we are: the text was read · remembered, not found · concluded or agreed where texts are silent."""

MARKS: tuple[str, ...] = get_args(Mark)
MARK_LABELS: Mapping[str, str] = MappingProxyType(
    {"verified": "已核对原文", "memory": "凭记忆，未核对", "inference": "推论或系统约定"}
)

_ARTICLE = re.compile(r"第[一二三四五六七八九十百零]+条")


@dataclass(frozen=True, slots=True)
class CitedText:
    """A law, regulation or notice that a basis may cite."""

    name: str
    title: str
    number: str


def read_toml(folder: str, name: str) -> dict[str, Any]:
    """Return one shipped data file of this package, parsed."""
    return tomllib.loads(files("gongkai.law").joinpath(folder, name).read_text(encoding="utf-8"))


def toml_names(folder: str) -> list[str]:
    """Return the names of the data files in a folder of this package, sorted."""
    return sorted(
        each.name for each in files("gongkai.law").joinpath(folder).iterdir() if each.name.endswith(".toml")
    )


def only_keys(
    table: Mapping[str, Any], allowed: Iterable[str], *, required: Iterable[str], where: str
) -> None:
    """Refuse unknown keys, listing the allowed ones, and missing required ones."""
    allowed = sorted({*allowed, *required})
    unknown = sorted(set(table) - set(allowed))
    if unknown:
        raise BrokenTable(
            f"{where} 有不认识的键 {'、'.join(unknown)}；允许的键是：{'、'.join(allowed)}。", where=where
        )
    missing = sorted(each for each in required if table.get(each) in (None, "", []))
    if missing:
        raise BrokenTable(f"{where} 缺少 {'、'.join(missing)}；请补上后再装载。", where=where)


@cache
def texts() -> Mapping[str, CitedText]:
    """Return the citable texts by short name."""
    table = read_toml("tables", "texts.toml")["texts"]
    return MappingProxyType({name: CitedText(name=name, **fields) for name, fields in table.items()})


def text_of(basis: str) -> CitedText:
    """Return the text a basis cites (the longest short name it begins with).

    Raises `BrokenTable` when it cites none.
    """
    names = [name for name in texts() if basis.startswith(name)]
    if not names:
        raise BrokenTable(
            f"依据“{basis}”不是以已登记的法规简称开头；请在 texts.toml 登记该文件。", where=basis
        )
    return texts()[max(names, key=len)]


def cited(basis: Iterable[str]) -> str:
    """Return a basis as a letter cites it: each text by its title, once, then its articles in their order.

    Raises `BrokenTable` when one cites no known text.
    """
    articles: dict[str, list[str]] = {}
    for each in basis:
        text = text_of(each)
        articles.setdefault(text.title, []).append(each.removeprefix(text.name))
    return "和".join(title + "、".join(filter(None, those)) for title, those in articles.items())


def article_of(basis: str) -> str:
    """Return the basis cut at its article: ``条例第三十三条第二款`` gives ``条例第三十三条``."""
    text = text_of(basis)
    found = _ARTICLE.search(basis, len(text.name))
    return text.name + found.group() if found else text.name


def check_basis(basis: Iterable[str], *, where: str) -> tuple[str, ...]:
    """Return the basis as a tuple, each citing a known text; refuse an empty one."""
    checked = tuple(basis)
    if not checked:
        raise BrokenTable(f"{where} 没有依据；没有依据的规则不能装载。", where=where)
    for each in checked:
        text_of(each)
    return checked


def check_mark(mark: str, *, where: str) -> Mark:
    """Return the mark if it is one of the three."""
    for known in get_args(Mark):
        if mark == known:
            return known  # type: ignore[no-any-return]
    raise BrokenTable(f"{where} 的标记“{mark}”不对；可用的是：{'、'.join(MARKS)}。", where=where)
