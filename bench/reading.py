"""What reading a report costs, each format against a named baseline in the same run.

HTML: lxml's parse of the same page. PDF: pdfplumber's table extraction over all pages. Flat text: reports a second.
XLSX: opening the file with openpyxl. Usage: bench/reading.py [FOLDER of published reports].
"""

from __future__ import annotations

import io
import logging
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import lxml.html
import openpyxl
import pdfplumber
from tests.layouts import make_layout

from gongkai.annualreport.readers import read_report

REPORTS, ROUNDS = 40, 3


def seconds(work: Callable[[bytes], object], files: list[bytes]) -> float:
    """Processor time of the best of some rounds over all files."""
    best = float("inf")
    for _ in range(ROUNDS):
        started = time.process_time()
        for data in files:
            work(data)
        best = min(best, time.process_time() - started)
    return best


def tables_of(data: bytes) -> list[object]:
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        return [table for page in pdf.pages for table in page.extract_tables()]


def compare(
    name: str, files: list[bytes], baseline: str = "", work: Callable[[bytes], object] | None = None
) -> None:
    ours = seconds(read_report, files)
    ratio = f"{ours / seconds(work, files):6.2f} × {baseline}" if work else ""
    print(
        f"{name:22} {1000 * ours / len(files):8.2f} ms a report {len(files) / ours:8.0f} a second   {ratio}"
    )


BASELINES: dict[str, tuple[str, Callable[[bytes], object]]] = {
    ".html": ("lxml.html parse", lxml.html.fromstring),
    ".pdf": ("pdfplumber tables", tables_of),
}


def main() -> None:
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    generated = {name: [make_layout(seed, name).data for seed in range(REPORTS)] for name in
                 ("html", "docx", "xlsx", "pdf", "markdown", "lines", "columns", "spaced", "lost")}  # fmt: skip
    compare("html", generated["html"], "lxml.html parse", lxml.html.fromstring)
    compare("pdf", generated["pdf"], "pdfplumber tables", tables_of)
    compare("xlsx", generated["xlsx"], "openpyxl load", lambda data: openpyxl.load_workbook(io.BytesIO(data)))
    compare("docx", generated["docx"])
    for name in ("markdown", "lines", "columns", "spaced", "lost"):
        compare(f"text: {name}", generated[name])
    for path in sorted(Path(sys.argv[1]).glob("*.*")) if len(sys.argv) > 1 else ():
        baseline, work = BASELINES.get(path.suffix, ("", None))
        compare(path.name[:22], [path.read_bytes()], baseline, work)


if __name__ == "__main__":
    main()
