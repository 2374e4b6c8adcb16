"""Write a list of what is made public together: its first version, and each later one. It is reviewed like any text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gongkai.bodies.blockers import ActionBlocked, Blocker
from gongkai.bodies.viewer import Viewer
from gongkai.papers.actions.draft import draft_document, revise_document
from gongkai.papers.models import Document, Version
from gongkai.proactive import lists
from gongkai.proactive.models import DisclosureSubject


def write_list(
    *,
    viewer: Viewer,
    subject: DisclosureSubject,
    title: str,
    records: Sequence[Any],
    document: Document | None = None,
) -> Version:
    """Return the version that lists these records: the first of a new document, or the next of `document`.

    Raises `NotAllowed`, or `ActionBlocked` where nothing is chosen, too much, or what may not be public.
    """
    viewer.require("proactive.view")
    may_be = lists.LISTED[subject].records(viewer).filter(pk__in=[record.pk for record in records])
    if not records:
        raise ActionBlocked([Blocker("没有选，请勾选要公开的。", field="records")])
    if len(records) > lists.LONGEST:
        sentence = f"一份清单最多 {lists.LONGEST} 项，现有 {len(records)} 项，请按日期分成几份。"
        raise ActionBlocked([Blocker(sentence, field="records")])
    if may_be.count() < len(records):
        raise ActionBlocked([Blocker("所选的已更正、作废或者不予公开，请刷新后再选。", field="records")])
    content = lists.content_of(subject, title, records)
    if document is None:
        return draft_document(viewer=viewer, kind=lists.KIND, content=content)
    return revise_document(viewer=viewer, document=document, content=content)
