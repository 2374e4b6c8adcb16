"""What importing a ledger costs, against openpyxl's plain reading of the same file, and how long others wait for it.

Each file has ROWS rows; `run_import` reads, checks, compares, stores and records them, and then finds all of them
known. The first landed version (c9eb219) took `FIRST_VERSION` times as long as openpyxl: half of that is promised. Of
the import, what lies between BEGIN and COMMIT is told: for as long nobody else writes to SQLite.
Usage: bench/importing.py [ROWS [LEDGER…]].
"""

from __future__ import annotations

import datetime
import io
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any
from unittest import mock

from office import best, database, open_office, processor_time
from openpyxl import Workbook, load_workbook

from gongkai import law, registry
from gongkai.bodies.viewer import Viewer
from gongkai.registry import Importer
from gongkai.shell.ledgers.import_run import run_import
from gongkai.shell.ledgers.planning import Plan

FIRST, DAY = datetime.date(2023, 1, 1), datetime.date(2024, 1, 10)


def publications(rows: int) -> Iterator[list[Any]]:
    """Yield the ledger of what appeared on a website."""
    yield ["渠道", "标题", "发布日期", "栏目", "网址"]
    for n in range(rows):
        yield ["示例·政府网站", f"示例·第 {n} 项工作动态", _day(n), "工作动态", f"https://www.example.cn/{n}"]


def requests(rows: int) -> Iterator[list[Any]]:
    """Yield the ledger of requests, nine of ten answered."""
    kinds = [kind.label for kind in law.APPLICANT_KINDS.values()]
    grounds = list(law.GROUNDS.values())
    yield ["登记编号", "申请人类别", "申请人", "申请渠道", "申请内容", "到达日期", "收到申请之日",
           "办理结果", "答复理由", "成文日期"]  # fmt: skip
    for n in range(rows):
        ground = grounds[n % len(grounds)]
        answer = [ground.outcome.label, ground.label, _day(n) + datetime.timedelta(days=9)]
        yield [f"2023-{n:06}", kinds[n % len(kinds)], f"示例·申请人{n}", "当面提交",
               f"示例：第 {n} 个项目节能审查的有关材料", _day(n), _day(n), *(answer if n % 10 else [])]  # fmt: skip


def decisions(rows: int) -> Iterator[list[Any]]:
    """Yield the ledger of licences, which is a book."""
    yield ["决定类别", "决定文号", "事项名称", "项目或者文书名称", "行政相对人", "决定日期", "准予"]
    for n in range(rows):
        yield ["行政许可", f"示许〔2023〕{n}号", "节能审查", f"示例项目{n}", "示例公司", _day(n), "是"]


LEDGERS: dict[str, Callable[[int], Iterator[list[Any]]]] = {
    "proactive.publications": publications,
    "proactive.decisions": decisions,
    "inforequests.requests": requests,
}

# As measured by this script of that version, on SQLite with 100,000 rows.
FIRST_VERSION = {"proactive.publications": 3.2, "proactive.decisions": 3.7, "inforequests.requests": 3.9}


def xlsx(rows: Iterator[list[Any]]) -> bytes:
    """Return rows as a file."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows:
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def read(data: bytes) -> None:
    """Read a file as openpyxl does it fastest."""
    book = load_workbook(io.BytesIO(data), read_only=True)
    for _ in book.worksheets[0].iter_rows(values_only=True):
        pass


class Held:
    """For how long an import keeps others from writing: wall clock and processor."""

    wall = processor = 0.0

    @contextmanager
    def transaction(self, viewer: Viewer, *prepared: Any) -> Iterator[Any]:
        """Open the transaction of an action and tell how long it was open."""
        with TRANSACTION(viewer, *prepared) as tx:
            begun, spent = time.perf_counter(), processor_time()
            yield tx
        self.wall, self.processor = time.perf_counter() - begun, processor_time() - spent


TRANSACTION = Viewer.transaction


def carry_out(viewer: Viewer, importer: Importer, data: bytes, plans: list[Plan]) -> None:
    """Import a file and keep the plan that was carried out."""
    plans.append(run_import(viewer.on(DAY), importer, data, "示例.xlsx"))


def _day(n: int) -> datetime.date:
    return FIRST + datetime.timedelta(days=n % 350)


def main() -> None:
    """Print the seconds of reading and of importing, first and again, and their ratios."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    viewer = open_office().system
    print(f"load {os.getloadavg()[0]:.1f}; seconds of the processor, and of the clock on the wall (w)")
    for id in sys.argv[2:] or LEDGERS:
        importer, data = registry.one(Importer, id), xlsx(LEDGERS[id](rows))
        plans: list[Plan] = []
        base = best(partial(read, data))
        ours = partial(carry_out, viewer, importer, data, plans)
        held, begun = Held(), time.perf_counter()
        with mock.patch.object(
            Viewer, "transaction", lambda viewer, *p, held=held: held.transaction(viewer, *p)
        ):
            new = best(ours, rounds=1)
        wall = time.perf_counter() - begun
        known = best(ours, rounds=2)
        if [plan.number_of("new") for plan in plans] != [rows, 0, 0]:
            raise RuntimeError(plans[0].errors[:3])
        first = new / base / FIRST_VERSION[id]
        print(f"{database()}: {id}, {rows:,} rows")
        print(f"openpyxl reads    {base:8.2f} s")
        print(
            f"import, all new   {new:8.2f} s   {new / base:.2f} × openpyxl, {first:.2f} × c9eb219 {wall:10.1f} w"
        )
        print(
            f"others waited     {held.processor:8.2f} s   {held.processor / new:.2f} × the import {held.wall:18.1f} w"
        )
        print(f"again, all known  {known:8.2f} s   {known / base:.2f} × openpyxl")


if __name__ == "__main__":
    main()
