"""核对年报: published reports that an officer hands in, shown with the findings in place. Nothing is stored.

The files stand in the memory of the request and go to processes of their own; the list that can be fetched as a
workbook is carried, signed, by the page itself.
"""

from __future__ import annotations

import datetime
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import Any

from django.core import signing
from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.utils.safestring import mark_safe

from gongkai.annualreport import (
    PlacedFinding,
    PlacedFindings,
    Report,
    Severity,
    identities,
    place_findings,
)
from gongkai.annualreport.examine import ExaminedFile, HandedFile, examine_files
from gongkai.annualreport.writers import table_fragment
from gongkai.bodies.blockers import ActionBlocked, Blocker
from gongkai.typeset import PlainSheet, write_workbook

MOST_FILES = 30
LARGEST_FILE = 20 * 1024 * 1024  # bytes, as for a report that is entered
MOST_BYTES = 60 * 1024 * 1024
COLUMNS = ("文件", "机关", "年度", "位置", "程度", "问题")
_WIDTHS = (28, 24, 8, 12, 8, 90)
_SIGNED_FOR = "reporting.checking"
_LIST_LASTS = 24 * 3600  # seconds
# Each takes the machine's cores: a third would only make the first two, and the desk, slower.
_TURNS = threading.BoundedSemaphore(2)
BUSY = "有其他人正在核对，请过一分钟再送。"


class KeptInMemory(FileUploadHandler):
    """Keeps files in memory and none on disk; of what is too large only the size is kept."""

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self._kept = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin with an empty file."""
        super().new_file(*args, **kwargs)
        self._file = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep the piece while the file and all files are within the limits."""
        if start + len(raw_data) <= LARGEST_FILE and self._kept + len(raw_data) <= MOST_BYTES:
            self._kept += len(raw_data)
            self._file.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile:
        """Return the file with the size that it came with."""
        self._file.seek(0)
        return InMemoryUploadedFile(
            self._file, self.field_name, self.file_name, self.content_type, file_size, self.charset
        )


@dataclass(frozen=True)
class ShownTable:
    """A table as printed, with marks at the figures, and the findings on it."""

    title: str
    fragment: str
    findings: tuple[PlacedFinding, ...]


@dataclass(frozen=True)
class ShownFile:
    """A file as the page shows it: its report with the findings in place, or why there is none."""

    anchor: str
    examined: ExaminedFile

    @property
    def name(self) -> str:
        """What the file is called."""
        return self.examined.name

    @property
    def report(self) -> Report | None:
        """The report in it."""
        return self.examined.report

    @cached_property
    def placed(self) -> PlacedFindings | None:
        """The findings by where they stand; None where the file holds no report."""
        return place_findings(self.report, self.examined.findings) if self.report else None

    @property
    def findings(self) -> tuple[PlacedFinding, ...]:
        """All findings by their number."""
        return self.placed.all if self.placed else ()

    @cached_property
    def counts(self) -> list[tuple[str, int]]:
        """How many findings of each weight."""
        return [
            (severity.label, sum(1 for placed in self.findings if placed.finding.severity is severity))
            for severity in Severity
        ]

    @cached_property
    def identities(self) -> dict[str, int]:
        """How many identities hold, are broken, cannot be decided."""
        found = identities(self.report) if self.report else ()
        return {
            "holding": sum(1 for identity in found if identity.holds),
            "broken": sum(1 for identity in found if identity.holds is False),
            "open": sum(1 for identity in found if identity.holds is None),
        }

    @cached_property
    def tables(self) -> list[ShownTable]:
        """The three tables of the report's own form."""
        report, placed = self.report, self.placed
        if report is None or placed is None:
            return []

        def remarks(cell: str) -> Iterable[tuple[str, str]]:
            return [(f"问题{number}", f"#{self.anchor}-{number}") for number in placed.cells.get(cell, ())]

        return [
            ShownTable(
                f"表{table.number}　{table.title}",
                mark_safe(  # noqa: S308 - ours
                    table_fragment(report, table.id, remarks=remarks, ids=self.anchor, named=self.name)
                ),
                placed.tables[table.id],
            )
            for table in report.layout.tables.values()
        ]


@dataclass(frozen=True)
class CheckedFiles:
    """Everything handed in, and the list of all findings as a signed text that the page carries."""

    files: tuple[ShownFile, ...]

    @property
    def rows(self) -> list[tuple[str, ...]]:
        """The list: a line a finding; of a file that could not be read, or has none, a line that says so."""
        return [row for file in self.files for row in _rows(file)]

    @property
    def signed(self) -> str:
        """The list as it goes with the page."""
        return signing.dumps(self.rows, salt=_SIGNED_FOR, compress=True)


def check_files(files: Sequence[UploadedFile]) -> CheckedFiles:
    """Return the files examined, in order. Raises `ActionBlocked` where others are at it."""
    if not _TURNS.acquire(blocking=False):
        raise ActionBlocked([Blocker(BUSY, field="reports")])
    try:
        handed = [HandedFile(f.name or "", f.read()) for f in files if (f.size or 0) <= LARGEST_FILE]
        examined = iter(examine_files(handed))
    finally:
        _TURNS.release()
    shown = [next(examined) if (f.size or 0) <= LARGEST_FILE else _too_large(f) for f in files]
    return CheckedFiles(tuple(ShownFile(f"file-{n}", each) for n, each in enumerate(shown, start=1)))


def list_workbook(signed: str, *, organ: str, made_on: datetime.date) -> bytes:
    """Return the list as XLSX. Raises `signing.BadSignature` for what no page of ours carried within a day."""
    rows = signing.loads(signed, salt=_SIGNED_FOR, max_age=_LIST_LASTS)
    title = "年度报告核对清单"
    said = f"核对日期：{made_on}。所列文件没有保存。"
    sheet = PlainSheet("核对清单", title, (said,), COLUMNS, rows, _WIDTHS)
    return write_workbook([sheet], title=title, author=organ, made_on=made_on)


def _too_large(file: UploadedFile) -> ExaminedFile:
    limit = LARGEST_FILE // 1024 // 1024
    return ExaminedFile(file.name or "", reason=f"超过 {limit} MB，没有读取；请改用网页或 Word 版本。")


def _rows(file: ShownFile) -> list[tuple[str, ...]]:
    report = file.report
    if report is None:
        return [(file.name, "", "", "", "读不出", file.examined.reason)]
    head = (file.name, report.organ, str(report.year or ""))
    if not file.findings:
        return [(*head, "", "", "没有发现问题。")]
    return [(*head, p.place, p.finding.severity.label, p.finding.message) for p in file.findings]
