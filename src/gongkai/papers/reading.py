"""How a version reads, whatever its kind: as text, and as the page that its reader will see."""

from __future__ import annotations

import re

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from gongkai.papers import structured
from gongkai.papers.models import Version

# A heading stands alone on its line and is no sentence (党政机关公文格式 GB/T 9704-2012, 7.3.3).
HEADING = re.compile(r"[一二三四五六七八九十]{1,3}、[^。；，：]{1,40}")
SUBHEADING = re.compile(r"（[一二三四五六七八九十]{1,3}）[^。；，：]{1,40}")


def text_of(version: Version) -> str:
    """Return what its reader will read, as plain text: the title, then one paragraph a line."""
    kind = version.document.declared_kind
    if kind.fields:
        return f"{version.title}\n{structured.text_of(version)}"
    return f"{version.title}\n{kind.text(version) if kind.text else version.body}"


def page_of(version: Version, *, level: int = 2) -> SafeString:
    """Return what its reader will see, as safe HTML: the title as a heading of that level, and the body."""
    kind = version.document.declared_kind
    if kind.fields:
        return structured.page_of(version, level)
    if kind.page:
        return mark_safe(kind.page(version, level))  # noqa: S308 - escaped by the room that made it
    lines = [line.strip() for line in version.body.splitlines() if line.strip()]
    below = (
        level + 1 + any(HEADING.fullmatch(line) for line in lines)
    )  # （一） stands below 一、, where there is one
    text = format_html_join(
        "", "{}", ((_line(line, level, below, first=line is lines[0]),) for line in lines)
    )
    return format_html('<h{0} class="reading-title">{1}</h{0}>{2}', level, version.title, text)


def _line(line: str, level: int, below: int, *, first: bool) -> SafeString:
    """A line as official documents are set: a heading 一、 or （一）, who it is sent to flush left, others indented."""
    if HEADING.fullmatch(line):
        return format_html('<h{0} class="document-heading">{1}</h{0}>', level + 1, line)
    if SUBHEADING.fullmatch(line):
        return format_html('<h{0} class="document-subheading">{1}</h{0}>', below, line)
    sent_to = first and line.endswith(("：", ":"))
    return format_html('<p class="{}">{}</p>', "document-to" if sent_to else "document-text", line)
