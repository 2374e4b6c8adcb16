"""gongkai deadline: when something is due, and why, day by day. Starts without Django."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import click

from gongkai import law
from gongkai.config.home import home
from gongkai.config.refusal import CommandRefused, error_value

KINDS = {
    "reply": "reply.period",
    "supplement": "supplement.notice",
    "third-party": "consultation.third_party",
    "payment": "fee.payment",
}
FIELDS = ("received", "kind", "exclude", "extend", "region")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
BAD_INPUT = click.UsageError.exit_code
DATABASE = "gongkai.sqlite3"


@dataclass(frozen=True, slots=True)
class DeadlineQuery:
    """One line of a batch, or the arguments of one call."""

    received: str
    kind: str = "reply"
    exclude: tuple[str, ...] = ()
    extend: int = 0
    region: str | None = None


@click.command(
    help="计算期限，逐日说明哪天计入、哪天不计入、依据什么。\n\n"
    "RECEIVED 是申请、通知或者信件到达收件人之日，当日不计入。\n\n"
    "\b\n示例：\n"
    "  gongkai deadline 2024-03-01 --region 宁夏\n"
    "  gongkai deadline 2023-03-01 --exclude 2023-03-10..2023-03-24 --extend 20\n"
    "  gongkai deadline --batch 申请.csv"
)
@click.argument("received", required=False, metavar="[RECEIVED]")
@click.option(
    "--kind",
    default="reply",
    show_default=True,
    type=click.Choice(list(KINDS)),
    help="reply 答复，supplement 补正告知，third-party 第三方答复，payment 缴费。",
)
@click.option(
    "--exclude",
    multiple=True,
    metavar="起..止",
    help="不计算在期限内的时间：发出之日计入，次日至收回之日不计入；尚未收回写“起..”。可以写多次。",
)
@click.option(
    "--extend", default=0, type=int, metavar="天数", help="延长的工作日数（条例第三十三条第二款）。"
)
@click.option("--region", metavar="地区", help="加上地方节假日，如 宁夏；不写只用全国放假通知。")
@click.option(
    "--batch", metavar="文件", help="逐行计算一个文件（JSON Lines 或 CSV，- 为标准输入），每行输出一个 JSON。"
)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
def command(
    received: str | None,
    kind: str,
    exclude: tuple[str, ...],
    extend: int,
    region: str | None,
    batch: str | None,
    as_json: bool,
) -> int | None:
    """Answer one question, or each line of a batch (exit 2 if any line could not be answered)."""
    if batch is not None:
        if received is not None:
            raise click.UsageError("--batch 已经给出文件，不要再写日期。")
        return _answer_batch(_read(batch))
    if received is None:
        raise click.UsageError("请写明收到日期，例如：gongkai deadline 2024-03-01")
    found, known = _answer(DeadlineQuery(received, kind, exclude, extend, region or None))
    click.echo(json.dumps(_value(found), ensure_ascii=False) if as_json else _text(found, known))
    return None


def entered_notices(folder: Path) -> tuple[law.Notice, ...]:
    """Return the holiday notices that the unit entered in its home; none where there is no home.

    Only a home with its database brings Django up: the room `norms` keeps what was entered there.
    """
    if not folder.is_dir() or not (os.environ.get("DATABASE_URL") or (folder / DATABASE).is_file()):
        return ()
    from django.db import DatabaseError  # noqa: PLC0415 - only a home brings Django up

    from gongkai.config import startup  # noqa: PLC0415

    startup.start_django()
    from gongkai.norms import queries  # noqa: PLC0415 - models load after start_django

    try:
        return tuple(queries.entered_notices())
    except DatabaseError as error:
        raise CommandRefused(
            f"{folder} 的数据库里录入的放假通知读不出来，期限可能不准；请先运行 gongkai migrate，仍不行的从备份恢复。",
            code="unreadable_home",
            where="GONGKAI_HOME",
        ) from error


@cache
def _entered() -> tuple[law.Notice, ...]:
    return entered_notices(home())


@cache
def _calendar(region: str | None) -> law.Calendar:
    return law.calendar(region).with_notices(_entered())


def _answer(asked: DeadlineQuery) -> tuple[law.Deadline, law.Calendar]:
    """Return the deadline and the calendar it was counted on; raises `CommandRefused` for what cannot be."""
    try:
        known = _calendar(asked.region)
        start = _date(asked.received, "received")
        excluded = tuple(_exclusion(each, start) for each in asked.exclude)
        return _deadline(asked, start, excluded, known), known
    except law.LawError as error:
        raise CommandRefused(
            error.message, code=error.code, where=error.where, exit_code=BAD_INPUT
        ) from error


def _deadline(
    asked: DeadlineQuery, start: date, excluded: tuple[law.Exclusion, ...], known: law.Calendar
) -> law.Deadline:
    values = law.shipped_values()
    if asked.kind == "reply":
        return law.reply_deadline(
            start, calendar=known, values=values, excluded=excluded, extended_by=asked.extend
        )
    if excluded or asked.extend:
        field = "exclude" if excluded else "extend"
        raise CommandRefused(
            "只有答复期限可以扣除征求意见的时间或者延长（条例第三十三条）；请去掉 --exclude、--extend。",
            code="usage",
            where=field,
            exit_code=BAD_INPUT,
        )
    return law.deadline(KINDS[asked.kind], start, calendar=known, values=values)


def _date(text: str, where: str) -> date:
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise CommandRefused(
        f"“{text}”不是日期；请写成 2024-03-01 这样的格式。", code="bad_date", where=where, exit_code=BAD_INPUT
    )


def _exclusion(text: str, start: date) -> law.Exclusion:
    first, dots, last = text.strip().partition("..")
    if not dots:
        raise CommandRefused(
            f"“{text}”不是一段时间；请写成 2024-03-04..2024-03-10，尚未收回的写 2024-03-04..",
            code="bad_interval",
            where="exclude",
            exit_code=BAD_INPUT,
        )
    dispatched = _date(first, "exclude")
    if dispatched < start:
        raise law.BadInterval(f"征求意见 {dispatched} 发出，早于收到日期 {start}；请核对。", where="exclude")
    return law.Exclusion(dispatched, _date(last, "exclude") if last else None)


def _value(found: law.Deadline) -> dict[str, Any]:
    """The answer as JSON; entered notices are named when there are any, missing ones if it is provisional."""
    value: dict[str, Any] = {
        "received": f"{found.start}",
        "due": f"{found.due}" if found.due else None,
        "provisional": found.provisional,
        "basis": list(found.basis),
        "days": [
            {"date": f"{day.date}", "counted": day.counted, "n": day.n, "why": _why(day)}
            for day in found.days
        ],
    }
    if found.missing:
        value["missing"] = list(found.missing)
    if _entered():
        value["entered"] = [notice.citation for notice in _entered()]
    return value


def _why(day: law.CountedDay) -> str:
    return f"{day.why}（{day.basis}）" if day.basis else day.why


def _text(found: law.Deadline, known: law.Calendar) -> str:
    length = sum(1 for day in found.days if day.counted)
    labels = "＋".join(layer.label for layer in known.layers)
    head = (
        f"{found.label}：自 {found.start} 次日起算，共 {length} 个工作日，{found.due} 届满（日历：{labels}）"
    )
    if found.due is None:
        head = f"{found.label}：自 {found.start} 次日起算，已计 {length} 个工作日，期限中止"
    lines = [head, f"依据：{'、'.join(found.basis)}"]
    lines += [f"暂定：尚缺 {each}" for each in found.missing]
    lines += [f"已用本单位录入的通知：{notice.citation}" for notice in _entered()]
    lines += [f"{day.date}  {day.n or '—':>3}  {_why(day)}" for day in found.days]
    return "\n".join(lines)


def _answer_batch(text: str) -> int:
    """Print one JSON a line; a line that cannot be answered says why in its place. Return the exit code."""
    code = 0
    for number, row in _rows(text):
        try:
            found, _ = _answer(_question(row))
            value = _value(found)
        except CommandRefused as error:
            code = BAD_INPUT
            error.where = f"第 {number} 行 {error.where}".strip()
            value = error_value(error)
        click.echo(json.dumps(value, ensure_ascii=False))
    return code


def _read(name: str) -> str:
    """Return the text of a batch file (UTF-8 or GB18030); ``-`` is standard input."""
    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        reason = "没有这个文件" if isinstance(error, FileNotFoundError) else "文件不能读取"
        raise CommandRefused(
            f"{name}：{reason}；请核对路径。", code="unreadable_file", where="batch", exit_code=BAD_INPUT
        ) from error
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if text.strip() and "\0" not in text:
            return text
        break
    raise CommandRefused(
        f"{name}：不是有内容的文本文件；请给出 JSON Lines 或 CSV（UTF-8 或 GB18030）。",
        code="unreadable_file",
        where="batch",
        exit_code=BAD_INPUT,
    )


def _rows(text: str) -> Iterator[tuple[int, str | Mapping[str | None, Any]]]:
    """Each line that is not blank, with its number: of JSON Lines as text, of CSV by its column names."""
    if text.lstrip().startswith("{"):
        yield from ((n, line) for n, line in enumerate(text.splitlines(), 1) if line.strip())
        return
    reader = csv.DictReader(io.StringIO(text, newline=""))
    _check_fields([name.strip() for name in reader.fieldnames or ()], where="batch")
    for row in reader:
        yield reader.line_num, {name and name.strip(): value for name, value in row.items()}


def _check_fields(names: Iterable[str], *, where: str) -> None:
    given = list(names)
    unknown = [name for name in given if name not in FIELDS]
    if unknown or "received" not in given:
        wrong = f"有不认识的字段“{'、'.join(unknown)}”" if unknown else "缺少字段 received"
        raise CommandRefused(
            f"{wrong}；可用的字段是 {'、'.join(FIELDS)}，其中 received 必填。",
            code="bad_fields",
            where=where,
            exit_code=BAD_INPUT,
        )


def _question(row: str | Mapping[str | None, Any]) -> DeadlineQuery:
    """Return the question a line asks; absent and empty fields are defaults. Raises `CommandRefused`."""
    given = _object(row) if isinstance(row, str) else row
    if None in given:
        raise CommandRefused("单元格比表头多；请核对这一行的逗号。", code="bad_fields", exit_code=BAD_INPUT)
    fields = {name: value for name, value in given.items() if name and value not in (None, "", [])}
    _check_fields(fields, where="")
    kind = str(fields.get("kind", "reply"))
    if kind not in KINDS:
        raise CommandRefused(
            f"没有名为“{kind}”的期限；可用的是 {'、'.join(KINDS)}。",
            code="unknown_name",
            where="kind",
            exit_code=BAD_INPUT,
        )
    region = fields.get("region")
    return DeadlineQuery(
        received=str(fields["received"]).strip(),
        kind=kind,
        exclude=_stretches(fields.get("exclude", "")),
        extend=_whole_number(fields.get("extend", 0)),
        region=str(region).strip() if region else None,
    )


def _object(line: str) -> Mapping[str | None, Any]:
    try:
        value = json.loads(line)
    except ValueError:
        value = None
    if isinstance(value, dict):
        return value
    raise CommandRefused("这一行不是 JSON 对象；请核对引号和括号。", code="bad_json", exit_code=BAD_INPUT)


def _stretches(given: Any) -> tuple[str, ...]:
    parts = given if isinstance(given, list) else str(given).split(";")
    return tuple(str(each).strip() for each in parts if str(each).strip())


def _whole_number(given: Any) -> int:
    if re.fullmatch(r"-?\d{1,9}", str(given).strip()):
        return int(given)
    raise CommandRefused(
        f"延长天数“{given}”不是整数；请核对。", code="bad_number", where="extend", exit_code=BAD_INPUT
    )
