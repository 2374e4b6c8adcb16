"""What is said of a single cell of a ledger file."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class CellError:
    """What is wrong in one cell, by which rule, in a sentence that says what to do."""

    cell: str
    rule: str
    message: str


@dataclass(frozen=True)
class FoldedCell:
    """A cell that was read in its one spelling: an identifier or a choice, and what was otherwise in the file."""

    cell: str
    header: str
    text: str
    otherwise: list[str]

    def __str__(self) -> str:
        return f"{self.cell}“{self.header}”按“{self.text}”读取（文件中含{'、'.join(self.otherwise)}）"
