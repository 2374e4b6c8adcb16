"""gongkai precheck."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from gongkai import precheck
from gongkai.config.refusal import CommandRefused

_DONE, _FOUND, _BAD_INPUT = 0, 1, 2
_LARGEST = 20_000_000  # bytes; a text for publication is a thousandth of that
_SEVERITIES = {"block": "阻断", "answer": "须答复", "info": "提示"}
_LABELS = {check.category: check.label for check in precheck.CHECKS}

_HELP = """发布前检查文本和文件：身份信息、密级标志、法规名称、发文字号、绝对化用语、错字、日期、数字、网址等。

FILE 是文本（TXT、Markdown、网页源码，编码 UTF-8 或 GB 18030）、DOCX、XLSX、PDF 或图片；文件里的批注、修订、
隐藏的表和行列、附带的文件、图片的拍摄位置等一并指出。有“阻断”的，退出码为 1。

示例：gongkai precheck 通知.txt --json
"""


@click.command(help=_HELP, short_help="发布前检查文本和文件。")
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=click.Path(path_type=Path))
@click.option(
    "--dictionary",
    "dictionaries",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="TOML",
    help="本单位的词表（人名、固定用语、对外电话、例外），可以多次给出。",
)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON；多个文件时每行一个。")
def command(files: tuple[Path, ...], dictionaries: tuple[Path, ...], as_json: bool) -> int:
    """Findings of each file; exit 1 on a finding that blocks, 2 where a file cannot be read."""
    try:
        dictionary = precheck.load_dictionary(dictionaries) if dictionaries else precheck.shipped_dictionary()
    except precheck.DictionaryError as error:
        raise CommandRefused(str(error), code="dictionary", where=error.file, exit_code=_BAD_INPUT) from error
    exit_code = _DONE
    for file in files:
        answer, code = _checked(file, dictionary)
        exit_code = max(exit_code, code)
        if as_json:
            click.echo(json.dumps(answer, ensure_ascii=False))
        else:
            _say(answer)
    return exit_code


def _checked(file: Path, dictionary: precheck.Dictionary) -> tuple[dict[str, Any], int]:
    try:
        findings = precheck.check_file(_bytes(file), dictionary=dictionary).findings
    except (ValueError, precheck.UncheckableFile) as error:
        reason = str(error) if isinstance(error, ValueError) else f"“{file}”读不了：{error}。"
        told = {"code": "unreadable_file", "message": reason, "where": str(file)}
        return {"file": str(file), "error": told}, _BAD_INPUT
    code = _FOUND if any(finding.severity == "block" for finding in findings) else _DONE
    return {"file": str(file), "findings": [finding.to_json() for finding in findings]}, code


def _bytes(file: Path) -> bytes:
    """The content of a file; ValueError says why there is none."""
    if file.is_dir():
        raise ValueError(f"“{file}”是文件夹，请给出文件。")
    try:
        if file.stat().st_size > _LARGEST:
            raise ValueError(f"“{file}”超过 {_LARGEST // 1_000_000} MB，请拆开后检查。")
        return file.read_bytes()
    except OSError as error:
        raise ValueError(f"“{file}”打不开：{_REASONS.get(type(error), '请检查路径和权限')}。") from error


_REASONS: dict[type[OSError], str] = {FileNotFoundError: "没有这个文件", PermissionError: "没有读取权限"}


def _say(answer: dict[str, Any]) -> None:
    if "error" in answer:
        click.echo(answer["error"]["message"], err=True)
        return
    findings = answer["findings"]
    click.echo(f"{answer['file']}：{len(findings)} 处" if findings else f"{answer['file']}：没有发现问题")
    for finding in findings:
        passage = finding["text"].replace("\n", " ")[:40]
        click.echo(
            f"  [{_SEVERITIES[finding['severity']]}] {_LABELS[finding['category']]}"
            f"（第 {finding['start'] + 1} 字起“{passage}”）：{finding['message']}"
        )
