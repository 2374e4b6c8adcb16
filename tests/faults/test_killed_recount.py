"""The worker is killed while it recounts what a notice moved: done again, everything is told once."""

from __future__ import annotations

import signal

from tests.homes import Home

BEGIN = """
import datetime, os, signal
from gongkai.config import startup
startup.start_django()
from gongkai import law, registry
from gongkai.bodies.models import Officer
from gongkai.bodies.viewer import viewer_of
from gongkai.inforequests.actions.register import register_request
from gongkai.inforequests.models import DueDay, InfoRequest, MovedDeadline
from gongkai.ledger import transactions, verify
from gongkai.ledger.followers import advance_all
from gongkai.ledger.models import Entry
from gongkai.norms.actions.enter_notice import enter_notice

DAY, OFF = datetime.date(2025, 3, 10), datetime.date(2025, 3, 20)
"""

REQUESTS_AND_A_NOTICE = (
    BEGIN
    + """
viewer = viewer_of(Officer.objects.get(user__username="zhuanren"), on=DAY)
for number in range(3):
    request = InfoRequest(
        number=f"示例-{number}", applicant_kind="natural", applicant_name="示例", channel="counter",
        description="示例", arrived_on=DAY,
    )
    register_request(viewer=viewer, request=request)
notice = law.Notice("emergency", 2025, "示例·放假通知", "示例〔2025〕1号", {OFF: "示例假日"})
enter_notice(viewer=viewer, notice=notice)
"""
)

# Every day is counted anew, the transaction is open, and the power fails.
KILLED = (
    BEGIN
    + """
transactions._append = lambda outermost: os.kill(os.getpid(), signal.SIGKILL)
advance_all()
"""
)

# One slice of cases was told, the next was counted, and the power fails.
KILLED_BETWEEN = (
    BEGIN
    + """
from gongkai.inforequests import clocks
clocks.SLICE = 2
append = transactions._append

def once(outermost):
    append(outermost)
    if outermost.happenings:
        transactions._append = lambda outermost: os.kill(os.getpid(), signal.SIGKILL)

transactions._append = once
advance_all()
"""
)

AGAIN = (
    BEGIN
    + """
before = MovedDeadline.objects.count()
advance_all()
advance_all()
told = Entry.objects.filter(event="inforequests.deadlines_moved").count()
moved = MovedDeadline.objects.values("from_on", "to_on").distinct().count()
print(before, MovedDeadline.objects.count(), moved, told, len(list(verify.problems())))
"""
)


def test_a_killed_recount_is_done_again_without_duplicates(sample_home: Home) -> None:
    sample_home.python(REQUESTS_AND_A_NOTICE)
    killed = sample_home.python(KILLED, code=None)
    assert killed.returncode == -signal.SIGKILL
    assert sample_home.python(AGAIN).stdout.split() == ["0", "3", "1", "1", "0"]


def test_killed_between_two_slices_it_goes_on_with_the_second(sample_home: Home) -> None:
    sample_home.python(REQUESTS_AND_A_NOTICE)
    killed = sample_home.python(KILLED_BETWEEN, code=None)
    assert killed.returncode == -signal.SIGKILL
    assert sample_home.python(AGAIN).stdout.split() == ["2", "3", "1", "2", "0"]
