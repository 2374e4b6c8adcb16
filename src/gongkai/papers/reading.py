"""How a version reads, whatever its kind: as text, and as the page that its reader will see."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from gongkai.papers import structured
from gongkai.papers.block_page import BlockPage
from gongkai.papers.blocks import flat
from gongkai.papers.hit import Hit
from gongkai.papers.models import Version


def text_of(version: Version) -> str:
    """Return what its reader will read, as plain text: the title, then one paragraph or row of a table a line."""
    kind = version.document.declared_kind
    if kind.fields:
        return f"{version.title}\n{structured.text_of(version)}"
    return f"{version.title}\n{kind.text(version) if kind.text else flat(version.body)}"


def page_of(
    version: Version,
    *,
    level: int = 2,
    hits: Sequence[Hit] | None = None,
    address: Callable[[int], str] | None = None,
) -> SafeString:
    """Return what its reader will see, as safe HTML: the title as a heading of that level, and the body.

    With `hits` it is the desk's page: what the checks object to is marked where it stands, unless the kind lays out a
    page of its own. `address` says where an attachment is fetched, by its place from 1; on the desk unless it is given.
    """
    kind = version.document.declared_kind
    if kind.fields:
        return structured.page_of(version, level)
    if kind.page:
        return mark_safe(kind.page(version, level))  # noqa: S308 - escaped by the room that made it
    fetched = address or (lambda place: reverse("papers:attachment", args=[version.pk, place]))
    places = {file.name: fetched(place) for place, file in enumerate(version.files, start=1)}
    page = BlockPage(level=level, picture=lambda name: places.get(name, ""), hits=hits)
    return page.set(version.title, version.body)


def numbered_table(
    title: str, heads: Iterable[str], lines: Iterable[Iterable[str]], *, level: int
) -> SafeString:
    """Return lines as a table, numbered from 1, below its title as a heading of that level; an empty cell shows —."""
    return format_html(
        '<h{0} class="reading-title">{1}</h{0}><div class="sheet-wide" tabindex="0" role="region"'
        ' aria-label="{1}"><table class="sheet"><thead><tr><th scope="col">序号</th>{2}</tr></thead>'
        "<tbody>{3}</tbody></table></div>",
        level,
        title,
        format_html_join("", '<th scope="col">{}</th>', ((head,) for head in heads)),
        format_html_join(
            "",
            "<tr><td>{}</td>{}</tr>",
            (
                (number, format_html_join("", "<td>{}</td>", ((said or "—",) for said in line)))
                for number, line in enumerate(lines, start=1)
            ),
        ),
    )
