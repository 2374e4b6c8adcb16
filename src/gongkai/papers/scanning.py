"""The virus scanner: a clamd that `GONGKAI_CLAMD` names, or none. Whatever is no clear answer is *not scanned*.

clamd says OK of what it did not look at: a file in an archive that is larger than its limit, or needs a password. What
it may not have looked at is therefore known here, and never called clean.
"""

from __future__ import annotations

import io
import socket
import zipfile
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
    if len(data) > LARGEST:
        return TOO_LARGE
    if not data.startswith(b"PK"):
        return ""
    try:
        parts = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return ""  # no archive: it is scanned as what it is
    if any(part.flag_bits & 1 for part in parts):
        return PROTECTED
    sizes = [part.file_size for part in parts]
    return TOO_LARGE if max(sizes, default=0) > LARGEST or sum(sizes) > MOST else ""
