"""The catalogue as it stands on a day: which matters are in it, what each holds, whether it is kept up."""

from __future__ import annotations

import datetime
from typing import Any

from django.db.models import Case, DateField, Exists, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Greatest

from gongkai import law
from gongkai.bodies.viewer import Viewer
from gongkai.norms.queries import rules_of
from gongkai.proactive.models import Classification, Disclosure, Matter, PublicationRecord, UpdateRule
from gongkai.review.models import Release

NEVER = datetime.date.min
STATES = {"in_order": "正常", "late": "该更新", "empty": "空白", "coming": "尚未起用", "ended": "停用"}
Matters = QuerySet[Any]


def catalogue(viewer: Viewer) -> Matters:
    """Return the matters as the catalogue has them on the viewer's day, and those that begin or change later.

    Each has the day on which something last became public under it (`filled_on`, `NEVER` where nothing did) and its
    `state`, one of `STATES`.
    """
    return _with_state(viewer, _last_said(viewer))


def in_force(viewer: Viewer) -> Matters:
    """Return the matters that are in the catalogue on the viewer's day, in its order."""
    return _last_said(viewer).filter(since__lte=viewer.day, ended=False).order_by("item", "pk")


def to_fill(viewer: Viewer) -> Matters:
    """Return the matters of which the law wants something public, each with the day on which something last was."""
    return _with_day(in_force(viewer).filter(way="proactive"))


def matters_now(viewer: Viewer) -> list[Any]:
    """Return the matters in force, each with the day on which something last became public: read once for a page."""
    return viewer.once("proactive.matters", lambda: list(_with_day(in_force(viewer))))


def update_due(viewer: Viewer, matter: Any) -> datetime.date | None:
    """Return the last day on which something new must be public under a matter (of `catalogue`); None for no such day.

    After it the matter's state is `late`.
    """
    last: datetime.date = matter.filled_on
    if last == NEVER:
        return None
    match matter.update_rule:
        case UpdateRule.NEWS:
            return last + datetime.timedelta(days=_number(viewer, "site.news"))
        case UpdateRule.COLUMN:
            months = _number(viewer, "site.columns")
            due = law.months_after(last, months)
            while (
                law.months_after(due + datetime.timedelta(days=1), -months) <= last
            ):  # at the end of a month
                due += datetime.timedelta(days=1)
            return due
        case UpdateRule.YEARLY:
            first = datetime.date(last.year + 1, matter.update_month, 1)
            return law.months_after(first, 1) - datetime.timedelta(days=1)
    return None


def _last_said(viewer: Viewer) -> Matters:
    """What was said last of each matter by the viewer's day, and what is said of a later one."""
    later = Matter.objects.standing().filter(
        organ=OuterRef("organ"), name=OuterRef("name"), since__gt=OuterRef("since"), since__lte=viewer.day
    )
    found: Matters = Matter.objects.visible_to(viewer).standing().filter(~Exists(later))
    return found


def _with_state(viewer: Viewer, rows: Matters) -> Matters:
    found: Matters = _with_day(rows).annotate(
        state=Case(
            When(since__gt=viewer.day, then=Value("coming")),
            When(ended=True, then=Value("ended")),
            When(~Q(way="proactive"), then=Value("in_order")),
            When(filled_on=NEVER, then=Value("empty")),
            *(When(rule & Q(filled_on__lt=since), then=Value("late")) for rule, since in _wanted(viewer)),
            default=Value("in_order"),
        )
    )
    return found


def _with_day(rows: Matters) -> Matters:
    name, organ = OuterRef("name"), OuterRef("organ")
    held = Classification.objects.newest().filter(organ=OuterRef(organ), matter=OuterRef(name))
    released = Release.objects.live().filter(
        organ=organ, approval__version__document__in=held.values("document")
    )
    typed = PublicationRecord.objects.standing().filter(organ=organ, matter=name)
    disclosed = Disclosure.objects.standing().filter(organ=organ, subject=OuterRef("subject"))
    last = [
        _last(rows, day)
        for rows, day in ((released, "released_on"), (typed, "published_on"), (disclosed, "published_on"))
    ]
    found: Matters = rows.annotate(filled_on=Greatest(*last))
    return found


def _last(rows: QuerySet[Any], day: str) -> Coalesce:
    newest = Subquery(rows.order_by(f"-{day}").values(day)[:1])
    return Coalesce(newest, Value(NEVER), output_field=DateField())


def _wanted(viewer: Viewer) -> list[tuple[Q, datetime.date]]:
    """Since when something must have become public under the matters of a rule, the first that holds."""
    day = viewer.day
    return [
        (Q(update_rule=UpdateRule.NEWS), day - datetime.timedelta(days=_number(viewer, "site.news"))),
        (Q(update_rule=UpdateRule.COLUMN), law.months_after(day, -_number(viewer, "site.columns"))),
        (Q(update_rule=UpdateRule.YEARLY, update_month__lt=day.month), datetime.date(day.year, 1, 1)),
        (Q(update_rule=UpdateRule.YEARLY), datetime.date(day.year - 1, 1, 1)),
    ]


def _number(viewer: Viewer, key: str) -> int:
    return rules_of(viewer).values.on(key, viewer.day).number
