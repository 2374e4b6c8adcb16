"""建议提案办理台账: proposals, their answers and their publication."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.proactive.ledgers.disclosures import disclosure_of, issue, not_before
from gongkai.proactive.models import DisclosureSubject, Proposal, ProposalReply
from gongkai.registry import ImportIssue
from gongkai.shell.ledgers.spec import LedgerColumn, LedgerPart, LedgerSpec, Row


def check_reply(row: Row) -> Iterator[ImportIssue]:
    """Yield what is wrong with the answer: its day, and the decision on its publication (国办发〔2014〕46号)."""
    replied = row["replied_on"]
    if replied is None:
        if any(row[name] for name in ("published_on", *(column.name for column in REPLY.columns))):
            message = "“答复日期”没有填写，已填答复的其他各项或者公开日期的应填写。"
            yield issue("replied_on", "先答复后公开", message)
        return
    if replied < row["assigned_on"]:
        message = f"“答复日期”{replied} 早于“交办日期”{row['assigned_on']}，请核对这两个日期。"
        yield issue("replied_on", "答复不早于交办", message)
    if not row["attribute"]:
        yield issue("attribute", "同步审查", "“公开属性”没有填写，答复与公开应当同步审查。")
    elif row["attribute"] != "proactive":
        if not row["attribute_reason"]:
            yield issue("attribute_reason", "不公开有理由", "“不公开的理由”没有填写，请写明。")
        if row["published_on"]:
            message = "“公开日期”应为空，公开属性不是主动公开；请核对。"
            yield issue("published_on", "不公开的不公开", message)


KINDS = {"建议": "suggestion", "人大建议": "suggestion", "提案": "motion", "政协提案": "motion"}
ATTRIBUTES = {"公开": "proactive", "全文公开": "proactive", "不公开": "withheld"}

REPLY = LedgerPart(
    model=ProposalReply,
    link="proposal",
    counted_by="replied_on",
    columns=(
        LedgerColumn(name="replied_on", aliases=("办理答复日期", "办结日期"), example="2023-06-02"),
        LedgerColumn(name="doc_number", aliases=("文号",)),
        LedgerColumn(name="grade", aliases=("办理类别", "结果类别"), example="A"),
        LedgerColumn(name="attribute", aliases=("是否公开",), also=ATTRIBUTES, example="主动公开"),
        LedgerColumn(name="attribute_reason", aliases=("不公开理由",)),
        LedgerColumn(name="satisfied", aliases=("代表委员意见", "反馈意见")),
    ),
)

PROPOSALS = LedgerSpec(
    id="proactive.proposals",
    title="建议提案办理",
    called="建议提案",
    unit="件",
    model=Proposal,
    key=("kind", "session", "number"),
    parts=(REPLY, disclosure_of("reply", lambda reply: DisclosureSubject.PROPOSAL, to=REPLY)),
    checks=(check_reply, not_before("replied_on", "答复日期")),
    columns=(
        LedgerColumn(name="kind", aliases=("建议提案类别", "类型"), also=KINDS, example="人大代表建议"),
        LedgerColumn(name="session", aliases=("会议届次",), example="五届二次"),
        LedgerColumn(name="number", aliases=("建议提案编号", "案号"), example="12"),
        LedgerColumn(name="title", aliases=("标题", "案由", "名称"), example="示例·关于某事的建议"),
        LedgerColumn(name="proposer", aliases=("提出人", "代表", "委员", "领衔代表"), example="示例·代表甲"),
        LedgerColumn(name="part", aliases=("办理方式", "主会办"), example="主办"),
        LedgerColumn(name="assigned_on", aliases=("交办时间",), example="2023-03-10"),
        LedgerColumn(name="complex_matter", aliases=("复杂",)),
    ),
)
