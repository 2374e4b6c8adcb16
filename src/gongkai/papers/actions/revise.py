"""Revise a document: another version, which has no approval until it is reviewed itself."""

from __future__ import annotations

from gongkai import registry
from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.viewer import Viewer
from gongkai.papers import queries
from gongkai.papers.actions.draft import add, faults_of
from gongkai.papers.content import Content
from gongkai.papers.models import Document, Version


def add_version(*, viewer: Viewer, document: Document, content: Content) -> Version:
    """Return the new version of what can be released; letters have an action of their own (`write_letter`).

    What is released stays so until this one is, or until it is withdrawn.

    Raises `NotAllowed`, `Document.DoesNotExist` for another organ's document, or `ActionBlocked`.
    """
    viewer.require("papers.revise")
    registry.one(registry.Releasable, document.kind)
    if faults := faults_of(content):
        raise ActionBlocked(faults)
    with viewer.transaction() as tx:
        held = queries.documents(viewer).select_for_update().get(pk=document.pk)
        newest = held.newest
        return add(tx, held, number=newest.number + 1 if newest else 1, content=content, viewer=viewer)
