"""What `papers` declares."""

from django.urls import reverse

from gongkai.bodies.viewer import Viewer
from gongkai.papers.actions import register
from gongkai.papers.guards import GUARDS
from gongkai.papers.importers import IMPORTERS
from gongkai.papers.measures import MEASURES
from gongkai.papers.models import Version
from gongkai.papers.registers import REGISTERS
from gongkai.papers.releasables import RELEASABLES
from gongkai.registry import Act, Event, NavigationEntry, RoleTemplate


def revise_obstacles(viewer: Viewer, version: Version) -> list[str]:
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


DECLARES = (
    *GUARDS,
    *RELEASABLES,
    *REGISTERS,
    *IMPORTERS,
    *MEASURES,
    Event(id="papers.version_added", label="拟稿", message="形成第 {number} 版。"),
    Event(id="papers.instrument_registered", label="登记公文", message="第 {number} 版登记入公文台账。"),
    Act(id="papers.draft", label="拟稿"),
    Act(
        id="papers.revise",
        label="修改形成新版",
        model="papers.Version",
        obstacles=revise_obstacles,
        url=revise_url,
    ),
    Act(id="papers.view", label="查阅文稿"),
    Act(
        id="papers.register",
        label="登记公文台账",
        model="papers.Version",
        obstacles=register.obstacles,
        url=register_url,
    ),
    NavigationEntry(
        id="papers.documents",
        group="政府信息管理",
        label="文稿",
        url_name="papers:documents",
        act="papers.view",
    ),
    RoleTemplate(id="papers.drafter", role="drafter", acts=("papers.view", "papers.draft", "papers.revise")),
    RoleTemplate(
        id="papers.section_head", role="section_head", acts=("papers.view", "papers.draft", "papers.revise")
    ),
    RoleTemplate(id="papers.deputy_head", role="deputy_head", acts=("papers.view",)),
    RoleTemplate(
        id="papers.disclosure_officer",
        role="disclosure_officer",
        acts=("papers.view", "papers.draft", "papers.revise", "papers.register"),
    ),
    RoleTemplate(id="papers.auditor", role="auditor", acts=("papers.view",)),
)
