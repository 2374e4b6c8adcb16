"""Record what appeared on a channel, and how many follow it."""

from __future__ import annotations

import datetime

from gongkai.bodies.viewer import Viewer
from gongkai.proactive.actions.record import record
from gongkai.proactive.events import FollowersCounted, Published
from gongkai.proactive.models import Channel, FollowerSnapshot, PublicationRecord
from gongkai.review.models import Release


def record_publication(
    *,
    viewer: Viewer,
    channel: Channel,
    title: str,
    published_on: datetime.date,
    url: str = "",
    column: str = "",
    topic: str = "",
    release: Release | None = None,
) -> PublicationRecord:
    """Return the record that something appeared on a channel; without a release it is 补录.

    Raises `NotAllowed`, `ActionBlocked`, `ledger.errors.DatabaseRejected`.
    """
    found = open_on(channel, published_on)
    if not title.strip():
        found.append("标题：没有填写。")
    if release is not None and release.released_on > published_on:
        found.append(f"发布日期：不能早于公开日期 {release.released_on}，请核对。")
    return record(
        viewer=viewer,
        fact=publication_of(
            channel,
            title=title,
            published_on=published_on,
            url=url,
            column=column,
            topic=topic,
            release=release,
        ),
        event=Published(on=published_on),
        blockers=found,
        basis="条例第二十三条",
    )


def publication_of(
    channel: Channel,
    *,
    title: str,
    published_on: datetime.date,
    url: str = "",
    column: str = "",
    topic: str = "",
    release: Release | None = None,
) -> PublicationRecord:
    """Return the unsaved fact; it keeps the medium of that day."""
    return PublicationRecord(
        organ_id=channel.organ_id,
        channel=channel,
        medium=channel.medium,
        release=release,
        title=title,
        url=url,
        column=column,
        topic=topic,
        published_on=published_on,
        counted_on=published_on,
    )


def snapshot_followers(
    *, viewer: Viewer, channel: Channel, followers: int, taken_on: datetime.date
) -> FollowerSnapshot:
    """Return the record how many follow an account on a day. Raises as `record_publication` does."""
    return record(
        viewer=viewer,
        fact=snapshot_of(channel, followers=followers, taken_on=taken_on),
        event=FollowersCounted(on=taken_on),
        blockers=open_on(channel, taken_on),
    )


def snapshot_of(channel: Channel, *, followers: int, taken_on: datetime.date) -> FollowerSnapshot:
    """Return the unsaved fact; it keeps the medium of that day."""
    return FollowerSnapshot(
        organ_id=channel.organ_id,
        channel=channel,
        medium=channel.medium,
        followers=followers,
        taken_on=taken_on,
        counted_on=taken_on,
    )


def open_on(channel: Channel, on: datetime.date) -> list[str]:
    """Return why nothing can have appeared on a channel that day."""
    if channel.registered_on and on < channel.registered_on:
        return [f"日期：{on} 早于渠道“{channel.name}”的开设日期 {channel.registered_on}，请核对。"]
    if channel.closed_on and on > channel.closed_on:
        return [f"日期：{on} 晚于渠道“{channel.name}”的关停日期 {channel.closed_on}，请核对。"]
    return []
