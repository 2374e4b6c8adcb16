"""Attachments' bytes, kept once under their SM3: what was reviewed is what is downloaded, for ever."""

from __future__ import annotations

import io
import os
import re
import tempfile
from pathlib import Path, PurePath

from django.conf import settings
from PIL import Image

from gongkai.bodies.blockers import ActionBlocked, Blocker
from gongkai.ledger.chain import sm3
from gongkai.papers.content import Attachment, NewAttachment
from gongkai.papers.scanning import ScanResult, scan
from gongkai.precheck import ProtectedArchive, stripped_file
from gongkai.typeset import printable

MEDIA_TYPES: dict[str, str] = {
    ".doc": "application/msword",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".wps": "application/vnd.ms-works",
    ".pdf": "application/pdf",
    ".ofd": "application/ofd",
    ".xls": "application/vnd.ms-excel",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".et": "application/vnd.ms-excel",
    ".csv": "text/csv",
    ".txt": "text/plain",
    ".json": "application/json",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".zip": "application/zip",
}


DIGEST = re.compile(r"[0-9a-f]{64}")


class FileRefused(ActionBlocked):
    """A file that cannot be an attachment; the sentence says why and what can."""

    def __init__(self, sentence: str) -> None:
        super().__init__([Blocker(sentence, field="attachments")])


class FileDamaged(Exception):
    """The bytes of an attachment are gone or are not those that were stored."""


def received(data: bytes, *, name: str) -> NewAttachment:
    """Return the attachment that a chosen file would make, without what it hides; nothing is kept of it yet.

    It is scanned before anything opens it, and again what became of it. Raises `FileRefused`.
    """
    plain = printable(PurePath(name.replace("\\", "/")).name)
    media_type = MEDIA_TYPES.get(PurePath(plain).suffix.lower())
    if media_type is None:
        kinds = "、".join(sorted(MEDIA_TYPES))
        raise FileRefused(f"附件“{plain}”的类型不在可公开的文件类型之内；请转换为：{kinds}。")
    if not data:
        raise FileRefused(f"附件“{plain}”是空文件，请重新选择。")
    result = harmless(data, name=plain)
    if media_type.startswith("image/") and not is_picture(data):
        raise FileRefused(f"附件“{plain}”不是完好的图片：打不开，或者不是 PNG、JPEG；请重新导出后再选。")
    try:
        stripped = stripped_file(data)
    except ProtectedArchive as protected:
        raise FileRefused(f"附件“{plain}”：{protected}。") from protected
    if stripped.data != data:
        result = harmless(stripped.data, name=plain)
    return NewAttachment(
        name=plain,
        media_type=media_type,
        size=len(stripped.data),
        digest=sm3(stripped.data),
        removed=stripped.removed,
        left=stripped.left,
        data=stripped.data,
        scan=result,
    )


def is_picture(data: bytes) -> bool:
    """Return whether bytes are a whole PNG or JPEG, which pages show and files print."""
    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as picture:
            picture.load()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return False
    return True


def harmless(data: bytes, *, name: str) -> ScanResult:
    """Return what the scanner says of the bytes of a file that somebody sent. Raises `FileRefused` for a virus."""
    result = scan(data)
    if result.verdict == "infected":
        raise FileRefused(
            f"文件“{name}”查出病毒（{result.found}），没有收下；请清除病毒，或者换一份干净的文件再选。"
        )
    return result


def store(attachment: NewAttachment) -> None:
    """Keep the bytes of an attachment, once however many name it; what is not as it was stored is put right.

    Raises `FileRefused` where the disk takes nothing.
    """
    if is_whole(attachment, read_again=True):
        return
    path = path_of(attachment)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(attachment.data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except OSError as error:
        raise FileRefused(
            f"附件“{attachment.name}”没有存成：磁盘已满或者不能写入；请联系系统管理员。"
        ) from error


def path_of(attachment: Attachment) -> Path:
    """Return where the bytes are kept. Raises `FileDamaged` for what is no digest: it names no file."""
    if not isinstance(attachment.digest, str) or DIGEST.fullmatch(attachment.digest) is None:
        raise FileDamaged(f"附件“{attachment.name}”的摘要已被改动，请从备份恢复。")
    return Path(settings.MEDIA_ROOT) / attachment.digest[:2] / attachment.digest


_read_whole: dict[Path, tuple[int, ...]] = {}


def is_whole(attachment: Attachment, *, read_again: bool = False) -> bool:
    """Return whether the bytes are there as they were stored.

    They are read where the file system says that they changed since this process found them whole, or `read_again`:
    the disk itself may lose what nobody wrote.
    """
    try:
        path = path_of(attachment)
        stat = path.stat()
        seen = (stat.st_ino, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns)
        if read_again or _read_whole.get(path) != seen:
            read(attachment)
            _read_whole[path] = seen
    except (FileDamaged, OSError):
        return False
    return True


def stored() -> list[Path]:
    """Return every file that is kept as an attachment, whether a version names it or not."""
    return sorted(path for path in Path(settings.MEDIA_ROOT).glob("??/*") if path.is_file())


def read(attachment: Attachment) -> bytes:
    """Return the bytes. Raises `FileDamaged` when they are gone or are not those that were stored."""
    try:
        data = path_of(attachment).read_bytes()
    except FileNotFoundError:
        raise FileDamaged(f"附件“{attachment.name}”的文件不在存储中，请从备份恢复。") from None
    except OSError:
        raise FileDamaged(
            f"附件“{attachment.name}”的文件打不开，请检查磁盘和权限，或者从备份恢复。"
        ) from None
    if sm3(data) != attachment.digest:
        raise FileDamaged(f"附件“{attachment.name}”的文件与存入时不一致，请从备份恢复。")
    return data
