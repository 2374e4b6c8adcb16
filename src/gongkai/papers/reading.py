"""How a version reads, whatever its kind: as text, and as the page that its reader will see."""

from __future__ import annotations

from django.utils.safestring import mark_safe

from gongkai.papers.kinds import kind_of
from gongkai.papers.models import Version


def text_of(version: Version) -> str:
    """Return what its reader will read, as plain text: the title, then one paragraph a line."""
    kind = kind_of(version.document.kind)
    body = kind.text(version) if kind.text else version.body
    return f"{version.title}\n{body}"


def page_of(version: Version) -> str:
    """Return what its reader will see, as safe HTML; empty for a kind whose body is plain text."""
    page = kind_of(version.document.kind).page
    return mark_safe(page(version)) if page else ""  # noqa: S308 - escaped by the room that made it
