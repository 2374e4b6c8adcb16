"""The sentences of the letters, and what is to be filled in, as data."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from string import Formatter
from types import MappingProxyType
from typing import Any

BLANK = "______"  # what stands where nothing has been filled in yet


@dataclass(frozen=True)
class Place:
    """Something that the officer fills in: its name in the sentences, and how it is asked for."""

    name: str
    label: str
    help: str
    long: bool = False
    optional: bool = False


@dataclass(frozen=True)
class Wording:
    """What a letter says: its paragraphs with their places, and the articles that it cites."""

    paragraphs: tuple[str, ...]
    places: tuple[Place, ...]
    basis: tuple[str, ...] = ()

    def filled(self, given: Mapping[str, object]) -> tuple[str, ...]:
        """Return the paragraphs with everything in its place; what is missing shows as a blank line."""
        optional = {place.name for place in self.places if place.optional}
        words = {name: "" if name in optional else BLANK for name in self._names}
        words |= {name: str(value).strip() for name, value in given.items() if str(value).strip()}
        return tuple(paragraph.format(**words).strip() for paragraph in self.paragraphs)

    @property
    def _names(self) -> set[str]:
        return {name for text in self.paragraphs for _, name, _, _ in Formatter().parse(text) if name}


def _read() -> tuple[str, Mapping[str, Wording]]:
    table = tomllib.loads(files(__package__).joinpath("wording.toml").read_text(encoding="utf-8"))
    places = {name: Place(name, **entry) for name, entry in table.pop("places").items()}
    opening = table.pop("opening")
    flat: dict[str, Any] = {}
    for name, entry in table.items():
        nested = entry if "paragraphs" not in entry else {"": entry}
        flat |= {f"{name}.{part}".rstrip("."): wording for part, wording in nested.items()}
    wordings = {
        name: Wording(
            paragraphs=tuple(entry["paragraphs"]),
            places=tuple(places[each] for each in entry["places"]),
            basis=tuple(entry.get("basis", ())),
        )
        for name, entry in flat.items()
    }
    return opening, MappingProxyType(wordings)


OPENING, WORDINGS = _read()
