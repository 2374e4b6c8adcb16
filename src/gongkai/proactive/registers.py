"""The ledgers of this room as lists."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.urls import reverse

from gongkai.bodies.viewer import Viewer
from gongkai.proactive import queries
from gongkai.proactive.catalogue import NEVER, STATES, catalogue
from gongkai.proactive.ledgers import (
    CATALOGUE,
    CHANNELS,
    DECISIONS,
    FEES,
    FOLLOWERS,
    PROPOSALS,
    PUBLICATIONS,
    RESULTS,
)
from gongkai.proactive.models import Disclosure, DisclosureSubject, ProposalReply, PublicationRecord
from gongkai.registry import Column, Linked
from gongkai.shell.ledgers.registers import register_of, register_of_facts

GROUP = "主动公开"
MORE_OF_A_MATTER = (
    *("category", "content", "basis", "own_days", "channels", "column", "update_month"),
    *("way", "subject"),  # sorted and filtered by
)


def came_from(record: PublicationRecord | Disclosure) -> Linked:
    """Return whether a record was typed, or written with a release: then the way to the document."""
    if record.release is None:
        return Linked("补录")
    return Linked("本系统发布", reverse("papers:document", args=[record.release.version.document_id]))


def with_documents(viewer: Viewer) -> Any:
    """Return what appeared on channels, read together with the documents that were released."""
    return queries.publications(viewer).select_related("release__approval__version")


def thing_of(disclosure: Disclosure) -> str:
    """Return what a disclosure is about, in words."""
    if disclosure.decision:
        return f"{disclosure.decision.doc_number} {disclosure.decision.title}"
    if disclosure.result:
        return f"{disclosure.result.action} {disclosure.result.target}"
    assert disclosure.reply is not None
    return f"{disclosure.reply.proposal} {disclosure.reply.proposal.title}"


def address_of(record: PublicationRecord | Disclosure) -> Linked | str:
    """Return where something can be read: on the organ's own site one goes there, its address being told whole."""
    if record.release is None:
        return record.url
    whole = record.channel.address_of(record.url) if isinstance(record, PublicationRecord) else ""
    return Linked(whole or "在本机关网站", record.url)


ADDRESS = Column(id="url", label="网址", value=address_of, optional=True)

REGISTERS = (
    replace(
        register_of(
            CATALOGUE,
            group=GROUP,
            order="item",
            empty="这里登记本机关的政务公开清单目录：公开什么、依据、时限、谁负责、多久更新。可以下载模板，填好后导入。",
            optional=MORE_OF_A_MATTER,
            plain=(*MORE_OF_A_MATTER[:-2], "since"),
            columns=(
                "name",
                "item",
                "section",
                Column(
                    id="state",
                    label="状态",
                    value=lambda matter: STATES[matter.state],
                    field="state",
                    filter="choice",
                    choices=lambda viewer: list(STATES.items()),
                ),
                Column(
                    id="filled_on",
                    label="最近公开",
                    value=lambda matter: None if matter.filled_on == NEVER else matter.filled_on,
                ),
                *("update_rule", "time_limit", "since"),
                *MORE_OF_A_MATTER,
            ),
        ),
        query=catalogue,
        page=lambda matter: reverse("proactive:matter", args=[matter.pk]),
    ),
    replace(
        register_of(
            PUBLICATIONS,
            title="信息发布",
            group=GROUP,
            empty="这里登记在网站、微博、报刊等渠道发布的每一条信息。可以下载模板，把已有台账填好后导入。",
            plain=("column",),
            optional=("matter",),
            columns=(
                "title",
                "published_on",
                "channel",
                "medium",
                "column",
                "topic",
                "matter",
                Column(
                    id="entered",
                    label="来源",
                    value=came_from,
                    optional=True,
                ),
                ADDRESS,
            ),
        ),
        query=with_documents,
    ),
    register_of(
        CHANNELS,
        title="公开渠道与新媒体账号",
        group=GROUP,
        order="name",
        empty="这里登记网站栏目、政务新媒体账号和报刊等公开渠道及其备案情况。",
        plain=[column.name for column in CHANNELS.columns if column.name not in ("name", "medium")],
        optional=("sponsor", "filing_receipt", "closed_on"),
    ),
    register_of(
        FOLLOWERS,
        title="新媒体关注量",
        group=GROUP,
        empty="这里登记各账号某一天的关注用户数，年度报告取当年最后一次。",
        plain=("followers",),
    ),
    register_of(
        DECISIONS,
        group=GROUP,
        empty="这里登记行政许可、行政处罚和行政强制决定。",
        optional=("valid_from", "valid_until"),
    ),
    register_of(
        RESULTS,
        group=GROUP,
        empty="这里登记对项目和企业的监督检查结果。",
        optional=("rectification",),
    ),
    register_of(FEES, group=GROUP, empty="这里登记收取的行政事业性收费；没有收费的不用登记，年度报告为 0。"),
    register_of(
        PROPOSALS,
        title="建议提案",
        group=GROUP,
        order="-assigned_on",
        empty="这里登记交办的人大代表建议和政协委员提案。",
        optional=("proposer",),
        plain=("proposer", "part"),
        columns=(
            Column(id="number", label="编号", value=str),
            "kind",
            "title",
            "proposer",
            "part",
            "assigned_on",
            "replied_on",
        ),
    ),
    register_of_facts(
        ProposalReply,
        (PROPOSALS,),
        id="proactive.proposal_replies",
        title="建议提案答复",
        group=GROUP,
        query=queries.proposal_replies,
        empty="建议提案答复后记在这里，公开属性与答复同步审查。",
        optional=("satisfied",),
        columns=(
            Column(id="proposal", label="建议提案", value=lambda r: str(r.proposal)),
            *("title", "replied_on", "grade", "attribute", "satisfied"),
        ),
    ),
    register_of_facts(
        Disclosure,
        (PROPOSALS, DECISIONS, RESULTS),
        id="proactive.disclosures",
        title="决定与结果公开情况",
        group=GROUP,
        query=queries.disclosures,
        unit="项",
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
            "published_on",
            Column(id="entered", label="来源", value=came_from, optional=True),
            ADDRESS,
        ),
    ),
)
