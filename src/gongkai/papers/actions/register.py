"""Register an instrument that was drafted here: its number, kind and attribute go into the ledger of 公文."""

from __future__ import annotations

import datetime

from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.models import Organ
from gongkai.bodies.viewer import Viewer
from gongkai.papers.actions.enter import standing
from gongkai.papers.document_number import fault_of
from gongkai.papers.events import InstrumentRegistered
from gongkai.papers.models import GENRES, OfficialDocument, Version


def register_instrument(*, viewer: Viewer, version: Version, genre: str, section: str) -> OfficialDocument:
    """Return the instrument registered, counted by its 成文日期.

    Raises `NotAllowed`, or `ActionBlocked` with what stands in the way.
    """
    viewer.require("papers.register")
    with viewer.transaction() as tx:
        Organ.objects.select_for_update().get(pk=viewer.organ_code)
        if found := [*blockers(viewer, version), *_faults(version, genre, viewer.day)]:
            raise ActionBlocked(found)
        assert version.made_on is not None
        instrument = tx.add(
            OfficialDocument(
                organ_id=viewer.organ_code,
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
            InstrumentRegistered(number=version.number),
            subjects=[version.document, version, instrument],
        )
    return instrument


def blockers(viewer: Viewer, version: Version) -> list[str]:
    """Return why a version is not registered as an instrument, one sentence each."""
    if version.document.kind != "instrument":
        return [f"{version.document.kind_label}不登记入公文台账。"]
    found = []
    if not version.doc_number:
        found.append("没有发文字号，请在新一版中填写。")
    if version.made_on is None:
        found.append("没有成文日期，请在新一版中填写。")
    if version.doc_number and standing(viewer, OfficialDocument, [version.doc_number]):
        found.append(f"{version.doc_number} 已在公文台账中。")
    return found


def _faults(version: Version, genre: str, day: datetime.date) -> list[str]:
    found = []
    if genre not in GENRES:
        found.append(f"公文种类只能是：{'、'.join(GENRES)}。")
    if fault := fault_of(version.doc_number, genre):
        found.append(fault)
    if version.made_on is not None and version.made_on > day:
        found.append(f"成文日期 {version.made_on:%Y-%m-%d} 尚未到，不能登记。")
    return found
