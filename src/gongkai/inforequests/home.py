"""What open cases put on the desk's home: what is due, who is to be asked for a day, which letters are to be served.

Cases may be very many, so each list reads its first rows by an index and says how many more there are.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.http import urlencode

from gongkai.bodies.models import Appointment
from gongkai.bodies.viewer import Viewer
from gongkai.inforequests import queries
from gongkai.inforequests.clocks import deadlines_of
from gongkai.inforequests.letters.kinds import LETTER_TYPES, permission_of
from gongkai.inforequests.models import ClockState, DueDay
from gongkai.inforequests.status import REPLY
from gongkai.registry import DueItem, DueLine, Holding, WaitingItem, WaitingLine
from gongkai.review.queries import contact_of
from gongkai.shell import first_shown

LINE = 30
AREA = "依申请公开"


def case_url(pk: int) -> str:
    """Return the page of a case."""
    return reverse("inforequests:request", args=[pk])


def register_url(**question: str) -> str:
    """Return the address of the register of cases with a question."""
    return f"{reverse('shell:register', args=['inforequests.requests'])}?{urlencode(question)}"


def due_replies(viewer: Viewer) -> Iterator[DueLine]:
    """Yield the replies that are due, soonest first (条例 art 33)."""
    rows, next_row, more = first_running(viewer)
    for row in rows:
        title = f"申请 {row.request.number}：{shorten(row.request.description)}"
        yield _due_line(viewer, row, title, "办理、答复", case_url(row.pk))
    if next_row:
        title = f"另有 {more} 件在办申请"
        listed = register_url(sort="due_on", stage=ClockState.RUNNING)
        yield _due_line(viewer, next_row, title, "最早的一件", listed)


def first_running(viewer: Viewer) -> tuple[list[DueDay], DueDay | None, int]:
    """Return the first open cases whose period runs, soonest due first; read once for all that is asked of them."""
    running = _running(viewer).order_by("due_on", "pk")
    return viewer.once("inforequests.running", lambda: first_shown(running))


def _due_line(viewer: Viewer, row: DueDay, title: str, stage: str, url: str) -> DueLine:
    assert row.due_on is not None
    deadlines = deadlines_of(viewer)
    return DueLine(
        title=title,
        stage=stage,
        due_on=row.due_on,
        working_days_left=deadlines.calendar.working_days_left(row.due_on, viewer.day),
        basis=basis_of(row),
        url=url,
        holder=contact_of(viewer).office,
    )


def shorten(text: str) -> str:
    """Return the beginning of what is asked for, as much as a line takes."""
    return text if len(text) <= LINE else f"{text[: LINE - 1]}…"


def basis_of(row: DueDay) -> str:
    """Return the article by which a day is due, and what it still waits for."""
    waits = "".join(f"；暂定，尚缺{title}" for title in row.missing)
    return f"{row.basis[0]}{waits}"


def waiting_for_confirmation(viewer: Viewer) -> Iterator[WaitingLine]:
    """Yield the cases whose day of receipt is to be settled with the applicant, on the day of arrival (art 31)."""
    rows, next_row, more = first_shown(_unconfirmed(viewer).order_by("counted_from", "pk"))
    for row in rows:
        yield WaitingLine(
            title=f"申请 {row.request.number}：{shorten(row.request.description)}",
            what="到达当日即应与申请人联系，确认收到申请之日；未确认—期限未起算",
            since=row.counted_from,
            url=case_url(row.pk),
        )
    if next_row:
        yield WaitingLine(
            title=f"另有 {more} 件申请",
            what="确认收到申请之日",
            since=next_row.counted_from,
            url=register_url(stage=ClockState.UNCONFIRMED),
        )


def to_be_served(viewer: Viewer) -> Iterator[WaitingLine]:
    """Yield the letters that are final and have not left."""
    rows, next_row, more = first_shown(queries.final_letters(viewer))
    for version in rows:
        case = version.document.case_letter.request
        yield WaitingLine(
            title=f"申请 {case.number}：{LETTER_TYPES[version.document.kind].label}",
            what="已定稿，待送达",
            since=version.approval.approved_on,
            url=case_url(case.pk),
        )
    if next_row:
        yield _others(more, "已定稿，待送达", next_row.approval.approved_on)


def not_signed_for(viewer: Viewer) -> Iterator[WaitingLine]:
    """Yield the letters that left and whose arrival nobody has recorded: the other side's period waits for it."""
    rows, next_row, more = first_shown(queries.services_without_arrival(viewer))
    for service in rows:
        letter = service.letter
        yield WaitingLine(
            title=f"申请 {letter.request.number}：{LETTER_TYPES[letter.document.kind].label}",
            what="已送出，待登记签收；对方的期限自签收之次日起算",
            since=service.handed_over_on,
            url=case_url(letter.request_id),
        )
    if next_row:
        yield _others(more, "已送出，待登记签收", next_row.handed_over_on)


def _others(number: int, what: str, since: datetime.date) -> WaitingLine:
    """The letters behind the first ones: each comes up as those before it are done."""
    return WaitingLine(title=f"另有 {number} 件信函", what=what, since=since, url=register_url())


def _running(viewer: Viewer) -> QuerySet[DueDay]:
    return queries.due_days(viewer).filter(state=ClockState.RUNNING)


def _unconfirmed(viewer: Viewer) -> QuerySet[DueDay]:
    return queries.due_days(viewer).filter(state=ClockState.UNCONFIRMED)


def _left_open(viewer: Viewer, appointments: Sequence[Appointment]) -> int:
    """How many open requests nobody can answer by these appointments."""
    if any(permission_of(REPLY) in each.role.permissions for each in appointments):
        return 0
    return DueDay.objects.visible_to(viewer).count()


HOME = (
    DueItem(
        id="inforequests.replies",
        label="答复申请",
        lines=lambda viewer: list(due_replies(viewer)),
        records=_running,
        permission="inforequests.view",
    ),
    WaitingItem(
        id="inforequests.confirmations",
        label="确认收到申请之日",
        area=AREA,
        lines=lambda viewer: list(waiting_for_confirmation(viewer)),
        records=_unconfirmed,
        permission="inforequests.confirm",
    ),
    WaitingItem(
        id="inforequests.service",
        label="送达信函",
        area=AREA,
        lines=lambda viewer: list(to_be_served(viewer)),
        records=queries.final_letters,
        permission="inforequests.serve",
        sealed=True,
    ),
    WaitingItem(
        id="inforequests.arrivals",
        label="登记签收",
        area=AREA,
        lines=lambda viewer: list(not_signed_for(viewer)),
        records=queries.services_without_arrival,
        permission="inforequests.serve",
        sealed=True,
    ),
)
HOLDINGS = (
    Holding(
        id="inforequests.open",
        label="件在办申请",
        left=_left_open,
    ),
)
