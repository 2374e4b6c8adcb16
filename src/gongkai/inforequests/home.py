"""What open cases put on the desk's home: what is due, who is to be asked for a day, what is wrong.

Cases may be very many, so each list reads its first lines by an index and says how many more there are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.http import urlencode

from gongkai.bodies.models import Organ
from gongkai.bodies.viewer import Viewer
from gongkai.inforequests import queries
from gongkai.inforequests.clocks import DeadlineCalculator
from gongkai.inforequests.models import ClockState, DueDay, MovedDeadline
from gongkai.ledger.models import Entry
from gongkai.ledger.queries import line_of
from gongkai.registry import Alert, DueItem, DueLine, WaitingItem, WaitingLine

SHOWN = 50
LINE = 30
REGISTER = "inforequests.requests"


def page(row: DueDay) -> str:
    """Return the page of the case."""
    return reverse("inforequests:request", args=[row.pk])


def listed(**question: str) -> str:
    """Return the address of the register of cases with a question."""
    return f"{reverse('shell:register', args=[REGISTER])}?{urlencode(question)}"


def due_replies(viewer: Viewer) -> Iterator[DueLine]:
    """Yield the replies that are due, soonest first (条例 art 33)."""
    running = _in_state(viewer, ClockState.RUNNING).order_by("due_on", "pk")
    rows = list(running[: SHOWN + 1])
    if not viewer.may("inforequests.view") or not rows:
        return
    organ = Organ.objects.get(code=viewer.organ_code)
    counting = DeadlineCalculator(organ)

    def line(row: DueDay, title: str, stage: str, url: str) -> DueLine:
        assert row.due_on is not None
        return DueLine(
            title=title,
            stage=stage,
            due_on=row.due_on,
            working_days_left=counting.working_days_left(row.due_on, viewer.day),
            basis=basis_of(row),
            url=url,
            holder=organ.contact_office,
        )

    for row in rows[:SHOWN]:
        yield line(row, f"申请 {row.request.number}：{shorten(row.request.asked)}", "办理、答复", page(row))
    if len(rows) > SHOWN:
        title = f"另有 {running.count() - SHOWN} 件在办申请"
        yield line(rows[SHOWN], title, "最早的一件", listed(sort="due_on"))


def shorten(text: str) -> str:
    """Return the beginning of what is asked, as much as a line takes."""
    return text if len(text) <= LINE else f"{text[: LINE - 1]}…"


def basis_of(row: DueDay) -> str:
    """Return the article by which a day is due, and what it still waits for."""
    waits = "".join(f"；暂定，尚缺{title}" for title in row.missing)
    return f"{row.basis[0]}{waits}"


def waiting_for_confirmation(viewer: Viewer) -> Iterator[WaitingLine]:
    """Yield the cases whose day of receipt is to be settled with the applicant, on the day of arrival (art 31)."""
    if not viewer.may("inforequests.confirm"):
        return
    unconfirmed = _unconfirmed(viewer).order_by("counted_from", "pk")
    for row in unconfirmed[:SHOWN]:
        yield WaitingLine(
            title=f"申请 {row.request.number}",
            what="到达当日即应与申请人联系，确认收到申请之日；未确认—期限未起算",
            since=row.counted_from,
            url=page(row),
        )
    if unconfirmed.count() > SHOWN:
        yield WaitingLine(
            title=f"另有 {unconfirmed.count() - SHOWN} 件申请",
            what="确认收到申请之日",
            since=unconfirmed[SHOWN].counted_from,
            url=listed(stage=ClockState.UNCONFIRMED),
        )


def to_be_served(viewer: Viewer) -> Iterator[WaitingLine]:
    """Yield the letters that are final and have not left."""
    if not viewer.may("inforequests.serve"):
        return
    for version in queries.final_letters(viewer)[:SHOWN]:
        yield WaitingLine(
            title=version.title,
            what="已定稿，待送达",
            since=version.approval.approved_on,
            url=reverse("inforequests:request", args=[version.document.case_letter.request_id]),
        )


Tell = Callable[[Viewer], Iterator[tuple[str, str]]]


def overdue(viewer: Viewer) -> Iterator[tuple[str, str]]:
    """Yield the replies that are late, with the article missed."""
    late = _overdue(viewer).order_by("due_on", "pk")
    yield from _told(viewer, late, lambda row: f"应于 {row.due_on} 以前答复，已超期（{row.basis[0]}）。")


def unconfirmed_too_long(viewer: Viewer) -> Iterator[tuple[str, str]]:
    """Yield the cases that arrived working days ago and whose day of receipt nobody has settled."""
    yield from _told(
        viewer,
        _unconfirmed_too_long(viewer).order_by("alert_on", "pk"),
        lambda row: f"{row.counted_from} 到达，至今没有与申请人确认收到日期，期限未起算（{row.basis[0]}）。",
    )


def applicant_late(viewer: Viewer) -> Iterator[tuple[str, str]]:
    """Yield the cases whose applicant let the period for supplementing or paying go by (条例 art 30, 办法 art 6)."""
    yield from _told(
        viewer,
        _applicant_late(viewer).order_by("due_on", "pk"),
        lambda row: f"{row.get_state_display()}，申请人的期限已于 {row.due_on} 届满，可以按逾期处理。",
    )


def not_counted(viewer: Viewer) -> Iterator[tuple[str, str]]:
    """Yield the open cases for which the law room knows no period."""
    unknown = _in_state(viewer, ClockState.UNKNOWN).order_by("pk")
    yield from _told(viewer, unknown, lambda row: "；".join(row.missing))


def moved(viewer: Viewer) -> Iterator[tuple[str, str]]:
    """Yield what moved deadlines of cases that are still open, with how many."""
    if not viewer.may("inforequests.view"):
        return
    numbers = dict(_moved(viewer).order_by("cause").values_list("cause").annotate(Count("pk")))
    for entry in Entry.objects.filter(pk__in=numbers).order_by("-seq"):
        url = reverse("inforequests:moved", args=[entry.seq])
        yield f"{line_of(entry).sentence}{numbers[entry.seq]} 件在办申请的答复期限因此变动。", url


def _unconfirmed(viewer: Viewer) -> QuerySet[DueDay]:
    return _in_state(viewer, ClockState.UNCONFIRMED)


def _unconfirmed_too_long(viewer: Viewer) -> QuerySet[DueDay]:
    return _unconfirmed(viewer).filter(alert_on__lte=viewer.day)


def _overdue(viewer: Viewer) -> QuerySet[DueDay]:
    return _in_state(viewer, ClockState.RUNNING).filter(due_on__lt=viewer.day)


def _applicant_late(viewer: Viewer) -> QuerySet[DueDay]:
    waiting = (ClockState.WAITING_SUPPLEMENT, ClockState.WAITING_PAYMENT)
    return queries.due_days(viewer).filter(state__in=waiting, due_on__lt=viewer.day)


def _moved(viewer: Viewer) -> QuerySet[MovedDeadline]:
    return queries.moved_deadlines(viewer).filter(request__due_day__isnull=False)


def _in_state(viewer: Viewer, state: ClockState) -> QuerySet[DueDay]:
    return queries.due_days(viewer).filter(state=state)


def _told(viewer: Viewer, rows: QuerySet[DueDay], say: Callable[[DueDay], str]) -> Iterator[tuple[str, str]]:
    """Yield a sentence for each of the first rows, and one for the others."""
    if not viewer.may("inforequests.view"):
        return
    for row in rows[:SHOWN]:
        yield f"申请 {row.request.number}：{say(row)}", page(row)
    if (number := rows.count()) > SHOWN:
        yield f"另有 {number - SHOWN} 件申请有同样的问题。", listed(sort="due_on")


def _alert(name: str, label: str, tell: Tell, records: Callable[[Viewer], Any]) -> Alert:
    return Alert(
        id=f"inforequests.{name}",
        label=label,
        sentences=lambda viewer: list(tell(viewer)),
        records=records,
    )


HOME = (
    DueItem(
        id="inforequests.replies",
        label="答复申请",
        lines=lambda viewer: list(due_replies(viewer)),
        records=lambda viewer: _in_state(viewer, ClockState.RUNNING),
    ),
    WaitingItem(
        id="inforequests.confirmations",
        label="确认收到申请之日",
        group="依申请公开",
        lines=lambda viewer: list(waiting_for_confirmation(viewer)),
        records=lambda viewer: viewer.if_allowed("inforequests.confirm", _unconfirmed(viewer)),
    ),
    WaitingItem(
        id="inforequests.service",
        label="送达信函",
        group="依申请公开",
        lines=lambda viewer: list(to_be_served(viewer)),
        records=lambda viewer: viewer.if_allowed("inforequests.serve", queries.final_letters(viewer)),
    ),
    _alert("applicant_late", "申请人逾期", applicant_late, _applicant_late),
    _alert("overdue", "答复超期", overdue, _overdue),
    _alert("unconfirmed", "收到日期未确认", unconfirmed_too_long, _unconfirmed_too_long),
    _alert("not_counted", "期限须人工核定", not_counted, partial(_in_state, state=ClockState.UNKNOWN)),
    _alert("moved", "期限变动", moved, _moved),
)
