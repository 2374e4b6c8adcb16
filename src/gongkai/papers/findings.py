"""What the checks object to in a text, each finding numbered, with the words that stand around it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate

from gongkai.papers.hit import Hit
from gongkai.papers.models import Version
from gongkai.papers.reading import text_of
from gongkai.papers.words import words_of
from gongkai.precheck import TextFinding, check_text

PERSONAL = ("identity", "phone", "bank_card", "name")


AROUND = 12  # characters quoted on either side, in whole words
LOOKED_AT = 60


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
