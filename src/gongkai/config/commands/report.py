"""gongkai report: read, check, add up and collect annual reports; only `build` starts Django."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

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
from gongkai.annualreport.merge import (
    BrokenIdentities,
    CannotMerge,
    compare_parent,
    merge_reports,
    read_expected,
)
from gongkai.annualreport.readers import read_report
from gongkai.config.commands.report_build import build
from gongkai.config.refusal import CommandRefused

if TYPE_CHECKING:
    from gongkai.annualreport.collect import CollectProgress

_DONE, _FOUND, _BAD_INPUT = 0, 1, 2
_SUFFIXES = (".json", ".html", ".docx", ".xlsx", ".pdf")
_REASONS: dict[type[OSError], str] = {
    FileNotFoundError: "没有这个文件",
    IsADirectoryError: "这是文件夹，整个文件夹请用 gongkai report collect",
    NotADirectoryError: "没有这个文件夹",
    PermissionError: "没有权限",
}
_FILES = click.argument("files", nargs=-1, required=True, metavar="FILE…", type=click.Path(path_type=Path))
_JSON = click.option("--json", "as_json", is_flag=True, help="输出 JSON；多个文件时每行一个。")

Answer = dict[str, Any]


@click.group(
    help="年度报告：读取、检查、汇总、汇集。\n\n示例：gongkai report check 年度报告.docx",
    short_help="年度报告：读取、检查、汇总、汇集。",
)
def command() -> None:
    """Everything about reports as files."""


command.add_command(build)

# --- read ---

_READ_HELP = """读取已发布的年度报告（网页、DOCX、PDF、XLSX、Markdown、文本），逐格给出数据和出处。

印错的数据照原样读出，不作更正；读不准的格为空，并说明原因。

示例：gongkai report read 2023年度报告.pdf --json
"""


@command.command("read", help=_READ_HELP, short_help="读取任何已发布的年度报告。")
@_FILES
@_JSON
def read(files: tuple[Path, ...], as_json: bool) -> int:
    """Each file as the exchange format; exit 2 where a file cannot be read."""
    return _answer_each(files, _read, as_json, _say_report)


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
def check(files: tuple[Path, ...], previous: Path | None, as_json: bool) -> int:
    """Findings of each file; exit 1 if any is an error, 2 where a file cannot be read."""
    if previous and len(files) > 1:
        raise click.UsageError("--previous 只能和一份报告一起使用。")
    return _answer_each(files, partial(_check, previous=previous), as_json, _say_findings)


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
) -> int:
    """The sum of the reports into a file; exit 1 if one breaks an identity, 2 for what cannot be added."""
    if out.suffix.lower() not in _SUFFIXES:
        known = "、".join(_SUFFIXES)
        raise click.UsageError(f"--out 的扩展名应为 {known} 之一，现为“{out.name}”。")
    try:
        names = read_expected(_bytes(expected)) if expected else []
        reports = _reports(files)
        merged = merge_reports(reports, organ=organ, expected=names, allow_broken=allow_broken)
        compared = compare_parent(_report(parent), reports) if parent else []
        out.write_bytes(_written(merged.report, out.suffix.lower()))
    except BrokenIdentities as error:
        raise CommandRefused(error.message, code=error.code, where=error.where, exit_code=_FOUND) from error
    except AnnualReportError as error:
        raise CommandRefused(
            error.message, code=error.code, where=error.where, exit_code=_BAD_INPUT
        ) from error
    except OSError as error:
        raise _unwritable(out, error) from error
    findings = [*merged.report.findings, *compared]
    if as_json:
        _say_json(
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
    return _FOUND if any(finding.severity is Severity.ERROR for finding in findings) else _DONE


def _written(report: Report, suffix: str) -> bytes:
    """The report in the format that the suffix names, dated today."""
    from gongkai.annualreport import writers  # noqa: PLC0415 - half a second that reading does not need

    today = datetime.now(UTC).astimezone().date()
    if suffix == ".json":
        return writers.write_json(report)
    if suffix == ".html":
        return writers.write_html(report)
    if suffix == ".docx":
        return writers.write_docx(report, made_on=today)
    if suffix == ".xlsx":
        return writers.write_xlsx(report, made_on=today)
    return writers.write_pdf(report, made_on=today)


# --- collect ---

_COLLECT_HELP = """把一个文件夹里的年度报告（含下级文件夹）读成一个 Parquet 文件，可用 DuckDB 查询。

多个进程同时读取；中断后用 --resume 接着做，没有变化的文件不再读。读不出的文件记下原因，不影响其他文件。

示例：gongkai report collect 各地年报 --out 年报.parquet --resume
"""


@command.command("collect", help=_COLLECT_HELP, short_help="把一个文件夹的年度报告汇集成 Parquet。")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--out", required=True, type=click.Path(path_type=Path), metavar="PARQUET", help="写到哪里。")
@click.option("--resume", is_flag=True, help="接着上次做，已读且未变的文件不再读。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
def collect_folder(folder: Path, out: Path, resume: bool, as_json: bool) -> int:
    """A folder of reports as one Parquet file; exit 1 where a file could not be read."""
    from gongkai.annualreport.collect import collect  # noqa: PLC0415 - loads DuckDB and Arrow

    try:
        done = collect(folder, out, resume=resume, progress=_show)
    except AnnualReportError as error:
        raise CommandRefused(
            error.message, code=error.code, where=error.where, exit_code=_BAD_INPUT
        ) from error
    except OSError as error:
        raise _unwritable(out if folder.is_dir() else folder, error) from error
    if as_json:
        value = {"out": str(out), "files": done.total, "known": done.known, "read": done.read}
        _say_json({**value, "unreadable": done.unreadable})
    else:
        kept = f"（其中 {done.known} 份沿用上次结果）" if done.known else ""
        click.echo(f"共 {done.total} 个文件{kept}，读不出 {done.unreadable} 个，写入 {out}")
    return _FOUND if done.unreadable else _DONE


def _show(progress: CollectProgress) -> None:
    """Progress on standard error, only for a person at a terminal."""
    if sys.stderr.isatty():
        done = progress.known + progress.read
        click.echo(
            f"\r已读 {done}/{progress.total}，读不出 {progress.unreadable}",
            err=True,
            nl=done == progress.total,
        )


# --- What they share ---


def _answer_each(
    files: tuple[Path, ...], work: Callable[[Path], Answer], as_json: bool, say: Callable[[str, Answer], None]
) -> int:
    """Work on every file, in processes where there are several, and answer in order; the exit code."""
    exit_code = _DONE
    several = len(files) > 1
    for file, answer in zip(files, in_processes(partial(_safely, work), files, died=_died), strict=True):
        exit_code = max(exit_code, _exit_code(answer))
        if as_json:
            _say_json({"file": str(file), **answer} if several else answer)
        elif "error" in answer:
            click.echo(f"{file}：{answer['error']['message']}", err=True)
        else:
            say(str(file), answer)
    return exit_code


def _safely(work: Callable[[Path], Answer], file: Path) -> Answer:
    """The answer, or why there is none: never a traceback."""
    try:
        return work(file)
    except AnnualReportError as error:
        return _error(error.code, error.message, error.where)
    except Exception as error:  # what no reader foresaw is still one sentence
        return _error("internal", f"处理时程序出错（{type(error).__name__}），请反馈此文件。", str(file))


def _died(file: Path) -> Answer:
    return _error("process_lost", "处理此文件时进程中止（可能内存不足）。", str(file))


def _exit_code(answer: Answer) -> int:
    if "error" in answer:
        return _BAD_INPUT
    is_check = "tables" not in answer
    return _FOUND if is_check and any(f["severity"] == "error" for f in answer["findings"]) else _DONE


def _reports(files: tuple[Path, ...]) -> dict[str, Report]:
    """Every file as a report, by its name; the first that cannot be read is the error of all."""
    if repeated := [file for file in files if files.count(file) > 1]:
        raise CannotMerge(f"“{repeated[0]}”给出了不止一次。请每份报告只给一次。", where=str(repeated[0]))
    reports = {}
    for file, answer in zip(files, in_processes(partial(_safely, _value), files, died=_died), strict=True):
        if "error" in answer:
            error = answer["error"]
            raise _UnreadableFile(f"{file}：{error['message']}", where=str(file))
        reports[str(file)] = answer["report"]
    return reports


def _value(file: Path) -> Answer:
    return {"report": _report(file)}


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
            f"  [{Severity(finding['severity']).label}] {finding['message']}（{finding['code']} {finding['where']}）"
        )


def _say_lines(findings: list[Finding]) -> None:
    for finding in findings:
        click.echo(f"  [{finding.severity.label}] {finding.message}（{finding.code} {finding.where}）")


def _say_json(value: Answer) -> None:
    click.echo(json.dumps(value, ensure_ascii=False))


def _error(code: str, message: str, where: str) -> Answer:
    return {"error": {"code": code, "message": message, "where": where}}


def _unwritable(file: Path, error: OSError) -> CommandRefused:
    return CommandRefused(_reason(file, error), code="unreadable_file", where=str(file), exit_code=_BAD_INPUT)
