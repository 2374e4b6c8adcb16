"""Printed reports as PDF: ruled or open tables, over page breaks, narrow columns, page numbers between rows."""

import json
from functools import cache
from pathlib import Path
from random import Random

import typst

from gongkai.typeset.fonts import typst_fonts
from tests.layouts.printed import Printed, PrintedTable, pieces

_TEMPLATE = Path(__file__).with_name("pages.typ")


@cache
def _compiler() -> typst.Compiler:
    return typst.Compiler(root=str(_TEMPLATE.parent), font_paths=typst_fonts(None), ignore_system_fonts=True)


def pdf(rng: Random, page: Printed, **fixed: object) -> bytes:
    """The report on pages of some size, its tables cut where the page ends; `fixed` settles what else is drawn."""
    data: dict[str, object] = {
        "title": page.title,
        "intro": page.intro,
        "height": rng.choice((842, 842, 600, 420)),
        "numbering": rng.choice(("- 1 -", "1", "1 / 1", "")),
        "rules": rng.choice(("all", "all", "all", "inner", "open")),
        "size": rng.choice((8, 9, 10)),
        "columns": rng.choice((1, 1, 1, 2)),
        "repeat": rng.random() < 0.5,
        "overleaf": rng.random() < 0.3,  # the figures of table 四 stand alone on the next page
        "parts": [
            {
                "heading": part.heading,
                "paragraphs": part.paragraphs,
                "table": _table(part.table) if part.table else None,
            }
            for part in page.parts
        ],
    }
    data |= fixed
    made = _compiler().compile(
        input=str(_TEMPLATE), format="pdf", sys_inputs={"data": json.dumps(data, ensure_ascii=False)}
    )
    assert isinstance(made, bytes)
    return made


def _table(table: PrintedTable) -> dict[str, object]:
    rows = sorted({at.row for row in table.rows for at, _ in row})
    place = {row: n for n, row in enumerate(rows)}  # rows left out close up
    cells = [
        {
            "x": at.column,
            "y": place[at.row],
            "rowspan": sum(at.row <= row < at.row + at.rowspan for row in rows),
            "colspan": at.colspan,
            "pieces": [list(piece) for piece in pieces(text)],
        }
        for row in table.rows
        for at, text in row
    ]
    return {"cells": cells, "width": table.width}
