"""The one clock of the house, for days and for instants.

A sample home has a day of its own, from which it goes on as real time passes, so that what is due in it is due soon
and not years ago: `CLOCK_SHIFT` is how far its clock stands from the real one, nothing in a real home.
"""

from __future__ import annotations

import datetime

from django.conf import settings
from django.utils import timezone


def now() -> datetime.datetime:
    """Return this instant."""
    shift: datetime.timedelta = settings.CLOCK_SHIFT
    return timezone.now() + shift


def today() -> datetime.date:
    """Return the day in Beijing time, on which every Chinese organ works."""
    return timezone.localdate(now())
