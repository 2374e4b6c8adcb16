"""Answers come in order, and a lost process costs one item."""

from __future__ import annotations

from gongkai.annualreport.batch import in_processes
from gongkai.annualreport.tests.jobs import FATAL, lost, square


def test_answers_in_order_with_a_process_lost_on_the_way() -> None:
    numbers = [*range(10), FATAL, *range(20, 30)]
    answers = list(in_processes(square, numbers, died=lost, workers=2))
    assert answers == [*(n * n for n in range(10)), -FATAL, *(n * n for n in range(20, 30))]


def test_nothing_to_do() -> None:
    assert list(in_processes(square, [], died=lost)) == []
