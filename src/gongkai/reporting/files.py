"""A report as files. Derived from the value with a fixed date, so the same report gives the same bytes."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.http import HttpResponse

from gongkai.annualreport import Report, Status
from gongkai.annualreport.writers import write_docx, write_html, write_json, write_pdf, write_xlsx
from gongkai.bodies.models import Organ
from gongkai.reporting import queries
from gongkai.reporting.models import Candidate

SAMPLE_NOTICE = "示例数据"
Write = Callable[[Report, datetime.date, str | None], bytes]


@dataclass(frozen=True)
class FileFormat:
    """A format that a report is handed out in."""

    label: str
    content_type: str
    write: Write


def _fonts() -> Path | None:
    """The unit's licensed fonts, where it has put any."""
    folder: Path = settings.HOME / "fonts"
    return folder if folder.is_dir() else None


FORMATS: dict[str, FileFormat] = {
    "docx": FileFormat(
        "Word",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        lambda report, day, notice: write_docx(report, made_on=day, notice=notice),
    ),
    "pdf": FileFormat(
        "PDF",
        "application/pdf",
        lambda report, day, notice: write_pdf(report, made_on=day, notice=notice, fonts=_fonts()),
    ),
    "xlsx": FileFormat(
        "Excel",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        lambda report, day, notice: write_xlsx(report, made_on=day, notice=notice),
    ),
    "html": FileFormat(
        "网页", "text/html; charset=utf-8", lambda report, day, notice: write_html(report, notice=notice)
    ),
    "json": FileFormat(
        "JSON", "application/json", lambda report, day, notice: write_json(report, notice=notice)
    ),
}


def write_candidate(candidate: Candidate, suffix: str) -> bytes:
    """Return a candidate's report in a format (KeyError for one we do not write); 未定稿 until frozen."""
    frozen = getattr(candidate, "freeze", None)
    report = queries.value_of(candidate)
    if frozen is None:
        report = replace(report, status=Status.DRAFT)
    return write_report(
        report, suffix, organ=candidate.organ, day=frozen.frozen_on if frozen else candidate.counted_on
    )


def write_report(report: Report, suffix: str, *, organ: Organ, day: datetime.date) -> bytes:
    """Return a report in the format of a suffix; a sample organ's says 示例数据 on every page."""
    return FORMATS[suffix].write(report, day, SAMPLE_NOTICE if organ.is_sample else None)


def response(candidate: Candidate, suffix: str) -> HttpResponse:
    """Return a candidate's file as a download under its Chinese name."""
    body = write_candidate(candidate, suffix)
    name = quote(f"{candidate.version.title}.{suffix}")
    headers = {"Content-Disposition": f"attachment; filename=\"report.{suffix}\"; filename*=UTF-8''{name}"}
    return HttpResponse(body, content_type=FORMATS[suffix].content_type, headers=headers)
