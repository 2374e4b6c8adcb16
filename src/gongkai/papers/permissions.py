"""Who may do what with documents, and the buttons on a version."""

from __future__ import annotations

from django.urls import reverse

from gongkai.bodies.blockers import Blocker
from gongkai.bodies.viewer import Viewer
from gongkai.papers.models import Version
from gongkai.registry import Permission, RecordAction


def revise_blockers(viewer: Viewer, version: Version) -> list[Blocker]:
    """Return why the viewer makes no other version of a document."""
    found: list[Blocker] = version.document.declared_kind.revise_blockers(viewer, version)
    return found


def revise_url(version: Version) -> str:
    """Return where another version is made: on the document's own screen, or where its kind is written."""
    elsewhere = version.document.declared_kind.revise
    return elsewhere(version) if elsewhere else reverse("papers:revise", args=[version.document_id])


PERMISSIONS = (
    Permission(id="papers.draft", label="拟稿", roles=("drafter", "section_head", "disclosure_officer")),
    Permission(
        id="papers.revise", label="修改形成新版", roles=("drafter", "section_head", "disclosure_officer")
    ),
    RecordAction(id="papers.revise", model="papers.Version", blockers=revise_blockers, url=revise_url),
    Permission(
        id="papers.view",
        label="查阅文稿",
        roles=("drafter", "section_head", "deputy_head", "disclosure_officer", "auditor"),
    ),
    Permission(
        id="papers.scan", label="附件重新查毒", roles=("drafter", "section_head", "disclosure_officer")
    ),
    Permission(id="papers.register", label="登记公文台账", roles=("disclosure_officer",)),
    Permission(id="papers.number", label="管理发文字号", roles=("disclosure_officer",)),
)
