"""How a version reads, whatever its kind: as text, and as the page that its reader will see."""

from __future__ import annotations

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from gongkai.papers.models import Version


def text_of(version: Version) -> str:
    """Return what its reader will read, as plain text: the title, then one paragraph a line."""
    text = version.document.declared_kind.text
    return f"{version.title}\n{text(version) if text else version.body}"


def page_of(version: Version, *, level: int = 2) -> SafeString:
    """Return what its reader will see, as safe HTML: the title as a heading of that level, and the body."""
    page = version.document.declared_kind.page
    if page:
        return mark_safe(page(version, level))  # noqa: S308 - escaped by the room that made it
    lines = ((line,) for line in version.body.splitlines() if line.strip())
    text = format_html_join("", '<p class="document-text">{}</p>', lines)
    return format_html('<h{0} class="reading-title">{1}</h{0}>{2}', level, version.title, text)
