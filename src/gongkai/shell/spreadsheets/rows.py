"""A row of a ledger file, and how far one may reach.

The sizes are limits of this program, not of the law: a ledger of a year is far below them, and what is above
them is a mistake or an attack.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from openpyxl.utils import get_column_letter

MOST_ROWS = 200_000
MOST_COLUMNS = 100
LAST_ROW = 1_048_576


@dataclass(frozen=True)
class Fault:
    """What keeps a cell from being read, as rule and sentence."""

    rule: str
    message: str


@dataclass(frozen=True, slots=True)
class FileRow:
    """A row of the file: its number as the spreadsheet shows it, its texts, and the cells without one."""

    number: int
    texts: list[str]
    faults: dict[int, Fault] = field(default_factory=dict)

    def text(self, index: int) -> str:
        """Return the text of a column, empty where the row ends before it."""
        return self.texts[index] if index < len(self.texts) else ""


@dataclass(frozen=True)
class Sheet:
    """A table of the file with the rows that hold anything: `name` is "" where the file has one only, a CSV."""

    name: str
    rows: list[FileRow]
    is_hidden: bool = False
    hidden_rows: tuple[int, ...] = ()


def cell_name(index: int, number: int) -> str:
    """Return the name of a cell as the spreadsheet shows it: column index 1 of row 7 is B7."""
    return f"{get_column_letter(index + 1)}{number}"
