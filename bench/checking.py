"""What checking a text before it is published costs, against one scan of the same text for digits.

The text is a paragraph as reports have them, or the texts of the folder given: bench/checking.py [FOLDER]. Start-up
(dictionaries, patterns) is over before the clock runs; each figure is the best of three rounds of processor time.
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


def main() -> None:
    """Print MB/s and the ratio to the scan, of all checks and of each."""
    files = sorted(Path(sys.argv[1]).glob("*.txt")) if len(sys.argv) > 1 else []
    prose = "".join(file.read_text(encoding="utf-8") for file in files) or PARAGRAPH
    text = prose * (LARGE // len(prose) + 1)
    size = len(text.encode()) / 1_000_000
    digits = re.compile(r"\d+")
    check_text(prose)
    baseline = seconds(lambda: sum(1 for _ in digits.finditer(text)))
    print(f"{'re scan for digits':20} {size / baseline:8.1f} MB/s")
    for name, work in (
        ("all checks", lambda: check_text(text)),
        *((each.category, lambda each=each: check_text(text, categories=[each.category])) for each in CHECKS),
    ):
        spent = seconds(work)
        print(f"{name:20} {size / spent:8.1f} MB/s   {spent / baseline:6.1f} × the scan")


if __name__ == "__main__":
    main()
