"""gongkai report: read, check, add up and collect annual reports. None of these starts Django."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import click

from gongkai.annualreport import (
    AnnualReportError,
    Finding,
    Report,
    Severity,
    check_identities,
    finding_to_json,
)
from gongkai.annualreport.batch import in_processes
from gongkai.annualreport.checks import check_report
from gongkai.annualreport.collect import Progress, collect
from gongkai.annualreport.merge import BrokenIdentities, compare_parent, merge_reports, read_expected
from gongkai.annualreport.readers import read_report
from gongkai.annualreport.writers import write_docx, write_html, write_json, write_pdf, write_xlsx
from gongkai.config.answers import BAD_INPUT, DONE, FOUND, error_value, refuse, say_json

_SEVERITIES = {"error": "错误", "warning": "疑问", "info": "提示"}
_WRITERS: dict[str, Callable[[Report], bytes]] = {
    ".json": write_json,
    ".html": write_html,
    ".docx": write_docx,
    ".xlsx": write_xlsx,
    ".pdf": write_pdf,
}
_REASONS: dict[type[OSError], str] = {
    FileNotFoundError: "没有这个文件",
    IsADirectoryError: "这是文件夹，整个文件夹请用 gongkai report collect",
    PermissionError: "没有权限",
}
_FILES = click.argument("files", nargs=-1, metavar="FILE...", type=click.Path(path_type=Path))
_JSON = click.option("--json", "as_json", is_flag=True, help="输出 JSON；多个文件时每行一个。")

Answer = dict[str, Any]


@click.group(
    help="年度报告：读取、检查、汇总、汇集。\n\n示例：gongkai report check 年度报告.docx",
    short_help="年度报告：读取、检查、汇总、汇集。",
)
def command() -> None:
    """Everything about reports as files."""


# --- read ---

_READ_HELP = """读取已发布的年度报告（网页、DOCX、PDF、XLSX、Markdown、文本），逐格给出数据和出处。

印错的数据照原样读出，不作更正；读不准的格为空，并说明原因。

示例：gongkai report read 2023年度报告.pdf --json
"""


@command.command("read", help=_READ_HELP, short_help="读取任何已发布的年度报告。")
@_FILES
@_JSON
def read(files: tuple[Path, ...], as_json: bool) -> None:
    """Each file as the exchange format; exit 2 where a file cannot be read."""
    _require(files, "gongkai report read 2023年度报告.pdf", as_json)
    _answer_each(files, _read, as_json, _say_report)


def _read(file: Path) -> Answer:
    report = _report(file)
    found = (*report.findings, *check_identities(report))
    return replace(report, findings=found).to_json()


# --- check ---

_CHECK_HELP = """检查年度报告：勾稽关系、表二的数、正文与表格、结构、年份、法规名称、错字、个人信息。

给出上年报告的，还核对跨年结转、现行有效件数和文字雷同。有“错误”的，退出码为 1。

示例：gongkai report check 2023年度报告.docx --previous 2022年度报告.docx
"""


@command.command("check", help=_CHECK_HELP, short_help="检查年度报告。")
@_FILES
@click.option("--previous", type=click.Path(path_type=Path), metavar="FILE", help="同一机关上一年度的报告。")
@_JSON
def check(files: tuple[Path, ...], previous: Path | None, as_json: bool) -> None:
    """Findings of each file; exit 1 if any is an error, 2 where a file cannot be read."""
    _require(files, "gongkai report check 2023年度报告.docx", as_json)
    if previous and len(files) > 1:
        refuse("usage", "--previous 只能和一份报告一起使用。", "--previous", as_json=as_json)
    _answer_each(files, partial(_check, previous=previous), as_json, _say_findings)


def _check(file: Path, *, previous: Path | None) -> Answer:
    report = _report(file)
    before = _report(previous) if previous else None
    findings = [*report.findings, *check_report(report, previous=before)]
    return {
        "file": str(file),
        "organ": report.organ,
        "year": report.year,
        "findings": [finding_to_json(finding) for finding in findings],
    }


# --- merge ---

_MERGE_HELP = """把各机关的年度报告逐格相加，成为上一级的报告，并列出谁还没有报。

勾稽关系不平的报告不汇总，除非使用 --allow-broken。结果的格式由扩展名决定：.json .xlsx .docx .html .pdf。

示例：gongkai report merge 各局/*.docx --out 全市.xlsx --expected 应报名单.csv
"""


@command.command("merge", help=_MERGE_HELP, short_help="汇总各机关的年度报告。")
@_FILES
@click.option(
    "--out", required=True, type=click.Path(path_type=Path), metavar="FILE", help="汇总结果写到哪里。"
)
@click.option(
    "--expected", type=click.Path(path_type=Path), metavar="CSV", help="应报机关名单，每行一个机关名称。"
)
@click.option("--organ", default="", metavar="NAME", help="汇总报告的机关名称。")
@click.option(
    "--parent", type=click.Path(path_type=Path), metavar="FILE", help="上级已有的报告，与汇总结果逐格比较。"
)
@click.option("--allow-broken", is_flag=True, help="勾稽关系不平的也按原数汇总，并逐条说明。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
def merge(
    files: tuple[Path, ...],
    out: Path,
    expected: Path | None,
    organ: str,
    parent: Path | None,
    allow_broken: bool,
    as_json: bool,
) -> None:
    """The sum of the reports into a file; exit 1 if one breaks an identity, 2 for what cannot be added."""
    _require(files, "gongkai report merge 各局/*.docx --out 全市.json", as_json)
    writer = _WRITERS.get(out.suffix.lower())
    if writer is None:
        known = "、".join(_WRITERS)
        refuse("usage", f"--out 的扩展名应为 {known} 之一，现为“{out.name}”。", "--out", as_json=as_json)
    try:
        names = read_expected(_bytes(expected)) if expected else []
        reports = {str(file): _report(file) for file in files}
        merged = merge_reports(reports, organ=organ, expected=names, allow_broken=allow_broken)
        compared = compare_parent(_report(parent), reports) if parent else []
        out.write_bytes(writer(merged.report))
    except BrokenIdentities as error:
        refuse(error.code, error.message, error.where, as_json=as_json, exit_code=FOUND)
    except AnnualReportError as error:
        refuse(error.code, error.message, error.where, as_json=as_json)
    except OSError as error:
        refuse("unwritable_file", _reason(out, error), str(out), as_json=as_json)
    findings = [*merged.report.findings, *compared]
    if as_json:
        say_json(
            {
                "out": str(out),
                "members": list(merged.members),
                "missing": list(merged.missing),
                "unexpected": list(merged.unexpected),
                "findings": [finding_to_json(finding) for finding in findings],
            }
        )
    else:
        click.echo(f"已汇总 {len(merged.members)} 份报告，写入 {out}")
        _say_lines(findings)
    sys.exit(FOUND if any(finding.severity is Severity.ERROR for finding in findings) else DONE)


# --- collect ---

_COLLECT_HELP = """把一个文件夹里的年度报告（含下级文件夹）读成一个 Parquet 文件，可用 DuckDB 查询。

多个进程同时读取；中断后用 --resume 接着做，没有变化的文件不再读。读不出的文件记下原因，不影响其他文件。

示例：gongkai report collect 各地年报 --out 年报.parquet --resume
"""


@command.command("collect", help=_COLLECT_HELP, short_help="把一个文件夹的年度报告汇集成 Parquet。")
@click.argument("folder", metavar="DIR", required=False, type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), metavar="PARQUET", help="写到哪里。")
@click.option("--resume", is_flag=True, help="接着上次做，已读且未变的文件不再读。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
def collect_folder(folder: Path | None, out: Path | None, resume: bool, as_json: bool) -> None:
    """A folder of reports as one Parquet file; exit 1 where a file could not be read."""
    if folder is None or out is None:
        usage = "请给出文件夹和 --out，如：gongkai report collect 各地年报 --out 年报.parquet"
        refuse("usage", usage, "DIR" if folder is None else "--out", as_json=as_json)
    try:
        done = collect(folder, out, resume=resume, progress=_show)
    except AnnualReportError as error:
        refuse(error.code, error.message, error.where, as_json=as_json)
    except OSError as error:
        refuse("unwritable_file", _reason(folder if not folder.is_dir() else out, error), as_json=as_json)
    if as_json:
        value = {"out": str(out), "files": done.total, "known": done.known, "read": done.read}
        say_json({**value, "unreadable": done.unreadable})
    else:
        kept = f"（其中 {done.known} 份沿用上次结果）" if done.known else ""
        click.echo(f"共 {done.total} 个文件{kept}，读不出 {done.unreadable} 个，写入 {out}")
    sys.exit(FOUND if done.unreadable else DONE)


def _show(progress: Progress) -> None:
    """Progress on standard error, only for a person at a terminal."""
    if sys.stderr.isatty():
        done = progress.known + progress.read
        click.echo(
            f"\r已读 {done}/{progress.total}，读不出 {progress.unreadable}",
            err=True,
            nl=done == progress.total,
        )


# --- What they share ---


def _require(files: tuple[Path, ...], example: str, as_json: bool) -> None:
    if not files:
        refuse("usage", f"请给出要处理的文件，如：{example}", "FILE", as_json=as_json)


def _answer_each(
    files: tuple[Path, ...], work: Callable[[Path], Answer], as_json: bool, say: Callable[[str, Answer], None]
) -> None:
    """Work on every file, in processes where there are several, answer in order, and exit."""
    exit_code = DONE
    several = len(files) > 1
    for file, answer in zip(files, in_processes(partial(_safely, work), files, died=_died), strict=True):
        exit_code = max(exit_code, _exit_code(answer))
        if as_json:
            say_json({"file": str(file), **answer} if several else answer)
        elif "error" in answer:
            click.echo(f"{file}：{answer['error']['message']}", err=True)
        else:
            say(str(file), answer)
    sys.exit(exit_code)


def _safely(work: Callable[[Path], Answer], file: Path) -> Answer:
    """The answer, or why there is none: never a traceback."""
    try:
        return work(file)
    except AnnualReportError as error:
        return error_value(error.code, error.message, error.where)
    except Exception as error:  # what no reader foresaw is still one sentence
        return error_value("internal", f"处理时程序出错（{type(error).__name__}），请反馈此文件。", str(file))


def _died(file: Path) -> Answer:
    return error_value("process_lost", "处理此文件时进程中止（可能内存不足）。", str(file))


def _exit_code(answer: Answer) -> int:
    if "error" in answer:
        return BAD_INPUT
    is_check = "tables" not in answer
    return FOUND if is_check and any(f["severity"] == "error" for f in answer["findings"]) else DONE


def _report(file: Path) -> Report:
    return read_report(_bytes(file), name=file.name)


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise _UnreadableFile(_reason(file, error), where=str(file)) from error


class _UnreadableFile(AnnualReportError):
    """A file that the system does not give us."""

    code = "unreadable_file"


def _reason(file: Path, error: OSError) -> str:
    return f"“{file}”打不开：{_REASONS.get(type(error), '请检查路径和权限')}。"


def _say_report(file: str, answer: Answer) -> None:
    """The figures that are not zero, table by table, then the findings."""
    report = Report.from_json(answer)
    click.echo(f"{file}：{report.heading}（{report.form}年格式）")
    for table in report.layout.tables.values():
        click.echo(f"表{table.number} {table.title}")
        for cell in table.cells:
            value = report.cell(cell.id)
            if value not in (0, "0") and not (value is None and cell.column.optional):
                click.echo(f"  {cell.label}：{'空' if value is None else value}")
    _say_lines(list(report.findings))


def _say_findings(file: str, answer: Answer) -> None:
    count = len(answer["findings"])
    click.echo(f"{file}：{count} 条" if count else f"{file}：没有发现问题")
    for finding in answer["findings"]:
        click.echo(
            f"  [{_SEVERITIES[finding['severity']]}] {finding['message']}（{finding['code']} {finding['where']}）"
        )


def _say_lines(findings: list[Finding]) -> None:
    for finding in findings:
        click.echo(f"  [{_SEVERITIES[finding.severity]}] {finding.message}（{finding.code} {finding.where}）")
