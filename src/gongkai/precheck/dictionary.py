"""The dictionaries of the checks: shipped as TOML, extended or corrected by the unit's own TOML."""

from __future__ import annotations

import itertools
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib import resources
from pathlib import Path
from typing import Any, cast

from gongkai.precheck.errors import DictionaryError
from gongkai.precheck.finding import Severity

_NATION = "中华人民共和国"
_KIND = re.compile(
    r"(.{2,}?)((?:实施|暂行)?(?:条例|办法|规定|细则)|法典|法|通则|总则)(?:[（(](?:试行|暂行)[）)])?"
)
_KEYS = {
    "law": "title",
    "wrong_title": "wrong",
    "wording": "word",
    "typo": "wrong",
    "name": "term",
    "wrong_name": "wrong",
    "contact": "number",
    "mark": "text",
    "phrase": "text",
    "card": "prefix",
    "reduplicated": "characters",
    "repeatable": "word",
}
_NEAR_NAME_LENGTH = 4


@dataclass(frozen=True, slots=True)
class Law:
    """One title of the unit's law list."""

    title: str
    repealed_on: str = ""
    replaced_by: str = ""
    decree: str = ""
    old_decrees: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wording:
    """A word that claims much, where it is allowed, and what to tell the drafter (empty: the usual)."""

    pattern: re.Pattern[str]
    except_before: tuple[str, ...]
    severity: Severity
    message: str
    suggestion: str | None


@dataclass(frozen=True, eq=False)
class Dictionary:
    """Everything the checks look up. `entries` maps a kind to its entries by key."""

    entries: Mapping[str, Mapping[str, Mapping[str, Any]]] = field(repr=False)

    @cached_property
    def laws(self) -> Mapping[str, Law]:
        """Laws by full title and by the title without the name of the state."""
        laws: dict[str, Law] = {}
        for title, entry in self._of("law").items():
            law = Law(
                title,
                str(entry.get("repealed_on", "")),
                entry.get("replaced_by", ""),
                entry.get("decree", ""),
                tuple(entry.get("old_decrees", ())),
            )
            laws[title] = laws[title.removeprefix(_NATION)] = law
        return laws

    @cached_property
    def laws_by_stem(self) -> Mapping[str, Law]:
        """Laws by their title without the name of the state and without its kind: what is in force goes first."""
        found: dict[str, Law] = {}
        for law in sorted(self.laws.values(), key=lambda law: (bool(law.repealed_on), len(law.title))):
            stem, kind = stem_and_kind(law.title)
            if kind:
                found.setdefault(stem, law)
        return found

    @cached_property
    def short_titles(self) -> tuple[str, ...]:
        """Titles of national laws without the name of the state."""
        return tuple(title.removeprefix(_NATION) for title in self._of("law") if title.startswith(_NATION))

    @cached_property
    def wrong_titles(self) -> Mapping[str, str]:
        """Titles that do not exist, and the right ones."""
        return {wrong: entry["right"] for wrong, entry in self._of("wrong_title").items()}

    @cached_property
    def wordings(self) -> tuple[Wording, ...]:
        """Absolute and inflated words."""
        return tuple(_wording(word, entry) for word, entry in self._of("wording").items())

    @cached_property
    def typos(self) -> Mapping[str, str]:
        """Known typing errors and the right forms."""
        return {wrong: entry["right"] for wrong, entry in self._of("typo").items()}

    @cached_property
    def typo_pattern(self) -> re.Pattern[str] | None:
        """One pattern over all known typing errors, the longest first."""
        typos = sorted(self._of("typo").items(), key=lambda item: len(item[0]), reverse=True)
        return re.compile("|".join(_guarded(wrong, entry) for wrong, entry in typos)) if typos else None

    @cached_property
    def reduplicated(self) -> frozenset[str]:
        """Characters that make a word when they stand twice (等等)."""
        return frozenset("".join(self._of("reduplicated")))

    @cached_property
    def repeatable(self) -> frozenset[str]:
        """Words that rightly repeat."""
        return frozenset(self._of("repeatable"))

    @cached_property
    def repeatable_with(self) -> Mapping[str, Sequence[str]]:
        """Those of them in which a character stands twice in a row, by the character."""
        found: dict[str, list[str]] = {}
        for word in self.repeatable:
            for char, following in itertools.pairwise(word):
                if char == following:
                    found.setdefault(char, []).append(word)
        return found

    @cached_property
    def marks(self) -> tuple[str, ...]:
        """Marks that block when they stand alone, the longest first."""
        return tuple(sorted(self._of("mark"), key=len, reverse=True))

    @cached_property
    def mark_pattern(self) -> re.Pattern[str]:
        """Any of the marks, also set wide (机 密)."""
        return re.compile(
            "|".join(r"[ \t\u3000]*".join(map(re.escape, mark)) for mark in self.marks) or "(?!)"
        )

    @cached_property
    def secrecy_phrases(self) -> tuple[str, ...]:
        """Phrases that a paper may say of itself."""
        return tuple(sorted(self._of("phrase"), key=len, reverse=True))

    @cached_property
    def card_prefixes(self) -> tuple[str, ...]:
        """First digits of card issuers."""
        return tuple(self._of("card"))

    @cached_property
    def contacts(self) -> frozenset[str]:
        """Numbers that the unit publishes on purpose."""
        return frozenset(re.sub(r"[ -]", "", number) for number in self._of("contact"))

    @cached_property
    def names(self) -> frozenset[str]:
        """Names, titles and fixed terms that the unit keeps."""
        return frozenset(self._of("name"))

    @cached_property
    def wrong_names(self) -> Mapping[str, str]:
        """Forms that the unit has marked wrong, and the right ones."""
        return {wrong: entry["right"] for wrong, entry in self._of("wrong_name").items()}

    @cached_property
    def near_names(self) -> tuple[tuple[str, re.Pattern[str]], ...]:
        """For each kept term of four characters or more, what differs from it in one character."""
        return tuple((term, _one_off(term)) for term in sorted(self.names) if len(term) >= _NEAR_NAME_LENGTH)

    def _of(self, kind: str) -> Mapping[str, Mapping[str, Any]]:
        return self.entries.get(kind, {})


def stem_and_kind(title: str) -> tuple[str, str]:
    """A title cut into what the law is about and what kind of text it is: 中华人民共和国档案法 → 档案, 法."""
    match = _KIND.fullmatch(title.removeprefix(_NATION))
    return (match[1], match[2]) if match else (title, "")


@cache
def shipped_dictionary() -> Dictionary:
    """The dictionaries that come with the program."""
    folder = resources.files("gongkai.precheck") / "dictionaries"
    files = sorted(
        (file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name
    )
    return Dictionary(_merge([(file.name, file.read_text(encoding="utf-8")) for file in files]))


def load_dictionary(paths: Sequence[Path]) -> Dictionary:
    """The shipped dictionaries with the unit's files laid over them, in order.

    An entry with the same key replaces the shipped one; `off = true` takes it away. Raises DictionaryError
    where a file cannot be read or an entry lacks its key.
    """
    texts = []
    for path in paths:
        try:
            texts.append((path.name, path.read_text(encoding="utf-8-sig")))
        except (OSError, UnicodeDecodeError) as error:
            raise DictionaryError(path.name, "文件读不出来，应为 UTF-8 编码的 TOML 文件") from error
    return Dictionary(_merge(texts, shipped_dictionary().entries))


def _merge(
    files: Sequence[tuple[str, str]], base: Mapping[str, Mapping[str, Mapping[str, Any]]] | None = None
) -> dict[str, dict[str, Mapping[str, Any]]]:
    merged: dict[str, dict[str, Mapping[str, Any]]] = {
        kind: dict(found) for kind, found in (base or {}).items()
    }
    for name, text in files:
        try:
            tables = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise DictionaryError(name, f"不是合格的 TOML（{error}）") from error
        for kind, entries in tables.items():
            if kind not in _KEYS or not isinstance(entries, list):
                raise DictionaryError(name, f"没有名为“{kind}”的词表，可用的有：{'、'.join(_KEYS)}")
            for entry in entries:
                key = entry.get(_KEYS[kind]) if isinstance(entry, dict) else None
                if not isinstance(key, str) or not key:
                    raise DictionaryError(name, f"词表“{kind}”有一条缺少“{_KEYS[kind]}”")
                if entry.get("off"):
                    merged.setdefault(kind, {}).pop(key, None)
                else:
                    _require(name, kind, entry)
                    merged.setdefault(kind, {})[key] = cast("Mapping[str, Any]", entry)
    return merged


def _require(name: str, kind: str, entry: Mapping[str, Any]) -> None:
    """What an entry must also have, told here so that no check fails later."""
    if kind in ("wrong_title", "typo", "wrong_name") and not isinstance(entry.get("right"), str):
        raise DictionaryError(name, f"词表“{kind}”的“{entry[_KEYS[kind]]}”缺少正确写法“right”")
    if kind == "wording":
        if entry.get("severity", "answer") not in ("block", "answer", "info"):
            raise DictionaryError(name, f"“{entry['word']}”的 severity 应为 block、answer 或 info")
        try:
            _wording(entry["word"], entry)
        except re.error as error:
            raise DictionaryError(
                name, f"“{entry['word']}”的 pattern 不是合格的正则表达式（{error}）"
            ) from error


def _wording(word: str, entry: Mapping[str, Any]) -> Wording:
    return Wording(
        re.compile(f"(?:{entry.get('pattern') or re.escape(word)})" + _not_before(entry)),
        tuple(entry.get("except_before", ())),
        entry.get("severity", "answer"),
        entry.get("message", ""),
        entry.get("suggestion"),
    )


def _guarded(word: str, entry: Mapping[str, Any]) -> str:
    """The pattern of a word, except where `except_before` or `except_after` stand next to it and make it harmless.

    What begins with the word is much faster than what begins by looking back.
    """
    before = "".join(f"(?<!{re.escape(text + word)})" for text in entry.get("except_before", ()))
    return re.escape(word) + before + _not_before(entry)


def _not_before(entry: Mapping[str, Any]) -> str:
    after = "|".join(re.escape(text) for text in entry.get("except_after", ()))
    return f"(?!{after})" if after else ""


def _one_off(term: str) -> re.Pattern[str]:
    variants = (
        re.escape(term[:place]) + f"(?!{re.escape(char)})[\u4e00-\u9fff]" + re.escape(term[place + 1 :])
        for place, char in enumerate(term)
    )
    return re.compile("|".join(variants))
