"""A finding on a text as it is shown: numbered, in words, with its answer."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.precheck import CHECKS, Severity, TextFinding

SEVERITIES: dict[Severity, str] = {"block": "必须修改", "answer": "须答复", "info": "提示"}
CATEGORIES: dict[str, str] = {check.category: check.label for check in CHECKS}


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
