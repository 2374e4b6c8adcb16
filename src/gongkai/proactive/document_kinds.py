"""The list of what is made public together, as a kind of document: reviewed and released like any other."""

from __future__ import annotations

from gongkai.papers.document_kinds import address_of
from gongkai.proactive import lists
from gongkai.proactive.disclosing import list_blockers
from gongkai.registry import ByRelease, DocumentKind, SecrecySheet

DOCUMENT_KINDS = (
    DocumentKind(
        id=lists.KIND,
        label="公开清单",
        sheet=SecrecySheet(channel="政府信息公开专栏"),
        leaves=ByRelease(address=address_of, blockers=list_blockers),
        text=lists.text,
        page=lists.page,
        revise=lists.revise_url,
    ),
)
