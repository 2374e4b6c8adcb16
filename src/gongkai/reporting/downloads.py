"""The large files of a report: made at once where that takes no longer than a page, else by the worker (`tasks`)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from gongkai.bodies.blockers import ActionBlocked, Blocker
from gongkai.bodies.viewer import Viewer
from gongkai.ledger import queries as chain
from gongkai.norms.queries import rules_of
from gongkai.reporting import annex, queries
from gongkai.reporting.filing import write_package
from gongkai.reporting.page import compiled_now
from gongkai.shell import Progress

SMALL = 2_000  # records, listed in about a second


@dataclass(frozen=True)
class DownloadSpec:
    """A file that is made when it is asked for: its label, the name it is saved under, its type."""

    label: str
    name: Callable[[Viewer, int], str]
    content_type: str
    write: Callable[[Viewer, int, Progress], bytes]


def ledger_file(viewer: Viewer, year: int, report_progress: Progress) -> bytes:
    """Return the records behind the report: of the finalized one with what differs now, else of today."""
    finalized = queries.standing_finalization(viewer, year)
    if finalized:
        return annex.write_final_annex(finalized, compared=True, report_progress=report_progress)
    count = compiled_now(viewer, year, chain.head().hash).count
    return annex.write_annex(rules_of(viewer).organ, count, day=viewer.day, report_progress=report_progress)


def package_file(viewer: Viewer, year: int, report_progress: Progress) -> bytes:
    """Return the signed package of the finalized report. Raises `ActionBlocked` where none is finalized."""
    finalized = queries.standing_finalization(viewer, year)
    if finalized is None:
        raise ActionBlocked([Blocker(f"{year} 年度报告尚未定稿，没有报送包。")])
    return write_package(finalized, report_progress=report_progress)


DOWNLOADS = {
    "ledger": DownloadSpec(
        "统计台账", lambda viewer, year: f"{year}年度报告统计台账.xlsx", annex.CONTENT_TYPE, ledger_file
    ),
    "package": DownloadSpec(
        "报送包", lambda viewer, year: f"{viewer.organ_code}-{year}.zip", "application/zip", package_file
    ),
}


def is_small(viewer: Viewer, year: int) -> bool:
    """Whether the records behind the year's report are listed while a page waits."""
    finalized = queries.standing_finalization(viewer, year)
    count = (
        queries.counted(finalized.candidate)
        if finalized
        else compiled_now(viewer, year, chain.head().hash).count
    )
    return annex.size_of(count) <= SMALL
