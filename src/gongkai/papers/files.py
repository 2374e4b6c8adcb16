"""Attachments' bytes, kept once under their SM3: what was reviewed is what is downloaded, for ever."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path, PurePath

from django.conf import settings

from gongkai.ledger.chain import sm3
from gongkai.papers.content import Attachment

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


class FileRefused(Exception):
    """A file that cannot be an attachment; the message says why and what can."""


class FileDamaged(Exception):
    """The bytes of an attachment are gone or are not those that were stored."""


def store(data: bytes, *, name: str) -> Attachment:
    """Keep the bytes and return the attachment that names them. Raises `FileRefused`."""
    plain = PurePath(name.replace("\\", "/")).name
    media_type = MEDIA_TYPES.get(PurePath(plain).suffix.lower())
    if media_type is None:
        kinds = "、".join(sorted(MEDIA_TYPES))
        raise FileRefused(f"附件“{plain}”的类型不在可公开的文件类型之内；请转换为：{kinds}。")
    if not data:
        raise FileRefused(f"附件“{plain}”是空文件，请重新选择。")
    attachment = Attachment(name=plain, media_type=media_type, size=len(data), digest=sm3(data))
    path = path_of(attachment)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    return attachment


def path_of(attachment: Attachment) -> Path:
    """Return where the bytes are kept."""
    return Path(settings.MEDIA_ROOT) / attachment.digest[:2] / attachment.digest


def read(attachment: Attachment) -> bytes:
    """Return the bytes. Raises `FileDamaged` when they are gone or are not those that were stored."""
    try:
        data = path_of(attachment).read_bytes()
    except FileNotFoundError:
        raise FileDamaged(f"附件“{attachment.name}”的文件不在存储中，请从备份恢复。") from None
    if sm3(data) != attachment.digest:
        raise FileDamaged(f"附件“{attachment.name}”的文件与存入时不一致，请从备份恢复。")
    return data
