"""Two officers at once, and an import that is killed: all or nothing, and never both."""

from __future__ import annotations

import signal

import pytest

from tests.faults.scripts import COUNT, FINALIZE, IMPORT, KILLED_IMPORT, REVIEWED
from tests.homes import Home


def counts(home: Home) -> list[int]:
    """Decisions of the year, finalizations of its report, locks of its period; and the chain holds."""
    return [int(number) for number in home.python(COUNT).stdout.split()]


def at_once(home: Home, *scripts: str) -> list[str]:
    """Start every script, let them go together, return what each said at its end."""
    processes = [home.start(script) for script in scripts]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n", process.communicate()[1]
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    said = []
    for process in processes:
        out, err = process.communicate(timeout=120)
        assert process.returncode == 0, err
        said.append(out.strip())
    return said


def test_two_officers_finalize_at_once_and_one_is_told_why_not(sample_home: Home) -> None:
    sample_home.python(REVIEWED)
    said = sorted(at_once(sample_home, FINALIZE, FINALIZE))
    assert said[1] == "final"
    assert said[0].startswith("blocked")
    assert counts(sample_home) == [0, 1, 1]


@pytest.mark.parametrize(
    "scripts", [(FINALIZE, IMPORT), (IMPORT, FINALIZE)], ids=["finalization-first", "import-first"]
)
def test_what_is_finalized_is_what_was_counted(sample_home: Home, scripts: tuple[str, str]) -> None:
    """A finalization and an import meet: the period is locked without the rows, or holds them and is not locked."""
    sample_home.python(REVIEWED)
    said = " ".join(at_once(sample_home, *scripts))
    if "final" in said:
        assert "refused PERIOD_LOCKED" in said
        assert counts(sample_home) == [0, 1, 1]
    else:
        assert "blocked" in said
        assert "imported 2" in said
        assert counts(sample_home) == [2, 0, 0]


def test_two_officers_import_the_same_file_at_once(sample_home: Home) -> None:
    assert sorted(at_once(sample_home, IMPORT, IMPORT)) == ["imported 0", "imported 2"]
    assert counts(sample_home) == [2, 0, 0]


def test_a_killed_import_leaves_nothing_and_can_be_run_again(sample_home: Home) -> None:
    killed = sample_home.start(KILLED_IMPORT)
    killed.communicate("\n", timeout=120)
    assert killed.returncode == -signal.SIGKILL
    assert counts(sample_home) == [0, 0, 0]
    assert at_once(sample_home, IMPORT) == ["imported 2"]
    assert counts(sample_home) == [2, 0, 0]
