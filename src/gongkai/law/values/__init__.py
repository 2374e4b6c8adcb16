"""Every number of the law: value, unit, the day it came into force, its basis, and how sure we are.

The shipped values stand in the TOML files of this folder. A unit may put its own value over a shipped
one, or confirm one that is marked as remembered or inferred; both are given as plain data
(`ValueOverride`, `ValueConfirmation`), with who, when and on what basis.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from string import Formatter
from types import MappingProxyType
from typing import Any, Literal, get_args

from gongkai.law.errors import BadUnitValue, BrokenTable, NotModelled, UnknownName
from gongkai.law.texts import Mark, check_basis, check_mark, only_keys, read_toml, toml_names
from gongkai.law.values.words import in_words

Unit = Literal["工作日", "日", "月", "年", "月-日", "元/件", "元/页", "件或页", "项", "%", "选项", "文字"]
TIME_UNITS: tuple[str, ...] = ("工作日", "日", "月", "年")
Direction = Literal["within", "at_least", "before"]
"""A period that ends at the latest · that lasts at least · that must have ended before a day."""

Content = int | str | Sequence[Mapping[str, Any]]
_BOUNDS = read_toml("tables", "bounds.toml")
_COMMON_YEAR = "2023"  # in which no rule can name 29 February


@dataclass(frozen=True, slots=True)
class ValueConfirmation:
    """The unit's confirmation that a shipped value holds: by whom, when, on what basis."""

    key: str
    in_force_from: date
    confirmed_by: str
    confirmed_on: date
    basis: str


@dataclass(frozen=True, slots=True)
class ValueOverride:
    """The unit's own value, in force from a day, over the shipped one."""

    key: str
    value: Content
    in_force_from: date
    basis: str
    entered_by: str
    entered_on: date


@dataclass(frozen=True, slots=True)
class Value:
    """One value as it is in force from a day on."""

    key: str
    label: str
    unit: Unit
    direction: Direction
    choices: tuple[str, ...]
    value: Content
    in_force_from: date
    basis: tuple[str, ...]
    mark: Mark
    confirmation: ValueConfirmation | None = None
    entered: ValueOverride | None = None

    @property
    def number(self) -> int:
        """The value as a count of its unit; raises `BrokenTable` if it is none."""
        if not isinstance(self.value, int):
            raise BrokenTable(f"值 {self.key} 不是整数，不能用来计算期限或数量。", where=self.key)
        return self.value

    @property
    def largest(self) -> int:
        """The largest number of its unit that may be entered in its place, and counted with."""
        most: int = _BOUNDS["largest_of"].get(self.unit, _BOUNDS["largest"])
        return most

    @property
    def needs_confirmation(self) -> bool:
        """Whether a letter that uses it must wait until the unit has confirmed it."""
        return self.mark != "verified" and self.confirmation is None and self.entered is None

    @property
    def words(self) -> str:
        """The value with its unit, as people say it."""
        return in_words(self.value, self.unit)

    def __str__(self) -> str:
        return f"{self.label} {self.words}（{'、'.join(self.basis)}）"


class Values:
    """The values by key and day. Immutable: `overlaid` returns a new one."""

    def __init__(self, series: Mapping[str, tuple[Value, ...]]) -> None:
        self._series = MappingProxyType(dict(series))

    def __iter__(self) -> Iterator[Value]:
        """Every value of every key, oldest first within its key."""
        for key in self._series:
            yield from self._series[key]

    def keys(self) -> tuple[str, ...]:
        """Return the keys, in the order of the files."""
        return tuple(self._series)

    def label(self, key: str) -> str:
        """Return what people call the values of a key; the key itself where there is none."""
        return self._series[key][-1].label if key in self._series else key

    def series(self, key: str) -> tuple[Value, ...]:
        """Return all values of a key, oldest first; raises `UnknownName`."""
        if key not in self._series:
            raise UnknownName.of("值", key, self._series, where="key")
        return self._series[key]

    def on(self, key: str, day: date) -> Value:
        """Return the value in force on `day`.

        Raises `UnknownName` for a key that is not there, `NotModelled` for a day before its first value.
        """
        known = self.series(key)
        in_force = [each for each in known if each.in_force_from <= day]
        if not in_force:
            first = known[0]
            raise NotModelled(
                f"{first.label}自 {first.in_force_from} 起才有已录入的规定（{'、'.join(first.basis)}），"
                f"{day} 适用的旧规定没有录入；请按当时的文件人工办理。",
                where=key,
            )
        return in_force[-1]

    def latest(self, key: str) -> Value:
        """Return the newest value of a key; raises `UnknownName`."""
        return self.series(key)[-1]

    def unconfirmed(self) -> tuple[Value, ...]:
        """Return the values that the unit still has to confirm."""
        return tuple(each for each in self if each.needs_confirmation)

    def overlaid(
        self, own: Iterable[ValueOverride] = (), confirmed: Iterable[ValueConfirmation] = ()
    ) -> Values:
        """Return the values with the unit's own ones and its confirmations laid over them.

        Raises `UnknownName` for an unknown key, `BadUnitValue` for one that does not fit the shipped value.
        """
        series = dict(self._series)
        for entry in own:
            self.series(entry.key)
            series[entry.key] = _with_own(series[entry.key], entry)
        for word in confirmed:
            self.series(word.key)
            series[word.key] = _with_confirmation(series[word.key], word)
        return Values(series)


def _with_own(known: tuple[Value, ...], entry: ValueOverride) -> tuple[Value, ...]:
    shipped = known[-1]
    if not entry.basis.strip() or not entry.entered_by.strip():
        raise BadUnitValue(f"本单位的“{shipped.label}”没有写明依据或录入人；请补上。", where=entry.key)
    if problem := _misfit(shipped, entry.value):
        raise BadUnitValue(f"“{shipped.label}”{problem}", where=entry.key)
    own = replace(
        shipped,
        value=_frozen(entry.value),
        in_force_from=entry.in_force_from,
        basis=(entry.basis,),
        entered=entry,
        confirmation=None,
    )
    others = [each for each in known if each.in_force_from != entry.in_force_from]
    return tuple(sorted([*others, own], key=lambda each: each.in_force_from))


def _misfit(shipped: Value, content: Content) -> str:
    """Say why a content cannot stand in for the shipped one; empty if it can."""
    if type(_frozen(content)) is not type(shipped.value) or (isinstance(content, int) and content < 1):
        return f"的单位是{shipped.unit}，不能是 {content!r}；请填与原值同类的值。"
    if shipped.choices and content not in shipped.choices:
        return f"只能选：{'、'.join(shipped.choices)}；不能是“{content}”。"
    if shipped.unit == "月-日" and not _is_day_of_year(str(content)):
        return f"应写成 01-31 这样的月-日，不能是“{content}”。"
    if shipped.unit == "文字" and not placeholders(str(content)) <= placeholders(str(shipped.value)):
        names = sorted(placeholders(str(shipped.value)))
        allowed = "、".join(in_words(f"{{{name}}}", shipped.unit) for name in names) or "（没有）"
        return f"括号里的名称不对；可用的是：{allowed}。"
    return ""


def _is_day_of_year(text: str) -> bool:
    try:
        return date.fromisoformat(f"{_COMMON_YEAR}-{text}").isoformat() == f"{_COMMON_YEAR}-{text}"
    except ValueError:
        return False


def placeholders(text: str) -> set[str]:
    """Return the names in braces of a text, such as ``{court}``; a stray brace counts as a name of its own."""
    try:
        return {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError:
        return {text}


def _frozen(content: object) -> Any:
    """A table of bands as it is kept; everything else as it is."""
    if isinstance(content, (list, tuple)):
        return tuple(MappingProxyType(dict(band)) for band in content)
    return content


def _with_confirmation(known: tuple[Value, ...], word: ValueConfirmation) -> tuple[Value, ...]:
    if not word.basis.strip() or not word.confirmed_by.strip():
        raise BadUnitValue(f"对“{known[0].label}”的确认没有写明依据或确认人；请补上。", where=word.key)
    if word.in_force_from not in {each.in_force_from for each in known}:
        raise BadUnitValue(f"“{known[0].label}”没有自 {word.in_force_from} 起的值可以确认。", where=word.key)
    return tuple(
        replace(each, confirmation=word) if each.in_force_from == word.in_force_from else each
        for each in known
    )


def read_values(tables: Iterable[Mapping[str, Any]]) -> Values:
    """Return the values of parsed value tables; raises `BrokenTable` for anything out of form."""
    series: dict[str, tuple[Value, ...]] = {}
    for table in tables:
        only_keys(table, ["value"], required=["value"], where="值文件")
        for entry in table["value"]:
            read = _read_series(entry)
            if read[0].key in series:
                raise BrokenTable(f"值 {read[0].key} 写了两次；请合并为一处。", where=read[0].key)
            series[read[0].key] = read
    return Values(series)


def _read_series(entry: Mapping[str, Any]) -> tuple[Value, ...]:
    where = f"值 {entry.get('key', '（无键）')}"
    only_keys(entry, ["direction", "choices"], required=["key", "label", "unit", "dated"], where=where)
    if entry["unit"] not in get_args(Unit):
        raise BrokenTable(
            f"{where} 的单位“{entry['unit']}”不对；可用的是：{'、'.join(get_args(Unit))}。", where=where
        )
    if entry.get("direction", "within") not in get_args(Direction):
        raise BrokenTable(f"{where} 的 direction 只能是：{'、'.join(get_args(Direction))}。", where=where)
    if entry.get("direction") == "before" and entry["unit"] != "日":
        raise BrokenTable(f"{where} 向前计算的期限只能以日为单位。", where=where)
    values = tuple(_read_dated(entry, dated, where) for dated in entry["dated"])
    days = [each.in_force_from for each in values]
    if days != sorted(set(days)):
        raise BrokenTable(f"{where} 的生效日没有按先后排列或有重复。", where=where)
    return values


def _read_dated(entry: Mapping[str, Any], dated: Mapping[str, Any], where: str) -> Value:
    only_keys(dated, [], required=["in_force_from", "value", "basis", "mark"], where=where)
    content = dated["value"]
    choices = tuple(entry.get("choices", ()))
    if choices and content not in choices:
        raise BrokenTable(f"{where} 的值不在 choices 之中。", where=where)
    return Value(
        key=entry["key"],
        label=entry["label"],
        unit=entry["unit"],
        direction=entry.get("direction", "within"),
        choices=choices,
        value=_frozen(content),
        in_force_from=dated["in_force_from"],
        basis=check_basis(dated["basis"], where=where),
        mark=check_mark(dated["mark"], where=where),
    )


@cache
def shipped_values() -> Values:
    """Return the values shipped with this version."""
    return read_values(read_toml("values", name) for name in toml_names("values"))
