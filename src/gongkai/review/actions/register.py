"""Register a signed official document (登记): its number and day become facts, and the register of 公文 has it.

What is lacking for it is asked of the drafter before the review begins, not of the office after the last signature.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from gongkai.bodies.blockers import ActionBlocked, Blocker
from gongkai.bodies.corrections import correction_blockers, lock_blockers, replace_fact, successor
from gongkai.bodies.remedies import remedy
from gongkai.bodies.viewer import Viewer
from gongkai.ledger.locks import standing_lock
from gongkai.ledger.transactions import LedgerTransaction
from gongkai.papers import queries as papers
from gongkai.papers.document_number import fault_of, parts_of
from gongkai.papers.models import ORDER, NumberDraw, NumberSeries, OfficialDocument, Version
from gongkai.papers.numbers import draw_number, series_year
from gongkai.registry import Linked
from gongkai.review.events import NumberGiven
from gongkai.review.models import DATED_BY, Approval, Registration
from gongkai.review.progress import ReviewProgress, progress_of
from gongkai.shell.ledgers.writing import hold_ledgers


@dataclass(frozen=True, kw_only=True)
class Dating:
    """By what an official document is dated (成文日期); `made_on` and `note` where it is not the signing's day."""

    by: str = "signing"
    made_on: datetime.date | None = None
    note: str = ""

    def day(self, approval: Approval) -> datetime.date | None:
        """Return the day that the document bears; None where it was not said."""
        return approval.approved_on if self.by == "signing" else self.made_on

    def blockers(self, approval: Approval, today: datetime.date) -> list[Blocker]:
        """Return what is wrong with the day, or missing."""
        if self.by not in DATED_BY:
            return [Blocker(f"成文日期依据应为：{'、'.join(DATED_BY.values())}。", field="dated_by")]
        if self.by in {"signing", "paper"}:
            return []
        found = []
        if not self.note.strip():
            found.append(Blocker("请写明是哪次会议，或者与哪些机关联合发文。", field="dated_note"))
        if self.made_on is None:
            found.append(Blocker(f"没有填写；成文日期按{DATED_BY[self.by]}填写。", field="made_on"))
        elif self.made_on > today:
            found.append(Blocker(f"{self.made_on} 晚于今天 {today}，请核对。", field="made_on"))
        elif self.by == "joint" and self.made_on < approval.approved_on:
            sentence = f"早于本机关签发之日 {approval.approved_on}；联合发文以最后签发机关签发之日为准。"
            found.append(Blocker(sentence, field="made_on"))
        return found


def register(
    *, viewer: Viewer, version: Version, number: int | None = None, dating: Dating | None = None
) -> Registration:
    """Return the registration of a signed official document; `number` where it is not the next of its series.

    Raises `NotAllowed`, or `ActionBlocked` with what stands in the way.
    """
    viewer.require("review.register")
    with viewer.transaction() as tx:
        papers.documents(viewer).select_for_update(no_key=True).get(pk=version.document_id)
        progress = progress_of(version)
        if found := register_blockers(viewer, progress):
            raise ActionBlocked(found)
        return _enter(tx, viewer, progress, number, dating or Dating())


def register_at_once(tx: LedgerTransaction, viewer: Viewer, version: Version) -> Registration | None:
    """Register what was signed this moment, where nothing is left for the office to decide; None where something is.

    So it is where the unit lets its series be drawn with the signature, and where the paper has its number already.
    Of a document that was registered before, the register follows what the new version says.
    """
    progress = progress_of(version)
    if progress.registration is not None:
        _follow(tx, viewer, version)
        return None
    series = papers.number_series(viewer).filter(prefix=version.series).first()
    if not (version.doc_number or (series and series.at_once)) or register_blockers(viewer, progress):
        return None
    return _enter(tx, viewer, progress, None, Dating())


def register_blockers(viewer: Viewer, progress: ReviewProgress) -> list[Blocker]:
    """Return why a version is not registered now."""
    version = progress.version
    if not version.document.declared_kind.registered:
        return [Blocker(f"{version.document.kind_label}不编发文字号，不用登记。")]
    if progress.registration is not None:
        return [Blocker(f"已登记为 {progress.registration.doc_number}。")]
    if progress.approval is None:
        return [Blocker("尚未签发；最后审批人同意即签发，之后登记取号。")]
    if not progress.is_newest:
        return [Blocker("签发之后文稿有了新的版本，请对最新一版送审、登记。")]
    return numbering_blockers(viewer, version)


def numbering_blockers(viewer: Viewer, version: Version) -> list[Blocker]:
    """Return what an official document lacks for its number, as it can be known before it is signed."""
    if not version.document.declared_kind.registered:
        return []
    before = Registration.objects.filter(document=version.document_id).first()
    if before is not None:
        return _followed_blockers(viewer, version, before)
    found = []
    if not version.genre:
        found.append(Blocker("没有选公文种类，", field="genre", remedy=_revise(version)))
    if version.series:
        return found + _series_blockers(viewer, version)
    if not version.doc_number or version.made_on is None:
        if not papers.number_series(viewer).exists():
            open_one = remedy(viewer, "papers.number", "在“发文字号”页面设立", reverse("papers:numbers"))
            sentence = "本机关还没有发文字号系列，签发后无法登记；"
            return [*found, Blocker(sentence, field="series", remedy=open_one)]
        sentence = "没有选发文字号系列，也没有写明纸上的发文字号和成文日期，签发后无法登记；"
        return [*found, Blocker(sentence, field="series", remedy=_revise(version))]
    return found + _paper_blockers(viewer, version)


def _revise(version: Version) -> Linked:
    return Linked("请修改文稿补上", reverse("papers:revise", args=[version.document_id]))


def _series_blockers(viewer: Viewer, version: Version) -> list[Blocker]:
    if version.genre == ORDER:
        return [Blocker("命令（令）按“第×号”编号，不从年度系列取号；请在纸上签发后补录。", field="series")]
    if not papers.number_series(viewer).filter(prefix=version.series).exists():
        sentence = f"本机关没有发文字号系列“{version.series}”，"
        return [Blocker(sentence, field="series", remedy=_revise(version))]
    return []


def _paper_blockers(viewer: Viewer, version: Version) -> list[Blocker]:
    if fault := fault_of(version.doc_number, version.genre):
        return [Blocker(fault, field="doc_number")]
    entry = papers.official_documents(viewer).filter(doc_number=version.doc_number).first()
    if entry is not None and (found := _same_document(version, entry)):
        return found
    if (drawn := _drawn(viewer, version.doc_number)) and not drawn.is_held:
        sentence = f"{version.doc_number} 已{drawn.purpose_in_words}，请核对文号。"
        return [Blocker(sentence, field="doc_number")]
    if entry is not None:
        return []
    return entry_lock_blockers(viewer, version, version.made_on)


def _same_document(version: Version, entry: OfficialDocument) -> list[Blocker]:
    """Return where the register's entry of the number is about something else than this version."""
    says = (entry.title, entry.made_on, entry.attribute)
    if entry.document_id in {None, version.document_id} and says == (
        version.title,
        version.made_on,
        version.attribute,
    ):
        return []
    sentence = (
        f"{version.doc_number} 已在公文台账中：“{entry.title}”，成文日期 {entry.made_on}，"
        f"{entry.get_attribute_display()}；与本稿不一致，请核对，有错的先更正。"
    )
    return [Blocker(sentence, field="doc_number")]


def _drawn(viewer: Viewer, doc_number: str) -> NumberDraw | None:
    parts = parts_of(doc_number)
    if parts is None:
        return None
    prefix, year, number = parts
    draws = NumberDraw.objects.visible_to(viewer)
    found: NumberDraw | None = draws.filter(series__prefix=prefix, year=year, number=number).first()
    return found


def entry_lock_blockers(viewer: Viewer, version: Version, day: datetime.date | None) -> list[Blocker]:
    """Return that the year in which the register would count the document is locked, if it is."""
    if day is None:
        return []
    entry = OfficialDocument(organ_id=version.organ_id, made_on=day, counted_on=day)
    return lock_blockers(viewer, standing_lock(viewer.organ_code, day), entry)


def _followed_blockers(viewer: Viewer, version: Version, before: Registration) -> list[Blocker]:
    said = version.doc_number or f"{version.series}〔"
    if not before.doc_number.startswith(said) or version.made_on not in {None, before.made_on}:
        sentence = f"本件已登记为 {before.doc_number}，{before.made_on} 成文，发文字号和成文日期不能再改；"
        return [Blocker(sentence, field="series", remedy=_revise(version))]
    entry = papers.entry_of(viewer, version.document_id)
    return correction_blockers(viewer, entry) if entry and _changes(version, entry) else []


def _changes(version: Version, entry: OfficialDocument) -> dict[str, Any]:
    names = ("title", "genre", "attribute", "attribute_reason")
    return {name: getattr(version, name) for name in names if getattr(version, name) != getattr(entry, name)}


def _follow(tx: LedgerTransaction, viewer: Viewer, version: Version) -> None:
    entry = papers.entry_of(viewer, version.document_id)
    if entry and (changed := _changes(version, entry)):
        reason = f"第 {version.number} 版经审批签发"
        replace_fact(tx, successor(entry, reason=reason, **changed), subjects=[version.document])


def _enter(
    tx: LedgerTransaction, viewer: Viewer, progress: ReviewProgress, number: int | None, dating: Dating
) -> Registration:
    """Draw the number, store the registration and the register's entry. Raises `ActionBlocked`."""
    version, approval = progress.version, progress.approval
    assert approval is not None
    if version.made_on is not None:
        dating = Dating(by="paper", made_on=version.made_on)
    if found := dating.blockers(approval, tx.day):
        raise ActionBlocked(found)
    made_on = dating.day(approval)
    assert made_on is not None
    hold_ledgers(viewer)
    drawn, doc_number = _number(tx, viewer, version, made_on, number)
    registration = tx.add(
        Registration(
            document=version.document,
            approval=approval,
            draw=drawn,
            doc_number=doc_number,
            made_on=made_on,
            dated_by=dating.by,
            dated_note=dating.note.strip(),
            registered_on=tx.day,
            registered_by=viewer.officer,
        )
    )
    subjects = [version.document, version, registration]
    if not papers.official_documents(viewer).filter(doc_number=doc_number).exists():
        subjects.append(tx.add(_entry(progress, doc_number, made_on)))
    tx.record(NumberGiven(doc_number=doc_number, made_on=made_on), subjects=subjects)
    return registration


def _number(
    tx: LedgerTransaction, viewer: Viewer, version: Version, made_on: datetime.date, number: int | None
) -> tuple[NumberDraw | None, str]:
    """The number drawn and how it is printed; no draw where the paper's number is of no series here."""
    if version.doc_number:
        prefix, year, given = parts_of(version.doc_number) or ("", 0, None)
        series = papers.number_series(viewer).filter(prefix=prefix).first()
        drawn = (
            draw_number(tx, viewer=viewer, series=series, year=year, number=given)
            if series is not None
            else None
        )
        return drawn, version.doc_number
    series = papers.number_series(viewer).get(prefix=version.series)
    if found := number_blockers(viewer, series, made_on.year, number):
        raise ActionBlocked(found)
    if found := entry_lock_blockers(viewer, version, made_on):
        raise ActionBlocked(found)
    drawn = draw_number(tx, viewer=viewer, series=series, year=made_on.year, number=number)
    return drawn, drawn.doc_number


def number_blockers(viewer: Viewer, series: NumberSeries, year: int, number: int | None) -> list[Blocker]:
    """Return why a number that was given cannot be taken: another document has it, or it was skipped."""
    if number is None or number not in series_year(viewer, series, year).taken:
        return []
    doc_number = series.doc_number(year, number)
    drawn = _drawn(viewer, doc_number)
    if drawn is not None and drawn.is_held:
        return []
    how = drawn.purpose_in_words if drawn is not None else "登记"
    return [Blocker(f"{doc_number} 已{how}，请改用别的序号，或者不填而取下一个。", field="number")]


def _entry(progress: ReviewProgress, doc_number: str, made_on: datetime.date) -> OfficialDocument:
    version = progress.version
    return OfficialDocument(
        document=version.document,
        doc_number=doc_number,
        title=version.title,
        genre=version.genre,
        attribute=version.attribute,
        attribute_reason=version.attribute_reason,
        made_on=made_on,
        counted_on=made_on,
        section=progress.form.section if progress.form else "",
    )
