"""The sentences of the letters, and what is to be filled in, as data."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from string import Formatter
from types import MappingProxyType
from typing import Any

ENDS = ("！", "？", "；", "”", ".", "!", "?", ";")
BLANK = "______"  # what stands where nothing has been filled in yet


@dataclass(frozen=True)
class Input:
    """Something that the officer fills in: its name in the sentences, and how it is asked for."""

    name: str
    label: str
    help: str
    long: bool = False
    optional: bool = False


@dataclass(frozen=True)
class LetterWording:
    """What a letter says: its paragraphs with their inputs, and the articles that it cites."""

    paragraphs: tuple[str, ...]
    inputs: tuple[Input, ...]
    basis: tuple[str, ...] = ()

    def filled(self, given: Mapping[str, object], *, you: str = "您") -> tuple[str, ...]:
        """Return the paragraphs with everything in its place; what is missing shows as a blank line.

        `you` is how the addressee is spoken to. What was filled in on several lines makes several paragraphs.
        """
        words = {name: str(value).strip() for name, value in given.items()}
        texts = ("".join(self._pieces(text.replace("您", you), words)) for text in self.paragraphs)
        return tuple(line.strip() for text in texts for line in text.splitlines() if line.strip())

    def _pieces(self, text: str, words: Mapping[str, str]) -> Iterator[str]:
        inputs = {each.name: each for each in self.inputs}
        parsed = [(literal, name or "") for literal, name, _, _ in Formatter().parse(text)]
        for (literal, name), (following, _) in zip(parsed, [*parsed[1:], ("", "")], strict=True):
            yield literal
            if name in inputs:
                missing = "" if inputs[name].optional else BLANK
                yield ended(words.get(name) or missing, following)
            elif name:
                yield words.get(name) or BLANK


def ended(text: str, following: str) -> str:
    """Return what an officer wrote, ended by one full stop where the letter's sentence ends with it."""
    bare = text.rstrip("。")
    if not bare or (following and following[0] in "。，；）"):
        return bare
    return bare if bare.endswith(ENDS) else f"{bare}。"


def _read() -> tuple[str, Mapping[str, LetterWording]]:
    table = tomllib.loads(files(__package__).joinpath("wording.toml").read_text(encoding="utf-8"))
    inputs = {name: Input(name, **entry) for name, entry in table.pop("inputs").items()}
    opening = table.pop("opening")
    flat: dict[str, Any] = {}
    for name, entry in table.items():
        nested = entry if "paragraphs" not in entry else {"": entry}
        flat |= {f"{name}.{part}".rstrip("."): wording for part, wording in nested.items()}
    wordings = {
        name: LetterWording(
            paragraphs=tuple(entry["paragraphs"]),
            inputs=tuple(inputs[each] for each in entry["inputs"]),
            basis=tuple(entry.get("basis", ())),
        )
        for name, entry in flat.items()
    }
    return opening, MappingProxyType(wordings)


OPENING, WORDINGS = _read()
