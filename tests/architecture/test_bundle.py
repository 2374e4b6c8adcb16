"""The bundle: what a machine without a network needs is in it, and no index is asked."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

from tests.architecture.house import ROOT


def test_a_bundle_holds_everything_that_is_installed(tmp_path: Path) -> None:
    bundle = (
        ROOT
        / subprocess.run(
            ["tools/bundle", sys.executable],
            cwd=ROOT,
            check=True,
            capture_output=True,
            text=True,
            timeout=300,
        ).stdout.strip()
    )
    zipfile.ZipFile(bundle).extractall(tmp_path)
    (folder,) = tmp_path.iterdir()
    assert (folder / "install.sh").exists()
    alone = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--dry-run",
        "--ignore-installed",
        "--no-index",
        "--no-deps",
    ]
    asked = [
        "--find-links",
        str(folder / "wheels"),
        "--require-hashes",
        "-r",
        str(folder / "requirements.lock"),
    ]
    done = subprocess.run([*alone, *asked], capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    assert list((folder / "wheels").glob("gongkai-*.whl"))
