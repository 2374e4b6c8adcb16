"""Table 二: what a figure there can be, by itself, against last year, and against the prose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from gongkai.annualreport.checks.subject import CheckedReport, Remark, quoted
from gongkai.annualreport.layout import FigureKind
from gongkai.annualreport.merge import amount_in_wan

_DEPARTMENT = re.compile(r"(?:局|委|委员会|厅|处|办公室|中心|总队|支队|大队|研究院|协会|街道办事处)$")
_LAWMAKER = re.compile(
    r"^(?:国家|国务院|中华人民共和国|中国|财政部|公安部|教育部)|人民政府(?:办公厅|办公室)?$|政府办公[厅室]$"
)
_LOWER_GOVERNMENT = re.compile(r"(?:县|旗|乡|镇)人民政府$")
_DECISIONS = {"licensing": "行政许可", "punishment": "行政处罚", "coercion": "行政强制"}
_UNIT_RATIO = (
    5000  # 元 written where 万元 is meant is off by ten thousand; half of that is no ordinary growth
)
_IMPLAUSIBLE_FEES = 1_000_000  # 万元, a hundred 亿元 in whole numbers


def check_regulations(subject: CheckedReport) -> Iterator[Remark]:
    """规章 are made by provinces, cities with districts and ministries, not by their departments."""
    organ = subject.report.organ.strip()
    makes_none = bool(_DEPARTMENT.search(organ)) and not _LAWMAKER.search(organ)
    if not makes_none and not _LOWER_GOVERNMENT.search(organ):
        return
    for column, value in subject.report.tables["proactive"].get("regulations", {}).items():
        if isinstance(value, int) and value > 0:
            yield Remark(
                f"proactive.regulations.{column}",
                f"表二“规章”填了{value}件。{organ}没有规章制定权，应为0；若填的是规范性文件，请移到“行政规范性文件”行。",
                {"value": value},
            )


def check_in_force(subject: CheckedReport) -> Iterator[Remark]:
    """现行有效 = last year's + made - repealed; without last year it is at least made - repealed."""
    for row, name in (("regulations", "规章"), ("normative", "行政规范性文件")):
        made, repealed, in_force = (
            _number(subject, f"proactive.{row}.{column}") for column in ("made", "repealed", "in_force")
        )
        if made is None or repealed is None or in_force is None:
            continue
        where, cells = f"proactive.{row}.in_force", (f"proactive.{row}.made", f"proactive.{row}.repealed")
        before = _previous_in_force(subject, row)
        if before is not None and before + made - repealed != in_force:
            yield Remark(
                where,
                f"表二“{name}”现行有效{in_force}件，上年现行有效{before}件加本年制发{made}件减本年废止{repealed}件"
                f"是{before + made - repealed}件。请核对，或说明原因（如到期失效、宣布失效）。",
                {"in_force": in_force, "previous": before, "made": made, "repealed": repealed},
                cells,
            )
        elif before is None and in_force < made - repealed:
            yield Remark(
                where,
                f"表二“{name}”本年制发{made}件、废止{repealed}件，现行有效却只有{in_force}件。请核对。",
                {"in_force": in_force, "made": made, "repealed": repealed},
                cells,
            )


def check_fee_unit(subject: CheckedReport) -> Iterator[Remark]:
    """Money is printed in 万元: another unit in the cell, or a figure ten thousand times last year's."""
    for cell, value in subject.report.cells():
        if cell.kind is not FigureKind.AMOUNT or not isinstance(value, str):
            continue
        match = re.fullmatch(r"(-?\d+(?:\.\d+)?)(元|万元|亿元)?", value)
        if match is None:
            continue
        amount, unit = Decimal(match[1]), match[2]
        source = subject.report.sources.get(cell.id)
        raw = re.sub(r"\s", "", source.raw) if source else value
        before = _previous_amount(subject, cell.id)
        if unit in ("元", "亿元"):
            yield Remark(
                cell.id,
                f"“{cell.label}”填的是“{raw or value}”，合{amount_in_wan(value).normalize():f}万元。"
                "金额请一律以万元填写。",
                {"value": value},
            )
        elif before and amount and not 1 / Decimal(_UNIT_RATIO) < amount / before < _UNIT_RATIO:
            yield Remark(
                cell.id,
                f"“{cell.label}”本年{amount}，上年{before}，相差近万倍。请看是否把元当成了万元。",
                {"value": value, "previous": str(before)},
            )
        elif amount >= _IMPLAUSIBLE_FEES and amount == amount.to_integral():
            yield Remark(
                cell.id,
                f"“{cell.label}”填了{amount}万元，超过一百亿元。请看是否把元当成了万元。",
                {"value": value},
            )


def check_blanks(subject: CheckedReport) -> Iterator[Remark]:
    """Cells printed blank, reported once a table; what could not be read the reader has reported itself."""
    unread = subject.report.unread()
    for table in subject.report.layout.tables.values():
        blanks = [
            cell
            for cell in table.cells
            if not cell.column.optional
            and subject.report.cell(cell.id) is None
            and cell.id not in unread
            and f"{cell.table}.{cell.row.id}" not in unread
            and (cell.id not in subject.report.sources or not subject.report.sources[cell.id].raw.strip())
        ]
        if blanks:
            yield Remark(
                f"{table.id}",
                f"表{table.number}有{len(blanks)}格空白（如“{blanks[0].label}”）。没有发生的应填0。",
                {"blanks": len(blanks)},
                tuple(cell.id for cell in blanks),
            )


def check_blank_totals(subject: CheckedReport) -> Iterator[Remark]:
    """A total left blank beside figures: the reader of the report has to add them up."""
    for table in ("requests", "disputes"):
        rows = {
            row: columns
            for row, columns in subject.report.tables[table].items()
            if columns["total"] is None and any(value for key, value in columns.items() if key != "total")
        }
        if rows:
            first = subject.report.layout.cells[f"{table}.{next(iter(rows))}.total"].label
            yield Remark(
                table,
                f"有{len(rows)}处各项有数而总计空白（如“{first}”）。请填上总计。",
                {"totals": len(rows)},
                tuple(f"{table}.{row}.total" for row in rows),
            )


_STATED = re.compile(
    r"(?:作出|做出|办理|办结|核发|实施|审批|受理)[^，。；：\d]{0,12}(行政许可|行政处罚|行政强制)(?:决定|案件)?(?:共计|共)?(\d{1,9})(?:件|起|宗|例)"
)
_NORMATIVE = re.compile(
    r"(?P<made>(?:制发|制定|印发|出台|新制发)(?:(?!现行有效|废止)[^，。；：\d]){0,12}?(?:行政)?规范性文件(?:共计|共)?(?<![\d.])(\d{1,9})件)"
    r"|(?P<repealed>废止[^，。；：\d]{0,12}(?:行政)?规范性文件(?:共计|共)?(?<![\d.])(\d{1,9})件)"
    r"|(?P<in_force>现行有效[^，。；：\d]{0,8}(?:行政)?规范性文件(?:共计|共)?(?<![\d.])(\d{1,9})件)"
)
_OTHER_SCOPE = re.compile(r"备案|报备|审查|清理意见|累计|以来|修改|修订|征求意见")


def check_decisions(subject: CheckedReport) -> Iterator[Remark]:
    """Decisions on licences, penalties and coercion that the prose counts."""
    for sentence in subject.sentences:
        for match in _STATED.finditer(sentence.text):
            row = next(row for row, name in _DECISIONS.items() if name == match[1])
            cells = [
                f"proactive.{row}.{column}" for column in subject.report.tables["proactive"].get(row, {})
            ]
            values = {cell: _number(subject, cell) for cell in cells}
            known = [value for value in values.values() if value is not None]
            if known and int(match[2]) not in known and not _is_other_year(subject, sentence.text):
                yield Remark(
                    sentence.where,
                    f"正文{quoted(sentence.text)}写{match[1]}{match[2]}件，表二是{known[-1]}件。"
                    "请核对；统计口径不同的，请在文中说明。",
                    {"prose": int(match[2]), "table": known[-1]},
                    tuple(values),
                )


def check_normative(subject: CheckedReport) -> Iterator[Remark]:
    """规范性文件 that the prose counts; those only filed or examined are another matter."""
    if "made" not in subject.report.tables["proactive"].get("normative", {}):
        return
    for sentence in subject.sentences:
        if _OTHER_SCOPE.search(sentence.text) or _is_other_year(subject, sentence.text):
            continue
        for match in _NORMATIVE.finditer(sentence.text):
            column = next(name for name, text in match.groupdict().items() if text)
            stated = int(re.findall(r"\d+", match[column])[-1])
            value = _number(subject, f"proactive.normative.{column}")
            if value is not None and stated != value:
                yield Remark(
                    sentence.where,
                    f"正文{quoted(match[column])}，表二“行政规范性文件”对应的数是{value}件。"
                    "请核对；统计口径不同的，请在文中说明。",
                    {"prose": stated, "table": value},
                    (f"proactive.normative.{column}",),
                )


def check_pending(subject: CheckedReport) -> Iterator[Remark]:
    """Cases open last year should be closed or still open this year (with `previous`)."""
    if subject.previous is None:
        return
    for block, columns in subject.report.tables["disputes"].items():
        pending = subject.previous.number(f"disputes.{block}.pending")
        total = columns.get("total")
        if pending and isinstance(total, int) and total < pending:
            yield Remark(
                f"disputes.{block}",
                f"上年表四尚未审结{pending}件，本年总计只有{total}件。请核对上年未结的案件是否已计入。",
                {"pending": pending, "total": total},
            )


def _number(subject: CheckedReport, cell: str) -> int | None:
    try:
        return subject.report.number(cell)
    except KeyError:
        return None


def _previous_in_force(subject: CheckedReport, row: str) -> int | None:
    if subject.previous is None:
        return None
    value = (
        subject.previous.tables["proactive"].get(row, {}).get("in_force")
    )  # the form of 2019 does not ask for it
    return value if isinstance(value, int) else None


def _previous_amount(subject: CheckedReport, cell: str) -> Decimal | None:
    _, row, column = cell.split(".")
    value = subject.previous.tables["proactive"].get(row, {}).get(column) if subject.previous else None
    return Decimal(value) if isinstance(value, str) and re.fullmatch(r"\d+(?:\.\d+)?", value) else None


def _is_other_year(subject: CheckedReport, text: str) -> bool:
    years = re.findall(r"(20\d\d)年", text)
    return bool(years) and subject.report.year is not None and str(subject.report.year) not in years
