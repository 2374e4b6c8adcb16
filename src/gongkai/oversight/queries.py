"""Reads of the records of supervision; all of them take the viewer."""

from __future__ import annotations

import datetime
from typing import TypeVar

from django.db.models import Exists, OuterRef, QuerySet

from gongkai.bodies.records import Fact
from gongkai.bodies.viewer import Viewer
from gongkai.oversight.models import (
    Account,
    AccountClosing,
    AnnualPriority,
    GroupClosing,
    Improvement,
    Opinion,
    OpinionHandling,
    PriorityProgress,
    Problem,
    Rectification,
    RiskAssessment,
    WorkGroup,
)
from gongkai.shell.imports.measures import counted

M = TypeVar("M", bound=Fact)


def standing(viewer: Viewer, model: type[M]) -> QuerySet[M]:
    """Return the facts of one of this room's ledgers as they stand."""
    facts: QuerySet[M] = model.objects.visible_to(viewer).standing()
    return facts


def adopted(viewer: Viewer, year: int) -> QuerySet[OpinionHandling]:
    """Return the handlings of a year by which an opinion was adopted, wholly or in part."""
    return counted(viewer, OpinionHandling, year).filter(outcome__in=("adopted", "partly"))


def priorities_done(viewer: Viewer, year: int) -> QuerySet[AnnualPriority]:
    """Return the tasks of a year's key points that were reported done, in whatever year."""
    return counted(viewer, AnnualPriority, year).filter(
        Exists(_named(PriorityProgress, "number").filter(done=True))
    )


def priorities_undone(viewer: Viewer) -> QuerySet[AnnualPriority]:
    """Return the tasks of all years that nobody has reported done."""
    return standing(viewer, AnnualPriority).filter(
        ~Exists(_named(PriorityProgress, "number").filter(done=True))
    )


def problems_open(viewer: Viewer, year: int) -> QuerySet[Problem]:
    """Return the problems found by a year's end and not closed by then: they are carried to the next."""
    last = datetime.date(year, 12, 31)
    closed = _named(Improvement, "number").filter(done=True, counted_on__lte=last)
    return standing(viewer, Problem).filter(~Exists(closed), counted_on__lte=last)


def problems_carried_in(viewer: Viewer, year: int) -> QuerySet[Problem]:
    """Return the problems that a year took over from the one before."""
    return problems_open(viewer, year - 1)


def problems_closed(viewer: Viewer, year: int) -> QuerySet[Improvement]:
    """Return the improvements of a year that closed a problem."""
    return counted(viewer, Improvement, year).filter(done=True)


def opinions_unhandled(viewer: Viewer) -> QuerySet[Opinion]:
    """Return the opinions that nobody has handled yet."""
    return standing(viewer, Opinion).filter(~Exists(_named(OpinionHandling, "number")))


def work_groups(viewer: Viewer, year: int) -> QuerySet[WorkGroup]:
    """Return the work groups that exist when a year ends."""
    last = datetime.date(year, 12, 31)
    closed = _named(GroupClosing, "name").filter(counted_on__lte=last)
    return standing(viewer, WorkGroup).filter(~Exists(closed), counted_on__lte=last)


def accounts(viewer: Viewer, year: int) -> QuerySet[Account]:
    """Return the back-office accounts in use when a year ends."""
    last = datetime.date(year, 12, 31)
    closed = _named(AccountClosing, "platform", "login").filter(counted_on__lte=last)
    return standing(viewer, Account).filter(~Exists(closed), counted_on__lte=last)


def risks_open(viewer: Viewer) -> QuerySet[RiskAssessment]:
    """Return the assessments with findings that nobody has put right yet."""
    righted = _named(Rectification, "platform", "assessed_on")
    return standing(viewer, RiskAssessment).filter(~Exists(righted)).exclude(findings="")


def _named(model: type[M], *key: str) -> QuerySet[M]:
    """The standing facts of a ledger that name the row asked about, in the same organ."""
    same = {name: OuterRef(name) for name in ("organ", *key)}
    facts: QuerySet[M] = model.objects.standing().filter(**same)
    return facts
