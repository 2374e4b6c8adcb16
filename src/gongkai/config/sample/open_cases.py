"""A few cases around the day on which the sample is made, so that its desk has something due and something waiting.

They stand in the year after the one reported, so no figure of the report knows them. All in them is invented.
"""

from __future__ import annotations

import datetime
from typing import Any

from gongkai.bodies.models import Organ
from gongkai.bodies.viewer import Viewer
from gongkai.config.sample.reviewing import Viewers, agreed, sent
from gongkai.inforequests.actions.register import register_request
from gongkai.inforequests.actions.write import write
from gongkai.inforequests.models import InfoRequest
from gongkai.norms.actions.settle_value import confirm_value, enter_value
from gongkai.norms.queries import calendar_of
from gongkai.papers.models import Version
from gongkai.papers.queries import used_values
from gongkai.review.letter_sheet import SheetAnswers

# Working days ago, channel, kind of applicant, what is asked.
CASES = (
    (13, "counter", "natural", "示例：上一年度节能审查意见目录"),
    (11, "signed_mail", "commercial", "示例：某园区供热改造项目的能耗核查结果"),
    (5, "counter", "legal", "示例：中小企业纾困资金的全部材料"),
    (0, "internet", "natural", "示例：工业企业用能设备更新补贴的申报条件"),
)
ONE_DAY = datetime.timedelta(days=1)


def load_open_cases(viewers: Viewers, *, day: datetime.date) -> int:
    """Register the cases, begin two letters, return how many cases there are.

    A reply is final and waits to be served; a 补正 notice waits for the third reviewer, who cannot approve it
    until the unit has confirmed the period that it gives.
    """
    officer = viewers["disclosure_officer"]
    organ = Organ.objects.get(code=officer.organ_code)
    cases = [_register(officer, organ, number, day, *case) for number, case in enumerate(CASES, start=1)]
    reply = _letter(officer, cases[0], "inforequests.reply", day, **_granted())
    _examined(viewers, reply, day)
    for used in used_values(reply):
        if not used.settled:
            confirm_value(
                viewer=officer.on(day),
                key=used.key,
                in_force_from=used.in_force_from,
                basis="示例：经本单位核对",
            )
    agreed(viewers["deputy_head"].on(day), reply)
    # What settles it is later than the sample's day: the bureau asked, and entered the answer.
    enter_value(
        viewer=officer.on(day),
        key="remedy.procedural",
        value="不写救济途径",
        in_force_from=day.replace(month=1, day=1),
        basis="示例：经司法行政机关核对",
    )
    unclear = {"unclear": "示例：请写明所需材料的名称，或者项目名称和年度。"}
    _examined(viewers, _letter(officer, cases[2], "inforequests.supplement", day, **unclear), day)
    return len(cases)


def _register(
    officer: Viewer,
    organ: Organ,
    number: int,
    day: datetime.date,
    ago: int,
    channel: str,
    kind: str,
    asked: str,
) -> InfoRequest:
    arrived_on = _working_days_before(organ, day, ago)
    request = InfoRequest(
        number=f"{day.year}-示例-{number}",
        applicant_kind=kind,
        applicant_name=f"示例·申请人{number}",
        applicant_contact="示例联系方式",
        channel=channel,
        description=asked,
        wanted_form="纸质，邮寄",
        arrived_on=arrived_on,
    )
    return register_request(viewer=officer.on(arrived_on), request=request)


def _working_days_before(organ: Organ, day: datetime.date, number: int) -> datetime.date:
    calendar = calendar_of(organ)
    while number or not calendar.is_working(day):
        number -= calendar.is_working(day)
        day -= ONE_DAY
    return day


def _letter(officer: Viewer, case: InfoRequest, kind: str, day: datetime.date, **given: Any) -> Version:
    """Each letter has the number of its case."""
    number = case.number.rpartition("-")[2]
    filled = {"doc_number": f"示工信公开〔{day.year}〕{number}号", **given}
    return write(viewer=officer.on(day), request=case, kind=kind, given=filled)


def _granted() -> dict[str, str]:
    return {
        "ground": "provided",
        "provided": "示例：上一年度节能审查意见目录一份。",
        "manner": "随本答复书邮寄。",
        "review_body": "示例市人民政府",
        "court": "示例市人民法院",
    }


def _examined(viewers: Viewers, version: Version, day: datetime.date) -> None:
    sheet = SheetAnswers(
        section="办公室",
        found="示例：已查阅办文系统和档案，找到所申请的材料。",
        proposal=version.document.kind_label,
        pledged=True,
    )
    sent(viewers["disclosure_officer"].on(day), version, sheet)
    agreed(viewers["section_head"].on(day), version)
