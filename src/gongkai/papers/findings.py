"""What the checks object to in a text, each finding numbered, and the text cut where they begin and end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate

from gongkai.papers.models import Version
from gongkai.papers.reading import text_of
from gongkai.papers.words import words_of
from gongkai.precheck import CHECKS, Severity, TextFinding, check_text

SEVERITIES: dict[Severity, str] = {"block": "必须修改", "answer": "须答复", "info": "提示"}
CATEGORIES: dict[str, str] = {check.category: check.label for check in CHECKS}
PERSONAL = ("identity", "phone", "bank_card", "name")


AROUND = 12  # characters quoted on either side, in whole words
LOOKED_AT = 60


@dataclass(frozen=True)
class Hit:
    """A finding on a text, numbered, with the drafter's answer to it, and the words that stand around it."""

    number: int
    finding: TextFinding
    answer: str = ""
    before: str = ""
    after: str = ""

    @property
    def key(self) -> str:
        """What names the finding in a form."""
        return f"{self.finding.category}-{self.finding.start}-{self.finding.end}"

    @property
    def field(self) -> str:
        """The input of its answer."""
        return f"answer-{self.key}"

    @property
    def said(self) -> tuple[str, str]:
        """What it objects to and why, wherever that stands: the same in another version."""
        return self.finding.text, self.finding.message

    @property
    def severity(self) -> str:
        """How grave it is, in Chinese."""
        return SEVERITIES[self.finding.severity]

    @property
    def category(self) -> str:
        """What it is about, in Chinese."""
        return CATEGORIES[self.finding.category]

    @property
    def needs_answer(self) -> bool:
        """Whether the drafter must say why it stays."""
        return self.finding.severity == "answer"

    def to_json(self) -> dict[str, object]:
        """Return the finding and its answer as the secrecy form keeps them."""
        return {**self.finding.to_json(), "answer": self.answer}


def hits_of(version: Version, answers: Mapping[str, str] | None = None) -> list[Hit]:
    """Return what the checks object to in a version now, with these answers (by `Hit.key`)."""
    text, given = text_of(version), answers or {}
    findings: Sequence[TextFinding] = checked(text)
    if version.document.declared_kind.service:
        findings = [_to_whom_it_concerns(finding) for finding in findings]
    return [replace(hit, answer=given.get(hit.key, "").strip()) for hit in _quoted(text, findings)]


def hits_in(text: str) -> list[Hit]:
    """Return what the checks object to in a text that is no version yet."""
    return _quoted(text, check_text(text))


def _quoted(text: str, findings: Sequence[TextFinding]) -> list[Hit]:
    return [
        Hit(
            number,
            finding,
            before="".join(reversed(_some(reversed(_line_before(text, finding.start))))),
            after="".join(_some(_line_after(text, finding.end))),
        )
        for number, finding in enumerate(findings, start=1)
    ]


def _line_before(text: str, at: int) -> list[str]:
    return words_of(text[max(0, at - LOOKED_AT) : at].rpartition("\n")[2])


def _line_after(text: str, at: int) -> list[str]:
    return words_of(text[at : at + LOOKED_AT].partition("\n")[0])


def _some(words: Iterable[str]) -> list[str]:
    """As many words as are quoted beside a finding: a number or a day stands whole, or not at all."""
    lengths = accumulate(map(len, found := list(words)))
    return [word for word, length in zip(found, lengths, strict=True) if length <= AROUND]


@lru_cache(maxsize=64)
def checked(text: str) -> tuple[TextFinding, ...]:
    """Return what the checks find in a text: a version never changes, so each is checked once in a process."""
    return tuple(check_text(text))


def _to_whom_it_concerns(finding: TextFinding) -> TextFinding:
    """What a letter says to who is answered: the applicant's own data are pointed out and stand in no way."""
    return replace(finding, severity="info") if finding.category in PERSONAL else finding


def kept_hits(rows: Sequence[Mapping[str, object]]) -> list[Hit]:
    """Return the findings and answers that a secrecy form keeps."""
    return [
        Hit(number, TextFinding(**{k: v for k, v in row.items() if k != "answer"}), str(row["answer"]))  # type: ignore[arg-type]
        for number, row in enumerate(rows, start=1)
    ]


@dataclass(frozen=True)
class Piece:
    """A stretch of a paragraph; with a hit, what the checks object to."""

    text: str
    hit: Hit | None = None


def paragraphs(text: str, hits: Sequence[Hit]) -> list[list[Piece]]:
    """Return the paragraphs of a text without its blank lines, cut where findings begin and end.

    Of overlapping findings the first is marked.
    """
    found: list[list[Piece]] = []
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        if line.strip():
            found.append(list(_pieces(text, start, end, hits)))
        start = end + 1
    return found


def _pieces(text: str, start: int, end: int, hits: Sequence[Hit]) -> Iterator[Piece]:
    at = start
    for hit in hits:
        first, last = max(hit.finding.start, start), min(hit.finding.end, end)
        if first < at or first >= last:
            continue
        if first > at:
            yield Piece(text[at:first])
        yield Piece(text[first:last], hit)
        at = last
    if at < end:
        yield Piece(text[at:end])
