"""Reads any published annual report: web page, DOCX, XLSX, PDF with a text layer, Markdown, text.

Reading goes by rule: a format is turned into paragraphs and grids (`document`), labels identify rows and columns
(`labels`), figures are kept as printed with their place (`found`), and what cannot be decided is left
open. No language model, no network.
"""

from gongkai.annualreport.readers.errors import (
    BrokenFile,
    EmptyFile,
    ForbiddenContent,
    NestedTooDeep,
    NoReport,
    NoTextLayer,
    ProtectedFile,
    SeveralReports,
    TooLarge,
    UnknownFormat,
    UnreadableReport,
)
from gongkai.annualreport.readers.reading import read_report

__all__ = [
    "BrokenFile",
    "EmptyFile",
    "ForbiddenContent",
    "NestedTooDeep",
    "NoReport",
    "NoTextLayer",
    "ProtectedFile",
    "SeveralReports",
    "TooLarge",
    "UnknownFormat",
    "UnreadableReport",
    "read_report",
]
