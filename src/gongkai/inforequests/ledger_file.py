"""依申请公开登记台账: the file in which officers keep their requests, and how it is read in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from django.db.models import QuerySet

from gongkai import law
from gongkai.bodies.corrections import successor
from gongkai.bodies.viewer import Viewer
from gongkai.inforequests.actions.confirm import new_receipt
from gongkai.inforequests.actions.record_reply import new_reply
from gongkai.inforequests.clocks import DeadlineCalculator, deadlines_of, renew
from gongkai.inforequests.ledger_columns import COLUMNS
from gongkai.inforequests.models import InfoRequest, Receipt, Reply
from gongkai.inforequests.outcomes import unserved_blockers
from gongkai.inforequests.queries import requests
from gongkai.ledger.batches import BATCH, batched
from gongkai.registry import Importer, ImportIssue

REASON = "导入台账更正"
CASE_COLUMNS = (
    *("number", "applicant_kind", "applicant_name", "applicant_contact", "channel", "description"),
    *("wanted_form", "arrived_on", "filled_by_staff"),
)
RECEIPT_COLUMNS = ("received_on", "applicant_kind")
REPLY_COLUMNS = ("ground", "decided_on", "served_on", "doc_number")
T = TypeVar("T", Receipt, Reply)
Pairs = Sequence[tuple[InfoRequest, Mapping[str, Any]]]


HEADERS = {column.name: column.header for column in COLUMNS}


def check(viewer: Viewer, row: Mapping[str, Any]) -> list[ImportIssue]:
    """Return what is wrong with a row beyond its single cells."""
    return [*_receipt_issues(row), *_reply_issues(row)]


def check_all(viewer: Viewer, rows: Sequence[Mapping[str, Any]]) -> list[list[ImportIssue]]:
    """Return what is wrong with each row by the way in which the unit counts results."""
    deadlines = deadlines_of(viewer)
    return [
        [
            issue("served_on", "办理结果计入的日期", blocker.message)
            for blocker in unserved_blockers(deadlines, row["decided_on"], row["served_on"])
        ]
        if row["decided_on"]
        else []
        for row in rows
    ]


def issue(column: str, rule: str, message: str) -> ImportIssue:
    """Return what is wrong in a cell, by its header."""
    return ImportIssue(column=column, rule=rule, message=f"“{HEADERS[column]}”{message}")


def _receipt_issues(row: Mapping[str, Any]) -> Iterator[ImportIssue]:
    channel, arrived, received = row["channel"], row["arrived_on"], row["received_on"]
    fixed = law.CHANNELS[channel].received_by != "confirmation"
    if received is None:
        if fixed:
            yield issue(
                "received_on",
                "条例第三十一条",
                f"没有填写；{law.CHANNELS[channel].label}的，收到申请之日就是到达日期，请填 {arrived}。",
            )
        return
    if received < arrived:
        yield issue("received_on", "收到不早于到达", f"{received} 早于到达日期 {arrived}，请核对这两个日期。")
    if channel == "counter" and received != arrived:
        yield issue(
            "received_on", "条例第三十一条第一项", f"当面提交以提交之日为收到申请之日，请改为 {arrived}。"
        )


def _reply_issues(row: Mapping[str, Any]) -> Iterator[ImportIssue]:
    outcome, ground, decided = row["outcome"], row["ground"], row["decided_on"]
    if not (outcome or ground or decided):
        if row["doc_number"]:
            yield issue(
                "doc_number", "文号属于答复", "有答复文号而没有办理结果，请补填结果、理由和成文日期。"
            )
        return
    if not outcome:
        yield issue("outcome", "结果完整", "有答复理由或者成文日期而没有办理结果，请补填。")
    if not ground:
        yield issue(
            "ground",
            "有结果必有理由",
            f"办理结果“{law.OUTCOMES[outcome].label}”没有理由，请填：{_reasons(outcome)}。"
            if outcome
            else "没有填写，请补填答复理由。",
        )
    if outcome and ground and law.ground(ground).outcome.code != outcome:
        given = law.ground(ground)
        yield issue(
            "ground",
            "理由与结果一致",
            f"“{given.label}”属于“{given.outcome.label}”，与办理结果“{law.OUTCOMES[outcome].label}”"
            "不一致，一件申请只有一个结果，请核对。",
        )
    if decided is None:
        yield issue("decided_on", "结果完整", "有办理结果而没有成文日期，请补填。")
    elif row["received_on"] is None:
        yield issue("received_on", "先收到后答复", "已经答复而没有收到申请之日，请补填与申请人确认的日期。")
    elif row["served_on"] and row["served_on"] < decided:
        yield issue(
            "served_on", "送达不早于成文", f"{row['served_on']} 早于成文日期 {decided}，请核对这两个日期。"
        )
    elif decided < row["received_on"]:
        yield issue(
            "decided_on",
            "答复不早于收到",
            f"{decided} 早于收到申请之日 {row['received_on']}，请核对这两个日期。",
        )


def _reasons(outcome: str) -> str:
    return "、".join(each.label for each in law.GROUNDS.values() if each.outcome.code == outcome)


def existing(viewer: Viewer, keys: Sequence[tuple[Any, ...]]) -> Mapping[tuple[Any, ...], Mapping[str, Any]]:
    """Return the requests that are registered under these numbers, as the file would write them."""
    cases = requests(viewer).filter(number__in=[number for (number,) in keys])
    return {(case.number,): _as_row(case) for case in cases}


def _as_row(case: InfoRequest) -> dict[str, Any]:
    receipt = next(iter(case.standing_receipts), None)  # type: ignore[attr-defined]
    reply = next((r for r in case.standing_replies if not r.is_renewed), None)  # type: ignore[attr-defined]
    row: dict[str, Any] = {name: getattr(case, name) for name in CASE_COLUMNS}
    row["filled_by_staff"] = case.filled_by_staff or None
    if receipt:
        row |= {"received_on": receipt.received_on, "applicant_kind": receipt.applicant_kind}
    if reply:
        row |= {name: getattr(reply, name) for name in REPLY_COLUMNS}
        row["outcome"] = reply.law_ground.outcome.code
    return row


def write(viewer: Viewer, rows: Sequence[Mapping[str, Any]]) -> Sequence[Any]:
    """Store requests with their receipts and replies inside the running import; return the facts made.

    A row whose number is registered corrects that case: what differs is superseded, a reply that the file no
    longer has is voided.
    """
    known = {case.number: case for case in _registered(viewer, rows)}
    cases = [_case(viewer, row, known.get(row["number"])) for row in rows]
    InfoRequest.objects.bulk_create([case for case in cases if case.pk is None], batch_size=BATCH)
    InfoRequest.objects.bulk_update(known.values(), fields=CASE_COLUMNS, batch_size=BATCH)
    received = _last(Receipt.objects.all(), known.values())
    answered = _last(Reply.objects.filter(is_renewed=False), known.values())
    pairs = list(zip(cases, rows, strict=True))
    deadlines = deadlines_of(viewer)
    with viewer.transaction() as tx:
        facts = [
            *tx.add_all(_gone(pairs, answered, "ground")),
            *tx.add_all(_gone(pairs, received, "received_on")),
            *tx.add_all(_receipts(pairs, received)),
            *tx.add_all(_replies(pairs, answered, deadlines)),
        ]
        renew(deadlines, cases)
    return facts


def _registered(viewer: Viewer, rows: Sequence[Mapping[str, Any]]) -> Iterator[InfoRequest]:
    numbers = [row["number"] for row in rows]
    for batch in batched(numbers):
        yield from InfoRequest.objects.visible_to(viewer).filter(number__in=batch)


def _case(viewer: Viewer, row: Mapping[str, Any], case: InfoRequest | None) -> InfoRequest:
    case = case or InfoRequest(organ_id=viewer.organ_code)
    for name in CASE_COLUMNS:
        setattr(case, name, row[name] or "")
    case.filled_by_staff = bool(row["filled_by_staff"])
    return case


def _last(facts: QuerySet[T], cases: Iterable[InfoRequest]) -> dict[int, T]:
    """Return the last row of each case's one line of facts: the standing one, or the one that voided it."""
    return {
        fact.request_id: fact
        for batch in batched([case.pk for case in cases])
        for fact in facts.filter(request__in=batch, superseded_by=None)
    }


def _differs(last: Receipt | Reply | None, row: Mapping[str, Any], columns: Sequence[str]) -> bool:
    return last is None or last.voids or any(getattr(last, name) != (row[name] or "") for name in columns)


def _gone(pairs: Pairs, last: Mapping[int, T], column: str) -> list[T]:
    """Return the rows that void what the file no longer has."""
    standing = ((last.get(case.pk), row) for case, row in pairs)
    return [
        successor(fact, reason=REASON, voids=True)
        for fact, row in standing
        if fact and not fact.voids and not row[column]
    ]


def _receipts(pairs: Pairs, last: Mapping[int, Receipt]) -> list[Receipt]:
    return [
        new_receipt(case, received_on=row["received_on"], after=last.get(case.pk), reason=REASON)
        for case, row in pairs
        if row["received_on"] and _differs(last.get(case.pk), row, RECEIPT_COLUMNS)
    ]


def _replies(pairs: Pairs, last: Mapping[int, Reply], deadlines: DeadlineCalculator) -> list[Reply]:
    return [
        new_reply(
            deadlines,
            case,
            ground=row["ground"],
            decided_on=row["decided_on"],
            served_on=row["served_on"],
            doc_number=row["doc_number"] or "",
            after=last.get(case.pk),
            reason=REASON,
        )
        for case, row in pairs
        if row["ground"] and _differs(last.get(case.pk), row, REPLY_COLUMNS)
    ]


IMPORTER = Importer(
    id="inforequests.requests",
    title="依申请公开登记台账",
    columns=COLUMNS,
    key=("number",),
    permission="inforequests.import",
    existing=existing,
    write=write,
    check=check,
    check_all=check_all,
)
