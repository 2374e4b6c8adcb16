"""What the demo does with the folder it finds: its own sample is kept, an outdated one made anew, others refused."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from zoneinfo import ZoneInfo

import click
import pytest

from gongkai.config import sample
from gongkai.config.commands import demo


def found(folder: Path, state: str | None) -> Path:
    """A folder with something in it, and the mark of a sample in this state."""
    (folder / "data").write_text("示例", encoding="utf-8")
    if state is not None:
        (folder / sample.MARK).write_text(json.dumps({"state": state}), encoding="utf-8")
    return folder / "data"


def test_a_sample_of_this_program_is_kept(tmp_path: Path) -> None:
    data = found(tmp_path, demo.READY)
    demo._make(tmp_path, fresh=False)
    assert data.exists()


@pytest.mark.parametrize("state", [demo.BUILDING, "由旧版建立"])
def test_a_half_made_or_outdated_sample_is_made_anew(tmp_path: Path, state: str) -> None:
    data = found(tmp_path, state)
    demo._make(tmp_path, fresh=False)
    assert not data.exists()
    assert sample.state_of(tmp_path) == demo.BUILDING


def test_a_real_home_is_never_touched(tmp_path: Path) -> None:
    data = found(tmp_path, None)
    with pytest.raises(click.UsageError, match="正式数据"):
        demo._make(tmp_path, fresh=True)
    assert data.exists()


def test_a_sample_lives_in_its_own_time_from_the_day_it_was_begun(tmp_path: Path) -> None:
    assert sample.shift_of(tmp_path) == 0, "a real home has the real time"
    sample.mark(tmp_path, demo.BUILDING)
    shift = sample.shift_of(tmp_path)
    real = datetime.datetime.now(ZoneInfo("Asia/Shanghai")).date()
    assert abs(real + datetime.timedelta(days=shift) - sample.FIRST_DAY) <= datetime.timedelta(days=1)
    sample.mark(tmp_path, demo.READY)
    assert (sample.state_of(tmp_path), sample.shift_of(tmp_path)) == (demo.READY, shift)
