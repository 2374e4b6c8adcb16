"""Many reports to one Parquet file, and their sums, which DuckDB adds up.

One row a report: where it was read, what it says (a column for each cell of both forms, named by the cell's
id), which identities it breaks; or why it could not be read. Counts are integers, money is in 万元.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from gongkai.annualreport.batch import in_processes
from gongkai.annualreport.errors import AnnualReportError
from gongkai.annualreport.form import FORM_CODES, form_of
from gongkai.annualreport.identities import check_identities
from gongkai.annualreport.layout import FigureKind, FormCell
from gongkai.annualreport.merge import amount_in_wan
from gongkai.annualreport.readers import read_report
from gongkai.annualreport.value import Report, Value, tables_of

Row = dict[str, Any]
_PART = 1000  # reports a part file: what an interruption can cost
_AMOUNT = pa.decimal128(24, 8)
_FACTS = (
    pa.field("file", pa.string(), nullable=False),
    pa.field("size", pa.int64(), nullable=False),
    pa.field("modified_ns", pa.int64(), nullable=False),
    pa.field("organ", pa.string()),
    pa.field("year", pa.int32()),
    pa.field("form", pa.string()),
    pa.field("form_requests", pa.string()),
    pa.field("broken", pa.list_(pa.string())),
    pa.field("findings", pa.list_(pa.string())),
    pa.field("error", pa.string()),
    pa.field("message", pa.string()),
)


@dataclass(frozen=True, slots=True)
class CollectProgress:
    """How far a collection is: `known` files were taken over from an earlier run."""

    total: int
    known: int
    read: int
    unreadable: int


@dataclass(frozen=True, slots=True)
class RollUp:
    """The sum of the reports of one year and form.

    `reports` were added up; `broken` of them break an identity, or were left out if that was asked for;
    `repeated` are further files of an organ that was counted already.
    """

    year: int | None
    reports: int
    broken: int
    repeated: int
    report: Report


def collect(
    folder: Path,
    out: Path,
    *,
    resume: bool = False,
    workers: int | None = None,
    progress: Callable[[CollectProgress], None] = lambda _: None,
) -> CollectProgress:
    """Reads every file below `folder` into the Parquet file `out`; returns what was done.

    With `resume`, files that `out` or an interrupted run has, unchanged in size and time, are not read
    again. The file appears whole or not at all. Raises NotADirectoryError if there is no such folder.
    """
    if not folder.is_dir():
        raise NotADirectoryError(folder)
    parts = out.with_name(out.name + ".parts")
    if not resume:
        shutil.rmtree(parts, ignore_errors=True)
    parts.mkdir(parents=True, exist_ok=True)
    found = {str(path.relative_to(folder)): path for path in _files(folder, {out, parts})}
    stamps = {name: _stamp(path) for name, path in found.items()}
    known = _known(out, parts, stamps) if resume else set()
    jobs = [(str(found[name]), name, *stamps[name]) for name in sorted(found) if name not in known]

    state = CollectProgress(len(found), len(known), 0, 0)
    progress(state)
    for rows in _chunks(in_processes(_read, jobs, died=_died, workers=workers)):
        _write(parts, rows)
        unreadable = sum(1 for row in rows if row["error"])
        state = CollectProgress(
            state.total, state.known, state.read + len(rows), state.unreadable + unreadable
        )
        progress(state)
    _finish(out, parts, stamps, keep=resume and out.exists())
    return state


def row_of(report: Report, *, file: str, size: int = 0, modified_ns: int = 0) -> Row:
    """The report as one row of the Parquet file."""
    row: Row = {"file": file, "size": size, "modified_ns": modified_ns, "error": None, "message": None}
    row |= {"organ": report.organ, "year": report.year, "form": report.form}
    row["form_requests"] = report.form_requests or report.form
    row["broken"] = [f"{finding.code} {finding.where}" for finding in check_identities(report)]
    row["findings"] = [f"{finding.code} {finding.where}" for finding in report.findings]
    for cell, value in report.cells():
        row[cell.id] = amount_in_wan(value) if cell.kind is FigureKind.AMOUNT and value is not None else value
    return row


def table_of(rows: Sequence[Row]) -> pa.Table:
    """Rows as an Arrow table with the columns of every collection."""
    return pa.Table.from_pylist(list(rows), schema=_schema())


def roll_up(parquet: Path, *, year: int | None = None, allow_broken: bool = True) -> list[RollUp]:
    """The sums by year and form, cell by cell, newest first; blanks count as nothing.

    Each organ is counted once a year (the first file by name). Without `allow_broken` reports that break an
    identity are left out. Raises CollectionError for a file that is no collection.
    """
    cells = list(_cells())
    with _connected() as ask:
        # What to leave out is found in a few narrow columns; the wide ones are then read once, unsorted.
        ask(
            """
            CREATE TABLE reports AS SELECT file, year, form, form_requests, len(broken) > 0 AS is_broken,
                row_number() OVER (
                    PARTITION BY year, form, form_requests, coalesce(nullif(organ, ''), file) ORDER BY file
                ) AS nth
            FROM read_parquet(?) WHERE error IS NULL AND (?::INTEGER IS NULL OR year = ?)
            """,
            [str(parquet), year, year],
        )
        counts = ask(
            """
            SELECT year, form, form_requests, count(*) FILTER (nth = 1 AND (? OR NOT is_broken)),
                count(*) FILTER (nth = 1 AND is_broken), count(*) FILTER (nth > 1)
            FROM reports GROUP BY ALL ORDER BY year DESC, form DESC, form_requests DESC
            """,
            [allow_broken],
        )
        sums = ask(
            f"""
            SELECT year, form, form_requests, {", ".join(f'sum("{cell}")' for cell in cells)}
            FROM read_parquet(?)
            ANTI JOIN (SELECT file FROM reports WHERE nth > 1 OR (is_broken AND NOT ?)) USING (file)
            WHERE error IS NULL AND (?::INTEGER IS NULL OR year = ?) GROUP BY ALL
            """,  # noqa: S608 - column names are those of the forms
            [str(parquet), allow_broken, year, year],
        )
    summed = {row[:3]: row[3:] for row in sums}
    return [_rolled_up(row, dict(zip(cells, summed.get(row[:3], ()), strict=False))) for row in counts]


_Ask = Callable[[str, Sequence[object]], list[tuple[Any, ...]]]


@contextmanager
def _connected() -> Iterator[_Ask]:
    """A way to ask DuckDB, in memory and without its progress bar (it prints into our answers)."""
    with duckdb.connect(":memory:") as connection:
        connection.execute("SET enable_progress_bar = false")
        try:
            yield lambda query, arguments: connection.execute(query, list(arguments)).fetchall()
        except duckdb.Error as error:
            raise CollectionError(f"查询汇集文件出错：{str(error).splitlines()[0]}") from error


class CollectionError(AnnualReportError):
    """A file that is not a collection of reports."""

    code = "collection"


# --- Reading ---

_Job = tuple[str, str, int, int]


def _read(job: _Job) -> Row:
    path, name, size, modified_ns = job
    facts: Row = {"file": name, "size": size, "modified_ns": modified_ns}
    try:
        data = Path(path).read_bytes()
        return row_of(read_report(data, name=name), **facts)
    except AnnualReportError as error:
        return facts | {"error": error.code, "message": error.message}
    except OSError as error:
        return facts | {"error": "unreadable_file", "message": f"文件打不开：{error.strerror}。"}
    except Exception as error:  # one bad file of many thousands must not end the run
        return facts | {
            "error": "internal",
            "message": f"读取时程序出错（{type(error).__name__}），请反馈此文件。",
        }


def _died(job: _Job) -> Row:
    _, name, size, modified_ns = job
    message = "读取此文件时进程中止（可能内存不足），已跳过。"
    return {
        "file": name,
        "size": size,
        "modified_ns": modified_ns,
        "error": "process_lost",
        "message": message,
    }


def _files(folder: Path, own: set[Path]) -> Iterator[Path]:
    """Files below the folder; hidden ones and our own output are none of the reports."""
    for base, folders, files in os.walk(folder):
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and Path(base, name) not in own
        )
        yield from (
            path
            for name in sorted(files)
            if not name.startswith((".", "~$")) and (path := Path(base, name)) not in own
        )


def _stamp(path: Path) -> tuple[int, int]:
    stat = path.stat()
    return stat.st_size, stat.st_mtime_ns


def _chunks(rows: Iterable[Row]) -> Iterator[list[Row]]:
    chunk: list[Row] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == _PART:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


# --- The file ---


@cache
def _schema() -> pa.Schema:
    cells = [
        pa.field(cell.id, _AMOUNT if cell.kind is FigureKind.AMOUNT else pa.int64())
        for cell in _cells().values()
    ]
    return pa.schema([*_FACTS, *cells])


@cache
def _cells() -> dict[str, FormCell]:
    """Every cell of every form, by its id."""
    return {cell.id: cell for code in FORM_CODES for cell in form_of(code).cells.values()}


def _write(parts: Path, rows: Sequence[Row]) -> None:
    """One more part, complete before it bears its name."""
    number = 1 + max((int(path.stem) for path in parts.glob("*.parquet")), default=0)
    draft = parts / f"{number:06}.draft"
    pq.write_table(table_of(rows), draft, compression="zstd")
    draft.replace(parts / f"{number:06}.parquet")


def _known(out: Path, parts: Path, stamps: dict[str, tuple[int, int]]) -> set[str]:
    """Files already read and unchanged since."""
    known: set[str] = set()
    for path in ([out] if out.exists() else []) + sorted(parts.glob("*.parquet")):
        try:
            table = pq.read_table(path, columns=["file", "size", "modified_ns"])
        except (pa.ArrowException, OSError) as error:
            raise CollectionError(
                f"“{path.name}”不是本程序汇集的文件，不能接着做。", where=str(path.name)
            ) from error
        known |= {
            row["file"]
            for row in table.to_pylist()
            if stamps.get(row["file"]) == (row["size"], row["modified_ns"])
        }
    return known


def _finish(out: Path, parts: Path, stamps: dict[str, tuple[int, int]], *, keep: bool) -> None:
    """The parts, and what is kept of the file before, as one file ordered by name."""
    sources = [*([out] if keep else []), *sorted(parts.glob("*.parquet"))]
    if not sources:
        _write(parts, [])
        sources = sorted(parts.glob("*.parquet"))
    draft = parts / "whole.draft"
    current = pa.table(
        {
            "file": pa.array(list(stamps), pa.string()),
            "size": pa.array([size for size, _ in stamps.values()], pa.int64()),
            "modified_ns": pa.array([modified for _, modified in stamps.values()], pa.int64()),
        }
    )
    with duckdb.connect(":memory:") as connection:
        connection.execute("SET enable_progress_bar = false")
        connection.register("current_files", current)
        connection.sql(
            "SELECT * FROM read_parquet(?) SEMI JOIN current_files USING (file, size, modified_ns)"
            " QUALIFY row_number() OVER (PARTITION BY file ORDER BY file) = 1 ORDER BY file",
            params=[[str(path) for path in sources]],
        ).write_parquet(str(draft), compression="zstd")
    draft.replace(out)
    shutil.rmtree(parts)


def _rolled_up(counts: tuple[Any, ...], sums: dict[str, Any]) -> RollUp:
    year, form, form_requests, reports, broken, repeated = counts
    layout = form_of(form, form_requests)
    figures: dict[str, Value] = {}
    for cell_id, cell in layout.cells.items():
        total = sums.get(cell_id)
        if total is not None:
            figures[cell_id] = _plain(total) if cell.kind is FigureKind.AMOUNT else int(total)
    report = Report(
        organ=f"汇总（{reports}份报告）",
        year=year,
        form=form,
        form_requests=form_requests,
        tables=tables_of(layout, figures),
    )
    return RollUp(year, reports, broken, repeated, report)


def _plain(total: Decimal) -> str:
    return re.sub(r"\.?0+$", "", f"{total:f}") if "." in f"{total:f}" else f"{total:f}"
