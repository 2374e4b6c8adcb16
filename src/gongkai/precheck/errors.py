"""PrecheckError
├── DictionaryError   a unit's dictionary file that cannot be used
└── UncheckableFile    a file whose text cannot be had
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
