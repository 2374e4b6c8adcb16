"""The law as pages to read: article → rule → value → case. Written by ``docs/law/write.py``, tested to be current.

The pages are Chinese: a lawyer reads them beside the texts. This module prints what the tables say and
decides nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from unicodedata import numeric

from gongkai.law.calendars import ONE_DAY, calendar, regions
from gongkai.law.disputes import DISPUTE_OUTCOMES
from gongkai.law.golden import Case, golden_cases
from gongkai.law.grounds import GROUNDS, REPLY_STEPS
from gongkai.law.outcomes import LEAF_ROWS
from gongkai.law.receipt import CHANNELS
from gongkai.law.service import SERVICE_METHODS
from gongkai.law.texts import MARK_LABELS, article_of, check_basis, read_toml, text_of, texts
from gongkai.law.values import Value, shipped_values

_NOTE = "> 本页由 `python docs/law/write.py` 生成，请勿手工修改。\n"


@dataclass(frozen=True, slots=True)
class LegalRule:
    """One rule: the articles it follows, what it says, and the functions that carry it out."""

    articles: tuple[str, ...]
    says: str
    functions: tuple[str, ...]


@cache
def rules() -> tuple[LegalRule, ...]:
    """Return the rules of ``tables/rules.toml``."""
    return tuple(
        LegalRule(check_basis(each["articles"], where=each["says"]), each["says"], tuple(each["functions"]))
        for each in read_toml("tables", "rules.toml")["rule"]
    )


def pages() -> dict[str, str]:
    """Return the pages by file name."""
    return {
        "README.md": _index(),
        "articles.md": _articles(),
        "values.md": _values(),
        "grounds.md": _grounds(),
        "calendars.md": _calendars(),
        "marked.md": _marked(),
        "not-modelled.md": _not_modelled(),
    }


def cited_articles() -> list[str]:
    """Return every article that a rule, value, ground, table or case cites, in the order of the texts."""
    bases = [*(basis for basis, _ in _entries()), *(step.basis for step in REPLY_STEPS)]
    return sorted({article_of(each) for basis in bases for each in basis}, key=_order)


@cache
def _entries() -> tuple[tuple[tuple[str, ...], str], ...]:
    """What rests on an article: (basis, its line on the page of articles), in the order of that page."""
    return (
        *(
            (rule.articles, f"- 规则：{rule.says}（{'、'.join(f'`{name}`' for name in rule.functions)}）")
            for rule in rules()
        ),
        *((value.basis, f"- 值：{_line(value)}") for value in shipped_values()),
        *(
            (ground.articles, f"- 理由：{ground.label} → 表三 `{ground.row}`（`{ground.code}`）")
            for ground in GROUNDS.values()
        ),
        *((channel.basis, f"- 渠道：{channel.label}（`{channel.code}`）") for channel in CHANNELS.values()),
        *(
            (method.basis, f"- 送达：{method.label}（`{method.code}`）")
            for method in SERVICE_METHODS.values()
        ),
        *(
            (outcome.basis, f"- 结果：{outcome.label} → 表四 `{outcome.column}`")
            for outcome in DISPUTE_OUTCOMES.values()
        ),
        *((case.articles, _case(case)) for case in golden_cases()),
    )


def _order(article: str) -> tuple[int, int]:
    """Where an article stands: its text's place in the list, then its number."""
    text = text_of(article)
    found = re.search(r"第([一二三四五六七八九十百零]+)条$", article)
    return list(texts()).index(text.name), _number(found.group(1)) if found else 0


def _number(numeral: str) -> int:
    """Return the value of a Chinese numeral: digits, and tens and hundreds that multiply the digit before."""
    total = digit = 0
    for character in numeral:
        value = int(numeric(character))
        if character in "十百":
            total, digit = total + (digit or 1) * value, 0
        else:
            digit = value
    return total + digit


def _table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """A Markdown table."""
    titles = list(head)
    lines = [titles, ["---"] * len(titles), *([str(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def _index() -> str:
    values = list(shipped_values())
    counts = _table(
        ["内容", "数量", "页面"],
        [
            ["引用的条文", len(cited_articles()), "[条文](articles.md)"],
            ["规则", len(rules()), "[条文](articles.md)"],
            ["值", len(values), "[值](values.md)"],
            ["答复理由", len(GROUNDS), "[理由](grounds.md)"],
            ["放假通知", len(_notices()), "[日历](calendars.md)"],
            ["案例", len(golden_cases()), "[条文](articles.md)"],
            ["待确认的值", sum(value.needs_confirmation for value in values), "[待确认](marked.md)"],
            ["没有录入的规则", len(_gaps()), "[没有录入](not-modelled.md)"],
        ],
    )
    cited = _table(
        ["简称", "全称", "文号"], ([each.name, each.title, each.number] for each in texts().values())
    )
    return "\n".join(["# 规则手册", _NOTE, "条文 → 规则 → 值 → 案例。\n", counts, "## 引用的文件\n", cited])


def _articles() -> str:
    return "\n".join(["# 条文 → 规则 → 值 → 案例", _NOTE, *(_article(each) for each in cited_articles())])


def _article(article: str) -> str:
    lines = [line for basis, line in _entries() if any(article_of(each) == article for each in basis)]
    return "\n".join([f"## {article}\n", *lines]) + "\n"


def _line(value: Value) -> str:
    shown = f"{value.label} = {_shown(value)}"
    return f"{shown}（`{value.key}`，自 {value.in_force_from}，{MARK_LABELS[value.mark]}）"


def _case(case: Case) -> str:
    expected = "，".join(f"{name} = {_plain(value)}" for name, value in case.expect.items())
    return f"- 案例：{case.name} → {expected}"


def _plain(value: Any) -> str:
    return "、".join(map(str, value)) or "无" if isinstance(value, list) else str(value)


def _shown(value: Value) -> str:
    if isinstance(value.value, tuple):
        return "；".join(_band(band) for band in value.value) + f"（{value.unit}）"
    return f"{value.value}" if value.unit in ("选项", "文字") else f"{value.value} {value.unit}"


def _band(band: Any) -> str:
    limits = f"{band['from']}–{band['to']}" if "to" in band else f"{band['from']} 以上"
    rising = f"，每 {band['each']} 增 {band['raise']}" if "each" in band else ""
    return f"{limits}：{band['price']}{rising}"


def _values() -> str:
    rows = (
        [
            f"`{value.key}`",
            value.label,
            _shown(value),
            value.in_force_from,
            "、".join(value.basis),
            MARK_LABELS[value.mark],
        ]
        for value in shipped_values()
    )
    return "\n".join(["# 值", _NOTE, _table(["代码", "名称", "值", "自", "依据", "核对"], rows)])


def _grounds() -> str:
    ways = {value.key: value.value for value in shipped_values() if value.key.startswith("remedy.")}
    rows = (
        [
            f"`{each.code}`",
            each.label,
            each.outcome.label,
            f"{LEAF_ROWS[each.row].label}（`{each.row}`）",
            "、".join(each.articles),
            ways[f"remedy.{each.remedy}"],
            each.proof,
        ]
        for each in GROUNDS.values()
    )
    head = ["代码", "理由", "结果", "表三", "依据", "现行救济途径", "举证"]
    steps = (
        [
            n,
            each.label,
            each.asks,
            "、".join(GROUNDS[code].label for code in each.grounds),
            "、".join(each.basis),
        ]
        for n, each in enumerate(REPLY_STEPS, start=1)
    )
    return "\n".join(
        [
            "# 答复理由",
            _NOTE,
            _table(head, rows),
            "## 答复的七步\n",
            _table(["步", "问", "要看什么", "可以就此答复的理由", "依据"], steps),
        ]
    )


def _notices() -> list[tuple[str, Any]]:
    stacks = [calendar(), *(calendar(region) for region in regions())]
    found = {layer.code: layer for stack in stacks for layer in stack.layers}
    return [(layer.label, notice) for layer in found.values() for notice in layer.notices]


def _calendars() -> str:
    notices = (
        [label, notice.year, notice.title, notice.number or "（文号待补录）", MARK_LABELS[notice.mark]]
        for label, notice in _notices()
    )
    years = sorted({notice.year for _, notice in _notices()})
    totals = ([year, *(_working_days(region, year) for region in (None, *regions()))] for year in years)
    return "\n".join(
        [
            "# 工作日历",
            _NOTE,
            "上层优先：临时调整 > 地方 > 全国 > 每周。缺某年通知的，该年结果暂定。\n",
            _table(["层", "年", "通知", "文号", "核对"], notices),
            "## 每年工作日数\n",
            _table(["年", "全国", *(f"全国＋{region}" for region in regions())], totals),
        ]
    )


def _working_days(region: str | None, year: int) -> int:
    return calendar(region).working_days(date(year, 1, 1), date(year + 1, 1, 1) - ONE_DAY)


def _marked() -> str:
    values = (
        [value.label, _shown(value), value.in_force_from, MARK_LABELS[value.mark], _where(value.basis)]
        for value in shipped_values().unconfirmed()
    )
    grounds = (
        [each.label, f"表三 `{each.row}`", MARK_LABELS[each.mark]]
        for each in GROUNDS.values()
        if each.mark != "verified"
    )
    notices = (
        [notice.title, "核对文号" if notice.number else "补录文号"]
        for _, notice in _notices()
        if notice.mark != "verified" or not notice.number
    )
    return "\n".join(
        [
            "# 待确认",
            _NOTE,
            "凭记忆或推论写下的值，用到它的信在本单位确认以前不能定稿；确认在工作台“规则与口径”一页。\n",
            _table(["值", "内容", "自", "标记", "在哪里核对"], values),
            "## 理由在表三中的归属（年报格式没有说明，按通行做法；向上级政务公开主管部门确认）\n",
            _table(["理由", "归属", "标记"], grounds),
            "## 复议、诉讼结果在表四中的归属\n",
            "年报格式没有说明，全部按通行做法；向上级政务公开主管部门确认。\n",
            "## 放假通知\n",
            _table(["通知", "事项"], notices),
        ]
    )


def _where(basis: tuple[str, ...]) -> str:
    text = text_of(basis[0])
    if text.name == "地方规定":
        return "当地规定，向上级政务公开主管部门索取"
    if text.name == "系统约定":
        return "由本单位公开工作机构决定，写明依据"
    return f"{text.title}{text.number}原文：{'、'.join(basis)}"


def _gaps() -> list[dict[str, str]]:
    gaps: list[dict[str, str]] = read_toml("tables", "not_modelled.toml")["gap"]
    return gaps


def _not_modelled() -> str:
    rows = ([each["what"], each["instead"]] for each in _gaps())
    return "\n".join(["# 没有录入的规则", _NOTE, _table(["没有录入", "系统怎样做"], rows)])


def write(folder: Path) -> None:
    """Write the pages into `folder`."""
    for name, text in pages().items():
        (folder / name).write_text(text, encoding="utf-8")
