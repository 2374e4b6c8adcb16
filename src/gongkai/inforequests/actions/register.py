"""Register an application (条例 arts 29, 31, 45: 登记)."""

from __future__ import annotations

from gongkai import law
from gongkai.bodies.blockers import ActionBlocked, Blocker, met_at_once
from gongkai.bodies.viewer import Viewer
from gongkai.inforequests.actions.confirm import new_receipt
from gongkai.inforequests.clocks import deadlines_of, renew
from gongkai.inforequests.events import ReceiptConfirmed, Registered
from gongkai.inforequests.models import InfoRequest


def register_request(*, viewer: Viewer, request: InfoRequest) -> InfoRequest:
    """Store an application, `request` being an unsaved case; return it.

    Where the channel itself fixes the day of receipt (handed in, signed for), it is recorded at once;
    otherwise the clock waits for `confirm_receipt`. Raises `NotAllowed`, `ActionBlocked`.
    """
    viewer.require("inforequests.register")
    request.organ_id = viewer.organ_code
    if found := registration_blockers(viewer, request):
        raise ActionBlocked(found)
    deadlines = deadlines_of(viewer)
    received_on = deadlines.receipt(request).received_on
    with met_at_once(lambda: registration_blockers(viewer, request)), viewer.transaction() as tx:
        tx.add(request)
        tx.record(Registered(arrived_on=request.arrived_on), subjects=[request], basis="条例第四十五条")
        if received_on is not None:
            tx.add(new_receipt(request, received_on=received_on))
            tx.record(ReceiptConfirmed(received_on=received_on), subjects=[request], basis="条例第三十一条")
        renew(deadlines, [request])
    return request


def registration_blockers(viewer: Viewer, request: InfoRequest) -> list[Blocker]:
    """Return why this application cannot be registered."""
    found = []
    if not request.number.strip():
        found.append(Blocker("没有填写，请按本单位编号规则填写。", field="number"))
    elif InfoRequest.objects.visible_to(viewer).filter(number=request.number).exists():
        found.append(Blocker(f"{request.number} 已登记过，请核对编号。", field="number"))
    if not request.applicant_name.strip():
        found.append(Blocker("没有填写姓名或者名称（条例第二十九条）。", field="applicant_name"))
    if not request.description.strip():
        sentence = "没有填写名称、文号或者便于查询的特征性描述（条例第二十九条）。"
        found.append(Blocker(sentence, field="description"))
    if request.applicant_kind not in law.APPLICANT_KINDS:
        found.append(Blocker("请在六类中选一类（年报格式表三）。", field="applicant_kind"))
    if request.channel not in law.CHANNELS:
        found.append(Blocker("请选择一种渠道。", field="channel"))
    if request.arrived_on > viewer.day:
        sentence = f"{request.arrived_on} 晚于登记当日 {viewer.day}，请核对。"
        found.append(Blocker(sentence, field="arrived_on"))
    return found
