"""A file between its dry run and its import: kept under a name nobody can guess, for a day at most."""

from __future__ import annotations

import datetime
import secrets
from pathlib import Path

from django.conf import settings
from django.utils import timezone

KEPT = datetime.timedelta(days=1)


def _folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "imports"


def stage(data: bytes) -> str:
    """Keep a file and return the token that fetches it; what is older than a day goes."""
    folder = _folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    oldest = (timezone.now() - KEPT).timestamp()
    for file in folder.iterdir():
        if file.stat().st_mtime < oldest:
            file.unlink(missing_ok=True)
    token = secrets.token_hex(16)
    (folder / token).write_bytes(data)
    return token


def fetch(token: str) -> bytes | None:
    """Return the file of a token, or None where it went. The token comes from the session, not from outside."""
    try:
        return (_folder() / token).read_bytes()
    except FileNotFoundError:
        return None


def discard(token: str) -> None:
    """Forget a file."""
    (_folder() / token).unlink(missing_ok=True)
