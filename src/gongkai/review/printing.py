"""The sheet of a version to print, sign and file: the secrecy form, of a letter its approval sheet; PDF and DOCX."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from gongkai.bodies.models import Appointment, Officer
from gongkai.papers import queries as papers
from gongkai.papers.findings import kept_hits
from gongkai.papers.models import Version
from gongkai.papers.reading import text_of
from gongkai.review.letter_sheet import SHEET_PLEDGE
from gongkai.review.models import CHECKS, TREATMENTS, ApprovalSheet, Release, SeatQuestion, SecrecyForm, Step
from gongkai.review.progress import ReviewProgress, progress_of
from gongkai.review.queries import releases_of
from gongkai.review.seats import answer_to, with_answers
from gongkai.review.secrecy import CARRIERS, CHECKLIST, CONCLUSIONS, LEVELS, MATTERS, PLEDGE, SOURCES
from gongkai.typeset import GlyphMissing, OfficialDocx, TableCell, render_pdf

SECRECY_TITLE, LETTER_TITLE = "信息发布保密审查表", "政府信息公开申请办理审批表"
TEMPLATE = Path(__file__).with_name("form.typ")
FORMATS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
# The printed table: label, value, label, value.
WIDTHS = (2.6, 5.2, 2.0, 5.2)
LABEL = 6  # characters of a label to a line
LONGEST = 120  # characters of a finding's answer: the whole stands on the review page
NO_GLYPH = "□"  # 虚缺号: what stands for a character that cannot be shown
SELECTORS = re.compile("[\u200d\ufe00-\ufe0f]")  # choose the look of the character before them
EXPLAINED = f"{NO_GLYPH} 处的字没有可用的字体，以系统中的记录为准。"
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

    title: str
    number: str
    notice: str
    unfinished: str
    fields: tuple[PrintedField, ...]
    foot: tuple[str, ...]
    day: datetime.date
    organ: str


Facts = Sequence[tuple[str, str]]


def title_of(version: Version) -> str:
    """Return what the sheet of a version is called on paper."""
    return LETTER_TITLE if version.document.declared_kind.service else SECRECY_TITLE


def printed_form(version: Version, facts: Facts = ()) -> PrintedForm:
    """Return the form of a version: filled as far as its review has come, the rest left to be written.

    `facts` are what the case of a letter says on it.
    """
    progress = progress_of(version)
    unfinished = _unfinished(progress)
    words = ("未完成" if unfinished else "", "示例数据" if version.organ.is_sample else "")
    service = version.document.declared_kind.service
    return PrintedForm(
        title=title_of(version),
        number=progress.form.number
        if progress.form
        else f"{version.organ_id}-{version.document_id}-{version.number}",
        notice="　".join(word for word in words if word),
        unfinished=unfinished,
        fields=tuple(_sheet_fields(progress, facts) if service else _fields(progress)),
        foot=(
            f"文稿摘要（SM3）：{version.hash}",
            _footnote(service is not None),
        ),
        day=progress.last_on,
        organ=version.organ.name,
    )


def _footnote(is_letter: bool) -> str:
    said = "一件一审；文稿改动即为另一版，须另行审查"
    return f"{said}。" if is_letter else f"{said}（《保守国家秘密法实施条例》第四十二条）。"


def write_form(version: Version, suffix: str, facts: Facts = ()) -> bytes:
    """Return the form as a file in one of FORMATS (KeyError for another); the same state gives the same bytes."""
    form = printed_form(version, facts)
    return {"pdf": form_pdf, "docx": _docx}[suffix](form)


def _fields(progress: ReviewProgress) -> Iterator[PrintedField]:
    version, form = progress.version, progress.form
    assert form is None or isinstance(form, SecrecyForm)
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
    yield PrintedField("审查内容", _content(progress))
    touched = {name for name in CHECKLIST if form and getattr(form, name)}
    yield PrintedField(
        "是否涉及\n（逐项审查）",
        boxes(CHECKLIST, touched) + ("" if touched or not filled else "　七项均不涉及"),
    )
    yield PrintedField("是否属于", boxes(MATTERS, {name for name in MATTERS if form and getattr(form, name)}))
    level = boxes(LEVELS, {form.level} if form else ())
    yield PrintedField("密级", f"{level}\n{form.level_statement}" if form else level)
    yield PrintedField("自动检查结果\n和答复", _findings(progress))
    taken = {step.number: step for step in progress.steps}
    yield PrintedField("拟稿人承诺", _pledged(progress, PLEDGE))
    middle, last = progress.route.numbers[1:-1], progress.route.last
    for number in middle:
        yield PrintedField(_label(progress.route.title(number), "意见"), _step(taken.get(number)))
    yield from _consulted(progress)
    yield PrintedField("保密审查机构\n（保密员）意见", form.secrecy_office_opinion if form else BLANK)
    yield PrintedField(_label(progress.route.title(last), "审批意见"), _step(taken.get(last)))
    yield PrintedField("主要领导\n（保密委）意见", form.leader_opinion if form else BLANK)
    yield PrintedField("上报确定结果", form.referral_result if form else "")
    conclusion = boxes(CONCLUSIONS, {form.conclusion} if form else ())
    note = f"\n理由和处理方式：{form.conclusion_note}" if form and form.conclusion_note else ""
    yield PrintedField("审查结论", conclusion + note)
    yield PrintedField("公开情况", _release(version))


def _sheet_fields(progress: ReviewProgress, facts: Facts) -> Iterator[PrintedField]:
    form = progress.form
    assert form is None or isinstance(form, ApprovalSheet)
    yield PrintedField("信函", _content(progress))
    for label, text in facts:
        yield PrintedField(label, text)
    yield PrintedField("承办科室", form.section if form else "")
    yield PrintedField("查找和\n审查情况", form.found if form else "")
    yield PrintedField("拟办意见\n和依据", form.proposal if form else "")
    yield PrintedField("征求意见\n情况", (form.consulted or "没有征求意见。") if form else "")
    others = {"yes"} if form and form.third_party else {"no"} if form else set()
    note = f"\n{form.third_party_note}" if form and form.third_party else ""
    choices = {"no": "不涉及", "yes": "涉及"}
    yield PrintedField("第三方商业秘\n密、个人隐私", boxes(choices, others) + note)
    yield PrintedField("保密审查\n意见", form.secrecy_statement if form else BLANK)
    yield PrintedField("自动检查结果\n和答复", _findings(progress))
    yield from _consulted(progress)
    taken = {step.number: step for step in progress.steps}
    yield PrintedField("承办人承诺", _pledged(progress, SHEET_PLEDGE))
    for number in progress.route.numbers[1:]:
        words = "审批意见" if number == progress.route.last else "意见"
        yield PrintedField(_label(progress.route.title(number), words), _step(taken.get(number)))


def _pledged(progress: ReviewProgress, pledge: str) -> str:
    """What the drafter pledged and proofread, with the signature; left to be signed where it was not sent."""
    form = progress.form
    if form is None:
        return pledge + BLANK
    proofread = [f"{CHECKS[1]}：{progress.steps[0].proofread}"] if progress.steps else []
    return "\n".join([pledge, *proofread, _signed(form.filled_by, form.filled_on, form.organ_id)])


def _consulted(progress: ReviewProgress) -> Iterator[PrintedField]:
    """Whom others were asked for their opinion, what they said, and what was done with it; nothing where nobody was."""
    asked = SeatQuestion.objects.filter(version=progress.version.pk, recall=None, answer__correction=None)
    if lines := [_said(each) for each in with_answers(asked).order_by("pk")]:
        yield PrintedField("会商意见", "\n".join(lines))


def _said(asked: SeatQuestion) -> str:
    said = answer_to(asked)
    if said is None:
        return f"{asked.name}：{asked.asked_on} 征求意见，尚未答复。"
    letter = f"{said.letter_on} 复函{said.letter_number}" if said.letter_on else f"{said.answered_by.name}"
    text = f"：{_short(said.text)}" if said.text else ""
    line = f"{asked.name}（{letter}，{said.answered_on}）{said.get_opinion_display()}{text}"
    treatment = getattr(said, "treatment", None)
    if treatment is None:
        return line
    done = f"{TREATMENTS[treatment.adopted]}：{_short(treatment.reason)}"
    return f"{line}\n　　{done}（{treatment.treated_by.name} {treatment.treated_on}）"


def _label(title: str, words: str) -> str:
    """The label of a step, in lines that the narrow column holds."""
    lines = [title[at : at + LABEL] for at in range(0, len(title), LABEL)]
    return "\n".join([*lines, words])


def boxes(choices: Mapping[str, str], chosen: Collection[str]) -> str:
    """Return the choices with their boxes, ticked where chosen."""
    return "　".join(f"{'☑' if name in chosen else '☐'}{label}" for name, label in choices.items())


def _content(progress: ReviewProgress) -> str:
    version, registration = progress.version, progress.registration
    parts = [f"{version.document.kind_label}，第 {version.number} 版，正文 {len(text_of(version))} 字"]
    if number := registration.doc_number if registration else version.doc_number:
        parts.append(number)
    elif version.series:
        parts.append(f"{version.series}系列，签发后登记取号")
    parts.append(f"公开属性：{version.get_attribute_display()}")
    names = [
        file.name if scan.verdict == "clean" else f"{file.name}（{scan}）"
        for file, scan in papers.scanned_files(version)
    ]
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
        said.append(f"{CHECKS[step.number]}：{step.proofread}")
    said.append(_signed(step.officer, step.decided_on, step.organ_id, acted_as=step.acted_as))
    return "\n".join(said)


def _signed(officer: Officer, day: datetime.date, organ: str, *, acted_as: str = "") -> str:
    """Name, post of that day, and day, as a signature would stand."""
    held = Appointment.objects.filter(officer=officer, organ=organ).on(day).order_by("from_on").last()
    said = "，".join(filter(None, (held.post if held else "", acted_as)))
    post = f"（{said}）" if said else ""
    return f"　　　　　　　　{officer.name}{post}　　{day}"


def _release(version: Version) -> str:
    """When a version was made public, and what became of it: another took its place, or it was withdrawn."""
    following: Release | None = None
    for release in releases_of(version.document):  # the newest first
        if release.approval_id == version.pk:
            return f"{'；'.join(_made_public(release, following))}。"
        following = release
    return "尚未公开。"


def _made_public(release: Release, following: Release | None) -> Iterator[str]:
    by = f"，{release.released_by.name}发布" if release.released_by else ""
    yield f"{release.released_on} 公开{by}"
    if hasattr(release, "withdrawal"):
        withdrawal = release.withdrawal
        yield f"{withdrawal.withdrawn_on} 撤回，理由：{withdrawal.reason.rstrip('。')}"
    elif following is not None:
        yield f"{following.released_on} 改为公开第 {following.version.number} 版"


def _unfinished(progress: ReviewProgress) -> str:
    """What is missing, as one sentence; empty when the three steps are done."""
    if progress.returned:
        return f"未完成：{progress.returned_by}已退回，本版审查终止。"
    if progress.approval:
        return ""
    if progress.form is None:
        return "未完成：拟稿人尚未填表送审。"
    missing = [progress.route.title(number) for number in progress.route.numbers[len(progress.steps) :]]
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


def form_pdf(form: PrintedForm) -> bytes:
    """Return a form as PDF, with □ for what no font has and a line that says so: printed whatever a title says."""
    missing: frozenset[str] = frozenset()
    while True:
        try:
            data = _data(form, missing)
            return render_pdf(TEMPLATE, data, made_on=form.day, fonts=settings.HOME / "fonts")
        except GlyphMissing as error:
            if error.texts <= missing:
                raise
            missing |= error.texts


def _data(form: PrintedForm, missing: frozenset[str]) -> dict[str, Any]:
    def said(text: str) -> str:
        text = SELECTORS.sub("", text) if missing else text
        for each in missing:
            text = text.replace(each, NO_GLYPH)
        return text

    return {
        "title": form.title,
        "author": form.organ,
        "number": f"表号：{form.number}",
        "notice": form.notice,
        "unfinished": form.unfinished,
        "widths": WIDTHS,
        "rows": [
            [
                {"text": said(text), "x": x, "y": y, "colspan": span, "role": role}
                for text, x, span, role in row
            ]
            for y, row in enumerate(_grid(form))
        ],
        "foot": [*map(said, form.foot), *([EXPLAINED] if missing else [])],
    }


def _docx(form: PrintedForm) -> bytes:
    page = OfficialDocx(title=form.title, author=form.organ, made_on=form.day, notice=form.notice)
    page.paragraph(form.title, "Title")
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
        caption=form.title,
    )
    for line in (form.unfinished, *form.foot):
        if line:
            page.paragraph(line, "Table Label")
    return page.save()
