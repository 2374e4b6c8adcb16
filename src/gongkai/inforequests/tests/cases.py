"""Cases for tests: a request that arrived, was received, was answered. Names are marked 示例."""

from __future__ import annotations

import datetime

from gongkai.bodies.models import Organ
from gongkai.bodies.tests.factory import Bureau
from gongkai.inforequests.actions.record_reply import record_reply
from gongkai.inforequests.actions.register import register_request
from gongkai.inforequests.clocks import DeadlineCalculator, Move, renew_slice, slices_of
from gongkai.inforequests.models import InfoRequest, Reply
from gongkai.norms.queries import rules_for

ARRIVED = datetime.date(2023, 5, 10)
DECIDED = datetime.date(2023, 6, 2)
TODAY = datetime.date(2024, 1, 8)


def registered(
    bureau: Bureau,
    number: str = "2023-001",
    *,
    arrived_on: datetime.date = ARRIVED,
    channel: str = "counter",
    kind: str = "natural",
) -> InfoRequest:
    """Return a registered request."""
    return register_request(
        viewer=bureau.disclosure_officer.on(TODAY),
        request=InfoRequest(
            number=number,
            applicant_kind=kind,
            applicant_name="示例·申请人",
            channel=channel,
            description="示例·申请内容",
            arrived_on=arrived_on,
        ),
    )


def answered(
    bureau: Bureau,
    request: InfoRequest,
    *,
    ground: str = "third_party",
    decided_on: datetime.date = DECIDED,
    is_renewed: bool = False,
) -> Reply:
    """Return the reply recorded."""
    return record_reply(
        viewer=bureau.disclosure_officer.on(TODAY),
        request=request,
        ground=ground,
        decided_on=decided_on,
        is_renewed=is_renewed,
    )


def renewed(organ: Organ) -> list[Move]:
    """Count the open cases of an organ anew; return what moved."""
    deadlines = DeadlineCalculator(rules_for(organ))
    return [move for keys in slices_of(organ) for move in renew_slice(deadlines, keys)]
