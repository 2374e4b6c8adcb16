"""Draft a document: its first version."""

from __future__ import annotations

from gongkai import registry
from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.viewer import Viewer
from gongkai.ledger.transactions import LedgerTransaction
from gongkai.papers.content import ATTRIBUTES, NEEDS_REASON, Content
from gongkai.papers.document_number import fault_of
from gongkai.papers.events import VersionAdded
from gongkai.papers.models import ORDER, Document, Version


def draft_document(*, viewer: Viewer, kind: str, content: Content) -> Version:
    """Return the first version of a new document. `kind` is the id of a `registry.Releasable`; letters have
    an action of their own (`write_letter`).

    Raises `NotAllowed`, or `ActionBlocked` with what the content lacks.
    """
    viewer.require("papers.draft")
    registry.one(registry.Releasable, kind)
    if faults := faults_of(content):
        raise ActionBlocked(faults)
    with viewer.transaction() as tx:
        document = tx.add(Document(organ_id=viewer.organ_code, kind=kind, begun_on=viewer.day))
        return add(tx, document, number=1, content=content, viewer=viewer)


def faults_of(content: Content) -> list[str]:
    """Return what keeps a content from being kept as a version, one sentence each."""
    faults = []
    if not content.title.strip():
        faults.append("标题不能为空。")
    if not content.body.strip() and not content.attachments:
        faults.append("正文和附件不能都为空。")
    if content.attribute not in ATTRIBUTES:
        faults.append("公开属性应为：主动公开、依申请公开、不予公开。")
    if content.attribute in NEEDS_REASON and not content.attribute_reason.strip():
        faults.append(f"公开属性为“{ATTRIBUTES[content.attribute]}”的，应当写明理由。")
    if content.doc_number:
        genre = ORDER if content.doc_number.startswith("第") or "令第" in content.doc_number else ""
        if fault := fault_of(content.doc_number, genre):
            faults.append(fault)
    return faults


def add(
    tx: LedgerTransaction, document: Document, *, number: int, content: Content, viewer: Viewer
) -> Version:
    """Store a version inside the running act and record it."""
    version = tx.add(
        Version(
            organ_id=document.organ_id,
            document=document,
            number=number,
            title=content.title,
            body=content.body,
            body_type=content.body_type,
            doc_number=content.doc_number,
            made_on=content.made_on,
            attribute=content.attribute,
            attribute_reason=content.attribute_reason,
            attachments=[attachment.to_json() for attachment in content.attachments],
            hash=content.hash(document.organ_id),
            drafted_by=viewer.officer,
            drafted_on=tx.day,
        )
    )
    tx.record(
        VersionAdded(number=number, hash=version.hash),
        subjects=[document, version],
    )
    return version
