"""Structured pages: what the public reads of an organ in fields, kept as canonical JSON and reviewed like any text.

A kind declares its fields (`registry.PageField`). An organ has one page of each kind; a changed field makes the next
version of it, and what is public stays as it is until that one is released.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from gongkai import registry
from gongkai.bodies.blockers import Blocker
from gongkai.bodies.models import Organ
from gongkai.ledger.chain import canonical
from gongkai.papers.content import Content
from gongkai.papers.models import Version
from gongkai.registry import Linked

LONGEST = {"line": 200, "text": 4000, "entries": 8000}
BETWEEN = re.compile(r"[：:]")
PAIR = 2

Entries = list[list[str]]
Filled = str | Entries


def kinds() -> list[registry.DocumentKind]:
    """Return the kinds of structured pages of all rooms."""
    return [kind for kind in registry.all_of(registry.DocumentKind) if kind.fields]


def content_of(kind: registry.DocumentKind, organ: Organ, typed: Mapping[str, str]) -> Content:
    """Return what was typed into the fields of a page as the content of a version."""
    filled = {field.name: _filled(field, typed.get(field.name, "")) for field in kind.fields}
    return Content(
        title=f"{organ.name}{kind.label}",
        body=canonical({name: value for name, value in filled.items() if value}).decode(),
        body_type="application/json",
    )


def typed_in(version: Version) -> dict[str, str]:
    """Return a version as it stands in its form."""
    return {name: _typed(value) for name, value in version.content_json.items()}


def typing_blockers(kind: registry.DocumentKind, typed: Mapping[str, str]) -> list[Blocker]:
    """Return what is wrong with what was typed into the fields of a page."""
    return [
        Blocker(sentence, field=field.name)
        for field in kind.fields
        if (sentence := _fault(field, typed.get(field.name, "")))
    ]


def lacking_blockers(version: Version) -> list[Blocker]:
    """Return what a structured page lacks by the fields of its kind; nothing of any other document.

    It was asked when the page was written: a version written when less was asked is not sent for review.
    """
    kind = version.document.declared_kind
    if not kind.fields:
        return []
    remedy = Linked("请先修改形成新版", kind.revise(version) if kind.revise else "")
    return [Blocker(each.message, remedy=remedy) for each in typing_blockers(kind, typed_in(version))]


def filled_in(version: Version) -> list[tuple[registry.PageField, Filled]]:
    """Return the fields that a version fills in, in their order."""
    values = version.content_json
    return [
        (field, values[field.name]) for field in version.document.declared_kind.fields if field.name in values
    ]


def said_by(version: Version) -> dict[str, str]:
    """Return what a version says by the labels of its fields, each entry of a list by its own."""
    said = {}
    for field, value in filled_in(version):
        if isinstance(value, str):
            said[field.label] = value
        else:
            said |= {
                f"{field.label}·{name}": "；".join(filter(None, rest)) or "（无说明）"
                for name, *rest in value
            }
    return said


def text_of(version: Version) -> str:
    """Return a version as plain text, a field a line."""
    return "\n".join(f"{label}：{text}" for label, text in said_by(version).items())


def page_of(version: Version, level: int) -> SafeString:
    """Return a version as the public reads it, with its title as a heading of that level."""
    return format_html(
        '<h{0} class="reading-title">{1}</h{0}>{2}',
        level,
        version.title,
        fields_of(filled_in(version), level + 1),
    )


def fields_of(filled: Sequence[tuple[registry.PageField, Filled]], level: int) -> SafeString:
    """Return fields as safe HTML: the lines as one list, then each text and list below a heading of that level."""
    lines = [(field.label, value) for field, value in filled if field.shape == "line"]
    longer = [
        (level, field.label, _paragraphs(value) if isinstance(value, str) else _entries(field, value))
        for field, value in filled
        if field.shape != "line"
    ]
    return format_html(
        "{}{}", _list(lines) if lines else "", format_html_join("", "<h{0}>{1}</h{0}>{2}", longer)
    )


def _list(pairs: Sequence[Sequence[object]]) -> SafeString:
    return format_html(
        '<dl class="facts">{}</dl>',
        format_html_join("", "<dt>{}</dt><dd>{}</dd>", ((name, text or "—") for name, text in pairs)),
    )


def _entries(field: registry.PageField, entries: Entries) -> SafeString:
    """Entries of a name and what is said of it as a list, those of more cells as a table."""
    if len(field.columns) == PAIR:
        return _list(entries)
    return format_html(
        '<div class="sheet-wide" tabindex="0" role="region" aria-label="{}"><table class="sheet">'
        "<thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>",
        field.label,
        format_html_join("", '<th scope="col">{}</th>', ((column,) for column in field.columns)),
        format_html_join(
            "",
            '<tr><th scope="row">{}</th>{}</tr>',
            (
                (name, format_html_join("", "<td>{}</td>", ((cell or "—",) for cell in cells)))
                for name, *cells in entries
            ),
        ),
    )


def _paragraphs(text: str) -> SafeString:
    return format_html_join("", '<p class="document-text">{}</p>', ((line,) for line in text.split("\n")))


def _filled(field: registry.PageField, text: str) -> Filled:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if field.shape != "entries":
        return "\n".join(lines)
    cells = len(field.columns)
    cut = (BETWEEN.split(line, maxsplit=cells - 1) for line in lines)
    return [[each.strip() for each in (*cells_of, *[""] * (cells - len(cells_of)))] for cells_of in cut]


def _typed(value: Filled) -> str:
    if isinstance(value, str):
        return value
    return "\n".join("：".join(entry).rstrip("：") for entry in value)


def _fault(field: registry.PageField, text: str) -> str:
    """What is wrong with what was typed into a field, as a sentence; "" where nothing is."""
    value = _filled(field, text)
    if not value:
        return f"没有填写{field.label}。" if field.required else ""
    if len(text) > (longest := LONGEST[field.shape]):
        return f"{field.label}最多 {longest} 个字，现有 {len(text)} 个。"
    if isinstance(value, str):
        return field.check(value)
    for number, entry in enumerate(value, start=1):
        if lacking := [
            head for head, cell in zip(field.columns[: field.filled], entry, strict=False) if not cell
        ]:
            return f"{field.label}第 {number} 行没有{lacking[0]}，请写成“{'：'.join(field.columns)}”。"
    names = [name for name, *_ in value]
    twice = next((name for name in names if names.count(name) > 1), "")
    return f"{field.label}中“{twice}”写了两次，请合并为一行。" if twice else field.check(text)
