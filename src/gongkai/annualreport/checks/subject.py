"""What the checks look at: the report, last year's report, and the prose cut into passages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from gongkai import precheck
from gongkai.annualreport.form import REQUEST_COLUMNS
from gongkai.annualreport.identities import check_identities
from gongkai.annualreport.value import Finding, Report

_OMITTED = re.compile(r"\[(?:…|\.{3})+\]|\uff3b…+\uff3d|（略）|\(略\)")
_SENTENCE = re.compile(r"[^。！？]+[。！？]?")
_OPENING_YEAR = re.compile(r"(20\d\d)年度?[，,]")
_WORD = re.compile(r"[\u4e00-\u9fff]")
_SPACES = re.compile(r"[ \t\u3000\xa0\u200b]+")


@dataclass(frozen=True, slots=True)
class Remark:
    """What a check found; the table of checks adds the code and the severity."""

    where: str
    message: str
    numbers: Mapping[str, int | str] = field(default_factory=dict)
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProsePassage:
    """A stretch of prose with its address (`intro`, `sections.一`, `contact`) and the paragraph around it."""

    where: str
    text: str
    paragraph: str = ""


@dataclass(frozen=True)
class CheckedReport:
    """A report under check. What several checks need is worked out once."""

    report: Report
    previous: Report | None = None

    @cached_property
    def passages(self) -> tuple[ProsePassage, ...]:
        """All prose, in printed order; leftovers of a table without a word in them do not count."""
        parts = [ProsePassage("intro", self.report.intro)]
        parts += [ProsePassage(f"sections.{part.number}", part.text) for part in self.report.sections]
        parts += [ProsePassage("contact", self.report.contact)]
        return tuple(part for part in parts if _WORD.search(part.text))

    @cached_property
    def year(self) -> int | None:
        """The year of the report; where no title names it, the latest that its statements open with."""
        if self.report.year is not None:
            return self.report.year
        dated = [s for s in self.sentences if s.where not in ("sections.五", "contact")]
        return max((int(match[1]) for s in dated if (match := _OPENING_YEAR.match(s.text))), default=None)

    @cached_property
    def headings(self) -> tuple[ProsePassage, ...]:
        """The title of the report and of its parts; a note behind a title is not part of it."""
        parts = [ProsePassage("title", self.report.title)]
        parts += [
            ProsePassage(f"sections.{part.number}.title", part.title.rstrip("（( "))
            for part in self.report.sections
        ]
        return tuple(part for part in parts if part.text.strip())

    @cached_property
    def sentences(self) -> tuple[ProsePassage, ...]:
        """The prose sentence by sentence, spaces removed: 2024 年 and 2024年 read alike."""
        return tuple(
            ProsePassage(passage.where, match.group(), paragraph)
            for passage in self.passages
            for paragraph in _SPACES.sub("", passage.text).splitlines()
            for match in _SENTENCE.finditer(paragraph)
        )

    @cached_property
    def prose(self) -> str:
        """All prose in one text, spaces removed."""
        return _SPACES.sub("", "\n".join(passage.text for passage in self.passages))

    @cached_property
    def is_excerpt(self) -> bool:
        """Whether the copy says that prose was left out: then nothing can be called missing."""
        texts = [self.report.intro, *(part.text for part in self.report.sections), self.report.contact]
        return any(_OMITTED.search(_SPACES.sub("", text)) for text in texts)

    @cached_property
    def identities(self) -> list[Finding]:
        """Broken identities; raises WrongPreviousReport where last year's report is of another year."""
        return check_identities(self.report, self.previous)

    @cached_property
    def precheck(self) -> tuple[tuple[str, precheck.TextFinding], ...]:
        """What precheck says of each heading and passage, with its address."""
        return tuple(
            (passage.where, finding)
            for passage in (*self.headings, *self.passages)
            for finding in precheck.check_text(passage.text)
        )

    def request(self, row: str, column: str = "total") -> int | None:
        """A figure of table 三; a total that is blank or missing is added up from what is printed."""
        if row not in self.report.tables["requests"]:
            return None
        value = self.report.number(f"requests.{row}.{column}")
        if value is not None or column != "total":
            return value
        return added([self.report.number(f"requests.{row}.{kind.id}") for kind in REQUEST_COLUMNS[:-1]])

    def requests(self, rows: tuple[str, ...], column: str = "total") -> int | None:
        """The sum of several lines of table 三; None where nothing is printed in any of them."""
        return added([self.request(row, column) for row in rows])

    def group(self, name: str) -> tuple[str, ...]:
        """The lines of a group of outcomes (`denied`), in the form of the report."""
        rows = self.report.tables["requests"]
        return tuple(row for row in rows if row == name or re.fullmatch(rf"{name}_\d", row))

    def sections(self) -> Iterator[tuple[str, str]]:
        """The parts as (address, text)."""
        for part in self.report.sections:
            yield f"sections.{part.number}", part.text


def added(values: list[int | None]) -> int | None:
    """The sum of what is there; None where nothing is."""
    present = [value for value in values if value is not None]
    return sum(present) if present else None


def quoted(text: str, length: int = 40) -> str:
    """A passage short enough to stand in a message."""
    text = _SPACES.sub("", text.strip())
    return f"“{text}”" if len(text) <= length else f"“{text[:length]}……”"
