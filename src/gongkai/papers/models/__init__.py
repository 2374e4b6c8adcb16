"""Documents with their versions and numbers, official documents, and normative documents made and repealed."""

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
    "Document",
    "DocumentQuery",
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
