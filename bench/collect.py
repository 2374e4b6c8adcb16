"""Rolling up 150,000 reports from Parquet, against adding up the same rows in Python.

The rows are made up (示例): a thousand random reports that hold their identities, each for a hundred and fifty
organs. The roll-up runs in a process of its own, so that its memory is its own; Python adds up a hundredth of
the rows and its time is multiplied.
"""

from __future__ import annotations

import multiprocessing
import random
import resource
import tempfile
import time
from pathlib import Path

import pyarrow.parquet as pq

from gongkai.annualreport import FORM_2021, REQUEST_COLUMNS, Report, Value, tables_of
from gongkai.annualreport.collect import Row, roll_up, row_of, table_of

REPORTS, PATTERNS, SHARE = 150_000, 1_000, 100


def pattern(chance: random.Random) -> Report:
    """A report whose identities hold."""
    figures: dict[str, Value] = {"proactive.fees.amount": f"{chance.randrange(10**6) / 100:.2f}"}
    kinds = [column.id for column in REQUEST_COLUMNS[:-1]]
    for kind in kinds:
        ends = {row.id: chance.choice((0, 0, 0, 1, 2, 9)) for row in FORM_2021.request_leaves}
        handled, over = sum(ends.values()), chance.randrange(3)
        ends |= {"received": handled + over, "carried_in": 0, "total_handled": handled, "carried_over": over}
        figures |= {f"requests.{row}.{kind}": count for row, count in ends.items()}
    for row in FORM_2021.tables["requests"].rows:
        figures[f"requests.{row.id}.total"] = sum(
            int(figures[f"requests.{row.id}.{kind}"] or 0) for kind in kinds
        )
    return Report(organ="", year=2023, tables=tables_of(FORM_2021, figures, default=0))


def write(file: Path) -> None:
    """The collection: a hundred and fifty row groups of a thousand reports."""
    chance = random.Random(1)
    patterns = [row_of(pattern(chance), file="") for _ in range(PATTERNS)]
    first = table_of(patterns)
    with pq.ParquetWriter(file, first.schema, compression="zstd") as writer:
        for group in range(REPORTS // PATTERNS):
            rows: list[Row] = [
                {**row, "file": f"{group:03}/{n:03}", "organ": f"示例机关{group:03}{n:03}"}
                for n, row in enumerate(patterns)
            ]
            writer.write_table(table_of(rows))


def measured(file: Path) -> tuple[float, float, int]:
    """Seconds, megabytes at the peak beyond those at the start, and reports of one roll-up."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    [sums] = roll_up(file)
    seconds = time.perf_counter() - start
    return seconds, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024, sums.reports


def in_python(file: Path) -> float:
    """Seconds to read a share of the rows and add up each cell."""
    rows = pq.ParquetFile(file).iter_batches(batch_size=REPORTS // SHARE)
    start = time.perf_counter()
    sums: dict[str, object] = {}
    for row in next(rows).to_pylist():
        for name in FORM_2021.cells:
            if row[name] is not None:
                sums[name] = sums.get(name, 0) + row[name]
    return time.perf_counter() - start


def main() -> None:
    """Print the time, the memory and the ratio."""
    with tempfile.TemporaryDirectory(prefix="gongkai-bench-") as folder:
        file = Path(folder) / "reports.parquet"
        write(file)
        with multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
            seconds, megabytes, reports = pool.apply(measured, (file,))
        baseline = in_python(file) * SHARE
        print(f"{reports:,} reports, {file.stat().st_size / 1e6:.1f} MB of Parquet")
        print(f"roll-up with DuckDB   {seconds:8.2f} s   {megabytes:6.0f} MB beyond the start")
        print(f"added up in Python    {baseline:8.2f} s   (a hundredth, multiplied)")
        print(f"ratio                 {baseline / seconds:8.1f}")


if __name__ == "__main__":
    main()
