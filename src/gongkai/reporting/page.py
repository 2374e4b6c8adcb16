"""What the report page shows: one report, whichever of its three faces was asked for, and what stands beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from django.utils.safestring import mark_safe

from gongkai.annualreport import FORM_2021, Identity, Report, Severity, identities
from gongkai.annualreport.checks import check_report
from gongkai.annualreport.writers import Illustration, table_fragment
from gongkai.bodies.blockers import Blocker
from gongkai.bodies.viewer import Viewer
from gongkai.ledger import queries as ledger
from gongkai.reporting import queries
from gongkai.reporting.blockers import differences, finalization_blockers, name_of
from gongkai.reporting.compiling import Compiled, compile_year
from gongkai.reporting.models import Candidate, Finalization
from gongkai.reporting.prose import Paragraph
from gongkai.reporting.repetition import PriorYearComparison, beside, warnings_of
from gongkai.review.models import Approval, Release
from gongkai.review.progress import ReviewProgress, progress_of, returned_with
from gongkai.typeset import Chart

LIVE, CANDIDATE, FINAL = "live", "candidate", "final"
FACES = {LIVE: "台账现状", CANDIDATE: "候选稿", FINAL: "定稿"}


@dataclass(frozen=True)
class Page:
    """A report as one page: its face, value, prose, identities, blockers, and what may be done."""

    year: int
    face: str
    faces: Mapping[str, str]
    report: Report
    paragraphs: list[Paragraph]
    illustrations: tuple[Illustration, ...]
    previous: Report | None
    blockers: list[Blocker]
    questions: list[str]
    changes: list[tuple[str, str, object, object]]
    settled: bool  # the newest candidate is finalized
    outdated: bool  # the records or the text have changed since the newest candidate
    kept: Faces
    release: Release | None

    @property
    def candidate(self) -> Candidate | None:
        """The newest candidate."""
        return self.kept.candidate

    @property
    def finalization(self) -> Finalization | None:
        """What is final."""
        return self.kept.finalization

    @property
    def approval(self) -> Approval | None:
        """The approval of the newest candidate."""
        return self.kept.progress.approval if self.kept.progress else None

    @cached_property
    def next_step(self) -> str:
        """What the candidate's review needs next, in words; empty where it needs nothing."""
        progress = self.kept.progress
        if progress is None or progress.approval is not None:
            return ""
        if progress.next_number == 1:
            return "填保密审查表送审"
        return f"等待{progress.next_label}" if progress.next_number else "已退回或已有新版"

    @cached_property
    def returned(self) -> str:
        """Who returned the candidate, and why, while no other was made."""
        progress = self.kept.progress
        return returned_with(progress) if progress and not progress.approval else ""

    @cached_property
    def identities(self) -> dict[str, list[Identity]]:
        """The identities of each table, for the lines below it."""
        found: dict[str, list[Identity]] = {table: [] for table in FORM_2021.tables}
        for identity in identities(self.report, self.previous):
            found[identity.where.split(".")[0]].append(identity)
        return found


@dataclass(frozen=True)
class Faces:
    """What a year's report may be shown as, besides what the records say: its newest candidate, what is final."""

    candidate: Candidate | None
    finalization: Finalization | None

    @cached_property
    def progress(self) -> ReviewProgress | None:
        """How far the review of the newest candidate has come, read once."""
        return progress_of(self.candidate.version) if self.candidate else None

    @property
    def there(self) -> dict[str, Candidate | None]:
        """The candidate that each face shows; the records are always there and show none."""
        found = {CANDIDATE: self.candidate, FINAL: self.finalization.candidate if self.finalization else None}
        return {LIVE: None, **{face: candidate for face, candidate in found.items() if candidate}}

    def shown(self, wanted: str | None) -> tuple[str, Candidate | None]:
        """Return the face wanted, else the finalized one where there is one, else the records; and its candidate."""
        face = wanted if wanted in self.there else FINAL if self.finalization else LIVE
        return face, self.there[face]


def edit_notice(faces: Faces) -> str:
    """Return what an edit of the text leads to where the year's report went its way already; else empty."""
    candidate, final = faces.candidate, faces.finalization
    if final is not None:
        return (
            f"{final.candidate.report.year} 年度报告已于 {final.finalized_on} 第 {final.number} 次定稿，数据已锁定。"
            "这里修改的文字不改变已定稿的报告；要用新的文字，须重新生成候选稿、送审，"
            f"写明更正说明后第 {final.number + 1} 次定稿。"
            "数据有误的，先在报告页面点开相关数字，说明理由解锁，更正后再生成候选稿。"
        )
    progress = faces.progress
    if candidate is None or progress is None or not progress.steps or progress.returned:
        return ""
    return (
        f"{candidate.report.year} 年度报告的候选稿已送审，其文字不随这里的修改而变；"
        "要用新的文字，须重新生成候选稿并重新送审，已有的审查不再适用。"
    )


def faces_of(viewer: Viewer, year: int) -> Faces:
    """Return what a year's report may be shown as."""
    return Faces(*queries.candidate_and_finalization(viewer, year))


def page_of(viewer: Viewer, year: int, *, face: str | None) -> Page:
    """Return the page of a year's report: as asked, else finalized where there is one, else what the records say."""
    faces = faces_of(viewer, year)
    candidate, finalization = faces.candidate, faces.finalization
    chosen, shown = faces.shown(face)
    now = compiled_now(viewer, year, viewer.head or ledger.head().hash)
    previous = now.previous
    value = queries.value_of(shown) if shown else now.report
    settled = finalization is not None and finalization.candidate == candidate
    is_approved = faces.progress is not None and faces.progress.approval is not None
    return Page(
        year=year,
        face=chosen,
        faces={key: label for key, label in FACES.items() if key in faces.there},
        report=value,
        paragraphs=[Paragraph.from_json(p) for p in shown.paragraphs] if shown else now.paragraphs,
        illustrations=queries.illustrations_of(shown.version) if shown else now.illustrations,
        previous=previous,
        blockers=[] if settled else finalization_blockers(viewer, candidate, now, is_approved=is_approved),
        questions=[] if finalization and shown else questions_of(viewer, value, previous),
        changes=_changes(shown, now) if shown else [],
        settled=settled,
        outdated=candidate is not None and any(differences(candidate, now)),
        kept=faces,
        release=Release.objects.standing().filter(approval=finalization.approval_id).first()
        if finalization
        else None,
    )


def questions_of(viewer: Viewer, report: Report, previous: Report | None) -> list[str]:
    """Return what the checks of published reports would ask about this one, errors apart.

    How much repeats last year's text is asked at the unit's own threshold, not at that of the checks.
    """
    found = check_report(report, previous=previous)
    asked = [f.message for f in found if f.severity is Severity.WARNING and f.code != "repetition"]
    return [*warnings_of(viewer, report, previous), *asked]


@lru_cache(maxsize=16)
def compiled_now(viewer: Viewer, year: int, head: str) -> Compiled:
    """Return the year as the records make it; kept while the ledger's head is `head`, for every change moves it."""
    return compile_year(viewer, year)


def _changes(shown: Candidate, now: Compiled) -> list[tuple[str, str, object, object]]:
    """What differs between a kept count and the records of today: cell, name, then, now."""
    return [
        (cell_id, name_of(cell_id), then, today)
        for cell_id, then, today in queries.counted(shown).differences(now.count)
        if not cell_id.endswith(".total") and ".total_handled." not in cell_id
    ]


@dataclass(frozen=True)
class PageParagraph:
    """A paragraph of a part, and the charts that stand behind it."""

    paragraph: Paragraph
    charts: list[Chart]


@dataclass(frozen=True)
class PagePart:
    """One of the six parts as the page prints it."""

    number: str
    title: str
    text: list[str]
    paragraphs: list[PageParagraph]
    table: str
    identities: list[Identity]
    others: list[Identity]
    beside: PriorYearComparison | None


def parts_of(page: Page, *, link: Callable[[str], str], last_year: bool = False) -> list[PagePart]:
    """Return the parts; `link` gives the address behind a cell, `last_year` sets last year's figures below ours.

    Under a table stand the identities of its totals; a broken or open one stands there whichever it is. The
    others can be opened.
    """
    found, before = page.identities, page.previous if last_year else None
    return [
        PagePart(
            part.number,
            part.title,
            section.text.splitlines(),
            _illustrated([p for p in page.paragraphs if p.part == part.number], page.illustrations),
            mark_safe(table_fragment(page.report, part.table, link=link, last_year=before))  # noqa: S308 - ours
            if part.table
            else "",
            [i for i in found.get(part.table, []) if _stands_out(i)],
            [i for i in found.get(part.table, []) if not _stands_out(i)],
            beside(section.text, page.previous, part.number),
        )
        for part, section in zip(FORM_2021.parts, page.report.sections, strict=True)
    ]


def _illustrated(paragraphs: list[Paragraph], illustrations: Sequence[Illustration]) -> list[PageParagraph]:
    """The paragraphs, each chart behind the last one below its head."""
    shown, head = [PageParagraph(paragraph, []) for paragraph in paragraphs], ""
    last: dict[str, PageParagraph] = {}
    for one in shown:
        head = one.paragraph.head or head
        last[head] = one
    for illustration in illustrations:
        for head, one in last.items():
            if illustration.head in head:
                one.charts.append(illustration.chart)
    return shown


def _stands_out(identity: Identity) -> bool:
    return not identity.holds or identity.code == "I5" or identity.where == "requests.column.total"
