"""From a file's bytes to a report: format, document, tables, prose."""

import json
from collections.abc import Callable

from gongkai.annualreport.errors import InvalidReport
from gongkai.annualreport.form import REQUEST_COLUMNS, REQUEST_LEAVES, REQUEST_LEAVES_2019, form_of
from gongkai.annualreport.readers import labels
from gongkai.annualreport.readers.deciding import decide
from gongkai.annualreport.readers.document import ReadDocument
from gongkai.annualreport.readers.docx import read_docx
from gongkai.annualreport.readers.errors import (
    BrokenFile,
    ForbiddenContent,
    NoReport,
    ProtectedFile,
    SeveralReports,
    TooLarge,
    UnknownFormat,
    UnreadableReport,
)
from gongkai.annualreport.readers.found import Found
from gongkai.annualreport.readers.html import read_html
from gongkai.annualreport.readers.pdf import read_pdf
from gongkai.annualreport.readers.prose import Prose, read_prose
from gongkai.annualreport.readers.sniff import EXCHANGED, disguise, sniff
from gongkai.annualreport.readers.stream import read_stream
from gongkai.annualreport.readers.tables import read_grids
from gongkai.annualreport.readers.text import decode_text, read_text
from gongkai.annualreport.readers.xlsx import read_xlsx
from gongkai.annualreport.value import Finding, Report, Severity, Source, Status, Tables, tables_of
from gongkai.precheck import (
    DamagedArchive,
    ForbiddenArchive,
    OfficeArchive,
    OversizedArchive,
    ProtectedArchive,
    UncheckableFile,
)

_DOCUMENTS: dict[str, Callable[[bytes], ReadDocument]] = {
    "html": read_html,
    "docx": read_docx,
    "xlsx": read_xlsx,
    "pdf": read_pdf,
    "text": read_text,
}
# What the guard of office files refuses, as this room calls it.
_REFUSALS: dict[type[UncheckableFile], type[UnreadableReport]] = {
    DamagedArchive: BrokenFile,
    ProtectedArchive: ProtectedFile,
    OversizedArchive: TooLarge,
    ForbiddenArchive: ForbiddenContent,
}
_TABLES = ("requests", "proactive", "disputes")
_COLUMNS = [column.id for column in REQUEST_COLUMNS]
_NAMES = {"proactive": "表二（主动公开）", "requests": "表三（申请）", "disputes": "表四（复议诉讼）"}


def read_report(data: bytes, *, name: str = "") -> Report:
    """The report printed in a file of any supported format, as it is printed: blanks and losses are None.

    The format is recognised by content; `name` is only for messages. Raises a subclass of UnreadableReport whose
    message says, in Chinese, why the file cannot be read and what to do. A cell that is printed but cannot be
    read for certain is None, with a finding that quotes it.
    """
    try:
        return _read(data)
    except UncheckableFile as error:
        raise _REFUSALS[type(error)](f"{error}。") from None
    except NoReport as error:
        if is_not := disguise(data, name):
            raise UnknownFormat(is_not) from error
        raise


def _read(data: bytes) -> Report:
    kind = sniff(data)
    if kind == "json":
        return _exchange(data)
    if kind == "package":
        return _exchange(OfficeArchive(data).read(EXCHANGED))
    return report_of(_DOCUMENTS[kind](data))


def report_of(document: ReadDocument) -> Report:
    """The report that a document holds; NoReport or SeveralReports if it is not one."""
    found = Found()
    read_grids(document.grids, found)
    in_grids = any(found.has(table) for table in _TABLES)
    if elsewhere := [table for table in _TABLES if not found.has(table)]:
        read_stream(document, found, elsewhere)
    if not any(found.has(table) for table in _TABLES):
        raise NoReport(
            "没有找到年度报告的表格（表二、表三、表四）；请确认这是政府信息公开工作年度报告的正文。"
        )
    code = _proactive_code(found)
    requests_code = _requests_code(found) or code or "2021"
    _decide(found, requests_code)
    found.finish_contradictions()
    prose = read_prose(document, () if in_grids else found.regions)
    if len(found.repeated) > len(_COLUMNS) and len(prose.titles) > 1:
        raise SeveralReports("文件中有不止一份年度报告（标题不同）；请拆成每份一个文件再读取。")
    code = code or requests_code
    return Report(
        organ=prose.organ,
        year=prose.year,
        tables=_tables(found, code, requests_code),
        form=code,
        form_requests=requests_code,
        title=prose.title,
        intro=prose.intro,
        sections=prose.sections,
        contact=prose.contact,
        status=_status(document),
        sources=_sources(found, code, requests_code),
        findings=(*found.findings, *_missing(found, code, requests_code), *_year(prose)),
    )


def _status(document: ReadDocument) -> Status | None:
    """未定稿 where the file says so at the head of its pages, as our drafts do; else None."""
    heads = (*document.margins, *document.text.splitlines())
    return Status.DRAFT if any(head.split()[:1] == [Status.DRAFT.label] for head in heads) else None


def _exchange(data: bytes) -> Report:
    try:
        value = json.loads(decode_text(data))
        if "tables" not in value:
            raise NoReport(
                "这个 JSON 文件中没有年度报告的数据（缺少“tables”）；请用 report.json 或 report read --json 的输出。"
            )
        return Report.from_json(value)
    except InvalidReport as error:
        raise BrokenFile(f"不是年度报告的交换格式：{error.message}", where=error.where) from error
    except (ValueError, RecursionError):
        raise BrokenFile("文件不是正确的 JSON；请重新导出。") from None


def _requests_code(found: Found) -> str | None:
    """The form of table 三: （六） in one row is 2019's. None if that part of the table is not there."""
    if "requests.other" in found.rows:
        return "2019"
    return "2021" if any(row.startswith("requests.other_") for row in found.rows) else None


def _proactive_code(found: Found) -> str | None:
    """The form of table 二, by columns and rows only one has. None if nothing shows it."""
    for columns, code in ((labels.PROACTIVE_2019, "2019"), (labels.PROACTIVE_2021, "2021")):
        if found.columns_seen & columns:
            return code
    if found.rows & {"proactive.other_services", "proactive.procurement"}:
        return "2019"
    return None


def _decide(found: Found, requests_code: str) -> None:
    """Settle the rows of table 三 that have lost their boundaries; the rest is left open."""
    leaves = [row.id for row in (REQUEST_LEAVES_2019 if requests_code == "2019" else REQUEST_LEAVES)]
    read: dict[str, tuple[int, ...]] = {}
    for row in [row.removeprefix("requests.") for row in found.rows if row.startswith("requests.")]:
        values = [found.values.get(f"requests.{row}.{column}") for column in _COLUMNS]
        numbers = tuple(value for value in values if isinstance(value, int))
        printed_blank = f"requests.{row}.total" in found.values and not numbers
        if len(numbers) == len(_COLUMNS):
            read[row] = numbers
        elif printed_blank:  # for the sum of the others only: the row itself stays blank
            read[row] = (0,) * len(_COLUMNS)
    lost = {row.removeprefix("requests."): tokens for row, (tokens, _) in found.lost.items()}
    decided = decide(read, lost, leaves)
    for row, (_, source) in found.lost.items():
        reading = decided.get(row.removeprefix("requests."))
        if reading is None:
            found.leave_open(row, _COLUMNS, source)
        else:
            found.put_numbers(row, _COLUMNS, reading, source)


def _tables(found: Found, code: str, requests_code: str) -> Tables:
    form = form_of(code, requests_code)
    return tables_of(form, {cell: value for cell, value in found.values.items() if cell in form.cells})


def _sources(found: Found, code: str, requests_code: str) -> dict[str, Source]:
    form = form_of(code, requests_code)
    return {cell: found.sources[cell] for cell in form.cells if cell in found.sources}


def _missing(found: Found, code: str, requests_code: str) -> list[Finding]:
    """Rows of the form that the file does not print at all, one finding a table."""
    findings = []
    for table in form_of(code, requests_code).tables.values():
        absent = [row for row in table.rows if f"{table.id}.{row.id}" not in found.rows]
        if not absent:
            continue
        names = "、".join(row.name or row.label for row in absent[:6]) + ("等" if len(absent) > 6 else "")
        findings.append(
            Finding(
                "missing",
                Severity.WARNING,
                table.id,
                f"{_NAMES[table.id]}有 {len(absent)} 行没有读到：{names}。这些格按空白处理，不当作 0。",
                {"rows": len(absent)},
                also=tuple(f"{table.id}.{row.id}" for row in absent),
            )
        )
    return findings


def _year(prose: Prose) -> list[Finding]:
    if not prose.years:
        return []
    title, stated = prose.years
    message = f"标题写的是 {title} 年，正文的统计期限是 {stated} 年，按 {prose.year} 年读取，请核对。"
    return [Finding("year", Severity.WARNING, "title", message, {"title": title, "period": stated})]
