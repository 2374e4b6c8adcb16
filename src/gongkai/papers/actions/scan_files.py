"""Give files to the virus scanner: those that come with a version, and again those that it could not scan then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gongkai.bodies.blockers import ActionBlocked, Blocker
from gongkai.bodies.viewer import Viewer
from gongkai.ledger import clock
from gongkai.ledger.transactions import LedgerTransaction
from gongkai.papers import files, queries, scanning
from gongkai.papers.events import FilesScanned
from gongkai.papers.models import FileScan, Version
from gongkai.papers.scanning import ScanResult


def scan_files(*, viewer: Viewer, version: Version) -> Sequence[FileScan]:
    """Return what the scanner says of the files of a version that it has not looked at yet.

    Raises `NotAllowed`, or `ActionBlocked` where it looked at none: why.
    """
    viewer.require("papers.scan")
    if found := scan_blockers(version):
        raise ActionBlocked(found)
    results: dict[str, ScanResult] = {}
    try:
        for attachment, last in queries.scanned_files(version):
            if last.verdict == "unscanned" and attachment.digest not in results:
                results[attachment.digest] = scanning.scan(files.read(attachment))
    except files.FileDamaged as damaged:
        raise ActionBlocked([Blocker(str(damaged))]) from damaged
    told = {digest: result for digest, result in results.items() if result.verdict != "unscanned"}
    if not told:
        reasons = "；".join(dict.fromkeys(result.found for result in results.values()))
        raise ActionBlocked([Blocker(f"附件仍然没有查毒：{reasons}。")])
    with viewer.transaction() as tx:
        scans = keep_scans(tx, told)
        infected = sum(scan.verdict == "infected" for scan in scans)
        tx.record(
            FilesScanned(clean=len(scans) - infected, infected=infected),
            subjects=[version.document, version, *scans],
        )
    return scans


def scan_blockers(version: Version) -> list[Blocker]:
    """Return why the files of a version are not scanned now."""
    if any(last.verdict == "unscanned" for _, last in queries.scanned_files(version)):
        return []
    return [Blocker("本版的附件都已查毒。" if version.files else "本版没有附件。")]


def may_scan(viewer: Viewer, version: Version) -> bool:
    """Return whether the viewer can have the files of a version scanned now."""
    return viewer.may("papers.scan") and not scan_blockers(version)


def keep_scans(tx: LedgerTransaction, results: Mapping[str, ScanResult]) -> Sequence[FileScan]:
    """Store what the scanner said of files, by digest; that it could not scan is no news of one that it did."""
    known = queries.last_scans(tx.organ_code, results)
    return tx.add_all(
        [
            FileScan(
                digest=digest,
                verdict=result.verdict,
                engine=result.engine[:120],
                found=result.found[:200],
                scanned_at=clock.now(),
            )
            for digest, result in results.items()
            if digest not in known or result.verdict != "unscanned"
        ]
    )
