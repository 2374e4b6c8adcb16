"""The file of a backup: a ZIP of members and a manifest that says what each is, read back as it was put in."""

from __future__ import annotations

import hashlib
import json
import re
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from gongkai.config.refusal import CommandRefused
from gongkai.config.sample import MARK

FORMAT = "gongkai.backup/1"
MANIFEST = "manifest.json"
SQLITE, POSTGRESQL = "gongkai.sqlite3", "gongkai.dump"
LEDGER_KEYS, SIGNING_KEY = "ledger.keys", "filing.key"
NAMES = re.compile(
    rf"{re.escape(SQLITE)}|{re.escape(POSTGRESQL)}|{re.escape(MARK)}"
    r"|files/[0-9a-f]{2}/[0-9a-f]{64}|checkpoints/[^/\\\0]{1,200}"
)
CHUNK = 1024 * 1024


@dataclass(frozen=True)
class Manifest:
    """What a backup holds: of each member its SHA-256, and the signed checkpoint of the chain that it must reach.

    SHA-256 and not SM3: the reader of a backup may have nothing but a common tool at hand.
    """

    version: str
    checkpoint: str
    members: dict[str, str]

    @property
    def database(self) -> str:
        """The name of the member that is the database."""
        return SQLITE if SQLITE in self.members else POSTGRESQL


def add(archive: zipfile.ZipFile, path: Path, name: str) -> str:
    """Put a file into a backup under a name, and return its SHA-256."""
    info = zipfile.ZipInfo.from_file(path, name, strict_timestamps=False)
    info.compress_type = zipfile.ZIP_DEFLATED
    with path.open("rb") as source, archive.open(info, "w") as kept:
        return _copied(source, kept)


def read_manifest(backup: Path) -> Manifest:
    """Return what a backup says that it holds. Raises `CommandRefused` for what is none."""
    with opened(backup) as archive:
        try:
            said = json.loads(archive.read(MANIFEST))
            made = Manifest(said["version"], said["checkpoint"], dict(said["members"]))
            if said["format"] != FORMAT or not all(NAMES.fullmatch(name) for name in made.members):
                raise ValueError
        except (KeyError, ValueError, TypeError, AttributeError, zipfile.BadZipFile, zlib.error) as error:
            raise _no_backup(backup) from error
    return made


def unpack(backup: Path, made: Manifest, folder: Path) -> None:
    """Write the members of a backup into an empty folder. Raises `CommandRefused` when one is not as it was put in."""
    with opened(backup) as archive:
        for name, digest in made.members.items():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            try:
                with archive.open(name) as source, target.open("xb") as kept:
                    found = _copied(source, kept)
            except (KeyError, zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
                if isinstance(error, OSError) and error.errno:  # the disk, not the backup
                    raise
                raise _damaged(backup) from error
            if found != digest:
                raise _damaged(backup)


def read_again(backup: Path, made: Manifest) -> None:
    """Read a backup to its end. Raises `CommandRefused` when a member is not as it was put in."""
    with tempfile.TemporaryDirectory(prefix=".gongkai-proof-", dir=backup.parent) as scratch:
        unpack(backup, made, Path(scratch))


@contextmanager
def opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """Yield a backup, or a file of keys, to be read. Raises `CommandRefused` for what is none."""
    try:
        archive = zipfile.ZipFile(path)
    except zipfile.BadZipFile as error:
        raise _no_backup(path) from error
    with archive:
        yield archive


def _copied(source: IO[bytes], target: IO[bytes]) -> str:
    """Copy to the end, and return the SHA-256 of what went over."""
    digest = hashlib.sha256()
    while data := source.read(CHUNK):
        digest.update(data)
        target.write(data)
    return digest.hexdigest()


def _no_backup(path: Path) -> CommandRefused:
    return CommandRefused(f"{path.name} 不是本系统的备份文件，或者没有写完。", code="no_backup", exit_code=2)


def _damaged(path: Path) -> CommandRefused:
    return CommandRefused(
        f"备份文件 {path.name} 已损坏，内容与做成时不一致，没有恢复；请用另一份备份。", code="damaged"
    )
