"""Register an application (条例 arts 29, 31, 45: 登记)."""

from __future__ import annotations

import datetime

from gongkai import law
from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.viewer import Viewer
from gongkai.inforequests.actions.confirm import new_receipt
from gongkai.inforequests.clocks import DeadlineCalculator, renew
from gongkai.inforequests.events import ReceiptConfirmed, Registered
from gongkai.inforequests.models import InfoRequest


def register_request(*, viewer: Viewer, request: InfoRequest) -> InfoRequest:
    """Store an application, `request` being an unsaved case; return it.

    Where the channel itself fixes the day of receipt (handed in, signed for), it is recorded at once;
    otherwise the clock waits for `confirm_receipt`. Raises `NotAllowed`, `ActionBlocked`.
    """
    viewer.require("inforequests.register")
    request.organ_id = viewer.organ_code
    if sentences := blockers(request, day=viewer.day):
        raise ActionBlocked(sentences)
    received_on = DeadlineCalculator(request.organ).receipt(request).received_on
    with viewer.transaction() as tx:
        request.save(force_insert=True)
        tx.record(
            Registered(arrived_on=request.arrived_on),
            subjects=[request],
            basis="条例第四十五条",
        )
        if received_on is not None:
            tx.add(new_receipt(request, received_on=received_on))
            tx.record(
                ReceiptConfirmed(received_on=received_on),
                subjects=[request],
                basis="条例第三十一条",
            )
        renew(request.organ, [request])
    return request


def blockers(request: InfoRequest, *, day: datetime.date) -> list[str]:
    """Return why this application cannot be registered on a day."""
    found = []
    if not request.number.strip():
        found.append("登记编号：没有填写，请按本单位编号规则填写。")
    elif InfoRequest.objects.filter(organ=request.organ_id, number=request.number).exists():
        found.append(f"登记编号：{request.number} 已登记过，请核对编号。")
    if not request.applicant_name.strip():
        found.append("申请人：没有填写姓名或者名称（条例第二十九条）。")
    if not request.asked.strip():
        found.append("申请内容：没有填写名称、文号或者便于查询的特征性描述（条例第二十九条）。")
    if request.applicant_kind not in law.APPLICANT_KINDS:
        found.append("申请人类别：请在六类中选一类（年报格式表三）。")
    if request.channel not in law.CHANNELS:
        found.append("申请渠道：请选择一种渠道。")
    if request.arrived_on > day:
        found.append(f"到达日期：{request.arrived_on} 晚于登记当日 {day}，请核对。")
    return found
