"""The same application registered by four officers at one moment: one is stored, the others are told at the number."""

from __future__ import annotations

from tests.faults.scripts import BEGIN, WAIT
from tests.faults.test_at_once import at_once
from tests.homes import Home

REGISTER = (
    BEGIN
    + """
from gongkai.inforequests.actions.register import register_request
from gongkai.inforequests.models import InfoRequest
viewer = officer("zhuanren")
request = InfoRequest(
    number="2025-B01", applicant_kind="natural", applicant_name="示例·申请人", channel="counter",
    description="示例·申请内容", arrived_on=DAY,
)
"""
    + WAIT
    + """
try:
    register_request(viewer=viewer, request=request)
except ActionBlocked as error:
    print(*[(blocker.field, blocker.message) for blocker in error.blockers])
else:
    print("stored")
"""
)


def test_one_is_stored_and_the_others_are_told_at_the_number(sample_home: Home) -> None:
    said = sorted(at_once(sample_home, *[REGISTER] * 4))
    told = "('number', '2025-B01 已登记过，请核对编号。')"
    assert said == [told, told, told, "stored"]
