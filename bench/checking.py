"""What checking a text before it is published costs, against one scan of the same text for digits.

The texts are a paragraph as reports have them, a table as a page copied into text has it, and figures alone, one a
line; or the texts of the folder given: bench/checking.py [FOLDER]. Start-up (dictionaries, patterns) is over before
the clock runs; each figure is the best of three rounds of processor time.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

from gongkai.precheck import CHECKS, check_text

PARAGRAPH = (
    "（一）主动公开情况。全年主动公开政府信息 137 条，其中政策文件 21 条，解读材料 16 条，工作动态等 100 条。"
    "门户网站设有 8 个专栏，2023 年 5 月 6 日完成改版（示政办发〔2023〕5号）。按照《中华人民共和国政府信息公开条例》"
    "的要求，“先审查、后公开”的机制继续健全，工作作风进一步改进，群众满意度稳步提高；下一步将继续完善办理流程。\n"
)
ROWS = (
    "一、本年新收政府信息公开申请数量",
    "二、上年结转政府信息公开申请数量",
    "（一）予以公开",
    "1.属于国家秘密",
    "（七）总计",
)
TABLE = "三、收到和处理政府信息公开申请情况\n" + "".join(
    f"{label}\n" + "".join(f"{(7 * row + 3 * column) % 131}\n" for column in range(7))
    for row, label in enumerate(ROWS)
)
FIGURES = "".join(f"{7 * n % 131}\n" for n in range(131))
LARGE = 2_000_000  # characters
ROUNDS = 3


def seconds(work: Callable[[], object]) -> float:
    """Processor time of the best round."""
    best = float("inf")
    for _ in range(ROUNDS):
        started = time.process_time()
        work()
        best = min(best, time.process_time() - started)
    return best


def measure(name: str, prose: str) -> None:
    """Print MB/s and the ratio to the scan of one text made long, of all checks and of each."""
    text = prose * (LARGE // len(prose) + 1)
    size = len(text.encode()) / 1_000_000
    digits = re.compile(r"\d+")
    check_text(prose)
    baseline = seconds(lambda: sum(1 for _ in digits.finditer(text)))
    print(f"{name + ': re scan for digits':28} {size / baseline:8.1f} MB/s")
    for label, work in (
        ("all checks", lambda: check_text(text)),
        *((each.category, lambda each=each: check_text(text, categories=[each.category])) for each in CHECKS),
    ):
        spent = seconds(work)
        print(f"{name + ': ' + label:28} {size / spent:8.1f} MB/s   {spent / baseline:6.1f} × the scan")


def main() -> None:
    """Measure prose, a table and figures, or the texts of a folder."""
    if len(sys.argv) > 1:
        files = sorted(Path(sys.argv[1]).glob("*.txt"))
        measure("texts", "".join(file.read_text(encoding="utf-8") for file in files))
        return
    measure("prose", PARAGRAPH)
    measure("table", TABLE)
    measure("figures", FIGURES)


if __name__ == "__main__":
    main()
