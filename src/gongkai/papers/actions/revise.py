"""Revise a document: another version, which has no approval until it is reviewed itself."""

from __future__ import annotations

import datetime

from gongkai import registry
from gongkai.bodies.viewer import Viewer
from gongkai.ledger.acts import act
from gongkai.papers import queries
from gongkai.papers.actions.draft import add, faults_of
from gongkai.papers.content import Content
from gongkai.papers.models import Document, Version
from gongkai.shell import Obstructed


def add_version(*, viewer: Viewer, document: Document, content: Content, day: datetime.date) -> Version:
    """Return the new version of what can be released; letters have an action of their own (`write_letter`).

    What is released stays so until this one is, or until it is withdrawn.

    Raises `NotAllowed`, `Document.DoesNotExist` for another organ's document, or `Obstructed`.
    """
    viewer.require("papers.revise")
    registry.one(registry.Releasable, document.kind)
    if faults := faults_of(content):
        raise Obstructed(faults)
    with act(organ_code=viewer.organ_code, actor=viewer.actor, day=day) as done:
        held = queries.documents(viewer).select_for_update().get(pk=document.pk)
        newest = held.newest
        return add(done, held, number=newest.number + 1 if newest else 1, content=content, viewer=viewer)
