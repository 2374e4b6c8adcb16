"""What the portal does by the clock: it looks whether what is public is there, and as it was released."""

import datetime

from gongkai.portal.making import make_public
from gongkai.portal.watch import watch_public, watch_public_files
from gongkai.registry import ScheduledJob

JOBS = (
    ScheduledJob(
        id="portal.made",
        label="补齐公开文件",
        every=datetime.timedelta(minutes=5),
        run=make_public,
    ),
    ScheduledJob(
        id="portal.watch",
        label="核对公开内容",
        every=datetime.timedelta(minutes=5),
        run=watch_public,
    ),
    ScheduledJob(
        id="portal.watch_files",
        label="核对公开内容的文件",
        every=datetime.timedelta(hours=1),
        run=watch_public_files,
    ),
)
