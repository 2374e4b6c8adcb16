"""The secrecy review form of a version as a sheet to print, sign and file: one table, the same in PDF and DOCX."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from gongkai.bodies.models import Appointment, Officer
from gongkai.papers.models import Version
from gongkai.papers.reading import text_of
from gongkai.review.models import STEPS, Step
from gongkai.review.queries import ReviewProgress, live_release, progress_of
from gongkai.review.reading import kept_hits
from gongkai.review.secrecy import CARRIERS, CHECKLIST, CONCLUSIONS, LEVELS, PLEDGE, SOURCES
from gongkai.typeset import OfficialDocx, TableCell, render_pdf

TITLE = "信息发布保密审查表"
TEMPLATE = Path(__file__).with_name("form.typ")
FORMATS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
# The printed table: label, value, label, value.
WIDTHS = (2.6, 5.2, 2.0, 5.2)
LONGEST = 120  # characters of a finding's answer: the whole stands on the review page
BLANK = "\n　　　　　　　　签名：　　　　　　　　　　年　　月　　日"
EMPTY_FINDINGS = "没有检查出问题。"


@dataclass(frozen=True)
class PrintedField:
    """A field of the form: what it is called, and what stands in it. A wide one takes the whole line."""

    label: str
    text: str
    wide: bool = True


@dataclass(frozen=True)
class PrintedForm:
    """The form of a version as it is printed."""

    number: str
    notice: str
    unfinished: str
    fields: tuple[PrintedField, ...]
    foot: tuple[str, ...]
    day: datetime.date
    organ: str


def printed_form(version: Version) -> PrintedForm:
    """Return the form of a version: filled as far as its review has come, the rest left to be written."""
    progress = progress_of(version)
    unfinished = _unfinished(progress)
    words = ("未完成" if unfinished else "", "示例数据" if version.organ.is_sample else "")
    return PrintedForm(
        number=progress.form.number
        if progress.form
        else f"{version.organ_id}-{version.document_id}-{version.number}",
        notice="　".join(word for word in words if word),
        unfinished=unfinished,
        fields=tuple(_fields(progress)),
        foot=(
            f"文稿摘要（SM3）：{version.hash}",
            "一件一审；文稿改动即为另一版，须另行审查（《保守国家秘密法实施条例》第四十二条）。",
        ),
        day=progress.last_on,
        organ=version.organ.name,
    )


def write_form(version: Version, suffix: str) -> bytes:
    """Return the form as a file in one of FORMATS (KeyError for another); the same state gives the same bytes."""
    form = printed_form(version)
    return {"pdf": _pdf, "docx": _docx}[suffix](form)


def _fields(progress: ReviewProgress) -> Iterator[PrintedField]:
    version, form = progress.version, progress.form
    filled = form is not None
    yield PrintedField("单位（科室）", form.section if form else "", wide=False)
    yield PrintedField("信息载\n体形式", boxes(CARRIERS, {form.carrier} if form else ()), wide=False)
    yield PrintedField("标题", version.title)
    source = boxes(SOURCES, {form.source} if form else ())
    yield PrintedField(
        "信息来源", source + (f"（出处：{form.source_note}）" if form and form.source_note else "")
    )
    yield PrintedField("拟公开方式、\n栏目或渠道", form.channel if form else "", wide=False)
    planned = form.planned_on.isoformat() if form and form.planned_on else "审批后公开" if filled else ""
    yield PrintedField("拟公开\n时间", planned, wide=False)
    yield PrintedField("审查内容", _content(version))
    touched = {name for name in CHECKLIST if form and getattr(form, name)}
    yield PrintedField(
        "是否涉及\n（逐项审查）",
        boxes(CHECKLIST, touched) + ("" if touched or not filled else "　七项均不涉及"),
    )
    level = boxes(LEVELS, {form.level} if form else ())
    yield PrintedField("密级", f"{level}\n{form.level_statement}" if form else level)
    yield PrintedField("自动检查结果\n和答复", _findings(progress))
    taken = {step.number: step for step in progress.steps}
    yield PrintedField(
        "拟稿人承诺",
        f"{PLEDGE}\n{_signed(form.filled_by, form.filled_on, version.organ_id)}" if form else PLEDGE + BLANK,
    )
    yield PrintedField("科室负责人\n意见", _step(taken.get(2)))
    yield PrintedField("保密审查机构\n（保密员）意见", form.secrecy_office_opinion if form else BLANK)
    yield PrintedField("分管领导\n审批意见", _step(taken.get(3)))
    yield PrintedField("主要领导\n（保密委）意见", form.leader_opinion if form else BLANK)
    yield PrintedField("上报确定结果", form.referral_result if form else "")
    conclusion = boxes(CONCLUSIONS, {form.conclusion} if form else ())
    note = f"\n理由和处理方式：{form.conclusion_note}" if form and form.conclusion_note else ""
    yield PrintedField("审查结论", conclusion + note)
    yield PrintedField("公开情况", _release(version))


def boxes(choices: Mapping[str, str], chosen: Collection[str]) -> str:
    """Return the choices with their boxes, ticked where chosen."""
    return "　".join(f"{'☑' if name in chosen else '☐'}{label}" for name, label in choices.items())


def _content(version: Version) -> str:
    parts = [f"{version.document.kind_label}，第 {version.number} 版，正文 {len(text_of(version))} 字"]
    if version.doc_number:
        parts.append(version.doc_number)
    parts.append(f"公开属性：{version.get_attribute_display()}")
    names = [file.name for file in version.files]
    parts.append(f"附件 {len(names)} 个：{'、'.join(names)}" if names else "无附件")
    return "；".join(parts)


def _findings(progress: ReviewProgress) -> str:
    if progress.form is None:
        return ""
    lines = []
    for hit in kept_hits(progress.form.findings):
        answer = f" 答复：{_short(hit.answer)}" if hit.answer else ""
        lines.append(f"{hit.number}.〔{hit.severity}·{hit.category}〕“{_short(hit.finding.text)}”{answer}")
    return "\n".join(lines) or EMPTY_FINDINGS


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _step(step: Step | None) -> str:
    if step is None:
        return BLANK
    said = [
        f"{step.get_verdict_display()}。"
        + (step.opinion if step.opinion.strip("。") != step.get_verdict_display() else "")
    ]
    if step.proofread:
        said.append(f"校对：{step.proofread}")
    said.append(_signed(step.officer, step.decided_on, step.organ_id, stand_in=step.stand_in_id is not None))
    return "\n".join(said)


def _signed(officer: Officer, day: datetime.date, organ: str, *, stand_in: bool = False) -> str:
    """Name, post of that day, and day, as a signature would stand."""
    held = Appointment.objects.filter(officer=officer, organ=organ).on(day).order_by("from_on").last()
    post = f"（{held.post}{'，代行' if stand_in else ''}）" if held else "（代行）" if stand_in else ""
    return f"　　　　　　　　{officer.name}{post}　　{day}"


def _release(version: Version) -> str:
    live = live_release(version.document)
    if live is None or live.approval_id != version.pk:
        return "尚未公开。"
    by = f"，{live.released_by.name}发布" if live.released_by else ""
    return f"{live.released_on} 公开{by}，地址 {live.address}"


def _unfinished(progress: ReviewProgress) -> str:
    """What is missing, as one sentence; empty when the three steps are done."""
    if progress.returned:
        return f"未完成：{progress.returned.get_number_display()}已退回，本版审查终止。"
    if progress.approval:
        return ""
    if progress.form is None:
        return "未完成：拟稿人尚未填表送审。"
    missing = [label for number, label in STEPS.items() if number > len(progress.steps)]
    return f"未完成：尚缺{'、'.join(missing)}审查。"


# --- The two files ---


def _grid(form: PrintedForm) -> list[list[tuple[str, int, int, str]]]:
    """The table: rows of (text, column, columns taken, role); two narrow fields share a line."""
    rows: list[list[tuple[str, int, int, str]]] = []
    for field in form.fields:
        if field.wide:
            rows.append([(field.label, 0, 1, "head"), (field.text, 1, 3, "note")])
        elif rows and len(rows[-1]) == 2 and rows[-1][1][2] == 1:
            rows[-1] += [(field.label, 2, 1, "head"), (field.text, 3, 1, "note")]
        else:
            rows.append([(field.label, 0, 1, "head"), (field.text, 1, 1, "note")])
    return rows


def _pdf(form: PrintedForm) -> bytes:
    data: dict[str, Any] = {
        "title": TITLE,
        "author": form.organ,
        "number": f"表号：{form.number}",
        "notice": form.notice,
        "unfinished": form.unfinished,
        "widths": WIDTHS,
        "rows": [
            [{"text": text, "x": x, "y": y, "colspan": span, "role": role} for text, x, span, role in row]
            for y, row in enumerate(_grid(form))
        ],
        "foot": form.foot,
    }
    return render_pdf(TEMPLATE, data, made_on=form.day, fonts=settings.HOME / "fonts")


def _docx(form: PrintedForm) -> bytes:
    page = OfficialDocx(title=TITLE, author=form.organ, made_on=form.day, notice=form.notice)
    page.paragraph(TITLE, "Title")
    page.paragraph(f"表号：{form.number}　　{form.organ}", "Table Label")
    page.table(
        [
            [
                TableCell(text, y, x, colspan=span, style="Table Head" if role == "head" else "Table Label")
                for text, x, span, role in row
            ]
            for y, row in enumerate(_grid(form))
        ],
        widths=WIDTHS,
        caption=TITLE,
    )
    for line in (form.unfinished, *form.foot):
        if line:
            page.paragraph(line, "Table Label")
    return page.save()
