"""Open a channel, change what is known of it, close it (国办发〔2018〕123号: each is filed)."""

from __future__ import annotations

from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.viewer import Viewer
from gongkai.proactive.events import ChannelChanged, ChannelOpened
from gongkai.proactive.models import Channel, PublicationRecord


def open_channel(*, viewer: Viewer, channel: Channel) -> Channel:
    """Store a channel, given unsaved; return it. Raises `NotAllowed`, `ActionBlocked`."""
    viewer.require("proactive.manage_channels")
    channel.organ_id = viewer.organ_code
    found = blockers(channel)
    if Channel.objects.filter(organ=viewer.organ_code, name=channel.name).exists():
        found.append(f"渠道名称：“{channel.name}”已登记，请核对。")
    if found:
        raise ActionBlocked(found)
    with viewer.transaction() as tx:
        channel.save(force_insert=True)
        tx.record(ChannelOpened(), subjects=[channel])
    return channel


def change_channel(*, viewer: Viewer, channel: Channel) -> Channel:
    """Keep the changed fields of a channel; what was published before keeps its medium. Raises as above."""
    viewer.require("proactive.manage_channels")
    if found := blockers(channel):
        raise ActionBlocked(found)
    with viewer.transaction() as tx:
        channel.save()
        tx.record(ChannelChanged(), subjects=[channel])
    return channel


def blockers(channel: Channel) -> list[str]:
    """Return what is wrong with a channel in itself."""
    found = []
    if not channel.name.strip():
        found.append("渠道名称：没有填写。")
    if channel.closed_on and channel.registered_on and channel.closed_on < channel.registered_on:
        found.append(f"关停日期：{channel.closed_on} 早于开设日期 {channel.registered_on}，请核对。")
    if channel.filed_on and channel.registered_on and channel.filed_on < channel.registered_on:
        found.append(f"备案日期：{channel.filed_on} 早于开设日期 {channel.registered_on}，请核对。")
    if channel.closed_on and channel.pk:
        later = PublicationRecord.objects.standing().filter(
            channel=channel, published_on__gt=channel.closed_on
        )
        if later.exists():
            found.append(f"关停日期：{channel.closed_on} 以后还有发布记录，请核对。")
    return found
