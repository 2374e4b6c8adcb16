"""What `papers` declares."""

from django.urls import reverse

from gongkai.bodies.viewer import Viewer
from gongkai.papers.actions import register
from gongkai.papers.events import EVENTS
from gongkai.papers.guards import GUARDS
from gongkai.papers.importers import IMPORTERS
from gongkai.papers.measures import MEASURES
from gongkai.papers.models import Version
from gongkai.papers.registers import REGISTERS
from gongkai.papers.releasables import RELEASABLES
from gongkai.registry import NavigationEntry, Permission, RecordAction


def revise_blockers(viewer: Viewer, version: Version) -> list[str]:
    """Return why a document is not edited on its own screen."""
    kinds = {kind.id for kind in RELEASABLES}
    return (
        [] if version.document.kind in kinds else [f"{version.document.kind_label}在其专门页面生成和修改。"]
    )


def revise_url(version: Version) -> str:
    """Return where another version is made."""
    return reverse("papers:revise", args=[version.document_id])


def register_url(version: Version) -> str:
    """Return where an instrument is entered in the ledger."""
    return reverse("papers:register", args=[version.document_id])


REGISTRATIONS = (
    *EVENTS,
    *GUARDS,
    *RELEASABLES,
    *REGISTERS,
    *IMPORTERS,
    *MEASURES,
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
    RecordAction(id="papers.register", model="papers.Version", blockers=register.blockers, url=register_url),
    NavigationEntry(
        id="papers.documents",
        group="政府信息管理",
        label="文稿",
        url_name="papers:documents",
        permission="papers.view",
    ),
)
