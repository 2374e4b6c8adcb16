"""For every test: a home of its own, and the database that `DATABASE_URL` names (SQLite without it)."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest

os.environ["GONGKAI_HOME"] = tempfile.mkdtemp(prefix="gongkai-test-")
os.environ["GONGKAI_SECRET_KEY"] = "only-for-tests"

SHARED = Path(os.environ.get("GONGKAI_SHARED", Path(__file__).parent.parent / "shared"))


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real published reports; a test that needs it says so when it is not there."""
    folder = SHARED / "data"
    if not folder.is_dir():
        pytest.skip(f"no shared data at {folder} (set GONGKAI_SHARED)")
    return folder
