"""Record how an application was answered (条例 arts 36–39)."""

from __future__ import annotations

import datetime

from gongkai import law
from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.viewer import Viewer
from gongkai.inforequests.actions.confirm import RENEWED
from gongkai.inforequests.clocks import DeadlineCalculator, renew
from gongkai.inforequests.events import Answered
from gongkai.inforequests.models import InfoRequest, Reply
from gongkai.inforequests.outcomes import counted_on, renewed_as_new, unserved
from gongkai.inforequests.queries import first_reply_of, receipt_of


def record_reply(
    *,
    viewer: Viewer,
    request: InfoRequest,
    ground: str,
    decided_on: datetime.date,
    served_on: datetime.date | None = None,
    doc_number: str = "",
    again: bool = False,
) -> Reply:
    """Return the fact that a case was answered on a ground (a code of `law.GROUNDS`) on its 成文日期.

    For a reply that was not written here; one that was is recorded by its service (`serve`). `again`: a renewed
    reply after reconsideration or a suit, which is no second result of the year.
    Raises `NotAllowed`, `ActionBlocked`, `ledger.errors.PeriodLocked`.
    """
    viewer.require("inforequests.answer")
    counting = DeadlineCalculator(request.organ)
    found = blockers(
        request, ground=ground, decided_on=decided_on, served_on=served_on, day=viewer.day, again=again
    )
    if found := [*found, *unserved(counting, decided_on, served_on)]:
        raise ActionBlocked(found)
    voided = None if again else _voided_first(request)
    with viewer.transaction() as tx:
        reply = tx.add(
            new_reply(
                request,
                ground=ground,
                decided_on=decided_on,
                served_on=served_on,
                counted=counted_on(counting, decided_on, served_on),
                doc_number=doc_number,
                again=again,
                after=voided,
            )
        )
        tx.record(
            Answered(decided_on=decided_on),
            subjects=[request],
            basis="、".join(law.ground(ground).articles),
        )
        renew(request.organ, [request])
    return reply


def blockers(
    request: InfoRequest,
    *,
    ground: str,
    decided_on: datetime.date,
    served_on: datetime.date | None,
    day: datetime.date,
    again: bool = False,
) -> list[str]:
    """Return why the case cannot be answered so."""
    receipt = receipt_of(request)
    first = first_reply_of(request)
    found = unreceived(request)
    if ground not in law.GROUNDS:
        found.append("答复理由：没有选择，办理结果必须有理由（条例第三十六条）。")
    if receipt and decided_on < receipt.received_on:
        found.append(f"成文日期：{decided_on} 早于收到申请之日 {receipt.received_on}，请核对。")
    if decided_on > day:
        found.append(f"成文日期：{decided_on} 晚于今天 {day}，请核对。")
    if served_on is not None and not decided_on <= served_on <= day:
        found.append(f"送达日期：应在成文日期 {decided_on} 至今天 {day} 之间，请核对。")
    if first is not None and not again:
        found.append(
            f"这件申请已于 {first.decided_on} 答复，一件申请只计一个结果；有误请更正，重新答复请另行登记。"
        )
    if first is None and again:
        found.append("这件申请还没有第一次答复，不能登记重新答复。")
    if again:
        found += renewed_as_new(DeadlineCalculator(request.organ), decided_on)
    return found


def unreceived(request: InfoRequest) -> list[str]:
    """Return the sentence that says that the clock has not begun, if it has not."""
    if receipt_of(request):
        return []
    return ["收到申请之日尚未确认，期限未起算；请先与申请人确认（条例第三十一条）。"]


def _voided_first(request: InfoRequest) -> Reply | None:
    return Reply.objects.filter(request=request, superseded_by=None, voids=True, again=False).first()


def new_reply(
    request: InfoRequest,
    *,
    ground: str,
    decided_on: datetime.date,
    counted: datetime.date | None = None,
    served_on: datetime.date | None = None,
    doc_number: str = "",
    again: bool = False,
    after: Reply | None = None,
    reason: str = RENEWED,
) -> Reply:
    """Return the unsaved fact; `counted` is its `counted_on`, `after` the row whose place it takes."""
    return Reply(
        organ_id=request.organ_id,
        request=request,
        ground=ground,
        decided_on=decided_on,
        served_on=served_on,
        counted_on=counted or decided_on,
        doc_number=doc_number,
        again=again,
        supersedes=after,
        reason=reason if after else "",
    )
