"""What the ledger may hold of this room beside its rows: what followed on a release."""

import datetime

from gongkai.registry import Event


class PublicationRecorded(Event):
    id = "proactive.publication_recorded"
    label = "记入台账"
    message = "记入信息发布台账，发布日期 {published_on}。"

    published_on: datetime.date


class DisclosuresRecorded(Event):
    id = "proactive.disclosures_recorded"
    label = "记入台账"
    message = "清单所列 {number} 项登记公开，公开日期 {published_on}。"

    number: int
    published_on: datetime.date


class DocumentClassified(Event):
    id = "proactive.document_classified"
    label = "归入公开事项"
    message = "登记文稿所属的公开事项。"


EVENTS: tuple[type[Event], ...] = (PublicationRecorded, DisclosuresRecorded, DocumentClassified)
