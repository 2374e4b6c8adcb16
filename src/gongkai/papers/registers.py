"""The ledgers of this room as lists: official documents, normative documents, their repeals."""

from __future__ import annotations

from django.urls import reverse

from gongkai.papers.ledgers import DESIGNATIONS, OFFICIAL_DOCUMENTS, REPEALS
from gongkai.registry import RecordPage
from gongkai.shell.ledgers.registers import register_of

GROUP = "政府信息管理"

PAGES = (
    RecordPage(
        id="papers.Document",
        permission="papers.view",
        url=lambda document: reverse("papers:document", args=[document.pk]),
    ),
    RecordPage(
        id="papers.Version",
        permission="papers.view",
        url=lambda version: reverse("papers:document", args=[version.document_id]),
    ),
)
REGISTERS = (
    register_of(
        OFFICIAL_DOCUMENTS,
        group=GROUP,
        order="-made_on",
        empty="这里登记本机关制发的公文及其公开属性。下载模板填好后导入，或由文稿登记。",
        optional=("attribute_reason", "section", "ended_on"),
        plain=("attribute_reason", "section", "ended_on"),
    ),
    register_of(
        DESIGNATIONS,
        title="行政规范性文件",
        group=GROUP,
        order="-made_on",
        empty="这里登记经认定并取得登记号的行政规范性文件；只有登记在此的才计入年度报告。",
        optional=("determined_by",),
        plain=("determined_on", "determined_by", "expires_on"),
    ),
    register_of(
        REPEALS,
        title="规范性文件废止",
        group=GROUP,
        order="-repealed_on",
        empty="这里登记行政规范性文件的废止和宣布失效。",
        plain=("basis",),
    ),
)
