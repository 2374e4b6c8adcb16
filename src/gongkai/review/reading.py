"""How a version reads, what the checks object to in it, and what changed since another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from gongkai.bodies.blockers import Blocker
from gongkai.papers.models import Version
from gongkai.papers.reading import text_of
from gongkai.precheck import CHECKS, Severity, TextFinding, check_text

SEVERITIES: dict[Severity, str] = {"block": "必须修改", "answer": "须答复", "info": "提示"}
CATEGORIES: dict[str, str] = {check.category: check.label for check in CHECKS}
NEAR = 1


@dataclass(frozen=True)
class Hit:
    """A finding on a version, numbered, with the drafter's answer to it."""

    number: int
    finding: TextFinding
    answer: str = ""

    @property
    def key(self) -> str:
        """What names the finding in a form."""
        return f"{self.finding.category}-{self.finding.start}-{self.finding.end}"

    @property
    def field(self) -> str:
        """The input of its answer."""
        return f"answer-{self.key}"

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
    hits = [Hit(number, finding) for number, finding in enumerate(check_text(text_of(version)), start=1)]
    given = answers or {}
    return [Hit(hit.number, hit.finding, given.get(hit.key, "").strip()) for hit in hits]


def kept_hits(rows: Sequence[Mapping[str, object]]) -> list[Hit]:
    """Return the findings and answers that a secrecy form keeps."""
    return [
        Hit(number, TextFinding(**{k: v for k, v in row.items() if k != "answer"}), str(row["answer"]))  # type: ignore[arg-type]
        for number, row in enumerate(rows, start=1)
    ]


def finding_blockers(hits: Sequence[Hit]) -> list[Blocker]:
    """Return why a version with these findings cannot be submitted."""
    return [
        Blocker(f"“{hit.finding.text}”：{hit.finding.message}须修改形成新的版本后再送审。")
        if hit.finding.severity == "block"
        else Blocker(
            f"“{hit.finding.text}”：{hit.finding.message}请逐条答复为何保留，或修改。", field=hit.field
        )
        for hit in hits
        if hit.finding.severity == "block" or (hit.needs_answer and not hit.answer)
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


@dataclass(frozen=True)
class Change:
    """A paragraph compared: kept, added, removed, or altered, in stretches of the same three kinds."""

    kind: Literal["kept", "added", "removed", "altered", "skipped"]
    stretches: tuple[tuple[Literal["kept", "added", "removed"], str], ...]
    skipped: int = 0


def changes(old: str, new: str) -> list[Change]:
    """Return what changed from one text to another, with a paragraph kept on either side of each change."""
    before, after = ([line for line in text.split("\n") if line.strip()] for text in (old, new))
    found: list[Change] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            found.extend(Change("kept", (("kept", line),)) for line in before[i1:i2])
            continue
        both = min(i2 - i1, j2 - j1)
        found.extend(
            _altered(a, b) for a, b in zip(before[i1 : i1 + both], after[j1 : j1 + both], strict=True)
        )
        found.extend(Change("removed", (("removed", line),)) for line in before[i1 + both : i2])
        found.extend(Change("added", (("added", line),)) for line in after[j1 + both : j2])
    return _nearby(found)


def _altered(old: str, new: str) -> Change:
    stretches: list[tuple[Literal["kept", "added", "removed"], str]] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            stretches.append(("kept", old[i1:i2]))
            continue
        if i1 < i2:
            stretches.append(("removed", old[i1:i2]))
        if j1 < j2:
            stretches.append(("added", new[j1:j2]))
    return Change("altered", tuple(stretches))


def _nearby(found: Sequence[Change]) -> list[Change]:
    """Keep what changed and its neighbours; say how many paragraphs stand between."""
    changed = [i for i, change in enumerate(found) if change.kind != "kept"]
    near = {j for i in changed for j in range(i - NEAR, i + NEAR + 1)}
    shown: list[Change] = []
    for i, change in enumerate(found):
        if i in near:
            shown.append(change)
        elif shown and shown[-1].kind == "skipped":
            shown[-1] = Change("skipped", (), shown[-1].skipped + 1)
        else:
            shown.append(Change("skipped", (), 1))
    return shown if changed else []
