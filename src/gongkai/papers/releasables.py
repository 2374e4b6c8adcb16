"""The kinds of document that this room lets out, and what each needs besides its approval."""

from __future__ import annotations

from gongkai.bodies.viewer import Viewer
from gongkai.papers.models import Version
from gongkai.registry import Releasable


def address_of(version: Version) -> str:
    """Return the public address of a document: the same for all its versions."""
    return f"/documents/{version.document_id}/"


def nothing(viewer: Viewer, version: Version) -> list[str]:
    """A notice needs nothing more than its approval."""
    return []


def instrument_blockers(viewer: Viewer, version: Version) -> list[str]:
    """An instrument leaves with its number and its day."""
    blockers = []
    if not version.doc_number:
        blockers.append("公文没有发文字号，请在新一版中填写后送审。")
    if version.made_on is None:
        blockers.append("公文没有成文日期，请在新一版中填写后送审。")
    return blockers


RELEASABLES = (
    Releasable(id="instrument", label="公文", address=address_of, blockers=instrument_blockers),
    Releasable(id="notice", label="通知公告", address=address_of, blockers=nothing),
)
