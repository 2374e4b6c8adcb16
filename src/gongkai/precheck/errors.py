"""PrecheckError
├── DictionaryError   a unit's dictionary file that cannot be used
└── UncheckableFile    a file whose text cannot be had
    ├── DamagedArchive     an office file that breaks off, or lacks a part
    ├── ProtectedArchive   one that asks for a password
    ├── OversizedArchive   one that unpacks to more than any document
    └── ForbiddenArchive   one that declares entities: harmless files never do
"""

from __future__ import annotations


class PrecheckError(Exception):
    """Something stands in the way of checking; the text is a Chinese sentence for the officer."""


class DictionaryError(PrecheckError):
    """A dictionary file that cannot be used: which file, what is wrong with it."""

    def __init__(self, file: str, reason: str) -> None:
        super().__init__(f"词表文件“{file}”不能使用：{reason}。")
        self.file = file
        self.reason = reason


class UncheckableFile(PrecheckError):
    """A file that cannot be read; the text says what it is and what to do, without its name and without a full stop."""


class DamagedArchive(UncheckableFile):
    """An office file that is not whole, or whose parts are no XML."""


class ProtectedArchive(UncheckableFile):
    """An office file or a PDF that can be opened with a password only."""


class OversizedArchive(UncheckableFile):
    """An office file of more parts, or that unpacks to more bytes, than any document."""


class ForbiddenArchive(UncheckableFile):
    """An office file that declares entities or document types."""
