"""Choose the channels of a document, or of the documents of a kind."""

from __future__ import annotations

from collections.abc import Collection

from gongkai.bodies.blockers import ActionBlocked, Blocker
from gongkai.bodies.viewer import Viewer
from gongkai.papers.models import Document
from gongkai.proactive.models import Channel
from gongkai.publisher import opening, queries
from gongkai.publisher.events import ChannelsChosen
from gongkai.publisher.models import ChannelChoice, Purpose
from gongkai.publisher.permissions import choose_blockers
from gongkai.review.queries import live_release
from gongkai.shell.ledgers.writing import hold_ledgers

DEFAULTS = "proactive.manage_channels"


def choose(
    *, viewer: Viewer, kind: str, document: Document | None, channels: Collection[Channel]
) -> list[ChannelChoice]:
    """Return what was said anew of where a document goes; without one, of where documents of the kind do.

    What is public already is to be published on a channel that is chosen now, and what waits for one that is not
    chosen any more is given up. Raises `NotAllowed`, or `ActionBlocked` with what stands in the way.
    """
    viewer.require("publisher.choose" if document else DEFAULTS)
    with viewer.transaction() as tx:
        if document is not None:
            Document.objects.select_for_update(no_key=True).get(pk=document.pk)
            hold_ledgers(viewer)  # what waits is given up: nobody sends it at the same moment
            if found := choose_blockers(viewer, document):
                raise ActionBlocked(found)
        offered = queries.other_channels(viewer)
        if not {channel.pk for channel in channels} <= {channel.pk for channel in offered}:
            raise ActionBlocked(
                [Blocker("所选的渠道已关停或者不是本机关的，请刷新后再选。", field="channels")]
            )
        before = queries.chosen(viewer, kind, document)
        changed = [channel for channel in offered if (channel in before) != (channel in channels)]
        made = [
            ChannelChoice(
                kind=kind,
                document=document,
                channel=channel,
                wanted=channel in channels,
                chosen_on=viewer.day,
                chosen_by=viewer.officer,
            )
            for channel in changed
        ]
        if made:
            tx.add_all(made)
            tx.record(ChannelsChosen(wanted=len(channels)), subjects=[document] if document else made)
        live = live_release(document) if document else None
        if document and live:
            stands = queries.on_channels(viewer, document)
            for channel in changed:
                if channel not in channels:
                    opening.give_up(tx, viewer, document, channel, "不再发往这一渠道")
                elif channel.pk not in stands:
                    opening.open_delivery(tx, viewer, release=live, channel=channel, purpose=Purpose.PUBLISH)
    return made
