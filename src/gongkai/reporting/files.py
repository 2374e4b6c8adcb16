"""A report as files. Derived from the value with a fixed date, so the same report gives the same bytes."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, replace

from django.conf import settings
from django.http import HttpResponse

from gongkai.annualreport import Report, Status
from gongkai.annualreport.writers import (
    Illustration,
    write_docx,
    write_html,
    write_json,
    write_pdf,
    write_xlsx,
)
from gongkai.bodies.models import Organ
from gongkai.reporting import queries
from gongkai.reporting.models import Candidate
from gongkai.shell import as_download

SAMPLE_NOTICE = "示例数据"


@dataclass(frozen=True)
class Edition:
    """A report as it is handed out: its value and charts, the day its files carry, what every page says."""

    report: Report
    illustrations: tuple[Illustration, ...]
    day: datetime.date
    notice: str | None


Write = Callable[[Edition], bytes]


@dataclass(frozen=True)
class FileFormat:
    """A format that a report is handed out in."""

    label: str
    content_type: str
    write: Write


def _docx(edition: Edition) -> bytes:
    return write_docx(
        edition.report, made_on=edition.day, notice=edition.notice, illustrations=edition.illustrations
    )


def _pdf(edition: Edition) -> bytes:
    return write_pdf(
        edition.report,
        made_on=edition.day,
        notice=edition.notice,
        illustrations=edition.illustrations,
        fonts=settings.HOME / "fonts",
    )


def _html(edition: Edition) -> bytes:
    return write_html(edition.report, notice=edition.notice, illustrations=edition.illustrations)


FORMATS: dict[str, FileFormat] = {
    "docx": FileFormat(
        "Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", _docx
    ),
    "pdf": FileFormat("PDF", "application/pdf", _pdf),
    "xlsx": FileFormat(
        "Excel",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        lambda edition: write_xlsx(edition.report, made_on=edition.day, notice=edition.notice),
    ),
    "html": FileFormat("网页", "text/html; charset=utf-8", _html),
    "json": FileFormat(
        "数据文件", "application/json", lambda edition: write_json(edition.report, notice=edition.notice)
    ),
}


def notice_of(organ: Organ) -> str | None:
    """Return what every page of an organ's files says: 示例数据 for a sample organ."""
    return SAMPLE_NOTICE if organ.is_sample else None


def edition_of(candidate: Candidate) -> Edition:
    """Return a candidate's report as it is handed out: 未定稿 until finalized, then dated by its finalization."""
    finalized = getattr(candidate, "finalization", None)
    report = queries.value_of(candidate)
    return Edition(
        report=report if finalized else replace(report, status=Status.DRAFT),
        illustrations=queries.illustrations_of(candidate.version),
        day=finalized.finalized_on if finalized else candidate.counted_on,
        notice=notice_of(candidate.organ),
    )


def write_candidate(candidate: Candidate, suffix: str) -> bytes:
    """Return a candidate's report in a format (KeyError for one we do not write)."""
    return FORMATS[suffix].write(edition_of(candidate))


def response(edition: Edition, suffix: str) -> HttpResponse:
    """Return a report's file as a download under its Chinese name, a draft's saying that it is one."""
    draft = "（未定稿）" if edition.report.status is Status.DRAFT else ""
    name = f"{edition.report.heading}{draft}.{suffix}"
    made = FORMATS[suffix]
    return as_download(made.write(edition), name=name, content_type=made.content_type)
