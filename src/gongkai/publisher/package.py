"""What is handed to who keeps another site (报送材料): the text as reviewed, its files, the slip of its approval."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Iterator, Mapping

from django.template.loader import render_to_string

from gongkai.bodies.viewer import Viewer
from gongkai.ledger.chain import sm3
from gongkai.papers import files, printing
from gongkai.papers import queries as papers
from gongkai.papers.models import Version
from gongkai.papers.reading import page_of
from gongkai.publisher.models import Delivery
from gongkai.publisher.texts import link_to
from gongkai.review.models import STAGES, Step
from gongkai.review.printing import PrintedField, PrintedForm, form_pdf
from gongkai.review.progress import progress_of
from gongkai.typeset import GlyphMissing

PAGE, SLIP = "正文.html", "审批单.pdf"
TITLE = "信息公开审批单"


def package_of(viewer: Viewer, delivery: Delivery) -> bytes:
    """Return the package of a delivery as ZIP; the same delivery gives the same bytes.

    Raises `papers.files.FileDamaged` where a file is not as it was reviewed.
    """
    parts = dict(_texts(viewer, delivery)) | dict(_attachments(delivery.release.version))
    slip = form_pdf(slip_of(viewer, delivery, {name: sm3(data) for name, data in parts.items()}))
    out = io.BytesIO()
    day = delivery.release.released_on
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in {**parts, SLIP: slip}.items():
            info = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(info, data)
    return out.getvalue()


def _texts(viewer: Viewer, delivery: Delivery) -> Iterator[tuple[str, bytes]]:
    version = delivery.release.version
    named = dict(enumerate(_names(version), start=1))
    entry = papers.entry_of(viewer, version.document_id)
    context = {
        "version": version,
        "release": delivery.release,
        "entry": entry,
        "page": page_of(version, level=1, address=named.__getitem__),
        "attachments": [(named[place], file.name) for place, file in version.listed_files],
    }
    yield PAGE, render_to_string("publisher/package.html", context).encode()
    if version.document.declared_kind.is_laid_out:
        return
    number = entry.doc_number if entry else version.doc_number
    state = f"{version.approval.approved_on} 审批公开"  # type: ignore[attr-defined]
    yield "正文.docx", printing.document_docx(version, doc_number=number, state=state)
    try:
        yield "正文.pdf", printing.document_pdf(version, doc_number=number, state=state)
    except GlyphMissing:
        return  # a character that no font has: page and DOCX say the same


def _names(version: Version) -> list[str]:
    return [f"附件/{place}-{file.name}" for place, file in enumerate(version.files, start=1)]


def _attachments(version: Version) -> Iterator[tuple[str, bytes]]:
    for name, file in zip(_names(version), version.files, strict=True):
        yield name, files.read(file)


def slip_of(viewer: Viewer, delivery: Delivery, digests: Mapping[str, str]) -> PrintedForm:
    """Return the slip that proves the approval: who agreed when, the digest of the text, those of the files."""
    version, release = delivery.release.version, delivery.release
    progress, entry = progress_of(version), papers.entry_of(viewer, version.document_id)
    approved_on: datetime.date = version.approval.approved_on  # type: ignore[attr-defined]
    steps = "\n".join(_step(step) for step in progress.steps)
    fields = (
        PrintedField("标题", version.title),
        PrintedField("发文字号", (entry.doc_number if entry else version.doc_number) or "无", wide=False),
        PrintedField("成文\n日期", _day(entry.made_on if entry else version.made_on), wide=False),
        PrintedField("公开机关", version.organ.name, wide=False),
        PrintedField("报送\n渠道", str(delivery.channel), wide=False),
        PrintedField("审批日期", _day(approved_on), wide=False),
        PrintedField("公开\n日期", _day(release.released_on), wide=False),
        PrintedField("审查和审批", steps),
        PrintedField("本机关网址", link_to(viewer, version) or release.address),
        PrintedField("文稿摘要\n（SM3）", version.hash),
        PrintedField("文件摘要\n（SM3）", "\n".join(f"{name}\n{digest}" for name, digest in digests.items())),
    )
    return PrintedForm(
        title=TITLE,
        number=progress.form.number if progress.form else "",
        notice="示例数据" if version.organ.is_sample else "",
        unfinished="",
        fields=fields,
        foot=("请按原文刊登；改动文字须经本机关另行审查。",),
        day=release.released_on,
        organ=version.organ.name,
    )


def _step(step: Step) -> str:
    acted = f"（{step.acted_as}）" if step.acted_as else ""
    return f"{STAGES[step.number]}　{step.officer.name}{acted}　{step.decided_on}"


def _day(day: datetime.date | None) -> str:
    return day.isoformat() if day else "无"
