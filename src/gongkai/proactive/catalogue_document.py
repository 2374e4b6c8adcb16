"""The catalogue as the public reads it: what the register says on a day, made a document, reviewed and released.

The body is canonical JSON: the heads, and of each matter the texts under them, the name first.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString

from gongkai.bodies.viewer import Viewer
from gongkai.ledger.chain import canonical
from gongkai.papers import queries as papers
from gongkai.papers.content import Content
from gongkai.papers.models import Document, Version
from gongkai.papers.reading import numbered_table
from gongkai.review.models import Release
from gongkai.review.queries import live_at

KIND = "matter_catalogue"
TITLE = "政务公开清单目录"


def limit_of(matter: Any) -> str:
    """Return the time limit of a matter, as people read it."""
    label: str = matter.get_time_limit_display()
    return f"{label}：{matter.own_days} 个工作日" if matter.own_days else label


COLUMNS: Mapping[str, Callable[[Any], str]] = {
    "公开事项": lambda matter: matter.name,
    "一级事项": lambda matter: matter.category,
    "公开内容要点": lambda matter: matter.content,
    "条例条目": lambda matter: matter.get_item_display(),
    "公开依据": lambda matter: matter.basis,
    "公开时限": limit_of,
    "责任科室": lambda matter: matter.section,
    "公开渠道和载体": lambda matter: matter.channels,
    "公开方式": lambda matter: matter.get_way_display(),
}


@dataclass(frozen=True)
class CatalogueBody:
    """What a version of the catalogue says: the heads, and the texts of each matter under them."""

    heads: Sequence[str]
    lines: Sequence[Sequence[str]]


def body_of(version: Version) -> CatalogueBody:
    """Return what a version says. Raises `ActionBlocked` where it was altered."""
    said = version.content_json
    return CatalogueBody(said["heads"], said["lines"])


def content_of(matters: Iterable[Any]) -> Content:
    """Return what the register says of these matters, in their order."""
    lines = [[read(matter) for read in COLUMNS.values()] for matter in matters]
    body = canonical({"heads": list(COLUMNS), "lines": lines}).decode()
    return Content(title=TITLE, body=body, body_type="application/json")


def address(organ_code: str) -> str:
    """Return the public address of an organ's catalogue."""
    return f"/organs/{organ_code}/catalogue/"


def document_of(viewer: Viewer) -> Document | None:
    """Return the organ's catalogue as a document; None where none was written."""
    return papers.page_of_kind(viewer, KIND)


def released_catalogue(organ_code: str) -> Release | None:
    """Return the catalogue that the public reads."""
    return live_at(address(organ_code))


def text(version: Version) -> str:
    """Return the catalogue as plain text, a matter a line. Raises `ActionBlocked` where it was altered."""
    body_of(version)
    return catalogue_text(version.body)


def catalogue_text(body: str) -> str:
    """Return a body as plain text, a matter a line."""
    said = json.loads(body)
    return "\n".join(
        "；".join(f"{head}：{cell}" for head, cell in zip(said["heads"], line, strict=True) if cell)
        for line in said["lines"]
    )


def page(version: Version, level: int) -> SafeString:
    """Return the catalogue as a table below its title as a heading of that level."""
    body = body_of(version)
    return numbered_table(version.title, body.heads, body.lines, level=level)


def revise_url(version: Version) -> str:
    """Return where the next version of the catalogue is made."""
    return reverse("proactive:write_catalogue")
