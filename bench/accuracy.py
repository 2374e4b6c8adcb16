"""How right the readers are: 10,000 generated reports, every cell compared, by format.

Usage: bench/accuracy.py [HOW_MANY]. A wrong cell is a figure that was not printed there; null means that a figure
was printed and could not be told for certain. Seeds are fixed: the table is the same on every machine.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.layouts import FORMATS, judge, make_layout

from gongkai.annualreport.readers import read_report

CHUNK = 50


def measure(task: tuple[str, int]) -> Counter[str]:
    """Counts over one chunk of seeds of a format."""
    format_, first = task
    counts: Counter[str] = Counter()
    for seed in range(first, first + CHUNK):
        layout = make_layout(seed, format_)
        report = read_report(layout.data)
        verdict = judge(layout, report)
        counts["reports"] += 1
        counts["whole"] += not verdict.null
        counts["right"] += verdict.right
        counts["wrong"] += len(verdict.wrong)
        counts["null"] += len(verdict.null)
        counts["broken"] += verdict.broken
        counts["found"] += verdict.broken_found
        counts["false"] += len(verdict.false_alarms)
        counts["title"] += (report.organ, report.year) == (layout.report.organ, layout.report.year)
        if verdict.wrong:
            print(f"  wrong in {format_} {seed}: {verdict.wrong[0]}", file=sys.stderr)
    return counts


def tasks(each: int) -> Iterator[tuple[str, int]]:
    return ((format_, first) for format_ in FORMATS for first in range(0, each, CHUNK))


def main() -> None:
    each = (int(sys.argv[1]) if len(sys.argv) > 1 else 10_000) // len(FORMATS)
    totals: dict[str, Counter[str]] = {format_: Counter() for format_ in FORMATS}
    with ProcessPoolExecutor() as pool:
        for (format_, _), counts in zip(tasks(each), pool.map(measure, tasks(each)), strict=True):
            totals[format_] += counts
    print(f"{'format':9} {'reports':>7} {'cells':>9} {'wrong':>6} {'null':>7} {'null %':>7} {'whole %':>8} "
          f"{'broken':>7} {'found':>6} {'false':>6} {'title %':>8}")  # fmt: skip
    for format_, n in totals.items():
        cells = n["right"] + n["wrong"] + n["null"]
        print(f"{format_:9} {n['reports']:7} {cells:9} {n['wrong']:6} {n['null']:7} {100 * n['null'] / cells:7.2f} "
              f"{100 * n['whole'] / n['reports']:8.1f} {n['broken']:7} {n['found']:6} {n['false']:6} "
              f"{100 * n['title'] / n['reports']:8.1f}")  # fmt: skip
    wrong = sum(n["wrong"] + n["false"] for n in totals.values())
    print("no wrong cell, no false alarm" if not wrong else f"{wrong} wrong")


if __name__ == "__main__":
    main()
