"""A file between its choice and its import, and what its check found: under a name nobody can guess, for a day.

Both may hold personal data, so they stand in the home's files and nowhere else.
"""

from __future__ import annotations

import datetime
import json
import re
import secrets
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

KEPT = datetime.timedelta(days=1)
TOKEN = re.compile(r"[0-9a-f]{32}")


def _folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "imports"


def _place(token: str) -> Path:
    """Return where the file of a token stands. Raises `FileNotFoundError` for what is no token: it names no file."""
    if not isinstance(token, str) or TOKEN.fullmatch(token) is None:
        raise FileNotFoundError
    return _folder() / token


def _findings_place(token: str, task: int) -> Path:
    return _place(token).with_suffix(f".{task:d}")


def stage(chunks: Iterable[bytes]) -> str:
    """Keep a file and return the token that fetches it."""
    folder = _folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    token = secrets.token_hex(16)
    with (folder / token).open("wb") as file:
        file.writelines(chunks)
    return token


def fetch(token: str) -> bytes | None:
    """Return the file of a token, or None where it went."""
    try:
        return _place(token).read_bytes()
    except FileNotFoundError:
        return None


def path_of(token: str) -> Path | None:
    """Return where the file of a token stands, or None where it went."""
    try:
        path = _place(token)
    except FileNotFoundError:
        return None
    return path if path.exists() else None


def keep_findings(token: str, task: int, findings: Any) -> None:
    """Keep what a task found in the file of a token."""
    text = json.dumps(findings, ensure_ascii=False)
    _findings_place(token, task).write_text(text, encoding="utf-8")


def findings_of(token: str, task: int) -> Any:
    """Return what a task found in the file of a token, or None where it went."""
    try:
        return json.loads(_findings_place(token, task).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None


def discard(token: str) -> None:
    """Forget a file; what was found in it stays for its day."""
    with suppress(FileNotFoundError):
        _place(token).unlink()


def discard_old() -> None:
    """Forget everything that is older than a day."""
    oldest = (timezone.now() - KEPT).timestamp()
    for file in _folder().glob("*"):
        if file.stat().st_mtime < oldest:
            file.unlink(missing_ok=True)
