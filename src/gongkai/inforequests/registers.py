"""The ledgers of this room as lists: cases, and the facts that the year counts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.urls import reverse

from gongkai import law
from gongkai.inforequests import queries
from gongkai.inforequests.ledgers import NOTICES, PAYMENTS, REQUESTS
from gongkai.inforequests.ledgers.requests import GROUNDS
from gongkai.inforequests.models import (
    CaseLetter,
    ClockState,
    InfoRequest,
    MovedDeadline,
    Receipt,
    Reply,
)
from gongkai.ledger.queries import line_of
from gongkai.registry import Column, EntryForm, RecordPage, Register
from gongkai.shell.ledgers.registers import register_of, register_of_facts

GROUP = "依申请公开"
VIEW = "inforequests.view"


def stage_of(request: InfoRequest) -> str:
    """Return where a case stands, derived from its facts."""
    if request.standing_replies:  # type: ignore[attr-defined]
        return "已答复"
    return request.due_day.get_state_display()


def received_on(request: InfoRequest) -> Any:
    """Return the day of receipt, if it is settled."""
    return request.standing_receipts[0].received_on if request.standing_receipts else None  # type: ignore[attr-defined]


def due_on(request: InfoRequest) -> Any:
    """Return the day by which an open case is to be answered; nothing where its clock does not run."""
    return request.due_day.due_on if hasattr(request, "due_day") else None


def result_of(request: InfoRequest) -> str:
    """Return how the case was first answered."""
    replies: list[Reply] = request.standing_replies  # type: ignore[attr-defined]
    return replies[0].law_ground.outcome.label if replies else ""


def receipt_details(receipt: Receipt) -> list[tuple[str, Any]]:
    """Return everything that the page of a receipt shows."""
    return [
        ("登记编号", receipt.request.number),
        ("收到申请之日", receipt.received_on),
        ("确定方式", receipt.get_determined_by_display()),
        ("申请人类别（统计）", receipt.get_applicant_kind_display()),
        ("更正理由", receipt.reason),
    ]


def reply_details(reply: Reply) -> list[tuple[str, Any]]:
    """Return everything that the page of a reply shows."""
    return [
        ("登记编号", reply.request.number),
        ("办理结果", reply.law_ground.outcome.label),
        ("答复理由", reply.law_ground.label),
        ("依据", "、".join(reply.law_ground.articles)),
        ("计入表三", law.LEAF_ROWS[reply.law_ground.row].label),
        ("成文日期", reply.decided_on),
        ("答复文号", reply.doc_number),
        ("重新答复", reply.is_renewed),
        ("更正理由", reply.reason),
    ]


def cause_of(moved: MovedDeadline) -> str:
    """Return what moved a deadline, as the ledger says it."""
    return line_of(moved.cause).sentence


NUMBER = Column(id="number", label="登记编号", value=lambda fact: fact.request.number)


def _case_page(record: Any) -> str:
    """Return the address of the case of a letter, or of what is recorded of a letter."""
    letter = record if isinstance(record, CaseLetter) else record.letter
    return reverse("inforequests:request", args=[letter.request_id])


PAGES = tuple(
    RecordPage(id=f"inforequests.{model}", permission=VIEW, url=_case_page)
    for model in ("CaseLetter", "Service", "DeliveryReceipt", "Response")
)
MOVED = Register(
    id="inforequests.moved",
    title="期限变动",
    group=GROUP,
    query=queries.moved_deadlines,
    permission=VIEW,
    order="-cause",
    noun="件",
    empty="录入放假通知或者本单位口径后，答复期限因此变动的在办申请列在这里。",
    page=lambda moved: reverse("inforequests:request", args=[moved.request_id]),
    columns=(
        NUMBER,
        Column(id="from_on", label="原期限", value=lambda m: m.from_on),
        Column(id="to_on", label="现期限", value=lambda m: m.to_on),
        Column(id="moved_on", label="变动日期", value=lambda m: m.cause.day),
        Column(id="cause", label="起因", value=cause_of),
    ),
)

REGISTERS = (
    replace(
        register_of(
            REQUESTS,
            group=GROUP,
            order="-arrived_on",
            empty="这里登记收到的政府信息公开申请。收到一件登记一件；已有的台账可以下载模板，填好后导入。",
            optional=("applicant_name", "channel"),
            plain=("applicant_name",),
            personal=("applicant_name", "description"),
            columns=(
                *("number", "arrived_on", "applicant_kind", "applicant_name", "channel", "description"),
                Column(id="received_on", label="收到申请之日", value=received_on),
                Column(
                    id="stage",
                    label="阶段",
                    value=stage_of,
                    field="due_day__state",
                    filter="choice",
                    choices=lambda viewer: ClockState.choices,
                ),
                Column(id="due_on", label="答复期限", value=due_on, field="due_day__due_on", filter="date"),
                Column(id="result", label="办理结果", value=result_of),
            ),
        ),
        query=queries.requests,
        page=lambda request: reverse("inforequests:request", args=[request.pk]),
        # A case is entered, corrected and read on pages of its own.
        entry=EntryForm(url_name="inforequests:register", permission="inforequests.register"),
        ledger=None,
        details=None,
        together=None,
    ),
    register_of_facts(
        Receipt,
        (REQUESTS,),
        id="inforequests.receipts",
        title="申请收到情况",
        group=GROUP,
        query=queries.receipts,
        empty="申请的收到日期确定后，记在这里；年度报告按它统计新收和结转。",
        details=receipt_details,
        optional=("determined_by",),
        personal=("description",),
        columns=("number", "received_on", "applicant_kind", "description", "determined_by"),
    ),
    register_of_facts(
        Reply,
        (REQUESTS,),
        id="inforequests.replies",
        title="答复情况",
        group=GROUP,
        query=queries.first_replies,
        empty="申请答复后，记在这里；年度报告按成文日期统计办理结果。",
        details=reply_details,
        optional=("description",),
        personal=("description",),
        columns=(
            *("number", "decided_on"),
            Column(id="outcome", label="办理结果", value=lambda reply: reply.law_ground.outcome.label),
            Column(
                id="ground",
                label="答复理由",
                value=lambda reply: reply.law_ground.label,
                field="ground",
                filter="choice",
                choices=lambda viewer: GROUNDS,
            ),
            *("doc_number", "description"),
        ),
    ),
    MOVED,
    register_of(
        NOTICES,
        group=GROUP,
        empty="这里登记发出的信息处理费收费通知；没有收费的不用登记，年度报告写明未收取。",
    ),
    register_of(PAYMENTS, group="", empty="这里登记信息处理费的缴纳。"),  # opened from its notice
)
