"""Documents with their versions and numbers, official documents, normative documents, and what scanners said."""

from gongkai.papers.models.numbers import (
    DRAWN_FOR,
    SET_ASIDE,
    GivenUpReservation,
    NumberDraw,
    NumberSeries,
)
from gongkai.papers.models.official import (
    REPEALS,
    VALIDITIES,
    NormativeDesignation,
    NormativeRepeal,
    OfficialDocument,
)
from gongkai.papers.models.scans import VERDICTS, FileScan
from gongkai.papers.models.versions import (
    GENRES,
    ORDER,
    Document,
    DocumentQuery,
    UsedValue,
    Version,
    VersionQuery,
)

__all__ = [
    "DRAWN_FOR",
    "GENRES",
    "ORDER",
    "REPEALS",
    "SET_ASIDE",
    "VALIDITIES",
    "VERDICTS",
    "Document",
    "DocumentQuery",
    "FileScan",
    "GivenUpReservation",
    "NormativeDesignation",
    "NormativeRepeal",
    "NumberDraw",
    "NumberSeries",
    "OfficialDocument",
    "UsedValue",
    "Version",
    "VersionQuery",
]
