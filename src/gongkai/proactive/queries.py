"""Reads of what was published and decided, and what the year counts of it; all of them take the viewer."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Exists, F, OuterRef, Value

from gongkai.bodies.viewer import Viewer
from gongkai.ledger.models import PeriodLock
from gongkai.papers import structured
from gongkai.proactive.models import (
    AdministrativeDecision,
    Channel,
    Disclosure,
    FeeCollection,
    FollowerSnapshot,
    InspectionResult,
    Matter,
    Proposal,
    ProposalReply,
    PublicationRecord,
)
from gongkai.review.models import Release

YUAN_IN_WAN = Decimal(10_000)
Records = models.QuerySet[Any]


def channels(viewer: Viewer) -> models.QuerySet[Channel]:
    """Return the channels and accounts of the viewer's organ."""
    found: models.QuerySet[Channel] = Channel.objects.visible_to(viewer).standing()
    return found


def channel_names(viewer: Viewer) -> models.QuerySet[Any]:
    """Return what the channels of the organ are called, in the order in which they were entered."""
    return Channel.objects.visible_to(viewer).standing().order_by("pk").values_list("name", flat=True)


def matter_names(viewer: Viewer) -> models.QuerySet[Any]:
    """Return what the matters of the catalogue are called, in their order, each once."""
    found = Matter.objects.visible_to(viewer).standing().order_by("item", "pk")
    return found.values_list("name", flat=True)


def channels_to_update(viewer: Viewer) -> models.QuerySet[Any]:
    """Return the open channels with a rule of how often something appears, and when it last did."""
    return with_last(channels(viewer).filter(update_days__isnull=False, closed_on=None))


def with_last(found: models.QuerySet[Channel]) -> models.QuerySet[Any]:
    """Return channels, each with the day on which something last appeared there (`last_published_on`)."""
    published = PublicationRecord.objects.standing().filter(channel=OuterRef("pk")).order_by("-published_on")
    return found.annotate(last_published_on=models.Subquery(published.values("published_on")[:1]))


def own_site(viewer: Viewer, on: datetime.date) -> Channel | None:
    """Return the organ's own site, which this program serves, that was open on a day; None where there is none."""
    sites = viewer.once(
        "proactive.own_sites", lambda: list(channels(viewer).filter(own_site=True).order_by("-pk"))
    )
    return next(
        (
            site
            for site in sites
            if (site.registered_on is None or site.registered_on <= on)
            and (site.closed_on is None or on <= site.closed_on)
        ),
        None,
    )


def records_of(viewer: Viewer, opening: Release) -> models.QuerySet[PublicationRecord]:
    """Return what the ledger says of a document that became public with a release, on the organ's own site."""
    return publications(viewer).filter(release=opening, url=opening.address)


def records_on(viewer: Viewer, opening: Release, channel: Channel) -> models.QuerySet[PublicationRecord]:
    """Return what the ledger says of such a document on another channel."""
    return publications(viewer).filter(release=opening, channel=channel)


def unrecorded(viewer: Viewer) -> models.QuerySet[Release]:
    """Return the releases with which documents became public that are public still and not recorded as such.

    Structured pages are no items (`publishing.is_item`).
    """
    pages = [kind.id for kind in structured.kinds()]
    recorded = PublicationRecord.objects.standing().filter(release=OuterRef("pk"), url=OuterRef("address"))
    openings = Release.objects.visible_to(viewer).openings()
    return openings.exclude(approval__version__document__kind__in=pages).filter(~Exists(recorded))


def to_record(viewer: Viewer) -> models.QuerySet[Release]:
    """Return the unrecorded releases whose year is open: those that a figure lacks."""
    locked = PeriodLock.objects.filter(
        organ_code=viewer.organ_code,
        first_on__lte=OuterRef("released_on"),
        last_on__gte=OuterRef("released_on"),
    )
    return unrecorded(viewer).filter(~Exists(locked))


def publications(viewer: Viewer) -> models.QuerySet[PublicationRecord]:
    """Return what appeared on channels, as it stands."""
    return PublicationRecord.objects.visible_to(viewer).standing().select_related("channel")


def snapshots(viewer: Viewer) -> models.QuerySet[FollowerSnapshot]:
    """Return the counts of followers, as they stand."""
    return FollowerSnapshot.objects.visible_to(viewer).standing().select_related("channel")


def decisions(viewer: Viewer) -> models.QuerySet[AdministrativeDecision]:
    """Return licences, penalties and coercion, as they stand."""
    return AdministrativeDecision.objects.visible_to(viewer).standing()


def results(viewer: Viewer) -> models.QuerySet[InspectionResult]:
    """Return the results of supervision, as they stand."""
    return InspectionResult.objects.visible_to(viewer).standing()


def fees(viewer: Viewer) -> models.QuerySet[FeeCollection]:
    """Return the sums collected, as they stand."""
    return FeeCollection.objects.visible_to(viewer).standing()


def proposals(viewer: Viewer) -> models.QuerySet[Proposal]:
    """Return the proposals given to the organ."""
    found: models.QuerySet[Proposal] = Proposal.objects.visible_to(viewer).standing()
    return found


def open_proposals(viewer: Viewer) -> models.QuerySet[Proposal]:
    """Return the proposals that no answer stands for."""
    answered = ProposalReply.objects.standing().filter(proposal=OuterRef("pk")).order_by()
    return proposals(viewer).filter(~Exists(answered))


def proposal_replies(viewer: Viewer) -> models.QuerySet[ProposalReply]:
    """Return the answers to proposals, as they stand."""
    return ProposalReply.objects.visible_to(viewer).standing().select_related("proposal")


def disclosures(viewer: Viewer) -> models.QuerySet[Disclosure]:
    """Return which decisions, results and answers were made public, as it stands."""
    return (
        Disclosure.objects.visible_to(viewer)
        .standing()
        .select_related("decision", "result", "reply__proposal", "release__approval__version")
    )


# ---- Of a year ---------------------------------------------------------------------------------------------


def published(viewer: Viewer, year: int, *, medium: str = "", topic: str = "") -> Records:
    """Return what appeared in a year, of one medium or about one topic where these are given."""
    narrow = {name: value for name, value in (("medium", medium), ("topic", topic)) if value}
    found: Records = publications(viewer).filter(counted_on__year=year, **narrow)
    return found


def last_snapshots(viewer: Viewer, year: int, *, medium: str) -> Records:
    """Return of each account the last count of its followers in a year."""
    of_year = snapshots(viewer).filter(counted_on__year=year, medium=medium)
    later = (
        FollowerSnapshot.objects.standing()
        .filter(channel=OuterRef("channel"), counted_on__year=year, counted_on__gt=OuterRef("counted_on"))
        .order_by()
    )
    return of_year.filter(~Exists(later))


def decided(viewer: Viewer, year: int) -> Records:
    """Return the decisions of a year, by the day of decision; refusals of licences are decisions too (R3-08)."""
    found: Records = decisions(viewer).filter(counted_on__year=year)
    return found


def in_row_of_kind(query: Records) -> Records:
    """Return decisions annotated with their cell of table 二."""
    found: Records = query.annotate(cell_row=F("kind"), cell_column=Value("count"))
    return found


def collected(viewer: Viewer, year: int) -> Records:
    """Return the sums collected in a year."""
    found: Records = fees(viewer).filter(counted_on__year=year)
    return found


def in_row_of_fees(query: Records) -> Records:
    """Return the sums annotated with the one cell of table 二 that they make up."""
    found: Records = query.annotate(cell_row=Value("fees"), cell_column=Value("amount"))
    return found


def wan_of(amounts: Sequence[str]) -> str:
    """Return the sum of these amounts in 万元, exactly, without idle zeros."""
    yuan = sum(map(Decimal, amounts), Decimal(0))
    return f"{(yuan / YUAN_IN_WAN).normalize():f}"


def disclosed(viewer: Viewer, year: int, *, subject: str) -> Records:
    """Return what was made public in a year, of one kind."""
    found: Records = disclosures(viewer).filter(counted_on__year=year, subject=subject)
    return found


def replied(viewer: Viewer, year: int) -> Records:
    """Return the answers to proposals of a year."""
    found: Records = proposal_replies(viewer).filter(counted_on__year=year)
    return found
