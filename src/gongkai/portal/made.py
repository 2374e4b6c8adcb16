"""What was made for the public, once: kept as files that are served as they are, or not at all.

Each folder stands under the digest of what it was made from and holds a list of its files with their digests, sealed
with the ledger's key. A file that is not what its list says is not served; the worker makes it anew.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from gongkai.ledger.chain import sm3
from gongkai.ledger.seals import is_seal_over, seal_over

LIST = "list.json"
PURPOSE = "portal.made"


@dataclass(frozen=True)
class Made:
    """A file as it was made."""

    data: bytes
    digest: str


def keep(name: str, contents: Mapping[str, bytes]) -> None:
    """Keep the files of a folder, all at once; what stood there is replaced."""
    root: Path = settings.RELEASED_ROOT
    root.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(dir=root, prefix=".new-"))
    digests = {file: sm3(data) for file, data in contents.items()}
    for file, data in contents.items():
        (fresh / file).write_bytes(data)
    sealed = {"files": digests, "seal": seal_over(PURPOSE, [name, digests])}
    (fresh / LIST).write_text(json.dumps(sealed))
    shutil.rmtree(root / name, ignore_errors=True)
    try:
        fresh.replace(root / name)
    except OSError:  # somebody else made the same at the same moment
        shutil.rmtree(fresh, ignore_errors=True)


def read(name: str, file: str) -> Made | None:
    """Return a file, or None where it has not been made or is not as it was made."""
    digest = _list_of(name).get(file)
    try:
        data = (settings.RELEASED_ROOT / name / file).read_bytes() if digest else b""
    except OSError:
        return None
    return Made(data, digest) if digest and sm3(data) == digest else None


def is_whole(name: str) -> bool:
    """Return whether a folder was made and all its files are as they were made."""
    files = _list_of(name)
    return bool(files) and all(read(name, file) for file in files)


def keep_only(names: Collection[str]) -> None:
    """Let go of every other folder: what was withdrawn, what an older text was made into."""
    for folder in Path(settings.RELEASED_ROOT).glob("[!.]*"):
        if folder.name not in names:
            shutil.rmtree(folder, ignore_errors=True)


def _list_of(name: str) -> dict[str, str]:
    """The digests of a folder's files; empty where there is no list that was sealed with a key of ours."""
    try:
        kept = json.loads((settings.RELEASED_ROOT / name / LIST).read_bytes())
        files: dict[str, str] = kept["files"]
        if is_seal_over(kept["seal"], PURPOSE, [name, files]):
            return files
    except (OSError, ValueError, KeyError, TypeError):
        pass
    return {}
