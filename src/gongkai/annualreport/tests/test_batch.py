"""Answers come in order; a lost process, or one that takes too long, costs one item."""

from __future__ import annotations

import os
import select
import subprocess
import sys

import pytest

from gongkai.annualreport.batch import in_processes
from gongkai.annualreport.tests.jobs import ENDLESS, FATAL, WRONG, late, lost, process_of, square


def test_answers_in_order_with_a_process_lost_on_the_way() -> None:
    numbers = [*range(10), FATAL, *range(20, 30)]
    answers = list(in_processes(square, numbers, died=lost, workers=2))
    assert answers == [*(n * n for n in range(10)), -FATAL, *(n * n for n in range(20, 30))]


def test_what_takes_too_long_is_given_up_and_nothing_else() -> None:
    numbers = [1, ENDLESS, 2, FATAL, 3]
    answers = list(in_processes(square, numbers, died=lost, late=late, seconds=3, workers=2))
    assert answers == [1, late(ENDLESS), 4, lost(FATAL), 9]


def test_with_a_limit_even_one_item_is_worked_on_elsewhere() -> None:
    [process] = in_processes(process_of, [0], died=lost, seconds=60)
    assert process != os.getpid()


def test_who_stops_asking_ends_the_work() -> None:
    answers = in_processes(process_of, range(3), died=lost, seconds=60, workers=1)
    process = next(answers)
    answers.close()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_when_who_asks_is_killed_the_work_ends_too() -> None:
    script = (
        "import signal; from gongkai.annualreport.batch import in_processes; "
        "from gongkai.annualreport.tests.jobs import lost, process_of; "
        "answers = in_processes(process_of, range(2), died=lost, seconds=60); "
        "print(next(answers), flush=True); signal.pause()"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as asking:
        assert asking.stdout is not None
        helper = os.pidfd_open(int(asking.stdout.readline()))
        asking.kill()
    ended, _, _ = select.select([helper], [], [], 60)
    os.close(helper)
    assert ended


def test_an_error_that_work_lets_through_is_raised_here() -> None:
    with pytest.raises(ZeroDivisionError):
        list(in_processes(square, [1, WRONG, 2], died=lost, workers=2))


def test_nothing_to_do() -> None:
    assert list(in_processes(square, [], died=lost)) == []
    assert list(in_processes(square, [], died=lost, seconds=1)) == []
