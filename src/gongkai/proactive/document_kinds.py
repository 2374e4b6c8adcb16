"""The list of what is made public together, and the catalogue, as documents: reviewed and released like any other."""

from __future__ import annotations

from gongkai.papers.document_kinds import address_of
from gongkai.proactive import catalogue_document, lists
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
    DocumentKind(
        id=catalogue_document.KIND,
        label="政务公开清单目录",
        sheet=SecrecySheet(channel="政府信息公开专栏“法定主动公开内容”"),
        leaves=ByRelease(address=lambda version: catalogue_document.address(version.organ_id)),
        text=catalogue_document.text,
        page=catalogue_document.page,
        revise=catalogue_document.revise_url,
    ),
)
