"""Two hundred numbers of one series drawn by four offices at one moment: no gap, no double, each where it belongs."""

from __future__ import annotations

from tests.faults.test_at_once import at_once
from tests.homes import Home

BEGIN = """
import sys
from gongkai.config import startup
startup.start_django()
from gongkai.bodies.models import Officer
from gongkai.bodies.viewer import viewer_of
from gongkai.papers.events import NumberSetAside
from gongkai.papers.models import NumberDraw, NumberSeries, OfficialDocument, Version
from gongkai.papers.numbers import draw_number, series_year
from gongkai.review.actions.register import register
from gongkai.review.models import Registration
from gongkai.review.tests.factory import DAY, approved, official

SIGNED, DRAWN = 2, 48
"""
SIGNED = (
    BEGIN
    + """
from gongkai.bodies.tests.factory import bureau
office = bureau()
for number in range(4 * SIGNED):
    approved(office, official(office, title=f"示例·通知{number}"))
"""
)
DRAW = (
    BEGIN
    + """
office = {office}
viewer = viewer_of(Officer.objects.get(organ_id="SL", user=None, name="示例·公开工作机构专人"), on=DAY)
series = NumberSeries.objects.get(organ_id="SL")
mine = list(Version.objects.filter(organ_id="SL").order_by("pk"))[office * SIGNED : (office + 1) * SIGNED]
print("ready", flush=True)
sys.stdin.readline()
for version in mine:
    register(viewer=viewer, version=version)
for _ in range(DRAWN):
    with viewer.transaction() as tx:
        drawn = draw_number(tx, viewer=viewer, series=series, year=2023)
        tx.record(NumberSetAside(doc_number=drawn.doc_number, purpose="登记"), subjects=[series, drawn])
print("done")
"""
)
SAY = (
    BEGIN
    + """
from gongkai.ledger.verify import problems
numbers = sorted(NumberDraw.objects.values_list("number", flat=True))
registered = Registration.objects.values_list("doc_number", flat=True)
entered = OfficialDocument.objects.values_list("doc_number", flat=True)
print(numbers == list(range(1, 201)), len(set(registered)), sorted(registered) == sorted(entered), list(problems()))
"""
)


def test_two_hundred_numbers_are_drawn_at_once_without_gap_or_double(blank_home: Home) -> None:
    blank_home.python(SIGNED)
    said = at_once(blank_home, *[DRAW.replace("{office}", str(office)) for office in range(4)])
    assert said == ["done"] * 4
    assert blank_home.python(SAY).stdout.split("\n")[0] == "True 8 True []"
