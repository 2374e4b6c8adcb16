"""Random annual reports whose figures add up, and some whose figures do not."""

from dataclasses import replace
from random import Random

from gongkai.annualreport import (
    DISPUTE_BLOCKS,
    DISPUTE_COLUMNS,
    REQUEST_COLUMNS,
    REQUEST_LEAVES,
    REQUEST_LEAVES_2019,
    Report,
    ReportSection,
    Value,
    form_of,
    tables_of,
)
from gongkai.annualreport.layout import FigureKind

APPLICANTS = [column.id for column in REQUEST_COLUMNS if column.id != "total"]
ORGANS = ("示例市人民政府办公室", "示例县自然资源局", "示例区市场监督管理局", "示例市卫生健康委员会")
# How many applications an organ receives: most few, a city thousands.
SCALES = (0, 1, 3, 12, 40, 300, 4000)

Figures = dict[str, Value]


def random_report(rng: Random, *, breaks: int = 0) -> Report:
    """A report of either form or a hybrid; `breaks` of its figures are then changed, as slips are made."""
    code = rng.choice(("2021", "2021", "2021", "2019"))
    requests_code = rng.choice((code, code, code, "2019" if code == "2021" else "2021"))
    figures = _requests(rng, requests_code) | _disputes(rng) | _proactive(rng, code, requests_code)
    for _ in range(breaks):
        cell = rng.choice([cell for cell in figures if not cell.startswith("proactive.")])
        old = figures[cell]
        assert isinstance(old, int)
        figures[cell] = max(0, old + rng.choice((1, 1, -1, 2, 10, 100)))
    organ, year = rng.choice(ORGANS), rng.randint(2019, 2025)
    form = form_of(code, requests_code)
    report = Report(
        organ=organ,
        year=year,
        form=code,
        form_requests=requests_code,
        tables=tables_of(form, figures),
        title=f"{organ}{year}年政府信息公开工作年度报告",
        sections=tuple(
            ReportSection(part.number, part.title, _prose(rng, part.number, year)) for part in form.parts
        ),
    )
    return replace(report, intro=f"本报告的统计期限自{year}年1月1日起，至{year}年12月31日止。")


def nearly_blank(rng: Random, report: Report) -> Report:
    """The same report, all blank but one figure or two each of tables 三 and 四."""
    figures: Figures = {}
    for table in ("requests", "disputes"):
        cells = [cell for cell in report.layout.cells if cell.startswith(table)]
        figures |= {cell: rng.randint(1, 30) for cell in rng.sample(cells, rng.choice((1, 1, 2)))}
    return replace(report, tables=tables_of(report.layout, figures))


def _count(rng: Random, scale: int) -> int:
    if scale == 0 or rng.random() < 0.55:
        return 0
    return rng.randint(0, scale)


def _requests(rng: Random, code: str) -> Figures:
    leaves = REQUEST_LEAVES_2019 if code == "2019" else REQUEST_LEAVES
    scale = rng.choice(SCALES)
    rows: dict[str, dict[str, int]] = {}
    for leaf in leaves:
        rows[leaf.id] = {a: _count(rng, scale if a == "natural" else scale // 10) for a in APPLICANTS}
    handled = {a: sum(rows[leaf.id][a] for leaf in leaves) for a in APPLICANTS}
    over = {a: _count(rng, scale if a == "natural" else scale // 10) for a in APPLICANTS}
    carried_in = {a: min(_count(rng, scale), handled[a] + over[a]) for a in APPLICANTS}
    rows |= {"total_handled": handled, "carried_over": over, "carried_in": carried_in}
    rows["received"] = {a: handled[a] + over[a] - carried_in[a] for a in APPLICANTS}
    figures: Figures = {f"requests.{row}.{a}": n for row, cells in rows.items() for a, n in cells.items()}
    figures |= {f"requests.{row}.total": sum(cells.values()) for row, cells in rows.items()}
    return figures


def _disputes(rng: Random) -> Figures:
    scale = rng.choice(SCALES[:-2])
    figures: Figures = {}
    for block in DISPUTE_BLOCKS:
        counts = {c.id: _count(rng, scale) for c in DISPUTE_COLUMNS if c.id != "total"}
        figures |= {f"disputes.{block.id}.{column}": count for column, count in counts.items()}
        figures[f"disputes.{block.id}.total"] = sum(counts.values())
    return figures


def _proactive(rng: Random, code: str, requests_code: str) -> Figures:
    scale = rng.choice((0, 5, 90, 2000, 500_000))
    figures: Figures = {}
    for cell in form_of(code, requests_code).tables["proactive"].cells:
        if cell.column.optional:
            continue
        if cell.kind is FigureKind.AMOUNT:
            figures[cell.id] = rng.choice(
                ("0", str(_count(rng, scale)), f"{_count(rng, scale)}.{rng.randint(1, 10**6)}")
            )
        elif cell.kind is FigureKind.CHANGE:
            figures[cell.id] = rng.choice((1, 1, -1)) * _count(rng, scale // 10)
        else:
            figures[cell.id] = _count(rng, scale)
    return figures


def _prose(rng: Random, number: str, year: int) -> str:
    match number:
        case "一":
            return (
                f"{year}年，我单位（示例）主动公开政府信息{rng.randint(1, 900)}条，其他渠道{rng.randint(1, 90)}条。\n"
                f"收到政府信息公开申请{rng.randint(0, 90)}件，予以公开{rng.randint(0, 9)}件，占51.85%。"
            )
        case "五":
            named = rng.choice(
                ("行政许可、行政处罚信息", "重点领域信息")
            )  # a page without a label of the tables
            return f"一是公开不够及时。\n二是业务培训不足，下一步将加强{named}公开。"
        case "六":
            return f"{year}年未收取信息处理费。"
        case _:
            return ""
