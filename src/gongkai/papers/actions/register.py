"""Register what was drafted here: its number, kind and attribute go into the ledger of 公文."""

from __future__ import annotations

import datetime

from gongkai.bodies.blockers import ActionBlocked, Blocker
from gongkai.bodies.models import Organ
from gongkai.bodies.viewer import Viewer
from gongkai.papers.document_number import fault_of
from gongkai.papers.events import OfficialDocumentRegistered
from gongkai.papers.ledgers import OFFICIAL_DOCUMENTS
from gongkai.papers.models import GENRES, OfficialDocument, Version
from gongkai.shell.ledgers.stored import standing


def register_document(*, viewer: Viewer, version: Version, genre: str, section: str) -> OfficialDocument:
    """Return the official document registered, counted by its 成文日期.

    Raises `NotAllowed`, or `ActionBlocked` with what stands in the way.
    """
    viewer.require("papers.register")
    with viewer.transaction() as tx:
        Organ.objects.select_for_update().get(pk=viewer.organ_code)
        if found := [*register_blockers(viewer, version), *_genre_blockers(version, genre, viewer.day)]:
            raise ActionBlocked(found)
        assert version.made_on is not None
        entered = tx.add(
            OfficialDocument(
                document=version.document,
                doc_number=version.doc_number,
                title=version.title,
                genre=genre,
                attribute=version.attribute,
                attribute_reason=version.attribute_reason,
                made_on=version.made_on,
                counted_on=version.made_on,
                section=section,
            )
        )
        tx.record(
            OfficialDocumentRegistered(number=version.number),
            subjects=[version.document, version, entered],
        )
    return entered


def register_blockers(viewer: Viewer, version: Version) -> list[Blocker]:
    """Return why a version is not registered as an official document."""
    if version.document.kind != "instrument":
        return [Blocker(f"{version.document.kind_label}不登记入公文台账。")]
    found = []
    if not version.doc_number:
        found.append(Blocker("没有发文字号，请在新一版中填写。", field="doc_number"))
    if version.made_on is None:
        found.append(Blocker("没有成文日期，请在新一版中填写。", field="made_on"))
    if version.doc_number and standing(viewer, OFFICIAL_DOCUMENTS, [(version.doc_number,)]):
        found.append(Blocker(f"{version.doc_number} 已在公文台账中。", field="doc_number"))
    return found


def _genre_blockers(version: Version, genre: str, day: datetime.date) -> list[Blocker]:
    found = []
    if genre not in GENRES:
        found.append(Blocker(f"公文种类只能是：{'、'.join(GENRES)}。", field="genre"))
    if fault := fault_of(version.doc_number, genre):
        found.append(Blocker(fault, field="doc_number"))
    if version.made_on is not None and version.made_on > day:
        sentence = f"成文日期 {version.made_on:%Y-%m-%d} 尚未到，不能登记。"
        found.append(Blocker(sentence, field="made_on"))
    return found
