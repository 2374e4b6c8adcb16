"""The ledgers of this room as officers keep them: official documents, normative designations, repeals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.urls import reverse

from gongkai.bodies.blockers import Blocker
from gongkai.bodies.queries import section_names
from gongkai.bodies.remedies import remedy
from gongkai.bodies.viewer import Viewer
from gongkai.papers.content import MARKINGS
from gongkai.papers.document_number import fault_of
from gongkai.papers.models import ORDER, NormativeDesignation, NormativeRepeal, OfficialDocument
from gongkai.registry import ImportIssue
from gongkai.shell.ledgers.importer import importers_of
from gongkai.shell.ledgers.spec import LedgerColumn, LedgerSpec, Origin, Reference, Row
from gongkai.shell.ledgers.stored import standing

AS_MARKED = {"不公开": "withheld"} | {marking: value for value, marking in MARKINGS.items()}
SPELLINGS = {"命令": ORDER, "令": ORDER, "命令(令)": ORDER}


def check_number(row: Row) -> Iterator[ImportIssue]:
    """Yield what is wrong with a document number, by the kind of document where the ledger has it (R5-19)."""
    if fault := fault_of(row["doc_number"], row.get("genre", "")):
        yield ImportIssue(column="doc_number", rule="document_number", message=fault.rstrip("。"))


def check_validity(row: Row) -> Iterator[ImportIssue]:
    """Yield what is wrong where a document has ended and is said to be in force."""
    if row["ended_on"] is not None and row["validity"] == "in_force":
        sentence = "已填失效废止日期，有效性不能是“有效”，请核对"
        yield ImportIssue(column="validity", rule="validity", message=sentence)


def check_agreement(viewer: Viewer, rows: Sequence[Row]) -> list[list[ImportIssue]]:
    """Return for each designation where it differs from the register of official documents, if that has it."""
    known = standing(viewer, OFFICIAL_DOCUMENTS, [(row["doc_number"],) for row in rows])
    return [list(_disagreements(row, known.get((row["doc_number"],)))) for row in rows]


def _disagreements(row: Row, known: OfficialDocument | None) -> Iterator[ImportIssue]:
    if known is not None and known.made_on != row["made_on"]:
        sentence = f"公文台账中该文的成文日期是 {known.made_on:%Y-%m-%d}，两处应一致，请核对"
        yield ImportIssue(column="made_on", rule="agreement", message=sentence)
    if known is not None and known.title != row["title"]:
        sentence = f"公文台账中该文的标题是“{known.title}”，两处应一致，请核对"
        yield ImportIssue(column="title", rule="agreement", message=sentence)


def said_by_document(viewer: Viewer, entry: OfficialDocument) -> Blocker:
    """Return that an entry came from a document that was signed and registered here: it is put right there."""
    sentence = (
        "这件公文由文稿签发、登记而来，文号、标题、种类、公开属性和理由、成文日期以文稿和发文登记为准，"
        "台账中不能作废，只能更正科室和有效性；内容有误的，"
    )
    url = reverse("papers:document", args=[entry.document_id])
    return Blocker(
        sentence, remedy=remedy(viewer, "papers.view", "在文稿页面修改形成新版，或者撤回公开", url)
    )


NUMBER = LedgerColumn(
    name="doc_number",
    aliases=("文号", "发文号", "文件编号"),
    note="机关代字〔年份〕序号，年份用六角括号，序号不编虚位、不加“第”字；命令（令）写作“第×号”",
    example="示工信发〔2023〕5号",
)
TITLE = LedgerColumn(
    name="title",
    aliases=("文件标题", "文件名称", "公文标题", "名称"),
    example="示例·关于做好某项工作的通知",
)
MADE_ON = LedgerColumn(
    name="made_on",
    aliases=("发文日期", "印发日期", "制发日期"),
    note="会议通过或负责人签发的日期，年度数据按此日期统计",
    example="2023-03-15",
)

OFFICIAL_DOCUMENTS = LedgerSpec(
    id="papers.instruments",
    title="公文",
    called="公文",
    unit="件",
    model=OfficialDocument,
    key=("doc_number",),
    counted_by="made_on",
    checks=(check_number, check_validity),
    origin=Origin(
        by="document",
        columns=("title", "genre", "attribute", "attribute_reason", "made_on"),
        blocker=said_by_document,
    ),
    columns=(
        NUMBER,
        TITLE,
        LedgerColumn(
            name="genre",
            aliases=("文种", "公文类型"),
            also=SPELLINGS,
            note="《党政机关公文处理工作条例》第八条所列十五种，其余填“其他”",
            example="通知",
        ),
        LedgerColumn(
            name="attribute",
            aliases=("公开方式", "公开类别", "信息公开选项"),
            also=AS_MARKED,
            note="拟稿时确定，写在发文稿纸上",
            example="主动公开",
        ),
        LedgerColumn(
            name="attribute_reason",
            aliases=("不予公开理由", "不公开理由", "公开属性理由", "理由"),
            note="依申请公开、不予公开的，必须写明理由",
        ),
        MADE_ON,
        LedgerColumn(
            name="section",
            aliases=("主办科室", "拟稿科室", "起草科室"),
            example="示例科室",
            offered=section_names,
        ),
        LedgerColumn(name="validity", aliases=("效力状态", "时效性"), example="有效"),
        LedgerColumn(name="ended_on", aliases=("废止日期", "失效日期"), note="有效性为失效、废止的必须填写"),
    ),
)

DESIGNATIONS = LedgerSpec(
    id="papers.normative",
    title="行政规范性文件认定",
    called="行政规范性文件",
    unit="件",
    model=NormativeDesignation,
    key=("doc_number",),
    counted_by="made_on",
    checks=(check_number,),
    check_all=check_agreement,
    columns=(
        NUMBER,
        TITLE,
        MADE_ON,
        LedgerColumn(
            name="registration_number",
            aliases=("登记号", "统一编号", "规范性文件编号"),
            note="本级政府统一登记、编号时给出的号",
            example="SL001-2023-0001",
        ),
        LedgerColumn(name="determined_on", example="2023-03-10"),
        LedgerColumn(name="determined_by", aliases=("审核机构",), example="示例市司法局"),
        LedgerColumn(
            name="expires_on",
            aliases=("有效期届满日",),
            future=True,
            note="文件规定了有效期的填写；期满即不再计入现行有效",
            example="2028-03-14",
        ),
    ),
)

REPEALS = LedgerSpec(
    id="papers.repeals",
    title="行政规范性文件废止",
    called="规范性文件废止",
    unit="件",
    model=NormativeRepeal,
    key=("doc_number",),
    counted_by="repealed_on",
    checks=(check_number,),
    refers=(
        Reference(to=DESIGNATIONS, columns=(("doc_number", "doc_number"),), after=("repealed_on", "made_on")),
    ),
    columns=(
        NUMBER,
        LedgerColumn(name="manner", aliases=("废止或失效",), example="废止"),
        LedgerColumn(name="repealed_on", aliases=("废止日期", "失效日期"), example="2023-11-20"),
        LedgerColumn(name="basis", aliases=("依据", "废止文件"), example="示例·关于废止部分规范性文件的决定"),
    ),
)

LEDGERS = (OFFICIAL_DOCUMENTS, DESIGNATIONS, REPEALS)
IMPORTERS = importers_of(LEDGERS)
