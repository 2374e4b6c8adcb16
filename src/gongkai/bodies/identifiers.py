"""Identifiers as people type them: one thing, however a program or a keyboard wrote it.

A number copied from a web page carries invisible characters, one typed in a Chinese input method full-width digits,
one from a text program a dash for a hyphen. Wherever an identifier comes in (forms, ledger files, search, commands) it
is folded by `fold_identifier`; which fields hold one, the model says by `IdentifierField`. Names of persons and
prose stay as they were typed, but for what is blank around them (`trim`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import SplitResult, urlsplit

from django import forms
from django.db import models

if TYPE_CHECKING:
    Text = models.CharField[str, str]
else:
    Text = models.CharField

INVISIBLE = (
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e01ef"
)
DASHES = "\u2010-\u2015\u2043\u2212\ufe58\ufe63\uff0d"
WIDE = "\uff0e\uff0f\uff10-\uff19\uff20\uff21-\uff3a\uff3f\uff41-\uff5a"  # not the punctuation of a sentence
KINDS = {
    "全角字符": re.compile(f"[{WIDE}]"),
    "不可见字符": re.compile(f"[{INVISIBLE}]"),
    "连接号": re.compile(f"[{DASHES}]"),
    "空格": re.compile(r"\s"),
}
ODD = re.compile(f"[{WIDE}{INVISIBLE}{DASHES}]")
BETWEEN_WORDS = re.compile(r"(?<=[A-Za-z])\s+(?=[A-Za-z])")
BLANKS = re.compile(r"(?<![A-Za-z])\s+|\s+(?![A-Za-z])")
EDGE = re.compile(rf"[\s{INVISIBLE}]")
AROUND = re.compile(rf"^[\s{INVISIBLE}]+|[\s{INVISIBLE}]+$")
LASTING = re.compile(r"[0-9A-Za-z\u4e00-\u9fff]+(?:[-_][0-9A-Za-z\u4e00-\u9fff]+)*")
HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


def trim(text: str) -> str:
    """Return a text without what is blank or invisible around it."""
    return AROUND.sub("", text) if EDGE.search(text[:1] + text[-1:]) else text


def half_width(text: str) -> str:
    """Return a text with half-width letters and digits, plain hyphens, and nothing that cannot be seen."""
    return ODD.sub(_plain, text) if ODD.search(text) else text


def _plain(found: re.Match[str]) -> str:
    if KINDS["连接号"].match(found[0]):
        return "-"
    return found[0].translate(HALF_WIDTH) if KINDS["全角字符"].match(found[0]) else ""


def web_address(text: str) -> SplitResult | None:
    """Return the parts of an address on the web that somebody typed; None for what is none."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    return parts if parts.scheme in {"http", "https"} and parts.netloc else None


def fold_identifier(text: str) -> str:
    """Return the one spelling of an identifier: half-width, and without blanks but between words of letters."""
    return BLANKS.sub("", BETWEEN_WORDS.sub(" ", half_width(text)))


def may_last(text: str) -> bool:
    """Return whether a text may name a person or an organ for good: in the ledger, in file names and addresses."""
    return LASTING.fullmatch(text) is not None


def what_was_folded(text: str) -> list[str]:
    """Return in words what `fold_identifier` changes of a text; nothing for one that is in its one spelling."""
    return (
        [word for word, kind in KINDS.items() if kind.search(text)] if fold_identifier(text) != text else []
    )


class IdentifierInput(forms.CharField):
    """A field of a form into which an identifier is typed."""

    def otherwise(self, typed: str) -> list[str]:
        """Return in words what was typed otherwise than it is taken."""
        return what_was_folded(typed.strip())

    def to_python(self, value: Any) -> Any:
        """Return the identifier in its one spelling."""
        text = super().to_python(value)
        return fold_identifier(text) if isinstance(text, str) else text


class IdentifierField(Text):
    """A column that holds an identifier. To the database it is a column of text like any other."""

    def to_python(self, value: Any) -> Any:
        """Return the identifier in its one spelling."""
        text = super().to_python(value)
        return fold_identifier(text) if isinstance(text, str) else text

    def formfield(self, *args: Any, **how: Any) -> Any:
        """Return the field of a form that folds what is typed."""
        return super().formfield(*args, **{"form_class": IdentifierInput, **how})

    def deconstruct(self) -> Any:
        """Return the column as a migration states it."""
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs
