"""Set the time at which an approved version is to be released by itself, and release what is due."""

from __future__ import annotations

import datetime

from django.utils import timezone

from gongkai.bodies.blockers import ActionBlocked, Blocker
from gongkai.bodies.viewer import Viewer
from gongkai.ledger import clock
from gongkai.papers import queries as papers
from gongkai.papers.models import Version
from gongkai.review.actions.release import release, release_blockers
from gongkai.review.events import ReleaseTimed, ReleaseTimeTakenBack
from gongkai.review.models import Release, ReleaseTime
from gongkai.review.timing import time_of

AHEAD = datetime.timedelta(
    hours=24 * 366
)  # a rule of this program: more than a year ahead is a slip of the pen


def set_time(*, viewer: Viewer, version: Version, leaves_at: datetime.datetime) -> ReleaseTime:
    """Return the time at which a version will be released; what was set before holds no more.

    Raises `NotAllowed`, or `ActionBlocked` with what will stand in the way then.
    """
    viewer.require("review.release")
    with viewer.transaction() as tx:
        document = papers.documents(viewer).select_for_update(no_key=True).get(pk=version.document_id)
        if found := time_blockers(viewer, version, leaves_at):
            raise ActionBlocked(found)
        made = tx.add(
            ReleaseTime(
                approval=version.approval, leaves_at=leaves_at, set_by=viewer.officer, set_on=viewer.day
            )
        )
        tx.record(
            ReleaseTimed(number=version.number, leaves_at=_in_words(leaves_at)),
            subjects=[document, version, made],
        )
    return made


def take_back_time(*, viewer: Viewer, version: Version) -> ReleaseTime:
    """Return that a version is not to be released by itself. Raises `NotAllowed` or `ActionBlocked`."""
    viewer.require("review.release")
    with viewer.transaction() as tx:
        document = papers.documents(viewer).select_for_update(no_key=True).get(pk=version.document_id)
        if time_of(version) is None:
            raise ActionBlocked([Blocker("本版没有设定公开时间，或者已经公开；请刷新后再看。")])
        made = tx.add(ReleaseTime(approval=version.approval, set_by=viewer.officer, set_on=viewer.day))
        tx.record(ReleaseTimeTakenBack(number=version.number), subjects=[document, version, made])
    return made


def release_by_time(*, viewer: Viewer, version: Version) -> Release | None:
    """Return the release of a version whose time has come; None where it was set anew or released meanwhile.

    Raises `ActionBlocked` with what stands in the way.
    """
    with viewer.transaction():
        papers.documents(viewer).select_for_update(no_key=True).get(pk=version.document_id)
        due = time_of(version)
        if due is None or due.leaves_at is None or due.leaves_at > clock.now():
            return None
        return release(viewer=viewer, version=version)


def time_blockers(viewer: Viewer, version: Version, leaves_at: datetime.datetime) -> list[Blocker]:
    """Return why a version cannot be released at a time, as far as it can be known now."""
    now = clock.now()
    if leaves_at <= now:
        return [Blocker("定时公开的时间应晚于现在；现在就公开的，请按“公开发布”。", field="leaves_at")]
    if leaves_at > now + AHEAD:
        return [Blocker("定时公开的时间应在一年以内，请核对。", field="leaves_at")]
    return release_blockers(viewer.on(timezone.localdate(leaves_at)), version)


def _in_words(moment: datetime.datetime) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}"
