"""Write down the catalogue as the register has it, to be reviewed and released."""

from __future__ import annotations

from gongkai.bodies.blockers import ActionBlocked, Blocker
from gongkai.bodies.viewer import Viewer
from gongkai.papers.actions.draft import draft_document, revise_document
from gongkai.papers.models import Version
from gongkai.proactive.catalogue import in_force
from gongkai.proactive.catalogue_document import KIND, content_of, document_of


def write_catalogue(*, viewer: Viewer) -> Version:
    """Return the version that says the catalogue of the viewer's day: the first, the next, or the newest if it does.

    Raises `NotAllowed`, or `ActionBlocked` where the catalogue is empty.
    """
    viewer.require("proactive.manage_catalogue")
    if not in_force(viewer).exists():
        raise ActionBlocked([Blocker("清单目录里还没有现行的公开事项，请先登记或者导入。")])
    document, content = document_of(viewer), content_of(in_force(viewer))
    if document is None:
        return draft_document(viewer=viewer, kind=KIND, content=content)
    return revise_document(viewer=viewer, document=document, content=content)
