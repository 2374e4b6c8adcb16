"""Setting documents: official faces, DOCX after GB/T 9704-2012, PDF by Typst, charts. No Django.

Owns how a page looks, not what it says: report, letters and review forms bring their words and templates.
"""

from gongkai.typeset.archive import settled
from gongkai.typeset.characters import has_unprintable, printable
from gongkai.typeset.chart import Chart, Series, bar_chart
from gongkai.typeset.docx import DocxStretch, OfficialDocx, TableCell
from gongkai.typeset.errors import ChartFailed, GlyphMissing, TypesettingError, TypesettingFailed
from gongkai.typeset.fonts import FACES, SCREEN_STACK, Face
from gongkai.typeset.pdf import render_pages, render_pdf
from gongkai.typeset.picture import small_picture
from gongkai.typeset.workbook import PlainSheet, saved, write_workbook

__all__ = [
    "FACES",
    "SCREEN_STACK",
    "Chart",
    "ChartFailed",
    "DocxStretch",
    "Face",
    "GlyphMissing",
    "OfficialDocx",
    "PlainSheet",
    "Series",
    "TableCell",
    "TypesettingError",
    "TypesettingFailed",
    "bar_chart",
    "has_unprintable",
    "printable",
    "render_pages",
    "render_pdf",
    "saved",
    "settled",
    "small_picture",
    "write_workbook",
]
