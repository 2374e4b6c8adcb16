"""Published reports that somebody hands in, read and checked: each in a process of its own, within limits.

Nothing is written anywhere: the bytes go to the process and the report comes back. A file that is broken, protected,
too large or too slow costs itself and no other.
"""

from __future__ import annotations

import os
import resource
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace

from gongkai.annualreport.batch import in_processes
from gongkai.annualreport.checks import check_report
from gongkai.annualreport.errors import AnnualReportError
from gongkai.annualreport.readers import read_report
from gongkai.annualreport.value import Finding, Report

MOST_SECONDS = 30  # for one file; the slowest real one takes two
MOST_SECONDS_OF_ALL = 90
MOST_MEMORY = 2 * 1024**3  # bytes of address space of a process; a hundred pages of PDF take a tenth
_POLITE = 10  # lower priority than whoever waits for a page


@dataclass(frozen=True, slots=True)
class HandedFile:
    """A file as somebody handed it in."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class ExaminedFile:
    """What a file holds: a report with all findings on it, or the sentence that says why there is none.

    `previous` names the file with the same organ's report of the year before, where that was handed in too.
    """

    name: str
    report: Report | None = None
    findings: tuple[Finding, ...] = ()
    reason: str = ""
    previous: str = ""


@dataclass(frozen=True, slots=True)
class _Pair:
    examined: ExaminedFile
    previous: ExaminedFile


def examine_files(
    files: Sequence[HandedFile],
    *,
    seconds: float = MOST_SECONDS,
    seconds_of_all: float = MOST_SECONDS_OF_ALL,
    memory: int = MOST_MEMORY,
) -> list[ExaminedFile]:
    """Every file examined, in order; of two reports of an organ in a row the later is checked against the earlier."""
    until = time.monotonic() + seconds_of_all
    found: list[ExaminedFile] = []
    answers = in_processes(_Examination(memory), files, died=_died, late=_late, seconds=seconds)
    with closing(answers):
        for examined in answers:
            found.append(examined)
            if time.monotonic() > until:
                break
    found += [_not_reached(file) for file in files[len(found) :]]
    pairs = {
        number: _Pair(one, before) for number, one in enumerate(found) if (before := _before(one, found))
    }
    compared = in_processes(
        _Comparison(memory), list(pairs.values()), died=_not_compared, late=_not_compared, seconds=seconds
    )
    with closing(compared):
        for number, examined in zip(pairs, compared, strict=True):
            found[number] = examined
    return found


@dataclass(frozen=True, slots=True)
class _Examination:
    """Reading and checking a file, as a process of its own does it."""

    memory: int

    def __call__(self, file: HandedFile) -> ExaminedFile:
        return _within(self.memory, file.name, lambda: _examined(file))


@dataclass(frozen=True, slots=True)
class _Comparison:
    """Checking a report against that of the year before."""

    memory: int

    def __call__(self, pair: _Pair) -> ExaminedFile:
        return _within(self.memory, pair.examined.name, lambda: _compared(pair))


def _within(memory: int, name: str, work: Callable[[], ExaminedFile]) -> ExaminedFile:
    """Do it with little memory and after everybody else; whatever goes wrong is a sentence."""
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(
        resource.RLIMIT_AS, (memory if most == resource.RLIM_INFINITY else min(memory, most), most)
    )
    os.setpriority(os.PRIO_PROCESS, 0, _POLITE)
    try:
        return work()
    except AnnualReportError as error:
        return ExaminedFile(name, reason=error.message)
    except MemoryError:
        return ExaminedFile(
            name, reason="展开这份文件需要的内存远多于一份年度报告，不予读取；请确认文件来源。"
        )
    except Exception:  # what no reader foresaw is still one sentence
        return ExaminedFile(
            name, reason="读取时程序出错；请另存为 DOCX 或带文字层的 PDF 再试，并反馈此文件。"
        )


def _examined(file: HandedFile) -> ExaminedFile:
    report = read_report(file.data, name=file.name)
    return ExaminedFile(file.name, report, (*report.findings, *check_report(report)))


def _compared(pair: _Pair) -> ExaminedFile:
    report = pair.examined.report
    assert report is not None
    findings = (*report.findings, *check_report(report, previous=pair.previous.report))
    return replace(pair.examined, findings=findings, previous=pair.previous.name)


def _before(examined: ExaminedFile, files: Sequence[ExaminedFile]) -> ExaminedFile | None:
    """The first file with the report of the year before."""
    report = examined.report
    if report is None or not report.organ or report.year is None:
        return None
    wanted = (report.organ, report.year - 1)
    return next((f for f in files if f.report and (f.report.organ, f.report.year) == wanted), None)


def _died(file: HandedFile) -> ExaminedFile:
    return ExaminedFile(
        file.name,
        reason="读取时进程中止（文件损坏，或需要的内存太多）；请另存为 DOCX 或带文字层的 PDF 再试。",
    )


def _late(file: HandedFile) -> ExaminedFile:
    return ExaminedFile(file.name, reason="读取用时过长，已经停止；请拆出年度报告部分，或另存为 DOCX 再试。")


def _not_reached(file: HandedFile) -> ExaminedFile:
    return ExaminedFile(file.name, reason="前面的文件用时过长，没有轮到这一份；请另行核对。")


def _not_compared(pair: _Pair) -> ExaminedFile:
    return pair.examined
