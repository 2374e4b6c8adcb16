"""Cutting runs of digits: complete where it says so, bounded always, and never a guess."""

import time
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.annualreport.readers.deciding import COLUMNS, decide
from gongkai.annualreport.readers.splits import (
    MOST_READINGS,
    MOST_STEPS,
    Reading,
    spells,
    split,
    split_in_blocks,
    split_with_total,
)

LEAVES = ("granted", "partial", "denied_1")


def written(reading: Reading) -> tuple[str, ...]:
    return ("".join(map(str, reading)),)


rows = st.lists(st.integers(0, 30) | st.just(0), min_size=6, max_size=6).map(lambda row: (*row, sum(row)))


@given(rows)
def test_the_printed_row_is_among_its_readings(row: Reading) -> None:
    tokens = written(row)
    found = split_with_total(tokens, COLUMNS)
    assert found.complete
    assert row in found.readings
    assert all(sum(reading[:-1]) == reading[-1] and spells(tokens, reading) for reading in found.readings)


@given(st.lists(st.integers(0, 999), min_size=3, max_size=3).map(tuple))
def test_a_short_row_is_among_its_readings(row: Reading) -> None:
    assert row in split(written(row), 3, most=MOST_READINGS).readings


@pytest.mark.parametrize(
    ("tokens", "cells", "only"),
    [
        (["007"], 3, (0, 0, 7)),
        (["021"], 3, (0, 2, 1)),
        (["222"], 3, (2, 2, 2)),
        (["8801"], 3, None),  # 8|80|1 or 88|0|1
        (["77", "132470"], 3, None),
        (["00", "0", "01"], 5, (0, 0, 0, 0, 1)),
        (["12"], 3, None),  # fewer digits than cells: some were blank
    ],
)
def test_only_one_way(tokens: list[str], cells: int, only: Reading | None) -> None:
    assert split(tokens, cells).only == only


def test_blocks() -> None:
    found = split_in_blocks(["25380363300630003"], 3, 5)
    assert found.only == (25, 3, 8, 0, 36, 3, 3, 0, 0, 6, 3, 0, 0, 0, 3)


def test_ten_megabytes_of_digits_cost_nothing() -> None:
    digits = ("1234567890" * 1_000_000,)
    started = time.process_time()
    assert split(digits, COLUMNS).readings == ()
    assert split_with_total(digits, COLUMNS).readings == ()
    assert split_in_blocks(digits, 3, 5).readings == ()
    assert time.process_time() - started < 1


def test_the_longest_run_that_is_tried_is_bounded() -> None:
    """No run of any length takes more steps than the search allows; one that would is given up, not guessed."""
    rng = Random(7)
    gave_up = 0
    for length in range(COLUMNS, COLUMNS * 9 + 1):
        digits = ("".join(rng.choice("123456789") for _ in range(length)),)
        started = time.process_time()
        found = split_with_total(digits, COLUMNS)
        gave_up += not found.complete
        assert found.only is None or found.complete
        assert time.process_time() - started < MOST_STEPS * 9 / 100_000
    assert gave_up < COLUMNS * 9


def test_columns_decide_between_readings() -> None:
    read = {
        "granted": (1, 1, 0, 0, 0, 0, 2),
        "partial": (0,) * 7,
        "carried_over": (0,) * 7,
        "carried_in": (0,) * 7,
    }
    lost = {"denied_1": written((1, 11, 1, 0, 0, 0, 13)), "total_handled": written((2, 12, 1, 0, 0, 0, 15))}
    decided = decide(read, lost, LEAVES)
    assert decided == {"denied_1": (1, 11, 1, 0, 0, 0, 13), "total_handled": (2, 12, 1, 0, 0, 0, 15)}


def test_a_row_that_does_not_add_up_is_read_if_the_columns_say_so() -> None:
    """Row total 19 over 19 + 1: the sum of the columns is wrong in print, and each column is right."""
    read = {"granted": (11, 0, 0, 0, 0, 0, 11), "partial": (8, 1, 0, 0, 0, 0, 8), "denied_1": (0,) * 7}
    decided = decide(read, {"total_handled": ("191000019",)}, LEAVES)
    assert decided == {"total_handled": (19, 1, 0, 0, 0, 0, 19)}


def test_nothing_is_forced() -> None:
    two_ways = written((1, 11, 1, 0, 0, 0, 13))  # also 11|1|1
    assert decide({}, {"granted": two_ways}, LEAVES) == {}
    assert decide({}, {"granted": ("7500012",)}, LEAVES) == {}  # 7 5 0 0 0 _ 12 with a blank, or broken
    with_blanks = {"granted": written((10, 0, 0, 0, 0, 0, 10)), "partial": ("101",)}
    assert decide({}, with_blanks, LEAVES) == {}


def test_a_broken_row_of_single_digits_is_read_as_printed() -> None:
    assert decide({}, {"granted": ("8100008",)}, LEAVES) == {"granted": (8, 1, 0, 0, 0, 0, 8)}
