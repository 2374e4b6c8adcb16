"""The annual report as a kind of document: reviewed and released like any other, once it is final."""

from __future__ import annotations

from gongkai.registry import ByRelease, DocumentKind
from gongkai.reporting import release

DOCUMENT_KINDS = (
    DocumentKind(
        id="annual_report",
        label="年度报告",
        leaves=ByRelease(
            address=release.address,
            blockers=release.blockers,
            foreseen=release.foreseen,
            told_by_its_room=True,
        ),
        text=release.text,
        page=release.page,
        home=release.home,
        revise=release.revise_url,
        revise_blockers=release.revise_blockers,
    ),
)
