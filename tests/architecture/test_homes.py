"""Tests live in a home of their own: nothing of a run lands in the home of who runs it, or of another worker."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings

from tests.architecture.house import ROOT


def test_every_path_of_the_settings_leads_into_the_home_of_this_worker() -> None:
    home = Path(os.environ["GONGKAI_HOME"])
    assert home == settings.HOME
    assert settings.MEDIA_ROOT.is_relative_to(home)
    assert settings.STATIC_ROOT.is_relative_to(home)


def test_a_shared_folder_that_is_asked_for_and_absent_fails_the_run(tmp_path: Path) -> None:
    asked = {**os.environ, "GONGKAI_SHARED": str(tmp_path / "absent")}
    run = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-p",
            "no:randomly",
            "--collect-only",
            "-q",
            "tests/architecture/test_homes.py",
        ],
        cwd=ROOT,
        env=asked,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode != 0
    assert asked["GONGKAI_SHARED"] in run.stderr
