"""The ledgers of this room as officers keep them: instruments, normative determinations, repeals."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from gongkai.bodies.viewer import Viewer
from gongkai.papers.actions.enter import enter, standing
from gongkai.papers.content import ATTRIBUTES, MARKINGS, NEEDS_REASON
from gongkai.papers.document_number import fault_of
from gongkai.papers.models import (
    GENRES,
    ORDER,
    REPEALS,
    VALIDITIES,
    NormativeDesignation,
    NormativeRepeal,
    OfficialDocument,
)
from gongkai.registry import ImportColumn, Importer, ImportIssue
from gongkai.shell.spreadsheets import cells

Row = Mapping[str, Any]
Keys = Sequence[tuple[Any, ...]]

NUMBER_NOTE = "机关代字〔年份〕序号，年份用六角括号，序号不编虚位、不加“第”字；命令（令）写作“第×号”"


AS_MARKED = {"不公开": "withheld"} | {marking: value for value, marking in MARKINGS.items()}
SPELLINGS = {"命令": ORDER, "令": ORDER, "命令(令)": ORDER}


def existing(model: type[Any], columns: Sequence[ImportColumn]) -> Callable[[Viewer, Keys], dict[Any, Row]]:
    """Return the importer's question which rows are there already, by document number."""

    def ask(viewer: Viewer, keys: Keys) -> dict[Any, Row]:
        found = standing(viewer, model, [key[0] for key in keys])
        return {
            (number,): {column.name: getattr(fact, column.name) for column in columns}
            for number, fact in found.items()
        }

    return ask


def writer(model: type[Any], counted_by: str) -> Callable[[Viewer, Sequence[Row]], Sequence[Any]]:
    """Return the importer's way of storing rows."""

    def write(viewer: Viewer, rows: Sequence[Row]) -> Sequence[Any]:
        return enter(viewer=viewer, model=model, counted_by=counted_by, rows=rows)

    return write


def issue(column: str, rule: str, message: str) -> ImportIssue:
    """Return what is wrong in a cell."""
    return ImportIssue(column=column, rule=rule, message=message.rstrip("。"))


def number_issue(number: str, genre: str = "") -> list[ImportIssue]:
    """Return what is wrong with a document number (R5-19)."""
    fault = fault_of(number, genre)
    return [issue("doc_number", "document_number", fault)] if fault else []


def check_instrument(viewer: Viewer, row: Row) -> list[ImportIssue]:
    """Number by kind, reason by attribute, day of ending by validity."""
    issues = number_issue(row["doc_number"], row["genre"])
    if row["attribute"] in NEEDS_REASON and not row["attribute_reason"]:
        label = ATTRIBUTES[row["attribute"]]
        issues.append(issue("attribute_reason", "attribute_reason", f"公开属性为“{label}”的，应当写明理由"))
    if row["validity"] in {"lapsed", "repealed"} and row["ended_on"] is None:
        label = VALIDITIES[row["validity"]]
        issues.append(issue("ended_on", "ended_on", f"有效性为“{label}”的，应填写失效废止日期"))
    if row["ended_on"] is not None and row["validity"] == "in_force":
        issues.append(issue("validity", "validity", "已填失效废止日期，有效性不能是“有效”，请核对"))
    if row["ended_on"] is not None and row["ended_on"] < row["made_on"]:
        issues.append(issue("ended_on", "ended_on", "失效废止日期早于成文日期，请核对"))
    return issues


def check_determination(viewer: Viewer, row: Row) -> list[ImportIssue]:
    """The number and the term."""
    issues = number_issue(row["doc_number"])
    if row["expires_on"] is not None and row["expires_on"] < row["made_on"]:
        issues.append(issue("expires_on", "expires_on", "有效期至的日期早于成文日期，请核对"))
    return issues


def check_determinations(viewer: Viewer, rows: Sequence[Row]) -> list[list[ImportIssue]]:
    """Agreement with the register of instruments, where it holds the documents."""
    known = standing(viewer, OfficialDocument, [row["doc_number"] for row in rows])
    return [_disagreements(row, known.get(row["doc_number"])) for row in rows]


def _disagreements(row: Row, known: OfficialDocument | None) -> list[ImportIssue]:
    issues = []
    if known is not None and known.made_on != row["made_on"]:
        sentence = f"公文台账中该文的成文日期是 {known.made_on:%Y-%m-%d}，两处应一致，请核对"
        issues.append(issue("made_on", "agreement", sentence))
    if known is not None and known.title != row["title"]:
        sentence = f"公文台账中该文的标题是“{known.title}”，两处应一致，请核对"
        issues.append(issue("title", "agreement", sentence))
    return issues


def check_repeal(viewer: Viewer, row: Row) -> list[ImportIssue]:
    """The number."""
    return number_issue(row["doc_number"])


def check_repeals(viewer: Viewer, rows: Sequence[Row]) -> list[list[ImportIssue]]:
    """What is repealed was determined to be a normative document, and before."""
    known = standing(viewer, NormativeDesignation, [row["doc_number"] for row in rows])
    return [_unfounded(row, known.get(row["doc_number"])) for row in rows]


def _unfounded(row: Row, known: NormativeDesignation | None) -> list[ImportIssue]:
    if known is None:
        sentence = "没有这件规范性文件的认定登记，请先登记认定，或核对文号"
        return [issue("doc_number", "not_determined", sentence)]
    if row["repealed_on"] < known.made_on:
        return [issue("repealed_on", "repealed_on", "废止失效日期早于成文日期，请核对")]
    return []


NUMBER = ImportColumn(
    name="doc_number",
    header="发文字号",
    aliases=("文号", "发文号", "文件编号"),
    parse=cells.line(40),
    note=NUMBER_NOTE,
    example="示工信发〔2023〕5号",
)
TITLE = ImportColumn(
    name="title",
    header="标题",
    aliases=("文件标题", "文件名称", "公文标题", "名称"),
    parse=cells.line(200),
    example="示例·关于做好某项工作的通知",
)
MADE_ON = ImportColumn(
    name="made_on",
    header="成文日期",
    aliases=("发文日期", "印发日期", "制发日期"),
    parse=cells.past_day,
    note="会议通过或负责人签发的日期，年度数据按此日期统计",
    example="2023-03-15",
)

INSTRUMENT_COLUMNS = (
    NUMBER,
    TITLE,
    ImportColumn(
        name="genre",
        header="公文种类",
        aliases=("文种", "公文类型"),
        parse=cells.one_of([(g, g) for g in GENRES], also=SPELLINGS),
        choices=GENRES,
        note="《党政机关公文处理工作条例》第八条所列十五种，其余填“其他”",
        example="通知",
    ),
    ImportColumn(
        name="attribute",
        header="公开属性",
        aliases=("公开方式", "公开类别", "信息公开选项"),
        parse=cells.one_of(ATTRIBUTES.items(), also=AS_MARKED),
        choices=tuple(ATTRIBUTES.values()),
        note="拟稿时确定，写在发文稿纸上",
        example="主动公开",
    ),
    ImportColumn(
        name="attribute_reason",
        header="属性理由",
        aliases=("不予公开理由", "不公开理由", "公开属性理由", "理由"),
        required=False,
        parse=cells.line(200),
        note="依申请公开、不予公开的，必须写明理由",
    ),
    MADE_ON,
    ImportColumn(
        name="section",
        header="承办科室",
        aliases=("主办科室", "拟稿科室", "起草科室"),
        required=False,
        parse=cells.line(60),
        example="示例科室",
    ),
    ImportColumn(
        name="validity",
        header="有效性",
        aliases=("效力状态", "时效性"),
        parse=cells.one_of(VALIDITIES.items()),
        choices=tuple(VALIDITIES.values()),
        example="有效",
    ),
    ImportColumn(
        name="ended_on",
        header="失效废止日期",
        aliases=("废止日期", "失效日期"),
        required=False,
        parse=cells.past_day,
        note="有效性为失效、废止的必须填写",
    ),
)

DETERMINATION_COLUMNS = (
    NUMBER,
    TITLE,
    MADE_ON,
    ImportColumn(
        name="registration_number",
        header="规范性文件登记号",
        aliases=("登记号", "统一编号", "规范性文件编号"),
        parse=cells.line(60),
        note="本级政府统一登记、编号时给出的号",
        example="SL001-2023-0001",
    ),
    ImportColumn(name="determined_on", header="认定日期", parse=cells.past_day, example="2023-03-10"),
    ImportColumn(
        name="determined_by",
        header="认定机构",
        aliases=("审核机构",),
        parse=cells.line(80),
        example="示例市司法局",
    ),
    ImportColumn(
        name="expires_on",
        header="有效期至",
        aliases=("有效期届满日",),
        required=False,
        parse=cells.day,
        note="文件规定了有效期的填写；期满即不再计入现行有效",
        example="2028-03-14",
    ),
)

REPEAL_COLUMNS = (
    NUMBER,
    ImportColumn(
        name="manner",
        header="方式",
        aliases=("废止或失效",),
        parse=cells.one_of(REPEALS.items()),
        choices=tuple(REPEALS.values()),
        example="废止",
    ),
    ImportColumn(
        name="repealed_on",
        header="废止失效日期",
        aliases=("废止日期", "失效日期"),
        parse=cells.past_day,
        example="2023-11-20",
    ),
    ImportColumn(
        name="basis",
        header="废止失效依据",
        aliases=("依据", "废止文件"),
        parse=cells.line(200),
        example="示例·关于废止部分规范性文件的决定",
    ),
)

IMPORTERS = (
    Importer(
        id="papers.instruments",
        title="公文",
        columns=INSTRUMENT_COLUMNS,
        key=("doc_number",),
        permission="papers.register",
        existing=existing(OfficialDocument, INSTRUMENT_COLUMNS),
        write=writer(OfficialDocument, "made_on"),
        check=check_instrument,
    ),
    Importer(
        id="papers.normative",
        title="行政规范性文件认定",
        columns=DETERMINATION_COLUMNS,
        key=("doc_number",),
        permission="papers.register",
        existing=existing(NormativeDesignation, DETERMINATION_COLUMNS),
        write=writer(NormativeDesignation, "made_on"),
        check=check_determination,
        check_all=check_determinations,
    ),
    Importer(
        id="papers.repeals",
        title="行政规范性文件废止",
        columns=REPEAL_COLUMNS,
        key=("doc_number",),
        permission="papers.register",
        existing=existing(NormativeRepeal, REPEAL_COLUMNS),
        write=writer(NormativeRepeal, "repealed_on"),
        check=check_repeal,
        check_all=check_repeals,
    ),
)
