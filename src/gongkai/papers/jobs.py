"""What documents need by the clock: files that could not be scanned are scanned once a scanner answers."""

from __future__ import annotations

import datetime

from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.models import Organ
from gongkai.bodies.viewer import command_viewer
from gongkai.ledger import clock, watch
from gongkai.papers import queries, scanning
from gongkai.papers.actions.scan_files import scan_files
from gongkai.registry import ScheduledJob

SCANNER = "papers.scanner"


def scan_waiting() -> None:
    """Look whether the scanner answers, and give it what waits for it; what it cannot scan waits on."""
    fault = scanning.fault()
    watch.keep(SCANNER, [fault] if fault else [])
    for organ in Organ.objects.all() if not fault else ():
        viewer = command_viewer(organ, "scan", on=clock.today())
        for version in queries.versions_with(viewer, "unscanned"):
            try:
                scan_files(viewer=viewer, version=version)
            except ActionBlocked:
                continue


JOBS = (
    ScheduledJob(
        id="papers.scan",
        label="为未查毒的附件查毒",
        every=datetime.timedelta(minutes=5),
        run=scan_waiting,
    ),
)
