"""Where this installation lives. Free of Django, for the commands that need none."""

from __future__ import annotations

import os
from pathlib import Path


def home() -> Path:
    """Return the home of this installation: database, files, keys (`GONGKAI_HOME`, default ./var)."""
    return Path(os.environ.get("GONGKAI_HOME", "var")).absolute()
