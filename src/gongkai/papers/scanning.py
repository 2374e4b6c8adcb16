"""The virus scanner: a clamd that `GONGKAI_CLAMD` names, or none. Whatever is no clear answer is *not scanned*.

clamd says OK of what it did not look at: a file in an archive that is larger than its limit, or needs a password. What
it may not have looked at is therefore known here, and never called clean.
"""

from __future__ import annotations

import io
import socket
import zipfile
import zlib
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import SplitResult

import clamd
from django.conf import settings

Verdict = Literal["clean", "infected", "unscanned"]

MEGABYTE = 1024 * 1024
LARGEST = 64 * MEGABYTE  # of a file, and of each in an archive; below clamd's own MaxFileSize of 100 MB
MOST = 256 * MEGABYTE  # of all that an archive unpacks to; below its MaxScanSize of 400 MB
PORT = 3310
ANSWER_SECONDS = 60.0
PING_SECONDS = 3.0
OVER_LIMITS = "Heuristics.Limits.Exceeded"
ENCRYPTED = "Heuristics.Encrypted"

NO_SCANNER = "没有设置查毒服务"
SILENT = "查毒服务没有应答"
BROKEN_OFF = "查毒服务没有查完就断开了，可能是文件超过它的上限"
NOT_UNDERSTOOD = "查毒服务出错"
TOO_LARGE = f"文件或者压缩包里的文件超过 {LARGEST // MEGABYTE} MB，查毒服务不会全查"
PROTECTED = "压缩包或者文档设有密码，查不到里面"
TOO_DEEP = "超过查毒服务的限度"
OTHER = "是 RAR、7z 压缩包，不一定查得到里面，请改用 ZIP"
BROKEN_ARCHIVE = "压缩包已损坏，查不到里面"
DEEPEST = 8  # archives in one another; below its MaxRecursion of 17
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")  # in which an office file with a password stands
OTHER_ARCHIVES = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c")


@dataclass(frozen=True)
class ScanResult:
    """What the scanner said of some bytes: `found` is the virus, or why they were not scanned."""

    verdict: Verdict
    engine: str = ""
    found: str = ""


class _WholeSocket(socket.socket):
    """Sends all that it is given: the library takes no notice of what was not sent, and clamd would scan less."""

    def send(self, data: bytes, flags: int = 0) -> int:  # type: ignore[override]
        self.sendall(data, flags)
        return len(data)


class _Clamd(clamd.ClamdNetworkSocket):  # type: ignore[misc]  # ships no types
    """The library's client, over either kind of socket, which waits for no connection either."""

    def __init__(self, address: SplitResult, seconds: float) -> None:
        self.address, self.seconds = address, seconds

    def _init_socket(self) -> None:
        where: Any
        if self.address.scheme == "unix":
            family, where = socket.AF_UNIX, self.address.path
        else:
            found = socket.getaddrinfo(
                self.address.hostname, self.address.port or PORT, type=socket.SOCK_STREAM
            )
            family, *_, where = found[0]
        self.clamd_socket = _WholeSocket(family)
        self.clamd_socket.settimeout(self.seconds)
        try:
            self.clamd_socket.connect(where)
        except OSError:
            self.clamd_socket.close()
            raise


def scan(data: bytes) -> ScanResult:
    """Return what the scanner says of the bytes of a file."""
    if settings.CLAMD is None:
        return _not_scanned(NO_SCANNER)
    if reason := _out_of_reach(data):
        return _not_scanned(reason)
    scanner = _Clamd(settings.CLAMD, ANSWER_SECONDS)
    try:
        engine = scanner.version()
        answer = scanner.instream(io.BytesIO(data))
    except (clamd.BufferTooLongError, BrokenPipeError, ConnectionResetError):
        return _not_scanned(BROKEN_OFF)
    except clamd.ResponseError:
        return _not_scanned(NOT_UNDERSTOOD)
    except (clamd.ClamdError, OSError):
        return _not_scanned(SILENT)
    return _said(engine, answer)


def _said(engine: str, answer: dict[str, tuple[str, str | None]] | None) -> ScanResult:
    match (answer or {}).get("stream"):
        case None:  # it went away without a word
            return _not_scanned(BROKEN_OFF)
        case ("OK", None) if engine:
            return ScanResult("clean", engine)
        case ("FOUND", str(found)) if found.startswith(OVER_LIMITS):
            return _not_scanned(TOO_DEEP)
        case ("FOUND", str(found)) if found.startswith(ENCRYPTED):
            return _not_scanned(PROTECTED)
        case ("FOUND", str(found)):
            return ScanResult("infected", engine or "clamd", found)
        case _:
            return _not_scanned(NOT_UNDERSTOOD)


def fault() -> str:
    """Return why nothing can be scanned now; "" where the scanner answers."""
    if settings.CLAMD is None:
        return NO_SCANNER
    try:
        return "" if _Clamd(settings.CLAMD, PING_SECONDS).ping() == "PONG" else NOT_UNDERSTOOD
    except (clamd.ClamdError, OSError):
        return SILENT


def _not_scanned(reason: str) -> ScanResult:
    return ScanResult("unscanned", found=reason)


def _out_of_reach(data: bytes) -> str:
    """Why a scanner would not look at all of it; "" where it does."""
    return TOO_LARGE if len(data) > LARGEST else _Inside().out_of_reach(data)


class _Inside:
    """What stands in a file: in an archive, whatever stands before it, in one within it, in one within that."""

    def __init__(self) -> None:
        self.left, self.depth = MOST, 0

    def out_of_reach(self, data: bytes) -> str:
        """Why a scanner would not look at all of it; "" where it does."""
        if data.startswith(OLD_OFFICE) and ENCRYPTED_STREAM in data:
            return PROTECTED
        if data.startswith(OTHER_ARCHIVES):
            return OTHER
        try:
            archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
            return ""  # no archive: it is scanned as what it is
        parts = [part for part in archive.infolist() if not part.is_dir()]
        if any(part.flag_bits & 1 for part in parts):
            return PROTECTED
        self.left -= sum(part.file_size for part in parts)
        if self.left < 0 or max((part.file_size for part in parts), default=0) > LARGEST:
            return TOO_LARGE
        self.depth += 1
        if self.depth > DEEPEST:
            return TOO_DEEP
        found = next(filter(None, (self._of_part(archive, part) for part in parts)), "")
        self.depth -= 1
        return found

    def _of_part(self, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> str:
        try:
            with archive.open(part) as packed:
                begin = packed.read(len(OLD_OFFICE))
                if not begin.startswith((b"PK", OLD_OFFICE, *OTHER_ARCHIVES)):
                    return ""
                data = begin + packed.read(LARGEST)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            NotImplementedError,
            RuntimeError,
            ValueError,
        ):
            return BROKEN_ARCHIVE
        return self.out_of_reach(data)
