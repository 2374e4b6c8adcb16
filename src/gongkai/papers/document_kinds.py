"""The kinds of document that this room lets out, and what each needs besides its approval."""

from __future__ import annotations

from gongkai.bodies.blockers import Blocker
from gongkai.bodies.viewer import Viewer
from gongkai.papers.models import Version
from gongkai.registry import ByRelease, DocumentKind, SecrecySheet


def address_of(version: Version) -> str:
    """Return the public address of a document: the same for all its versions."""
    return f"/documents/{version.document_id}/"


def number_and_day_blockers(viewer: Viewer, version: Version) -> list[Blocker]:
    """Return what an official document lacks to leave: its number, its day."""
    found = []
    if not version.doc_number:
        found.append(Blocker("公文没有发文字号，请在新一版中填写后送审。", field="doc_number"))
    if version.made_on is None:
        found.append(Blocker("公文没有成文日期，请在新一版中填写后送审。", field="made_on"))
    return found


DOCUMENT_KINDS = (
    DocumentKind(
        id="instrument",
        label="公文",
        sheet=SecrecySheet(carrier="instrument"),
        leaves=ByRelease(address=address_of, blockers=number_and_day_blockers),
    ),
    DocumentKind(id="notice", label="通知公告", leaves=ByRelease(address=address_of)),
)
