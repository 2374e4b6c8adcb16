"""Write docs/reference/*.md from what the program declares: `make docs`. A test holds the pages to the program."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import click
import django
from click.testing import CliRunner
from django.apps import apps

from gongkai import precheck, registry
from gongkai.annualreport import FORM_2021
from gongkai.annualreport.checks import CHECKS
from gongkai.bodies.roles import ROLES
from gongkai.config.command import gongkai
from gongkai.ledger.errors import DatabaseRejected, refusal_in_words

REFERENCE = Path(__file__).parents[1] / "docs" / "reference"
MADE = "<!-- 本页由 make docs 生成，不要手改。 -->"
SAMPLE_PAGE = "sample-figures.md"
WIDTH = 100


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> list[str]:
    """Return the lines of a Markdown table."""
    cells = [[str(cell).replace("|", "\\|").replace("\n", " ") for cell in row] for row in rows]
    return [f"| {' | '.join(row)} |" for row in [list(heads), ["---"] * len(heads), *cells]]


def commands() -> list[str]:
    """Every command with its help, as the terminal shows it."""
    runner = CliRunner()

    def helped(path: list[str]) -> list[str]:
        shown = runner.invoke(gongkai, [*path, "--help"], prog_name="gongkai", terminal_width=WIDTH)
        return [f"## {' '.join(['gongkai', *path])}", "", "```text", shown.output.rstrip(), "```", ""]

    lines = helped([])
    context = click.Context(gongkai)
    for name in gongkai.list_commands(context):
        lines += helped([name])
        command = gongkai.get_command(context, name)
        if isinstance(command, click.Group):
            for each in command.list_commands(context):
                lines += helped([name, each])
    return [
        "# 命令",
        "",
        "退出码：0 完成，1 有发现或被拒绝，2 输入或用法有误。带 `--json` 时，标准输出只有一个 JSON 值，",
        '出错时是 `{"error": {"code", "message", "where"}}`。',
        "",
        *lines,
    ]


def permissions() -> list[str]:
    """Permissions × roles, as a new organ starts with them."""
    return [
        "# 事项与岗位",
        "",
        "新单位启用时的权限。一个事项一行，一个角色一列；“●”表示可以办理。没有列出的，就是不能。",
        "",
        *table(
            ["事项", "标识", *ROLES.values()],
            (
                [each.label, f"`{each.id}`", *("●" if role in each.roles else "" for role in ROLES)]
                for each in registry.all_of(registry.Permission)
            ),
        ),
    ]


def events() -> list[str]:
    """What the ledger may hold, and what it refuses."""
    guards = registry.all_of(registry.Guard)
    return [
        "# 台账事项与数据库保护",
        "",
        "## 台账里会有什么",
        "",
        "花括号里是编号、日期、数字或摘要；台账里没有姓名和正文。",
        "",
        *table(
            ["事项", "标识", "台账上的话"],
            ([e.label, f"`{e.id}`", e.message] for e in registry.all_of(registry.Event)),
        ),
        "",
        "## 哪些表只能新增，哪些受期间锁定",
        "",
        *table(
            ["表", "标识", "只能新增", "受期间锁定"],
            (
                [
                    apps.get_model(g.id)._meta.verbose_name,
                    f"`{g.id}`",
                    "●" if g.append_only else "",
                    "●" if g.counted else "",
                ]
                for g in guards
            ),
        ),
        "",
        "## 数据库还会拒绝什么",
        "",
        *table(
            ["表", "代码", "拒绝时的话"],
            ([f"`{g.id}`", f"`{r.code}`", r.message] for g in guards for r in refusals_of(g)),
        ),
    ]


def refusals_of(guard: registry.Guard) -> list[registry.Refusal | DatabaseRejected]:
    """What the guard of a table refuses on insert: what no entry names, and what its room declares."""
    table = apps.get_model(guard.id)._meta.db_table
    return [*([refusal_in_words("UNNAMED", table)] if guard.named else []), *guard.refusals]


def report() -> list[str]:
    """Every figure of the report: the measures, and the cells of the tables."""
    names = {"proactive": "表二", "requests": "表三", "disputes": "表四"}
    cells = [
        [names[name], f"`{cell.id}`", cell.label] for name in names for cell in FORM_2021.tables[name].cells
    ]
    return [
        "# 年度报告的数据",
        "",
        "## 统计口径",
        "",
        "每个口径都能点开，看到被统计的记录。",
        "",
        *table(
            ["口径", "标识", "定义", "依据", "单位", "位置"],
            (
                [m.name, f"`{m.id}`", m.definition, m.basis, m.unit, names.get(m.table or "", "文字部分")]
                for m in registry.all_of(registry.Measure)
            ),
        ),
        "",
        "## 表格的每一格（2021 年格式）",
        "",
        "标识与交换格式 `gongkai.annual-report/1` 里的位置相同。",
        "",
        *table(["表", "标识", "名称"], cells),
    ]


def ledgers() -> list[str]:
    """The ledgers that can be imported, column by column."""
    lines = [
        "# 可以导入的台账",
        "",
        "XLSX 或 CSV（UTF-8 或 GB18030）。表头用下面的名称或别名，次序不限。自然键相同、内容也相同的行算已有，",
        "内容不同的行标红，不会悄悄覆盖。",
        "",
    ]
    for importer in registry.all_of(registry.Importer):
        several = "（相同的可以有几行，有几行就登记几条）" if importer.repeats else ""
        lines += [
            f"## {importer.title} `{importer.id}`",
            "",
            f"自然键：{'、'.join(importer.key_headers)}{several}",
            "",
            *table(
                ["表头", "别名", "必填", "说明", "示例"],
                (
                    [
                        column.header,
                        "、".join(column.aliases),
                        "●" if column.required else "",
                        column.note + (f"（{'、'.join(column.choices)}）" if column.choices else ""),
                        column.example,
                    ]
                    for column in importer.columns
                ),
            ),
            "",
        ]
    return lines


def checks() -> list[str]:
    """What is checked in a published report, and in a text before it is published."""
    weights = {"error": "错误", "warning": "疑问", "info": "提示"}
    return [
        "# 检查什么",
        "",
        "## 年度报告 `gongkai report check`",
        "",
        "“错误”是确定的；需要理解正文的，一律是“疑问”，由人判断。代码在 `--json` 的结果里。",
        "",
        "空白格（空、“/”、“-”、“—”）照原样读作空白；在相加的各项里和在 I1 里按 0 计，结果写明“空白按 0 计”。"
        "总计空白而各项有数的，一列各项全是空白的（I2），读取时提示没有读准的格，都不判断。",
        "",
        "数字旁的注释符号（①、上标、“*”）不是数字的一部分；划掉的、隐藏的文字没有印出来，不读。",
        "",
        *table(
            ["代码", "轻重", "检查什么", "依据"],
            ([f"`{c.code}`", weights[c.severity], c.title, c.basis] for c in CHECKS),
        ),
        "",
        "## 公开前的文本 `gongkai precheck`",
        "",
        "词表都在 `precheck/dictionaries`；本单位的词表用 `--dictionary` 另加，同名的以本单位的为准。",
        "",
        *table(
            ["类别", "标识", "检查什么"], ([c.label, f"`{c.category}`", c.title] for c in precheck.CHECKS)
        ),
    ]


PAGES: dict[str, Callable[[], list[str]]] = {
    "commands.md": commands,
    "permissions.md": permissions,
    "events.md": events,
    "report.md": report,
    "ledgers.md": ledgers,
    "checks.md": checks,
}


def written(name: str) -> str:
    """Return a page as it must be."""
    return _page(PAGES[name]())


def written_sample_figures(values: Mapping[str, str]) -> str:
    """Return the page of the sample's figures as it must be where its records count these values."""
    from tools import sample_figures  # noqa: PLC0415 - models load after django.setup

    return _page(sample_figures.lines(values, table))


def _page(lines: list[str]) -> str:
    text = "\n".join([MADE, "", *lines])
    return re.sub(r"\n{3,}", "\n\n", text).rstrip() + "\n"


def main() -> None:
    """Write every page."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.config.settings")
    django.setup()
    REFERENCE.mkdir(parents=True, exist_ok=True)
    for name in PAGES:
        (REFERENCE / name).write_text(written(name))
    from tools import sample_figures  # noqa: PLC0415 - models load after django.setup

    values = sample_figures.values_of_the_sample()
    (REFERENCE / SAMPLE_PAGE).write_text(written_sample_figures(values))


if __name__ == "__main__":
    main()
