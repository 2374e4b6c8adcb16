"""Letters for tests: written, reviewed by three persons, served. Everything is marked 示例."""

from __future__ import annotations

import datetime
from typing import Any

from gongkai.bodies.tests.factory import Bureau
from gongkai.inforequests.actions.record_response import record_response
from gongkai.inforequests.actions.record_service import record_service
from gongkai.inforequests.actions.register import register_request
from gongkai.inforequests.actions.write import write
from gongkai.inforequests.letters.composing import LetterContext
from gongkai.inforequests.letters.kinds import context_of
from gongkai.inforequests.models import CaseLetter, InfoRequest, Service
from gongkai.inforequests.status import case_status
from gongkai.norms.actions.settle_value import confirm_value
from gongkai.norms.queries import values_of
from gongkai.papers.models import Version
from gongkai.review.actions.decide import decide
from gongkai.review.actions.submit import submit
from gongkai.review.models import Approval
from gongkai.review.tests.factory import letter_sheet

RECEIVED = datetime.date(2026, 7, 6)  # a Monday; no day off until the autumn
DAY = datetime.date(2026, 7, 8)
GIVEN: dict[str, dict[str, Any]] = {
    "inforequests.supplement": {"unclear": "示例：请写明文件名称。"},
    "inforequests.extension": {"working_days": 10, "extension_reason": "示例：需要核对多年档案。"},
    "inforequests.consultation": {
        "consulted": "third_party",
        "consulted_name": "示例·第三方",
        "about": "示例：项目的能耗数据。",
    },
    "inforequests.fee": {"way": "pages", "quantity": 120, "paying": "示例：到本机关窗口缴纳。"},
    "inforequests.reasons": {
        "exceeds": "示例：本月提出 60 件。",
        "to_explain": "示例：请说明集中提出的理由。",
        "until": "2026-07-20",
    },
    "inforequests.delay": {
        "previous_notice": "示工信公开〔2026〕7号，7月8日送达",
        "delay_reason": "示例：涉及三年档案。",
        "until": "2026-09-30",
    },
    "inforequests.disclosure": {
        "consulted_name": "示例·第三方",
        "disclosed": "示例：排放监测数据。",
        "override_reason": "示例：关系居民健康。",
        "review_body": "示例市人民政府",
        "court": "示例市人民法院",
    },
    "inforequests.reply": {
        "ground": "provided",
        "provided": "示例：一份目录。",
        "manner": "随本答复书邮寄。",
        "review_body": "示例市人民政府",
        "court": "示例市人民法院",
    },
}


def received(office: Bureau, number: str = "2026-001") -> InfoRequest:
    """Return a case that was handed in, and so received, on `RECEIVED`."""
    request = InfoRequest(
        number=number,
        applicant_kind="natural",
        applicant_name="示例·申请人",
        channel="counter",
        description="示例：某项目节能审查意见",
        arrived_on=RECEIVED,
    )
    return register_request(viewer=office.disclosure_officer.on(RECEIVED), request=request)


def written(
    office: Bureau, request: InfoRequest, kind: str, *, day: datetime.date = DAY, **given: Any
) -> Version:
    """Return the first version of a letter of a kind (without its room's name)."""
    full = f"inforequests.{kind}"
    filled = {"doc_number": "示工信公开〔2026〕1号", **GIVEN[full], **given}
    return write(viewer=office.disclosure_officer.on(day), request=request, kind=full, given=filled)


def context(office: Bureau, case: InfoRequest, day: datetime.date = DAY) -> LetterContext:
    """Return what a letter of a day is written in."""
    return context_of(office.disclosure_officer.on(day), case_status(case))


def confirm_all(office: Bureau, day: datetime.date = DAY) -> None:
    """Give the unit's word for every value that nobody verified."""
    for value in values_of(office.organ).unconfirmed():
        confirm_value(
            viewer=office.disclosure_officer.on(day),
            key=value.key,
            in_force_from=value.in_force_from,
            basis="示例：司法局口头答复",
        )


def reviewed(office: Bureau, version: Version, *, day: datetime.date = DAY) -> Version:
    """Return a letter that waits for the last of the three."""
    submit(viewer=office.disclosure_officer.on(day), version=version, form=letter_sheet(), proofread="示例")
    decide(viewer=office.section_head.on(day), version=version, agree=True, opinion="", proofread="示例")
    return version


def agreed_last(office: Bureau, version: Version, *, day: datetime.date = DAY) -> Approval | None:
    """Let the last of the three agree to a letter that waits for it."""
    viewer = office.deputy_head.on(day)
    return decide(viewer=viewer, version=version, agree=True, opinion="", proofread="示例")


def final(office: Bureau, version: Version, *, day: datetime.date = DAY) -> Approval:
    """Return the approval of a letter that three persons agreed to."""
    approval = agreed_last(office, reviewed(office, version, day=day), day=day)
    assert approval is not None
    return approval


def letter_of(version: Version) -> CaseLetter:
    """Return the letter that a version is of."""
    return CaseLetter.objects.select_related("request", "document").get(document=version.document_id)


def served(
    office: Bureau,
    request: InfoRequest,
    kind: str,
    *,
    day: datetime.date = DAY,
    method: str = "post",
    received_on: datetime.date | None = None,
    **given: Any,
) -> Service:
    """Return the service of a letter that was written, approved and posted on a day."""
    version = written(office, request, kind, day=day, **given)
    final(office, version, day=day)
    return record_service(
        viewer=office.disclosure_officer.on(received_on or day),
        letter=letter_of(version),
        method=method,
        handed_over_on=day,
        received_on=received_on,
    )


def prepared(office: Bureau, request: InfoRequest, kind: str, *, day: datetime.date = DAY) -> None:
    """Let what must come before a letter of a kind have come."""
    before = {
        "delay": ("reasons", "explained", "示工信公开〔2026〕7号"),
        "disclosure": ("consultation", "refuses", "示工信公开〔2026〕8号"),
    }
    if kind in before:
        earlier, answer, number = before[kind]
        confirm_all(office, day)
        service = served(office, request, earlier, day=day, received_on=day, doc_number=number)
        record_response(
            viewer=office.disclosure_officer.on(day), letter=service.letter, responded_on=day, answer=answer
        )
