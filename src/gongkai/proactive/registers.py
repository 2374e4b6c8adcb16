"""The ledgers of this room as lists."""

from __future__ import annotations

from typing import Any

from gongkai.proactive import queries
from gongkai.proactive.ledgers import CHANNELS, DECISIONS, FEES, FOLLOWERS, PROPOSALS, PUBLICATIONS, RESULTS
from gongkai.proactive.models import Disclosure, DisclosureSubject, Medium
from gongkai.registry import Column, Register
from gongkai.shell.ledgers.registers import register_of
from gongkai.shell.ledgers.stored import first_rows

GROUP = "主动公开"
VIEW = "proactive.view"


def thing_of(disclosure: Disclosure) -> str:
    """Return what a disclosure is about, in words."""
    if disclosure.decision:
        return f"{disclosure.decision.doc_number} {disclosure.decision.title}"
    if disclosure.result:
        return f"{disclosure.result.action} {disclosure.result.target}"
    assert disclosure.reply is not None
    return f"{disclosure.reply.proposal} {disclosure.reply.proposal.title}"


def decision_page(record: Any) -> list[tuple[str, Any]]:
    """Return what the page of a decision shows besides its columns."""
    public = disclosure_of(record, decision=first_rows([record])[record.pk])
    return [(column.header, getattr(record, column.name)) for column in DECISIONS.own_columns] + public


def result_page(record: Any) -> list[tuple[str, Any]]:
    """Return what the page of a result shows besides its columns."""
    public = disclosure_of(record, result=first_rows([record])[record.pk])
    return [(column.header, getattr(record, column.name)) for column in RESULTS.own_columns] + public


def disclosure_of(record: Any, **root: int) -> list[tuple[str, Any]]:
    """Return when and where something was made public."""
    found = Disclosure.objects.standing().filter(**root).first()
    return (
        [("公开日期", found.published_on), ("公开网址", found.url)] if found else [("公开日期", "尚未公开")]
    )


REGISTERS = (
    register_of(
        PUBLICATIONS,
        title="信息发布",
        group=GROUP,
        empty="这里登记在网站、微博、报刊等渠道发布的每一条信息。可以下载模板，把已有台账填好后导入。",
        imported_only=True,
        plain=("column", "url"),
        optional=("url",),
        columns=(
            "title",
            "published_on",
            "channel",
            Column(
                id="medium",
                label="渠道类别",
                value=lambda r: r.get_medium_display(),
                field="medium",
                filter="choice",
                choices=lambda viewer: Medium.choices,
            ),
            "column",
            "topic",
            Column(
                id="entered",
                label="来源",
                value=lambda r: "本系统发布" if r.release_id else "补录",
                optional=True,
            ),
            "url",
        ),
    ),
    register_of(
        CHANNELS,
        title="公开渠道与新媒体账号",
        group=GROUP,
        order="name",
        empty="这里登记网站栏目、政务新媒体账号和报刊等公开渠道及其备案情况。",
        imported_only=True,
        plain=[column.name for column in CHANNELS.columns if column.name not in ("name", "medium")],
        optional=("sponsor", "filing_receipt", "closed_on"),
    ),
    register_of(
        FOLLOWERS,
        title="新媒体关注量",
        group=GROUP,
        empty="这里登记各账号某一天的关注用户数，年度报告取当年最后一次。",
        imported_only=True,
        plain=("followers",),
    ),
    register_of(
        DECISIONS,
        group=GROUP,
        empty="这里登记行政许可、行政处罚和行政强制决定。",
        optional=("valid_from", "valid_until"),
        details=decision_page,
    ),
    register_of(
        RESULTS,
        group=GROUP,
        empty="这里登记对项目和企业的监督检查结果。",
        optional=("rectification",),
        details=result_page,
    ),
    register_of(FEES, group=GROUP, empty="这里登记收取的行政事业性收费；没有收费的不用登记，年度报告为 0。"),
    register_of(
        PROPOSALS,
        title="建议提案",
        group=GROUP,
        order="-assigned_on",
        empty="这里登记交办的人大代表建议和政协委员提案。",
        imported_only=True,
        plain=("part",),
        columns=(
            Column(id="number", label="编号", value=str),
            "kind",
            "title",
            Column(id="proposer", label="提出人", value=lambda r: r.proposer, optional=True),
            "part",
            "assigned_on",
        ),
    ),
    Register(
        id="proactive.proposal_replies",
        title="建议提案答复",
        group=GROUP,
        query=queries.proposal_replies,
        permission=VIEW,
        order="-counted_on",
        noun="件",
        empty="建议提案答复后记在这里，公开属性与答复同步审查。",
        columns=(
            Column(id="proposal", label="建议提案", value=lambda r: str(r.proposal)),
            Column(id="title", label="题目", value=lambda r: r.proposal.title),
            Column(
                id="replied_on",
                label="答复日期",
                value=lambda r: r.replied_on,
                field="counted_on",
                filter="date",
            ),
            Column(id="grade", label="办理结果类别", value=lambda r: r.grade),
            Column(id="attribute", label="公开属性", value=lambda r: r.get_attribute_display()),
            Column(id="satisfied", label="满意度", value=lambda r: r.satisfied, optional=True),
        ),
    ),
    Register(
        id="proactive.disclosures",
        title="决定与结果公开情况",
        group=GROUP,
        query=queries.disclosures,
        permission=VIEW,
        order="-counted_on",
        noun="项",
        empty="行政决定、监督检查结果和建议提案办理结果公开后记在这里。",
        columns=(
            Column(id="thing", label="公开内容", value=thing_of),
            Column(
                id="subject",
                label="类别",
                value=lambda r: r.get_subject_display(),
                field="subject",
                filter="choice",
                choices=lambda viewer: DisclosureSubject.choices,
            ),
            Column(
                id="published_on",
                label="公开日期",
                value=lambda r: r.published_on,
                field="counted_on",
                filter="date",
            ),
            Column(id="url", label="网址", value=lambda r: r.url, optional=True),
        ),
    ),
)
