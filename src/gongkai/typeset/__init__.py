"""Setting documents: official faces, DOCX after GB/T 9704-2012, PDF by Typst, charts. No Django.

Owns how a page looks, not what it says: the report, letters and review forms bring their own words and templates.
"""

from gongkai.typeset.docx import OfficialDocx, TableCell
from gongkai.typeset.errors import ChartFailed, TypesettingError, TypesettingFailed
from gongkai.typeset.fonts import FACES, SCREEN_STACK, Face
from gongkai.typeset.pdf import render_pdf

__all__ = [
    "FACES",
    "SCREEN_STACK",
    "ChartFailed",
    "Face",
    "OfficialDocx",
    "TableCell",
    "TypesettingError",
    "TypesettingFailed",
    "render_pdf",
]
