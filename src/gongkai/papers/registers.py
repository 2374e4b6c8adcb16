"""The ledgers of this room as lists: official documents, normative documents, their repeals."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from gongkai.bodies.viewer import Viewer
from gongkai.papers import queries
from gongkai.papers.content import ATTRIBUTES
from gongkai.papers.models import GENRES, REPEALS, VALIDITIES
from gongkai.registry import Column, Register

GROUP = "政府信息管理"


def choices(labels: Mapping[str, str]) -> Callable[[Viewer], Sequence[tuple[str, str]]]:
    """Return a column's closed list."""
    return lambda viewer: list(labels.items())


NUMBER = Column(
    id="doc_number", label="发文字号", value=lambda r: r.doc_number, field="doc_number", filter="text"
)
TITLE = Column(id="title", label="标题", value=lambda r: r.title, field="title", filter="text")
MADE_ON = Column(id="made_on", label="成文日期", value=lambda r: r.made_on, field="made_on", filter="date")

REGISTERS = (
    Register(
        id="papers.instruments",
        title="公文",
        group=GROUP,
        query=queries.official_documents,
        permission="papers.view",
        order="-made_on",
        noun="件",
        importer="papers.instruments",
        empty="这里登记本机关制发的公文及其公开属性。下载模板填好后导入，或由文稿登记。",
        columns=(
            NUMBER,
            TITLE,
            Column(
                id="genre",
                label="公文种类",
                value=lambda r: r.genre,
                field="genre",
                filter="choice",
                choices=choices({g: g for g in GENRES}),
            ),
            Column(
                id="attribute",
                label="公开属性",
                value=lambda r: r.get_attribute_display(),
                field="attribute",
                filter="choice",
                choices=choices(ATTRIBUTES),
            ),
            Column(id="reason", label="属性理由", value=lambda r: r.attribute_reason, optional=True),
            MADE_ON,
            Column(id="section", label="承办科室", value=lambda r: r.section, optional=True),
            Column(
                id="validity",
                label="有效性",
                value=lambda r: r.get_validity_display(),
                field="validity",
                filter="choice",
                choices=choices(VALIDITIES),
            ),
            Column(id="ended_on", label="失效废止日期", value=lambda r: r.ended_on, optional=True),
        ),
    ),
    Register(
        id="papers.normative",
        title="行政规范性文件",
        group=GROUP,
        query=queries.designations,
        permission="papers.view",
        order="-made_on",
        noun="件",
        importer="papers.normative",
        empty="这里登记经认定并取得登记号的行政规范性文件；只有登记在此的才计入年度报告。",
        columns=(
            NUMBER,
            TITLE,
            MADE_ON,
            Column(
                id="registration_number",
                label="登记号",
                value=lambda r: r.registration_number,
                field="registration_number",
                filter="text",
            ),
            Column(id="determined_on", label="认定日期", value=lambda r: r.determined_on),
            Column(id="determined_by", label="认定机构", value=lambda r: r.determined_by, optional=True),
            Column(id="expires_on", label="有效期至", value=lambda r: r.expires_on),
        ),
    ),
    Register(
        id="papers.repeals",
        title="规范性文件废止",
        group=GROUP,
        query=queries.repeals,
        permission="papers.view",
        order="-repealed_on",
        noun="件",
        importer="papers.repeals",
        empty="这里登记行政规范性文件的废止和宣布失效。",
        columns=(
            NUMBER,
            Column(
                id="manner",
                label="方式",
                value=lambda r: r.get_manner_display(),
                field="manner",
                filter="choice",
                choices=choices(REPEALS),
            ),
            Column(
                id="repealed_on",
                label="废止失效日期",
                value=lambda r: r.repealed_on,
                field="repealed_on",
                filter="date",
            ),
            Column(id="basis", label="依据", value=lambda r: r.basis),
        ),
    ),
)
