"""Record how an application was answered (条例 arts 36–39)."""

from __future__ import annotations

import datetime

from gongkai import law
from gongkai.bodies.blockers import ActionBlocked, Blocker
from gongkai.bodies.viewer import Viewer
from gongkai.inforequests.clocks import DeadlineCalculator, deadlines_of, renew
from gongkai.inforequests.events import Answered
from gongkai.inforequests.models import InfoRequest, Receipt, Reply
from gongkai.inforequests.outcomes import counted_on, renewed_as_new, unserved_blockers
from gongkai.inforequests.queries import first_reply_of, receipt_of
from gongkai.inforequests.recording import RENEWED, following, voiding_row


def record_reply(
    *,
    viewer: Viewer,
    request: InfoRequest,
    ground: str,
    decided_on: datetime.date,
    served_on: datetime.date | None = None,
    doc_number: str = "",
    is_renewed: bool = False,
) -> Reply:
    """Return the fact that a case was answered on a ground (a code of `law.GROUNDS`) on its 成文日期.

    For a reply that was not written here; one that was is recorded by its service (`record_service`). `is_renewed`:
    made after reconsideration or a suit, which is no second result of the year.
    Raises `NotAllowed`, `ActionBlocked`, `ledger.errors.PeriodLocked`.
    """
    viewer.require("inforequests.answer")
    receipt, first = receipt_of(request), first_reply_of(request)
    found = receipt_blockers(receipt)
    if receipt and decided_on < receipt.received_on:
        sentence = f"{decided_on} 早于收到申请之日 {receipt.received_on}，请核对。"
        found.append(Blocker(sentence, field="decided_on"))
    found += reply_blockers(viewer, ground=ground, decided_on=decided_on, served_on=served_on)
    if first is not None and not is_renewed:
        found.append(
            Blocker(
                f"这件申请已于 {first.decided_on} 答复，一件申请只计一个结果；有误请更正，重新答复请另行登记。"
            )
        )
    if first is None and is_renewed:
        found.append(Blocker("这件申请还没有第一次答复，不能登记重新答复。"))
    if is_renewed:
        found += renewed_as_new(deadlines_of(viewer), decided_on)
    if found:
        raise ActionBlocked(found)
    with viewer.transaction() as tx:
        reply = tx.add(
            new_reply(
                deadlines_of(viewer),
                request,
                ground=ground,
                decided_on=decided_on,
                served_on=served_on,
                doc_number=doc_number,
                is_renewed=is_renewed,
                after=voided_reply(request, is_renewed=is_renewed),
            )
        )
        tx.record(
            Answered(decided_on=decided_on),
            subjects=[request],
            basis="、".join(law.ground(ground).articles),
        )
        renew(deadlines_of(viewer), [request])
    return reply


def receipt_blockers(receipt: Receipt | None) -> list[Blocker]:
    """Return that the clock has not begun, where a case has no receipt that stands."""
    if receipt:
        return []
    return [Blocker("收到申请之日尚未确认，期限未起算；请先与申请人确认（条例第三十一条）。")]


def reply_blockers(
    viewer: Viewer, *, ground: str, decided_on: datetime.date, served_on: datetime.date | None
) -> list[Blocker]:
    """Return why no reply can be recorded so, whether new or put right."""
    found = []
    if ground not in law.GROUNDS:
        found.append(Blocker("没有选择，办理结果必须有理由（条例第三十六条）。", field="ground"))
    if decided_on > viewer.day:
        found.append(Blocker(f"{decided_on} 晚于今天 {viewer.day}，请核对。", field="decided_on"))
    if served_on is not None and not decided_on <= served_on <= viewer.day:
        sentence = f"应在成文日期 {decided_on} 至今天 {viewer.day} 之间，请核对。"
        found.append(Blocker(sentence, field="served_on"))
    return found + unserved_blockers(deadlines_of(viewer), decided_on, served_on)


def new_reply(
    deadlines: DeadlineCalculator,
    request: InfoRequest,
    *,
    ground: str,
    decided_on: datetime.date,
    served_on: datetime.date | None = None,
    doc_number: str = "",
    is_renewed: bool = False,
    after: Reply | None = None,
    reason: str = RENEWED,
) -> Reply:
    """Return the unsaved fact, counted as the unit settled it; `after` is the row whose place it takes."""
    return following(
        Reply,
        after,
        reason=reason,
        request=request,
        ground=ground,
        decided_on=decided_on,
        served_on=served_on,
        counted_on=counted_on(deadlines, decided_on, served_on),
        doc_number=doc_number,
        is_renewed=is_renewed,
    )


def voided_reply(request: InfoRequest, *, is_renewed: bool) -> Reply | None:
    """Return the row whose place a first reply takes, where the last was voided; a renewed one takes none."""
    return None if is_renewed else voiding_row(Reply, request=request, is_renewed=False)
