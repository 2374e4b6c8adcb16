"""The wheel: whoever installs it has every file of the program, and no tests."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

from tests.architecture.house import ROOT


def test_wheel_holds_every_file_of_the_program(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True, timeout=120)
    tracked = subprocess.run(
        ["git", "ls-files", "src"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
    files = {path.removeprefix("src/") for path in tracked.splitlines() if (ROOT / path).exists()}
    held = set(zipfile.ZipFile(next(tmp_path.glob("*.whl"))).namelist())
    assert sorted(path for path in files - held if "tests" not in Path(path).parts) == []
    assert sorted(path for path in held if "tests" in Path(path).parts) == []
