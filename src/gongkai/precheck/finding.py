"""What a check returns: one passage, why it was objected to, and what to do about it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Literal

Severity = Literal["block", "answer", "info"]
"""block: must not leave; answer: someone must say why it stays; info: worth a look."""

Category = Literal[
    "identity",
    "phone",
    "bank_card",
    "secrecy",
    "law_title",
    "document_number",
    "wording",
    "typo",
    "date",
    "sum",
    "name",
    "link",
    "metadata",
]


@dataclass(frozen=True, slots=True)
class TextFinding:
    """A passage that a check objects to.

    `start` and `end` are code points of the checked text, `text` is `checked[start:end]`; `message` is a
    Chinese sentence for the officer; `suggestion` is the text to put instead, or None where only a person
    can know it.
    """

    start: int
    end: int
    text: str
    category: Category
    severity: Severity
    message: str
    suggestion: str | None = None

    def to_json(self) -> dict[str, object]:
        """The finding as the plain object that `gongkai precheck --json` prints."""
        return asdict(self)
