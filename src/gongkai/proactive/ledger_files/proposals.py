"""建议提案办理台账: proposals, their answers and their publication."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from gongkai.bodies.viewer import Viewer
from gongkai.papers.content import ATTRIBUTES
from gongkai.proactive.ledger_files.columns import PUBLISHED_ON, URL
from gongkai.proactive.ledger_files.storing import (
    Key,
    Row,
    disclosure_columns,
    disclosure_issues,
    disclosures_of,
    find_all,
    issue,
    store,
    store_disclosures,
)
from gongkai.proactive.models import Proposal, ProposalKind, ProposalPart, ProposalReply
from gongkai.proactive.queries import proposal_replies, proposals
from gongkai.registry import ImportColumn, Importer, ImportIssue
from gongkai.shell.imports import cells

CASE = ("kind", "session", "number", "title", "proposer", "part", "assigned_on")
REPLY = ("replied_on", "doc_number", "grade", "attribute", "attribute_reason", "satisfied")


def marked(text: str) -> bool | None:
    """Return True for 是; 否 says no more than an empty cell."""
    return cells.yes_no(text) or None


COLUMNS = (
    ImportColumn(
        name="kind",
        header="类别",
        aliases=("建议提案类别", "类型"),
        parse=cells.one_of(
            ProposalKind.choices,
            also={"建议": "suggestion", "人大建议": "suggestion", "提案": "motion", "政协提案": "motion"},
        ),
        example="人大代表建议",
        choices=tuple(ProposalKind.labels),
    ),
    ImportColumn(
        name="session",
        header="届次",
        aliases=("会议届次",),
        parse=cells.line(40),
        note="同一届次写法一致。",
        example="五届二次",
    ),
    ImportColumn(
        name="number", header="编号", aliases=("建议提案编号", "案号"), parse=cells.line(20), example="12"
    ),
    ImportColumn(
        name="title",
        header="题目",
        aliases=("标题", "案由", "名称"),
        parse=cells.line(200),
        example="示例·关于某事的建议",
    ),
    ImportColumn(
        name="proposer",
        header="提出人（代表、委员）",
        aliases=("提出人", "代表", "委员", "领衔代表"),
        parse=cells.line(120),
        example="示例·代表甲",
    ),
    ImportColumn(
        name="part",
        header="主办会办",
        aliases=("办理方式", "主会办"),
        parse=cells.one_of(ProposalPart.choices),
        example="主办",
        choices=tuple(ProposalPart.labels),
    ),
    ImportColumn(
        name="assigned_on",
        header="交办日期",
        aliases=("交办时间",),
        parse=cells.past_day,
        note="答复期限从这一天起算（代表法第五十一条）。",
        example="2023-03-10",
    ),
    ImportColumn(
        name="complex_matter",
        header="涉及面广、处理难度大",
        aliases=("复杂",),
        required=False,
        parse=marked,
        note="适用较长答复期限的填“是”。",
        choices=("是", "否"),
    ),
    ImportColumn(
        name="replied_on",
        header="答复日期",
        aliases=("办理答复日期", "办结日期"),
        required=False,
        parse=cells.past_day,
        example="2023-06-02",
    ),
    ImportColumn(
        name="doc_number", header="答复文号", aliases=("文号",), required=False, parse=cells.line(60)
    ),
    ImportColumn(
        name="grade",
        header="办理结果类别",
        aliases=("办理类别", "结果类别"),
        required=False,
        parse=cells.line(8),
        note="按本地分类填写，如 A、B、C。",
        example="A",
    ),
    ImportColumn(
        name="attribute",
        header="公开属性",
        aliases=("是否公开",),
        required=False,
        parse=cells.one_of(
            ATTRIBUTES.items(), also={"公开": "proactive", "全文公开": "proactive", "不公开": "withheld"}
        ),
        note="与答复同步审查（国办发〔2014〕46号），有答复的必填。",
        example="主动公开",
        choices=tuple(ATTRIBUTES.values()),
    ),
    ImportColumn(
        name="attribute_reason",
        header="不公开的理由",
        aliases=("不公开理由",),
        required=False,
        parse=cells.line(200),
    ),
    ImportColumn(
        name="satisfied",
        header="满意度",
        aliases=("代表委员意见", "反馈意见"),
        required=False,
        parse=cells.line(20),
    ),
    PUBLISHED_ON,
    URL,
)


def check(viewer: Viewer, row: Row) -> list[ImportIssue]:
    """Return what is wrong with a row beyond its single cells."""
    return [*_reply_issues(row), *disclosure_issues(row, "replied_on", "答复日期")]


def _reply_issues(row: Row) -> Iterator[ImportIssue]:
    replied = row["replied_on"]
    if replied is None:
        for name in ("attribute", "published_on"):
            if row[name]:
                yield issue(
                    "replied_on", "先答复后公开", "“答复日期”没有填写，已公开或者已定公开属性的应填写。"
                )
                return
        return
    if replied < row["assigned_on"]:
        yield issue(
            "replied_on",
            "答复不早于交办",
            f"“答复日期”{replied} 早于“交办日期”{row['assigned_on']}，请核对这两个日期。",
        )
    if not row["attribute"]:
        yield issue("attribute", "同步审查", "“公开属性”没有填写，答复与公开应当同步审查。")
    elif row["attribute"] != "proactive":
        if not row["attribute_reason"]:
            yield issue("attribute_reason", "不公开有理由", "“不公开的理由”没有填写，请写明。")
        if row["published_on"]:
            yield issue("published_on", "不公开的不公开", "“公开日期”应为空，公开属性不是主动公开；请核对。")


def _cases(viewer: Viewer, keys: Sequence[Key]) -> dict[Key, Proposal]:
    found = proposals(viewer).filter(number__in={number for _, _, number in keys})
    by_key = {(p.kind, p.session, p.number): p for p in found}
    return {key: by_key[key] for key in keys if key in by_key}


def _last_replies(viewer: Viewer, keys: Sequence[Key]) -> dict[Key, ProposalReply]:
    """Return the last row of each proposal's one line of answers, standing or voided."""
    found = ProposalReply.objects.visible_to(viewer).filter(
        proposal__in=[pk for (pk,) in keys], superseded_by=None
    )
    return {(reply.proposal_id,): reply for reply in found}


def existing(viewer: Viewer, keys: Sequence[Key]) -> Mapping[Key, Row]:
    """Return the proposals under these numbers, as the file would write them."""
    cases = _cases(viewer, keys)
    replies = {
        reply.proposal_id: reply
        for reply in proposal_replies(viewer).filter(proposal__in=[case.pk for case in cases.values()])
    }
    public = disclosures_of(list(replies.values()))
    return {key: _as_row(case, replies.get(case.pk), public) for key, case in cases.items()}


def _as_row(case: Proposal, reply: ProposalReply | None, public: Mapping[int, Any]) -> dict[str, Any]:
    row: dict[str, Any] = {name: getattr(case, name) for name in CASE}
    row["complex_matter"] = case.complex_matter or None
    if reply is not None:
        row |= {name: getattr(reply, name) for name in REPLY}
        row |= disclosure_columns(public.get(reply.pk))
    return row


def write(viewer: Viewer, rows: Sequence[Row]) -> Sequence[Any]:
    """Store proposals with their answers and publication, inside the running import."""
    keys = [(row["kind"], row["session"], row["number"]) for row in rows]
    known = find_all(_cases, viewer, keys)
    cases = [_case(viewer, row, known.get(key)) for key, row in zip(keys, rows, strict=True)]
    Proposal.objects.bulk_create([case for case in cases if case.pk is None])
    Proposal.objects.bulk_update(known.values(), fields=[*CASE, "complex_matter"], batch_size=500)
    answered = [(case, row) for case, row in zip(cases, rows, strict=True) if row["replied_on"]]
    last = find_all(_last_replies, viewer, [(case.pk,) for case, _ in answered])
    made = store(viewer, [((case.pk,), _reply(case, row)) for case, row in answered], standing=last)
    replies = find_all(_last_replies, viewer, [(case.pk,) for case, _ in answered])
    told = [(replies[(case.pk,)], row) for case, row in answered]
    return [*cases, *made, *store_disclosures(viewer, told)]


def _case(viewer: Viewer, row: Row, case: Proposal | None) -> Proposal:
    case = case or Proposal(organ_id=viewer.organ_code)
    for name in CASE:
        setattr(case, name, row[name])
    case.complex_matter = bool(row["complex_matter"])
    return case


def _reply(case: Proposal, row: Row) -> ProposalReply:
    texts = {name: row[name] or "" for name in REPLY if name != "replied_on"}
    return ProposalReply(proposal=case, replied_on=row["replied_on"], **texts)


IMPORTER = Importer(
    id="proactive.proposals",
    title="建议提案办理",
    columns=COLUMNS,
    key=("kind", "session", "number"),
    permission="proactive.register",
    existing=existing,
    write=write,
    check=check,
)
