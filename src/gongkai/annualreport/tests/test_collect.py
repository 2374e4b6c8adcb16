"""A folder becomes one file: every report a row, every refusal a reason, nothing read twice."""

from __future__ import annotations

import os
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from gongkai.annualreport import FORM_2021, Report, Value, form_of, tables_of
from gongkai.annualreport.collect import (
    CollectionError,
    CollectProgress,
    collect,
    roll_up,
    row_of,
    table_of,
)
from gongkai.annualreport.writers import write_html, write_json


def report(organ: str, count: int | None, year: int = 2023, amount: str = "1.5") -> Report:
    figures: dict[str, Value] = {"proactive.licensing.count": count, "proactive.fees.amount": amount}
    return Report(organ=organ, year=year, tables=tables_of(FORM_2021, figures, default=0))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    below = tmp_path / "reports" / "下级"
    below.mkdir(parents=True)
    (tmp_path / "reports" / "a.json").write_bytes(write_json(report("甲局", 3)))
    (below / "b.html").write_bytes(write_html(report("示例市乙局", 4)))
    (below / "c.txt").write_bytes("没有表格".encode())
    (below / ".hidden").write_bytes(b"x")
    return tmp_path / "reports"


def test_every_file_is_a_row_or_a_reason(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "all.parquet"
    seen: list[CollectProgress] = []
    done = collect(folder, out, workers=1, progress=seen.append)
    assert done == seen[-1] == CollectProgress(total=3, known=0, read=3, unreadable=1)
    rows = pq.read_table(out).to_pylist()
    assert [(row["file"], row["organ"], row["proactive.licensing.count"], row["error"]) for row in rows] == [
        ("a.json", "甲局", 3, None),
        (f"下级{os.sep}b.html", "示例市乙局", 4, None),
        (f"下级{os.sep}c.txt", None, None, "no_report"),
    ]
    assert rows[2]["message"].endswith("。")
    assert not out.with_name("all.parquet.parts").exists()


def test_resuming_reads_only_what_changed(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "all.parquet"
    collect(folder, out, workers=1)
    (folder / "a.json").write_bytes(write_json(report("甲局", 30, amount="2.25")))
    (folder / "下级" / "c.txt").unlink()
    (folder / "d.json").write_bytes(write_json(report("丁局", 5)))
    assert collect(folder, out, resume=True, workers=1) == CollectProgress(
        total=3, known=1, read=2, unreadable=0
    )
    [sums] = roll_up(out)
    assert sums.report.cell("proactive.licensing.count") == 39
    assert sums.report.cell("proactive.fees.amount") == "5.25"


def test_an_interrupted_run_is_taken_up(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "all.parquet"

    def interrupt(progress: CollectProgress) -> None:
        if progress.read:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        collect(folder, out, workers=1, progress=interrupt)
    assert not out.exists()
    assert collect(folder, out, resume=True, workers=1) == CollectProgress(
        total=3, known=3, read=0, unreadable=0
    )
    assert pq.read_metadata(out).num_rows == 3


def test_several_processes_give_the_same_file(folder: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "one.parquet", tmp_path / "two.parquet"
    collect(folder, one, workers=1)
    collect(folder, two, workers=2)
    assert pq.read_table(one) == pq.read_table(two)


def test_the_roll_up_counts_each_organ_once_and_can_leave_out_the_broken(tmp_path: Path) -> None:
    broken = Report(
        organ="丙局",
        year=2023,
        tables=tables_of(
            FORM_2021, {"requests.received.total": 1, "proactive.licensing.count": 100}, default=0
        ),
    )
    old = Report(organ="甲局", year=2019, form="2019", tables=tables_of(form_of("2019"), {}, default=0))
    reports = {
        "a": report("甲局", 3),
        "a2": report("甲局", 50),
        "b": report("乙局", None),
        "c": broken,
        "d": old,
    }
    file = tmp_path / "all.parquet"
    import_rows(file, reports)
    newest, oldest = roll_up(file)
    assert (newest.year, newest.reports, newest.broken, newest.repeated) == (2023, 3, 1, 1)
    assert newest.report.cell("proactive.licensing.count") == 103
    assert (oldest.year, oldest.report.form) == (2019, "2019")
    [sound] = roll_up(file, year=2023, allow_broken=False)
    assert (sound.reports, sound.report.cell("proactive.licensing.count")) == (2, 3)


def test_a_file_that_is_no_collection(tmp_path: Path) -> None:
    file = tmp_path / "all.parquet"
    file.write_bytes(b"nothing")
    with pytest.raises(CollectionError, match="查询"):
        roll_up(file)
    (tmp_path / "reports").mkdir()
    with pytest.raises(CollectionError, match="不能接着做"):
        collect(tmp_path / "reports", file, resume=True)


def test_an_empty_folder_gives_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    collect(tmp_path / "reports", tmp_path / "all.parquet")
    assert roll_up(tmp_path / "all.parquet") == []


def import_rows(file: Path, reports: dict[str, Report]) -> None:
    pq.write_table(table_of([row_of(each, file=name) for name, each in reports.items()]), file)
