"""Write a structured page: its first version, and each later one. It goes through the review like any text."""

from __future__ import annotations

from collections.abc import Mapping

from gongkai import registry
from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.models import Organ
from gongkai.bodies.viewer import Viewer
from gongkai.papers import queries, structured
from gongkai.papers.actions.draft import store_version, unchanged
from gongkai.papers.models import Version


def write_page(*, viewer: Viewer, kind: registry.DocumentKind, typed: Mapping[str, str]) -> Version:
    """Return the next version of the organ's page of a kind; the newest one where nothing was changed.

    What is public stays as it is until the version is released. Raises `NotAllowed`, or `ActionBlocked` with what is
    wrong in the fields.
    """
    viewer.require("papers.draft")
    with viewer.transaction() as tx:
        if found := structured.typing_blockers(kind, typed):
            raise ActionBlocked(found)
        # Of two who write the first version at once, the later writes the second of the same page.
        organ = Organ.objects.select_for_update(no_key=True).get(pk=viewer.organ_code)
        content = structured.content_of(kind, organ, typed)
        page = queries.page_of_kind(viewer, kind.id)
        stands = unchanged(page, content) if page else None
        return stands or store_version(tx, viewer=viewer, of=page or kind, content=content)
