"""Who may do what in this room, and the button on a document that says where it belongs."""

from __future__ import annotations

from django.urls import reverse

from gongkai.bodies.blockers import Blocker
from gongkai.bodies.remedies import remedy
from gongkai.bodies.viewer import Viewer
from gongkai.papers.models import Version
from gongkai.proactive.catalogue import in_force
from gongkai.proactive.ledgers import CATALOGUE
from gongkai.registry import Permission, RecordAction


def to_classify(viewer: Viewer, version: Version) -> list[Blocker]:
    """Return that there is no catalogue to which a document could belong, or that it is never made public."""
    kind = version.document.declared_kind
    if kind.release is None:
        return [Blocker(f"{kind.label}送达当事人，不归入公开事项。")]
    if in_force(viewer).exists():
        return []
    url = reverse("shell:register", args=[CATALOGUE.id])
    words = "登记或者导入政务公开清单目录"
    return [Blocker("还没有公开事项，", remedy=remedy(viewer, "proactive.manage_catalogue", words, url))]


PERMISSIONS = (
    Permission(
        id="proactive.view",
        label="查看主动公开台账",
        roles=("disclosure_officer", "drafter", "section_head", "deputy_head", "auditor"),
    ),
    Permission(id="proactive.register", label="登记主动公开台账", roles=("disclosure_officer",)),
    Permission(id="proactive.manage_catalogue", label="管理政务公开清单目录", roles=("disclosure_officer",)),
    Permission(
        id="proactive.classify",
        label="归入公开事项",
        roles=("drafter", "section_head", "disclosure_officer"),
    ),
    RecordAction(
        id="proactive.classify",
        model="papers.Version",
        blockers=to_classify,
        url=lambda version: reverse("proactive:classify", args=[version.document_id]),
    ),
    Permission(id="proactive.manage_channels", label="管理公开渠道", roles=("disclosure_officer",)),
)
