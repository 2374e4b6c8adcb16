"""What is wrong with the channels, and what is due of the proposals."""

from __future__ import annotations

import datetime

from django.urls import reverse

from gongkai.bodies.viewer import Viewer
from gongkai.proactive.queries import channels, last_publication


def stale_channels(viewer: Viewer, today: datetime.date) -> list[tuple[str, str]]:
    """Return the accounts on which nothing appeared for longer than their own rule allows (R5-12)."""
    url = reverse("shell:register", args=["proactive.publications"])
    found = []
    for channel in channels(viewer).filter(update_days__isnull=False, closed_on=None):
        last = last_publication(channel) or channel.registered_on
        if last and channel.update_days is not None and (today - last).days > channel.update_days:
            days = (today - last).days
            sentence = f"“{channel.name}”已 {days} 天没有更新（{last} 起），本单位要求 {channel.update_days} 天内更新。"
            found.append((sentence, url))
    return found
