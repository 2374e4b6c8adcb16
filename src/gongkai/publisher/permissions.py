"""Who chooses the channels of a document, and who brings it there; the button on a document."""

from __future__ import annotations

from django.urls import reverse

from gongkai.bodies.blockers import Blocker
from gongkai.bodies.viewer import Viewer
from gongkai.papers.models import Document
from gongkai.proactive.publishing import is_item
from gongkai.registry import Permission, RecordAction


def choose_blockers(viewer: Viewer, document: Document) -> list[Blocker]:
    """Return why no channels are chosen for a document."""
    kind = document.declared_kind
    if kind.release is None:
        return [Blocker(f"{kind.label}送达当事人，不向社会公开。")]
    return [] if is_item(document) else [Blocker(f"{kind.label}只在本机关网站上，不发往其他渠道。")]


PERMISSIONS = (
    Permission(
        id="publisher.view",
        label="查看渠道发布",
        roles=("disclosure_officer", "drafter", "section_head", "deputy_head", "auditor"),
    ),
    Permission(
        id="publisher.choose",
        label="选择发布渠道",
        roles=("disclosure_officer", "drafter", "section_head"),
    ),
    RecordAction(
        id="publisher.choose",
        model="papers.Version",
        blockers=lambda viewer, version: choose_blockers(viewer, version.document),
        url=lambda version: reverse("publisher:choose", args=[version.document_id]),
    ),
    Permission(id="publisher.deliver", label="办理渠道发布", roles=("disclosure_officer",)),
)
