"""What the demo does with the folder it finds: its own sample is kept, an outdated one made anew, others refused."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest

from gongkai.config.commands import demo


def found(folder: Path, state: str | None) -> Path:
    """A folder with something in it, and the mark of a sample in this state."""
    (folder / "data").write_text("示例", encoding="utf-8")
    if state is not None:
        (folder / demo.MARK).write_text(json.dumps({"state": state}), encoding="utf-8")
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
    assert demo._state(tmp_path) == demo.BUILDING


def test_a_real_home_is_never_touched(tmp_path: Path) -> None:
    data = found(tmp_path, None)
    with pytest.raises(click.UsageError, match="正式数据"):
        demo._make(tmp_path, fresh=True)
    assert data.exists()
