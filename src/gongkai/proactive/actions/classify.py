"""Say to which matter of the catalogue a document belongs."""

from __future__ import annotations

import datetime

from gongkai.bodies.blockers import ActionBlocked, Blocker
from gongkai.bodies.viewer import Viewer
from gongkai.ledger.transactions import LedgerTransaction
from gongkai.papers import queries as papers
from gongkai.papers.models import Document
from gongkai.proactive.catalogue import in_force
from gongkai.proactive.classifying import classification_of
from gongkai.proactive.events import DocumentClassified
from gongkai.proactive.models import Classification
from gongkai.shell.ledgers.writing import hold_ledgers


def classify(
    *, viewer: Viewer, document: Document, matter: str, formed_on: datetime.date | None = None
) -> Classification | None:
    """Return what holds of a document from now on; `matter` is a name in the catalogue, "" for none.

    Nothing is stored where it was said before. Raises `NotAllowed`, `Document.DoesNotExist` for another organ's
    document, or `ActionBlocked`.
    """
    viewer.require("proactive.classify")
    with viewer.transaction() as tx:
        return store_classification(tx, viewer, document, matter=matter, formed_on=formed_on)


def store_classification(
    tx: LedgerTransaction,
    viewer: Viewer,
    document: Document,
    *,
    matter: str,
    formed_on: datetime.date | None,
) -> Classification | None:
    """Return the same inside a running transaction: that of the draft."""
    held = papers.documents(viewer).select_for_update(no_key=True).get(pk=document.pk)
    hold_ledgers(viewer)  # the matter is not voided at the same moment
    before = classification_of(held)
    if (matter, formed_on) == ((before.matter, before.formed_on) if before else ("", None)):
        return before
    if found := classify_blockers(viewer, matter=matter, formed_on=formed_on, before=before):
        raise ActionBlocked(found)
    made = tx.add(
        Classification(
            document=held,
            matter=matter,
            formed_on=formed_on,
            classified_on=tx.day,
            classified_by=viewer.officer,
        )
    )
    tx.record(DocumentClassified(), subjects=[held, made])
    return made


def classify_blockers(
    viewer: Viewer, *, matter: str, formed_on: datetime.date | None, before: Classification | None = None
) -> list[Blocker]:
    """Return what is wrong with where a document should belong; what it belonged to `before` it may keep."""
    found = []
    kept = before is not None and before.matter == matter
    if matter and not kept and not in_force(viewer).filter(name=matter).exists():
        sentence = f"“{matter}”不在现行的政务公开清单目录中，请刷新后另选。"
        found.append(Blocker(sentence, field="matter"))
    if formed_on and formed_on > viewer.day:
        sentence = f"{formed_on} 晚于今天 {viewer.day}：还没有形成、批复的先不填。"
        found.append(Blocker(sentence, field="formed_on"))
    return found
