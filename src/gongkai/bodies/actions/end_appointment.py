"""End an appointment: from the day after, the role is no longer held."""

from __future__ import annotations

import datetime

from django.db.models import Max

from gongkai.bodies.blockers import ActionBlocked, Blocker
from gongkai.bodies.events import AppointmentEnded
from gongkai.bodies.holdings import unattended as work_unattended
from gongkai.bodies.models import Appointment
from gongkai.bodies.viewer import Viewer
from gongkai.ledger.models import Entry

ONE_DAY = datetime.timedelta(days=1)


ADMINISTER = "bodies.administer"


def day_blockers(viewer: Viewer, appointment: Appointment, until_on: datetime.date) -> list[Blocker]:
    """Return why a day cannot be the last of an appointment, whatever is left to be done.

    It cannot end later than it does: that is an appointment, which two persons make. It cannot end before what the
    person did in it, nor where nobody could give anybody a post from the day after.
    """
    ends_on = appointment.until_on
    if ends_on is not None and until_on > ends_on:
        sentence = f"任职至 {ends_on} 止，终止日期不能更晚；确需延长的，请另行提名，由另一人确认。"
        return [Blocker(sentence, field="until_on")]
    officer = appointment.officer
    acts = Entry.objects.filter(organ_code=viewer.organ_code, actor_number=officer.number)
    acted_on = acts.aggregate(last=Max("day"))["last"]
    if acted_on is not None and until_on < acted_on:
        sentence = f"{officer.name} {acted_on} 还办理过事项，终止日期不能早于这一天。"
        return [Blocker(sentence, field="until_on")]
    if ADMINISTER in appointment.role.permissions and not _administered(
        viewer, appointment, until_on + ONE_DAY
    ):
        sentence = (
            f"{until_on} 以后本单位没有别人可以登记人员和任职，"
            "请先提名另一位系统管理员，由另一人确认，再终止这一任职。"
        )
        return [Blocker(sentence, field="until_on")]
    return []


def _administered(viewer: Viewer, without: Appointment, day: datetime.date) -> bool:
    """Whether somebody who can sign in administers the organ on a day beside an appointment."""
    others = Appointment.objects.filter(organ=viewer.organ_code, officer__user__is_active=True).on(day)
    roles = others.exclude(pk=without.pk).select_related("role")
    return any(ADMINISTER in each.role.permissions for each in roles)


def end_blockers(viewer: Viewer, appointment: Appointment, until_on: datetime.date) -> list[Blocker]:
    """Return that work is under way which nobody could go on with from the day after."""
    left = work_unattended(viewer, until_on + ONE_DAY, without=appointment)
    if not left:
        return []
    sentence = (
        f"本单位还有 {'、'.join(left)}，{until_on} 以后没有别人可以办理；"
        "请先给继任者任职。一时没有继任者的，勾选“没有继任者，仍然终止”。"
    )
    return [Blocker(sentence, field="unattended")]


def end_appointment(
    *, viewer: Viewer, appointment: Appointment, until_on: datetime.date, unattended: bool = False
) -> Appointment:
    """Return the appointment, ended with `until_on` as its last day.

    Raises `ActionBlocked` where work is under way that nobody else could go on with, unless it is to be left so, and
    where the day cannot be the last (`day_blockers`).
    """
    viewer.require(ADMINISTER)
    with viewer.transaction() as tx:
        # Who ends it meanwhile waits: the earlier of two last days must stand.
        held = Appointment.objects.select_for_update(no_key=True, of=("self",))
        standing = held.select_related("officer", "role").get(pk=appointment.pk)
        if found := day_blockers(viewer, standing, until_on):
            raise ActionBlocked(found)
        if not unattended and (found := end_blockers(viewer, appointment, until_on)):
            raise ActionBlocked(found)
        appointment.until_on = until_on
        tx.amend([appointment], fields=["until_on"])
        tx.record(
            AppointmentEnded(until_on=until_on),
            subjects=[appointment.officer, appointment],
        )
    return appointment
