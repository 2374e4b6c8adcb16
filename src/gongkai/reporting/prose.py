"""The six parts in words, each figure bound to what it counts.

A passage is text with figures in braces: `{proactive.website_items}` is the value of that cell of the
count, `{year}` and `{organ}` what they say. A number that is no count of records is marked, with the reason:
`[[2|引用上级文件]]`. Any other number before a counting unit is unbound, and an unbound number blocks finalization.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from importlib import resources
from typing import Any, Self

from gongkai.annualreport import FORM_2021, ReportSection
from gongkai.bodies.models import Organ
from gongkai.papers.contact import Contact
from gongkai.reporting.counting import Count

FIGURE = re.compile(r"\{(?P<cell_id>[a-z][a-z0-9_.]*)\}|\[\[(?P<mark>[^|\]]+)\|(?P<reason>[^\]]+)\]\]")
# Years, dates, 文号, articles, phones, addresses and ordinals carry no counting unit, or stand behind 第.
UNITS = "件条份次项个家本人户篇场期名起元%％"
COUNTED_NUMBER = re.compile(
    r"(?<![第\d.,〔])(?P<number>\d[\d,]*(?:\.\d+)?)\s*(?P<scale>[十百千万亿]*)[余多]?\s*"
    rf"(?P<unit>[{UNITS}])"
)
# What a passage may name besides figures (`_names`).
NAMED = frozenset({"year", "next_year", "organ", "office", "website", "reached"})
NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True)
class Sentence:
    """A standard sentence. While the figure `when` is 0, `zero` stands instead of it (empty: nothing)."""

    text: str
    when: str = ""
    zero: str = ""

    @property
    def cell_ids(self) -> set[str]:
        """The cells of the count that the sentence speaks of."""
        found = {m["cell_id"] for m in FIGURE.finditer(self.text + self.zero) if m["cell_id"]}
        return {cell_id for cell_id in found | {self.when} if "." in cell_id}

    def standing(self, count: Count) -> str:
        """Return the text that fits the figures; empty where a figure is counted by no room."""
        if not self.cell_ids <= count.figures.keys():
            return ""
        silent = self.when and str(count.figures[self.when].value) in {"0", "0.00"}
        return self.zero if silent else self.text


@dataclass(frozen=True)
class PassageTemplate:
    """A standard paragraph: its id, the part it belongs to, the head above it, its sentences."""

    id: str
    part: str
    sentences: tuple[Sentence, ...]
    head: str = ""

    @property
    def name(self) -> str:
        """What people call it: its head, or the part in which it stands."""
        return self.head or ("前言" if self.part == "intro" else f"第{self.part}部分的一段")

    def standing(self, count: Count) -> str:
        """Return the paragraph that fits the figures, before they are put in."""
        return "".join(sentence.standing(count) for sentence in self.sentences)


@dataclass(frozen=True)
class Run:
    """A piece of a composed paragraph: plain, bound to a cell, marked as no count, or a `name` (year, organ …)."""

    text: str
    cell_id: str = ""
    reason: str = ""
    name: str = ""

    @property
    def stored(self) -> str:
        """The piece as a passage keeps it."""
        if self.reason:
            return f"[[{self.text}|{self.reason}]]"
        return f"{{{self.cell_id or self.name}}}" if self.cell_id or self.name else self.text


@dataclass(frozen=True)
class Paragraph:
    """A composed paragraph of a part."""

    passage: str
    part: str
    head: str
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """The paragraph as printed."""
        return "".join(run.text for run in self.runs)

    @property
    def unbound(self) -> list[str]:
        """The numbers that look like a count of something and are neither a whole figure nor marked."""
        return [found[0] for found in self.unbound_places]

    @property
    def unbound_places(self) -> list[re.Match[str]]:
        """Where they stand, as printed, over the borders of the runs: a digit set before a bound figure makes
        another number of it."""
        return [m for m in COUNTED_NUMBER.finditer(self.text) if not self._accounted(m)]

    @property
    def unknown(self) -> list[str]:
        """The figures named that nobody counts: they stand in the text as they were written."""
        return [m[0] for m in FIGURE.finditer(self.text)]

    def _accounted(self, found: re.Match[str]) -> bool:
        start, end = found.span("number")
        scaled = found["scale"] and found["unit"] != "元"  # 25万件 are not the 25 that were counted
        at = 0
        for run in self.runs:
            first, at = at, at + len(run.text)
            if run.cell_id and (first, at) == (start, end) and not scaled:
                return True
            if run.reason and first <= start and end <= at:
                return True
        return False

    def to_json(self) -> dict[str, Any]:
        """Return the paragraph as a candidate keeps it."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Return a kept paragraph."""
        return cls(data["passage"], data["part"], data["head"], tuple(Run(**run) for run in data["runs"]))


@cache
def standard_passages() -> tuple[PassageTemplate, ...]:
    """Return the passages that a new report starts with."""
    text = resources.files(__package__).joinpath("prose.toml").read_text(encoding="utf-8")
    return tuple(
        PassageTemplate(
            id=item["id"],
            part=item["part"],
            head=item.get("head", ""),
            sentences=tuple(
                Sentence(text=s) if isinstance(s, str) else Sentence(**s) for s in item["sentences"]
            ),
        )
        for item in tomllib.loads(text)["passage"]
    )


def compose(count: Count, *, organ: Organ, contact: Contact, edited: Mapping[str, str]) -> list[Paragraph]:
    """Return the parts as paragraphs; `edited` are the officer's own texts by passage id.

    A standard sentence that speaks of a figure which no room of this installation counts is left out. The heads
    of a part are numbered as they stand: one that has nothing below it leaves no gap.
    """
    heads: Counter[str] = Counter()
    paragraphs = []
    for passage in standard_passages():
        if text := edited.get(passage.id) or passage.standing(count):
            heads[passage.part] += bool(passage.head)
            head = f"（{NUMERALS[heads[passage.part] - 1]}）{passage.head}" if passage.head else ""
            runs = tuple(runs_of(text, count, organ, contact))
            paragraphs.append(Paragraph(passage.id, passage.part, head, runs))
    return paragraphs


def sections(paragraphs: list[Paragraph]) -> tuple[ReportSection, ...]:
    """Return the six parts with their prose, one paragraph a line."""
    return tuple(
        ReportSection(part.number, part.title, "\n".join(_lines(paragraphs, part.number)))
        for part in FORM_2021.parts
    )


def text_of(paragraphs: list[Paragraph], part: str) -> str:
    """Return the prose of what stands outside the six parts (`intro`, `contact`)."""
    return "\n".join(_lines(paragraphs, part))


def _lines(paragraphs: list[Paragraph], part: str) -> Iterator[str]:
    for paragraph in paragraphs:
        if paragraph.part == part:
            if paragraph.head:
                yield paragraph.head
            yield paragraph.text


def _names(count: Count, organ: Organ, contact: Contact) -> dict[str, str]:
    """What a passage may name besides figures."""
    ways = (
        ("地址", contact.address),
        ("邮编", contact.postcode),
        ("电话", contact.phone),
        ("传真", contact.fax),
        ("电子邮箱", contact.email),
    )
    reached = "；".join(f"{label}：{value}" for label, value in ways if value)
    return {
        "year": str(count.year),
        "next_year": str(count.year + 1),
        "organ": organ.name,
        "office": contact.office or "公开工作机构",
        "website": contact.website or "本机关网站",
        "reached": f"（{reached}）" if reached else "",
    }


def runs_of(text: str, count: Count, organ: Organ, contact: Contact) -> Iterator[Run]:
    """Yield a passage as it reads, with what is bound in it."""
    names = _names(count, organ, contact)
    end = 0
    for match in FIGURE.finditer(text):
        if match.start() > end:
            yield Run(text[end : match.start()])
        end = match.end()
        if match["mark"]:
            yield Run(match["mark"], reason=match["reason"])
        elif match["cell_id"] in names:
            yield Run(names[match["cell_id"]], name=match["cell_id"])
        elif match["cell_id"] in count.figures:
            yield Run(str(count.figures[match["cell_id"]].value), cell_id=match["cell_id"])
        else:
            yield Run(match[0])
    if end < len(text):
        yield Run(text[end:])
