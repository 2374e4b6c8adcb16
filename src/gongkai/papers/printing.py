"""A letter as the office prints it: PDF to serve, DOCX to keep. Without its approval it says 未定稿."""

from __future__ import annotations

import datetime
from pathlib import Path

from django.conf import settings

from gongkai.papers.letters import day_in_words
from gongkai.papers.models import Version
from gongkai.typeset import OfficialDocx, render_pdf

DRAFT = "未定稿"
SAMPLE = "示例数据"
_TEMPLATE = Path(__file__).with_name("letter.typ")


def letter_pdf(version: Version, *, approved_on: datetime.date | None) -> bytes:
    """Return a letter as PDF/A, dated by its approval. Raises `typeset.TypesettingFailed`."""
    said = version.content_json
    data = {
        "title": version.title,
        "title_lines": _title_lines(version),
        "notice": _notice(version, approved_on),
        "doc_number": version.doc_number,
        "attachments": [file.name for file in version.files],
        "day": day_in_words(approved_on) if approved_on else "",
        **{name: said[name] for name in ("addressee", "paragraphs", "contact", "signatory")},
    }
    made_on = approved_on or version.drafted_on
    return render_pdf(_TEMPLATE, data, made_on=made_on, fonts=settings.HOME / "fonts")


def letter_docx(version: Version, *, approved_on: datetime.date | None) -> bytes:
    """Return a letter as DOCX, dated by its approval."""
    said = version.content_json
    page = OfficialDocx(
        title=version.title,
        author=said["signatory"],
        made_on=approved_on or version.drafted_on,
        notice=_notice(version, approved_on),
    )
    page.paragraph("\n".join(_title_lines(version)), "Title")
    page.paragraph(version.doc_number, "Document Number")
    page.paragraph("")
    page.paragraph(f"{said['addressee']}：", "Addressee")
    for text in said["paragraphs"]:
        page.paragraph(text)
    for place, file in enumerate(version.files, start=1):
        page.paragraph(f"{'附件：' if place == 1 else '　　　'}{place}. {file.name}")
    if said["contact"]:
        page.paragraph(said["contact"], "Contact")
    page.paragraph("")
    day = day_in_words(approved_on) if approved_on else ""
    page.paragraph(f"{said['signatory']}\n{day}", "Signature")
    return page.save()


def _title_lines(version: Version) -> list[str]:
    """The organ's name stands on a line of its own."""
    signatory = version.content_json["signatory"]
    rest = version.title.removeprefix(signatory)
    return [signatory, rest] if rest != version.title else [version.title]


def _notice(version: Version, approved_on: datetime.date | None) -> str:
    notices = ([] if approved_on else [DRAFT]) + ([SAMPLE] if version.organ.is_sample else [])
    return "　".join(notices)
