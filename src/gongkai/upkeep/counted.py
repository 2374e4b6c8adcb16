"""Which records stand behind each counted line of the website's yearly report, and what the registers say of it."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.urls import reverse

from gongkai.bodies.models import Organ
from gongkai.bodies.viewer import Viewer
from gongkai.outreach.models import Interpretation, InterpretationForm
from gongkai.oversight.models import Opinion, OpinionHandling, OpinionSource, Rectification, RiskAssessment
from gongkai.papers import structured
from gongkai.proactive import queries as proactive
from gongkai.proactive.catalogue import matters_now
from gongkai.proactive.models import Channel, Classification, Medium, UpdateRule
from gongkai.registry import Linked
from gongkai.review.models import Release
from gongkai.shell.ledgers.measures import counted, total_of

Records = QuerySet[Any]
# What is read as words; what is looked at or listened to is a product (国办发〔2016〕80号).
TEXTS = (
    InterpretationForm.TEXT,
    InterpretationForm.QUESTIONS,
    InterpretationForm.INTERVIEW,
    InterpretationForm.PRESS,
)
PRODUCTS = (InterpretationForm.PICTURE, InterpretationForm.VIDEO)
PUBLICATIONS, INTERPRETATIONS = "proactive.publications", "outreach.interpretations"
ASSESSMENTS, FOLLOWERS = "oversight.assessments", "proactive.followers"
HANDLINGS = "oversight.treatments"
YES, NO = "是", "否"


@dataclass(frozen=True)
class SiteFigure:
    """The records behind a line, the register that shows them, and the figure where it is not their number."""

    register: str
    records: Callable[[Viewer, int], Records]
    figure: Callable[[Records], int | str] | None = None


# ---- Records -------------------------------------------------------------------------------------------------------


def items(viewer: Viewer, year: int) -> Records:
    """Return what appeared on the organ's own site in a year."""
    return proactive.published(viewer, year).filter(channel__own_site=True)


def _under(viewer: Viewer, year: int, *, news: bool) -> Records:
    """Those of them that belong to matters of news, or to the others of the catalogue."""
    names = [m.name for m in matters_now(viewer) if (m.update_rule == UpdateRule.NEWS) == news]
    held = Classification.objects.newest().filter(organ=viewer.organ_code, matter__in=names)
    of_document = Q(release__approval__version__document__in=held.values("document"))
    return items(viewer, year).filter(Q(matter__in=names) | of_document)


def profile_updates(viewer: Viewer, year: int) -> Records:
    """Return the releases of a year with which the organ's structured pages (概况) were renewed."""
    found: Records = page_releases(viewer).filter(released_on__year=year)
    return found


def page_releases(viewer: Viewer) -> Records:
    """Return the releases of the organ's structured pages."""
    kinds = [kind.id for kind in structured.kinds()]
    releases = Release.objects.visible_to(viewer).filter(approval__version__document__kind__in=kinds)
    found: Records = releases.select_related("approval__version__document")
    return found


def _interpretations(viewer: Viewer, year: int, *forms: InterpretationForm) -> Records:
    narrow = {"form__in": forms} if forms else {}
    found: Records = counted(viewer, Interpretation, year, **narrow)
    return found


def _messages_closed(viewer: Viewer, year: int) -> Records:
    """The handlings of a year of messages left in the mailbox, each with the day on which it was left."""
    left = Opinion.objects.standing().filter(
        organ=OuterRef("organ"), number=OuterRef("number"), source=OpinionSource.MAILBOX
    )
    handled = counted(viewer, OpinionHandling, year).annotate(left_on=Subquery(left.values("raised_on")[:1]))
    found: Records = handled.filter(left_on__isnull=False)
    return found


def _mean_days(handled: Records) -> int | str:
    days = [(each.handled_on - each.left_on).days for each in handled]
    return f"{sum(days) / len(days):.1f}" if days else 0


def _sum_of_followers(snapshots: Records) -> int:
    return total_of([f"{each}" for each in snapshots.values_list("followers", flat=True)])


COUNTED: dict[str, SiteFigure] = {
    "items": SiteFigure(PUBLICATIONS, items),
    "profile_updates": SiteFigure("upkeep.profile_updates", profile_updates),
    "news_updates": SiteFigure(PUBLICATIONS, lambda viewer, year: _under(viewer, year, news=True)),
    "catalogue_updates": SiteFigure(PUBLICATIONS, lambda viewer, year: _under(viewer, year, news=False)),
    "interpretations": SiteFigure(INTERPRETATIONS, _interpretations),
    "interpretation_texts": SiteFigure(INTERPRETATIONS, lambda v, year: _interpretations(v, year, *TEXTS)),
    "interpretation_products": SiteFigure(
        INTERPRETATIONS, lambda v, year: _interpretations(v, year, *PRODUCTS)
    ),
    "messages": SiteFigure(
        "oversight.opinions",
        lambda viewer, year: counted(viewer, Opinion, year, source=OpinionSource.MAILBOX),
    ),
    "messages_closed": SiteFigure(HANDLINGS, _messages_closed),
    "messages_days": SiteFigure(HANDLINGS, _messages_closed, _mean_days),
    "assessments": SiteFigure(ASSESSMENTS, lambda viewer, year: counted(viewer, RiskAssessment, year)),
    "faults_found": SiteFigure(
        ASSESSMENTS, lambda viewer, year: counted(viewer, RiskAssessment, year).exclude(findings="")
    ),
    "faults_righted": SiteFigure(
        "oversight.rectifications", lambda viewer, year: counted(viewer, Rectification, year)
    ),
    "weibo_posts": SiteFigure(
        PUBLICATIONS, lambda v, year: proactive.published(v, year, medium=Medium.WEIBO)
    ),
    "wechat_posts": SiteFigure(
        PUBLICATIONS, lambda v, year: proactive.published(v, year, medium=Medium.WECHAT)
    ),
    "weibo_followers": SiteFigure(
        FOLLOWERS, lambda v, year: proactive.last_snapshots(v, year, medium=Medium.WEIBO), _sum_of_followers
    ),
    "wechat_followers": SiteFigure(
        FOLLOWERS, lambda v, year: proactive.last_snapshots(v, year, medium=Medium.WECHAT), _sum_of_followers
    ),
}


# ---- What registers say --------------------------------------------------------------------------------------------


def said(viewer: Viewer, year: int) -> dict[str, Linked]:
    """Return the lines that the register of channels, and the organ's own name, say of a year."""
    day = min(viewer.day, datetime.date(year, 12, 31))
    open_ = [each for each in _channels(viewer) if _is_open(each, day)]
    site = next((each for each in open_ if each.own_site), None)
    media = [each for each in open_ if each.medium in (Medium.WEIBO, Medium.WECHAT, Medium.NEW_MEDIA)]
    register = reverse("shell:register", args=["proactive.channels"])
    page = reverse("shell:record", args=["proactive.channels", site.pk]) if site else register
    return {
        "organ": Linked(Organ.objects.get(code=viewer.organ_code).name, page),
        "name": Linked(site.name if site else "", page),
        "address": Linked(site.account if site else "", page),
        "site_code": Linked(site.site_code if site else "", page),
        "responsible": Linked(YES if site and site.responsible else NO, page),
        "has_media": Linked(YES if media else NO, register),
        "weibo_names": Linked(_names(media, Medium.WEIBO), register),
        "wechat_names": Linked(_names(media, Medium.WECHAT), register),
        "other_media": Linked(_names(media, Medium.NEW_MEDIA), register),
    }


def _channels(viewer: Viewer) -> list[Channel]:
    return viewer.once("upkeep.every_channel", lambda: list(proactive.channels(viewer).order_by("pk")))


def _is_open(channel: Channel, day: datetime.date) -> bool:
    opened, closed = channel.registered_on, channel.closed_on
    return (opened is None or opened <= day) and (closed is None or closed >= day)


def _names(channels: list[Channel], medium: Medium) -> str:
    return "、".join(each.name for each in channels if each.medium == medium) or "无"
