"""What is wrong with open cases now: what is late, what nobody settled, what moved."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.urls import reverse

from gongkai import law
from gongkai.bodies.viewer import Viewer
from gongkai.inforequests import queries
from gongkai.inforequests.clocks import DeadlineCalculator, deadlines_of
from gongkai.inforequests.home import case_url, first_running, register_url
from gongkai.inforequests.models import ClockState, DueDay, MovedDeadline
from gongkai.inforequests.status import CONSULTATION, LetterStatus, served_letters
from gongkai.ledger.models import Entry
from gongkai.ledger.queries import line_of
from gongkai.registry import Alert
from gongkai.shell import LINES_SHOWN, first_shown

SILENCE = {
    "third_party": "第三方应于 {day} 以前提出意见，没有登记其意见；逾期不提出的，由本机关依法决定（条例第三十二条）。",
    "co_maker": "共同制作机关应于 {day} 以前答复，没有登记其答复；逾期不答复的，视为同意公开（条例第三十四条）。",
}
Sentences = Iterator[tuple[str, str]]
ONE_DAY = datetime.timedelta(1)


def overdue(viewer: Viewer) -> Sentences:
    """Yield the replies that are late, with the article missed."""
    rows, next_row, _ = first_running(viewer)
    late = [row for row in rows if _is_late(viewer, row)]
    more = _overdue(viewer).count() - len(late) if next_row and _is_late(viewer, next_row) else 0
    yield from _sentences(
        late,
        more,
        lambda row: f"应于 {row.due_on} 以前答复，已超期（{row.basis[0]}）。",
        stage=ClockState.RUNNING,
        due_on_to=(viewer.day - ONE_DAY).isoformat(),
    )


def unconfirmed_too_long(viewer: Viewer) -> Sentences:
    """Yield the cases that arrived working days ago and whose day of receipt nobody has settled."""
    yield from _of_first(
        _unconfirmed_too_long(viewer).order_by("alert_on", "pk"),
        lambda row: f"{row.counted_from} 到达，至今没有与申请人确认收到日期，期限未起算（{row.basis[0]}）。",
        stage=ClockState.UNCONFIRMED,
    )


def applicant_late(viewer: Viewer) -> Sentences:
    """Yield the cases whose applicant let the period for supplementing or paying go by (条例 art 30, 办法 art 6)."""
    yield from _of_first(
        _applicant_late(viewer).order_by("due_on", "pk"),
        lambda row: f"{row.get_state_display()}，申请人的期限已于 {row.due_on} 届满，可以按逾期处理。",
        due_on_to=(viewer.day - ONE_DAY).isoformat(),
    )


def not_counted(viewer: Viewer) -> Sentences:
    """Yield the open cases for which the law room knows no period."""
    rows = _not_counted(viewer).order_by("pk")
    yield from _of_first(rows, lambda row: "；".join(row.missing), stage=ClockState.UNKNOWN)


def moved(viewer: Viewer) -> Sentences:
    """Yield what moved deadlines of cases that are still open, with how many."""
    cases = (
        _moved(viewer).filter(cause=OuterRef("pk")).order_by().values("cause").annotate(number=Count("pk"))
    )
    causes = Entry.objects.filter(pk__in=_moved(viewer).order_by().values("cause"))
    for entry in causes.annotate(cases=Subquery(cases.values("number"))).order_by("-seq"):
        url = reverse("inforequests:moved", args=[entry.seq])
        yield f"{line_of(entry).sentence}{entry.cases} 件在办申请的答复期限因此变动。", url


def unanswered(viewer: Viewer) -> Sentences:
    """Yield the opinions that did not come in time, in cases that are still open, and what follows (arts 32, 34)."""
    for letter in served_letters(queries.cases_asking(viewer, CONSULTATION)[:LINES_SHOWN]):
        if letter.type_id != CONSULTATION or letter.responded_on:
            continue
        if (silence := _silence(letter, deadlines_of(viewer), viewer)) is not None:
            request = letter.letter.request
            yield f"申请 {request.number}：{silence}", case_url(request.pk)


def _silence(letter: LetterStatus, deadlines: DeadlineCalculator, viewer: Viewer) -> str | None:
    excluded = law.consultation_exclusion(
        letter.consultation, calendar=deadlines.calendar, values=deadlines.values
    )
    if excluded.ended_on is None or excluded.ended_on >= viewer.day:
        return None
    return SILENCE[letter.given["consulted"]].format(day=excluded.ended_on)


def _is_late(viewer: Viewer, row: DueDay) -> bool:
    """As `_overdue` asks it."""
    return row.due_on is not None and row.due_on < viewer.day


def _overdue(viewer: Viewer) -> QuerySet[DueDay]:
    return _due_days(viewer, ClockState.RUNNING).filter(due_on__lt=viewer.day)


def _unconfirmed_too_long(viewer: Viewer) -> QuerySet[DueDay]:
    return _due_days(viewer, ClockState.UNCONFIRMED).filter(alert_on__lte=viewer.day)


def _applicant_late(viewer: Viewer) -> QuerySet[DueDay]:
    waiting = _due_days(viewer, ClockState.WAITING_SUPPLEMENT, ClockState.WAITING_PAYMENT)
    return waiting.filter(due_on__lt=viewer.day)


def _not_counted(viewer: Viewer) -> QuerySet[DueDay]:
    return _due_days(viewer, ClockState.UNKNOWN)


def _moved(viewer: Viewer) -> QuerySet[MovedDeadline]:
    return queries.moved_deadlines(viewer).filter(request__due_day__isnull=False)


def _due_days(viewer: Viewer, *states: ClockState) -> QuerySet[DueDay]:
    return queries.due_days(viewer).filter(state__in=states)


def _of_first(rows: QuerySet[DueDay], say: Callable[[DueDay], str], **question: str) -> Sentences:
    """Yield a sentence for each of the first rows, and one for the others."""
    shown, _, more = first_shown(rows)
    yield from _sentences(shown, more, say, **question)


def _sentences(rows: Sequence[DueDay], more: int, say: Callable[[DueDay], str], **question: str) -> Sentences:
    """Yield a sentence for each row, and one for the others, which the register lists as asked."""
    for row in rows:
        yield f"申请 {row.request.number}：{say(row)}", case_url(row.pk)
    if more:
        yield f"另有 {more} 件申请有同样的问题。", register_url(sort="due_on", **question)


def _alert(
    name: str, label: str, sentences: Callable[[Viewer], Sentences], records: Callable[[Viewer], Any]
) -> Alert:
    return Alert(
        id=f"inforequests.{name}",
        permission="inforequests.view",
        label=label,
        sentences=lambda viewer: list(sentences(viewer)),
        records=records,
    )


ALERTS = (
    _alert("applicant_late", "申请人逾期", applicant_late, _applicant_late),
    _alert("overdue", "答复超期", overdue, _overdue),
    _alert("unconfirmed", "收到日期未确认", unconfirmed_too_long, _unconfirmed_too_long),
    _alert("not_counted", "期限须人工核定", not_counted, _not_counted),
    _alert("moved", "期限变动", moved, _moved),
    _alert("unanswered", "征求意见逾期", unanswered, partial(queries.cases_asking, type_id=CONSULTATION)),
)
