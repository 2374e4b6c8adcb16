"""What follows on a release and a withdrawal in this room: what is to be done on the other channels."""

from __future__ import annotations

from django.urls import reverse

from gongkai.bodies.blockers import Blocker
from gongkai.bodies.viewer import Viewer
from gongkai.ledger.transactions import LedgerTransaction
from gongkai.papers.models import Version
from gongkai.proactive.publishing import is_item
from gongkai.publisher import opening, queries
from gongkai.publisher.models import Delivery
from gongkai.publisher.texts import lacking, text_for
from gongkai.registry import Consequence, Linked, Outlet
from gongkai.review.models import Release, Withdrawal


def release(tx: LedgerTransaction, viewer: Viewer, made: Release) -> None:
    """Open the deliveries of a release."""
    if is_item(made.document):
        opening.follow_release(tx, viewer, made)


def withdraw(tx: LedgerTransaction, viewer: Viewer, withdrawal: Withdrawal) -> None:
    """Open what is taken down."""
    if is_item(withdrawal.release.document):
        opening.follow_withdrawal(tx, viewer, withdrawal.release)


def notices(viewer: Viewer, version: Version) -> list[Blocker]:
    """Return what the chosen channels ask for and a version does not have."""
    if not is_item(version.document):
        return []
    channels = queries.chosen(viewer, version.document.kind, version.document)
    return [said for channel in channels for said in lacking(viewer, version, channel)]


def outlets(viewer: Viewer, version: Version) -> list[Outlet]:
    """Return where a document stands on each channel, or will go, each leading to what is to be done."""
    document = version.document
    said = (
        viewer.may("publisher.view")
        and is_item(document)
        and queries.choices(viewer, document.kind, document)
    )
    if not said:
        return []
    last: dict[int, Delivery] = {
        each.channel_id: each for each in queries.of_document(viewer, version.document)
    }
    planned = queries.chosen(viewer, version.document.kind, version.document)
    found = [
        Outlet(
            name=str(each.channel),
            state=Linked(queries.state_of(each), reverse("publisher:delivery", args=[each.pk])),
            text=each.text,
        )
        for each in last.values()
    ]
    way = reverse("publisher:choose", args=[version.document_id]) if viewer.may("publisher.choose") else ""
    found += [
        Outlet(
            name=str(channel),
            state=Linked("公开后发布", way),
            text=text_for(viewer, version, channel),
        )
        for channel in planned
        if channel.pk not in last
    ]
    return found


CONSEQUENCES = (
    Consequence(
        id="publisher.deliveries",
        released=release,
        withdrawn=withdraw,
        notices=notices,
        outlets=outlets,
    ),
)
