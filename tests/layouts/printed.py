"""A report as some organ prints it: labels reworded, figures dressed up, headings and sentences in between.

What is printed is fixed here, once; `markup`, `plain` and `pages` only put it into a format. `Printed.truth` is what
a reader may answer for each cell: the printed figure, or None where a blank was printed.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from random import Random

from gongkai.annualreport import CellRole, Report, Value
from gongkai.annualreport.layout import FigureKind, GridCell

TRADITIONAL = str.maketrans(
    "国务总计机构数结转决纠项条内规处许执罚强财业费开对组织会团体经复诉讼维审类单获发现废与关据况动制责间进问题编续给纳时标电"
    "备举权护稳没确请无认减额属于办缴范采购围压门网还对",
    "國務總計機構數結轉決糾項條內規處許執罰強財業費開對組織會團體經復訴訟維審類單獲發現廢與關據況動製責間進問題編續給納時標電"
    "備舉權護穩沒確請無認減額屬於辦繳範採購圍壓門網還對",
)
RAISED = str.maketrans("¹²³", "123")
MARKS = ("①", "⑫", "¹", "²³", "*", "[²]")
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")

# Seen in published reports: (official words, printed words).
REWORDED = (
    ("行政规范性文件", "规范性文件"),
    ("7.属于行政执法案卷", "7.属于行政执法案件"),
    ("7.属于行政执法案卷", "7.属于执法案卷"),
    ("3.其他", "其他"),
    ("3.其他", "3.其他情形"),
    ("本年废止件数", "本年废纸件数"),
    ("行政复议", "行政法复议"),
    ("（七）总计", "（七）合计"),
    ("2.其他法律行政法规禁止公开", "2.其他法律、行政法规禁止公开"),
    ("3.危及“三安全一稳定”", "3.危及“三安全一稳定”（填写：国家安全、公共安全、经济安全、社会稳定）"),
    ("一、本年新收政府信息公开申请数量", "一、本年新收政府信息公开申请数量（包括网络、信函）"),
    ("1.信访举报投诉类申请", "1.信访、举报、投诉类申请"),
    ("四、结转下年度继续办理", "四、结转下年度继续办理（件）"),
    ("商业企业", "商业\n企业"),
    ("科研机构", "科研机\n构"),
    ("尚未审结", "尚未审\n结"),
)
TITLES = {
    "二": ("主动公开政府信息情况", "主动公开政府信息工作情况"),
    "三": ("收到和处理政府信息公开申请情况", "收到和处理政府信息公开申请的情况"),
    "四": ("政府信息公开行政复议、行政诉讼情况", "因政府信息公开工作被申请行政复议、提起行政诉讼情况"),
    "五": ("存在的主要问题及改进情况", "存在问题和改进措施"),
}


# Around what is struck out or hidden; formats that cannot show it leave it out.
STRUCK = "\ue000\ue001"
_PIECES = re.compile(rf"{STRUCK[0]}(?P<struck>[^{STRUCK[1]}]*){STRUCK[1]}|(?P<raised>[¹²³]+)")


def pieces(text: str) -> Iterator[tuple[str, str]]:
    """The text in stretches: `plain`, `struck` (out or hidden), `raised` (a mark above the line)."""
    end = 0
    for match in _PIECES.finditer(text):
        if match.start() > end:
            yield "plain", text[end : match.start()]
        kind = match.lastgroup or ""
        yield kind, match[kind].translate(RAISED)
        end = match.end()
    if end < len(text):
        yield "plain", text[end:]


def unstruck(text: str) -> str:
    """The text without what is struck out, for formats that cannot show it."""
    return _PIECES.sub(lambda match: match["raised"] or "", text)


@dataclass
class PrintedTable:
    """Rows of cells as the form's grid has them, with what is printed in each."""

    rows: list[list[tuple[GridCell, str]]]
    width: int


@dataclass
class Part:
    """A part of the report: heading, sentences before its table, table."""

    heading: str
    paragraphs: list[str]
    table: PrintedTable | None = None


@dataclass
class Printed:
    """The whole report as printed, and the truth about its cells."""

    report: Report
    title: str
    intro: str
    parts: list[Part]
    truth: dict[str, Value] = field(default_factory=dict)


def printed(rng: Random, report: Report, *, plain: bool = False) -> Printed:
    """`report` printed in some way. `plain`: figures without dress, for formats that lose boundaries."""
    wording = _wording(rng)
    dress = _undressed(rng) if plain else _dress(rng)
    missing = _missing_rows(rng, report)
    page = Printed(report, report.title, report.intro, [])
    for part in report.layout.parts:
        section = next(s for s in report.sections if s.number == part.number)
        title = rng.choice(TITLES.get(part.number, (part.title,)))
        table = _table(rng, page, part.table, wording, dress, missing) if part.table else None
        paragraphs = section.text.split("\n") if section.text else []
        if part.table and rng.random() < 0.2:
            paragraphs = ["有关情况如下表所示。"]
        page.parts.append(Part(f"{part.number}、{title}", paragraphs, table))
    return page


Dress = Callable[[Random, str, Value], tuple[str, Value]]


def _wording(rng: Random) -> Callable[[str], str]:
    replaced = dict(rng.sample(REWORDED, rng.randint(0, 6)))
    traditional = rng.random() < 0.08
    comma = rng.random() < 0.15
    half_width = rng.random() < 0.3

    def word(text: str) -> str:
        text = replaced.get(text, text)
        if comma and text[:1].isdigit():
            text = text.replace(".", "、", 1)
        if half_width:
            text = text.replace("（", "(").replace("）", ")")
        return text.translate(TRADITIONAL) if traditional else text

    return word


def _missing_rows(rng: Random, report: Report) -> set[str]:
    """Rows left out altogether: 规章 by organs that make none, and now and then another."""
    missing = set()
    if rng.random() < 0.15:
        missing.add("proactive.regulations")
    return missing


def _undressed(rng: Random) -> Dress:
    """Digits only; some organs leave zeros out."""
    blank = rng.choice((0.0, 0.0, 0.0, 0.0, 0.02, 0.3, 1.0))

    def dress(rng: Random, kind: str, value: Value) -> tuple[str, Value]:
        if value is None or (value in (0, "0") and rng.random() < blank):
            return "", None
        return str(value), value

    return dress


def _dress(rng: Random) -> Dress:
    """How this organ writes figures: the printed text, and what may be read from it."""
    zero = rng.choice(("0", "0", "0", "0", "", "/", "-", "—", "\u00a0"))
    some_blank = rng.random() < 0.15
    full_width = rng.random() < 0.1
    thousands = rng.random() < 0.15
    padded = rng.choice(("{}", "{}", "{}\u00a0", "\u00a0{}", " {} "))
    unit = rng.random() < 0.08
    words_for_change = rng.random() < 0.4
    marks = 0.1 if rng.random() < 0.15 else 0.0
    struck = 0.1 if rng.random() < 0.15 else 0.0

    def dress(rng: Random, kind: str, value: Value) -> tuple[str, Value]:
        if value is None:
            return "", None
        if value in (0, "0") and (zero not in ("0",) or (some_blank and rng.random() < 0.3)):
            text = zero if zero != "0" else ""
            return text, None
        if kind == FigureKind.AMOUNT and unit:
            return f"{value}元", f"{value}元"
        text = str(value)
        if kind == FigureKind.CHANGE and words_for_change and isinstance(value, int) and value:
            text = f"{'减' if value < 0 else '增'}{abs(value)}"
        elif thousands and isinstance(value, int):
            text = f"{value:,}"
        elif unit and kind == FigureKind.COUNT:
            text = f"{value}件"
        if full_width:
            text = text.translate(FULL_WIDTH)
        if rng.random() < marks:
            text += rng.choice(MARKS)
        if rng.random() < struck:
            text = f"{STRUCK[0]}{rng.randint(1, 99)}{STRUCK[1]}{text}"
        return padded.format(text), value

    return dress


def _table(
    rng: Random, page: Printed, table: str, word: Callable[[str], str], dress: Dress, missing: set[str]
) -> PrintedTable:
    grid = page.report.grid(table)
    rows: list[list[tuple[GridCell, str]]] = []
    for row in grid:
        figures = [cell for cell in row if cell.role is CellRole.FIGURE]
        names = {cell.cell.rsplit(".", 1)[0] for cell in figures}
        if names & missing and not any(cell.rowspan > 1 for cell in row):
            page.truth |= dict.fromkeys((cell.cell for cell in figures), None)
            continue
        texts: list[tuple[GridCell, str]] = []
        for cell in row:
            if cell.role is CellRole.FIGURE:
                kind = page.report.layout.cells[cell.cell].kind
                text, value = dress(rng, kind, page.report.cell(cell.cell))
                page.truth[cell.cell] = value
                texts.append((cell, text))
            else:
                texts.append((cell, word(cell.text)))
        rows.append(texts)
    width = max(cell.column + cell.colspan for row in grid for cell in row)
    return PrintedTable(rows, width)
