"""The ledger of disputes as officers keep it: one row a case, with its outcome once it has one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from gongkai import law
from gongkai.bodies.viewer import Viewer
from gongkai.disputes.actions.conclude import conclusion_of
from gongkai.disputes.models import Conclusion, Dispute, Filing, Procedure
from gongkai.disputes.queries import disputes_of
from gongkai.inforequests.models import InfoRequest
from gongkai.ledger.transactions import LedgerTransaction
from gongkai.registry import ImportColumn, Importer, ImportIssue
from gongkai.shell.imports import cells

Row = Mapping[str, Any]

OUTCOME_LABELS = tuple(dict.fromkeys(o.label for o in law.DISPUTE_OUTCOMES.values()))

COLUMNS = (
    ImportColumn(
        name="number",
        header="案号",
        aliases=("编号", "复议案号", "诉讼案号"),
        parse=cells.line(60),
        example="示政复〔2023〕1号",
    ),
    ImportColumn(
        name="procedure",
        header="程序",
        aliases=("类别", "案件类别"),
        parse=cells.one_of(Procedure.choices),
        choices=tuple(Procedure.labels),
        note="行政诉讼须区分是否经过复议",
        example="行政复议",
    ),
    ImportColumn(
        name="attacked",
        header="被申请（起诉）的行为",
        aliases=("案由", "被诉行为", "被复议行为"),
        parse=cells.line(300),
        example="示例·对某申请的答复",
    ),
    ImportColumn(
        name="body",
        header="复议机关或者法院",
        aliases=("复议机关", "法院"),
        required=False,
        parse=cells.line(80),
    ),
    ImportColumn(
        name="request",
        header="相关申请编号",
        aliases=("申请登记编号",),
        required=False,
        parse=cells.line(40),
        note="与某件依申请公开有关的，填其登记编号",
    ),
    ImportColumn(
        name="filed_on",
        header="收到日期",
        aliases=("收案日期", "收到副本日期"),
        parse=cells.past_day,
        note="本机关收到复议申请书或者起诉状副本的日期",
        example="2023-05-08",
    ),
    ImportColumn(
        name="outcome",
        header="结果",
        aliases=("审理结果", "复议结果"),
        required=False,
        parse=cells.one_of((label, label) for label in OUTCOME_LABELS),
        choices=OUTCOME_LABELS,
        note="尚未审结的留空",
    ),
    ImportColumn(
        name="decided_on", header="作出日期", aliases=("结案日期",), required=False, parse=cells.past_day
    ),
    ImportColumn(
        name="effective_on",
        header="生效日期",
        required=False,
        parse=cells.past_day,
        note="按此日期计入年度；未生效的属于尚未审结，结果三栏留空",
    ),
)


def outcome_code(procedure: str, label: str) -> str | None:
    """Return the code of an outcome of that procedure by its Chinese name, or None where it has no such one."""
    kind = procedure.partition("_")[0]
    found = (o.code for o in law.DISPUTE_OUTCOMES.values() if (o.procedure, o.label) == (kind, label))
    return next(found, None)


def check(viewer: Viewer, row: Row) -> list[ImportIssue]:
    """Outcome and its days together, in order, of this procedure; the request named exists."""
    issues = []
    end = ("outcome", "decided_on", "effective_on")
    lacking = [name for name in end if not row[name]]
    if lacking and len(lacking) < len(end):
        sentence = "结果、作出日期、生效日期应同时填写；未审结的都留空。"
        issues.append(ImportIssue(column=lacking[0], rule="结果完整", message=sentence))
    elif not lacking:
        if outcome_code(row["procedure"], row["outcome"]) is None:
            sentence = f"“{row['outcome']}”不是{Procedure(row['procedure']).label}的结果，请核对程序。"
            issues.append(ImportIssue(column="outcome", rule="结果种类", message=sentence))
        if not row["filed_on"] <= row["decided_on"] <= row["effective_on"]:
            sentence = "应依次为收到、作出、生效，请核对。"
            issues.append(ImportIssue(column="decided_on", rule="日期顺序", message=sentence))
    if row["request"] and not _requests(viewer, [row["request"]]):
        sentence = f"没有登记编号为“{row['request']}”的申请，请核对。"
        issues.append(ImportIssue(column="request", rule="相关申请", message=sentence))
    return issues


def existing(viewer: Viewer, keys: Sequence[tuple[Any, ...]]) -> dict[tuple[Any, ...], Row]:
    """Return the cases that are there as the file would write them."""
    found = disputes_of(viewer).filter(number__in=[key[0] for key in keys])
    return {(d.number,): _as_row(d) for d in found}


def _as_row(dispute: Any) -> Row:
    outcome = law.dispute_outcome(dispute.procedure, dispute.outcome).label if dispute.outcome else None
    return {
        "number": dispute.number,
        "procedure": dispute.procedure,
        "attacked": dispute.attacked,
        "body": dispute.body,
        "request": dispute.request.number if dispute.request else None,
        "filed_on": dispute.filed_on,
        "outcome": outcome,
        "decided_on": dispute.decided_on,
        "effective_on": dispute.effective_on,
    }


def write(viewer: Viewer, rows: Sequence[Row]) -> list[Any]:
    """Store cases with their days; of a case that is there, the day or outcome that differs is superseded."""
    viewer.require("disputes.register")
    requests = _requests(viewer, [row["request"] for row in rows if row["request"]])
    with viewer.transaction() as tx:
        known = {
            d.number: d
            for d in Dispute.objects.visible_to(viewer).filter(number__in=[r["number"] for r in rows])
        }
        made: list[Any] = []
        for row in rows:
            dispute = known.get(row["number"]) or Dispute(organ_id=viewer.organ_code, number=row["number"])
            dispute.procedure, dispute.attacked, dispute.body = (
                row["procedure"],
                row["attacked"],
                row["body"] or "",
            )
            dispute.request = requests.get(row["request"])
            dispute.save()
            made += _facts(tx, dispute, row)
    return made


def _facts(tx: LedgerTransaction, dispute: Dispute, row: Row) -> list[Any]:
    made: list[Any] = []
    filing = Filing.objects.standing().filter(dispute=dispute).first()
    if filing is None or filing.filed_on != row["filed_on"]:
        made.append(
            tx.add(
                Filing(
                    organ_id=dispute.organ_id,
                    dispute=dispute,
                    filed_on=row["filed_on"],
                    counted_on=row["filed_on"],
                    supersedes=filing,
                )
            )
        )
    if row["outcome"]:
        stands = Conclusion.objects.standing().filter(dispute=dispute).first()
        ended = conclusion_of(
            dispute,
            outcome=outcome_code(row["procedure"], row["outcome"]) or "",
            decided_on=row["decided_on"],
            effective_on=row["effective_on"],
        )
        same = stands and (stands.outcome, stands.decided_on, stands.effective_on) == (
            ended.outcome,
            ended.decided_on,
            ended.effective_on,
        )
        if not same:
            ended.supersedes = stands
            made.append(tx.add(ended))
    return made


def _requests(viewer: Viewer, numbers: Sequence[str]) -> dict[str, InfoRequest]:
    found = InfoRequest.objects.visible_to(viewer).filter(number__in=numbers)
    return {request.number: request for request in found}


IMPORTER = Importer(
    id="disputes.cases",
    title="复议诉讼案件",
    columns=COLUMNS,
    key=("number",),
    permission="disputes.register",
    existing=existing,
    write=write,
    check=check,
)
