"""Which characters a text may have: those that every file of ours can hold.

DOCX and XLSX are XML, and XML 1.0 holds neither control characters nor half of a pair nor U+FFFE and U+FFFF. Such a
character is never typed, only copied along unseen: it is refused wherever a text comes in (forms, ledger files, all
that an action stores), and left out where a file is written.
"""

import re

UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def has_unprintable(text: str) -> bool:
    """Whether a text has a character that no file can hold."""
    return UNPRINTABLE.search(text) is not None


def printable(text: str) -> str:
    """A text without the characters that no file can hold."""
    return UNPRINTABLE.sub("", text)
