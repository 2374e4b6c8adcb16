"""Who may do what with documents, and the buttons on a version."""

from __future__ import annotations

from django.urls import reverse

from gongkai.bodies.blockers import Blocker
from gongkai.bodies.viewer import Viewer
from gongkai.papers.actions.register import register_blockers
from gongkai.papers.document_kinds import DOCUMENT_KINDS
from gongkai.papers.models import Version
from gongkai.registry import Permission, RecordAction


def revise_blockers(viewer: Viewer, version: Version) -> list[Blocker]:
    """Return why a document is not edited on its own screen."""
    if version.document.declared_kind in DOCUMENT_KINDS:
        return []
    return [Blocker(f"{version.document.kind_label}在其专门页面生成和修改。")]


def revise_url(version: Version) -> str:
    """Return where another version is made."""
    return reverse("papers:revise", args=[version.document_id])


def register_url(version: Version) -> str:
    """Return where a document is entered in the ledger of official documents."""
    return reverse("papers:register", args=[version.document_id])


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
    Permission(id="papers.register", label="登记公文台账", roles=("disclosure_officer",)),
    RecordAction(id="papers.register", model="papers.Version", blockers=register_blockers, url=register_url),
)
