"""The documents of the project, as the tests read them."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"


def pages() -> list[Path]:
    """Return every Markdown page of the project."""
    return [*sorted(ROOT.glob("*.md")), *sorted(DOCS.glob("**/*.md"))]


def text(name: str) -> str:
    """Return a page of docs/ by its name there."""
    return (DOCS / name).read_text()


def table_rows(page: str) -> list[list[str]]:
    """Return the cells of every table row of a page, without heads' rulers."""
    rows = [line.strip().strip("|").split("|") for line in page.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row] for row in rows if not re.fullmatch(r"[\s:-]+", "".join(row))]


def code(page: str) -> list[str]:
    """Return what a page shows as code: inline spans and the lines of fenced blocks."""
    fenced = re.findall(r"^```[^\n]*\n(.*?)^```", page, re.M | re.S)
    inline = re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", page, flags=re.M | re.S))
    return inline + [line for block in fenced for line in block.splitlines()]
