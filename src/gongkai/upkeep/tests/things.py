"""Public documents with links, for tests. All marked 示例."""

from __future__ import annotations

import datetime
from typing import Any

from gongkai import registry
from gongkai.bodies.tests.factory import Bureau
from gongkai.ledger.followers import advance
from gongkai.papers.ledgers import DESIGNATIONS, OFFICIAL_DOCUMENTS
from gongkai.papers.models import NormativeDesignation, OfficialDocument
from gongkai.proactive.tests.things import TODAY, decision, disclosed, put
from gongkai.review.actions.release import release
from gongkai.review.models import Release
from gongkai.review.tests import factory
from gongkai.review.tests.factory import DAY
from gongkai.upkeep.ledgers import STATEMENTS
from gongkai.upkeep.models import SiteStatement

MADE_ON = datetime.date(2023, 1, 10)


def published(office: Bureau, body: str, **content: Any) -> Release:
    """Return the release of a new document with this text, whatever the checks found, its links kept."""
    version = factory.reviewed(office, factory.drafted(office, body=body, **content), on=DAY)
    made = release(viewer=office.disclosure_officer.on(DAY), version=version)
    follow()
    return made


def follow() -> None:
    """Let this room follow what was released and withdrawn."""
    advance(registry.one(registry.Follower, "upkeep.links"))


def entry(office: Bureau, number: str = "示工信发〔2023〕5号", **said: Any) -> OfficialDocument:
    """Return an entry of the register of official documents, in force unless it is said."""
    row = {
        "doc_number": number,
        "title": "示例·办法",
        "genre": "通知",
        "attribute": "proactive",
        "made_on": MADE_ON,
        "validity": "in_force",
        **said,
    }
    made: OfficialDocument = put(office, OFFICIAL_DOCUMENTS, **row)
    return made


def designated(office: Bureau, number: str = "示工信发〔2023〕5号", **said: Any) -> NormativeDesignation:
    """Return that an entry was determined to be a normative document."""
    row = {
        "doc_number": number,
        "title": "示例·办法",
        "made_on": MADE_ON,
        "registration_number": f"SL001-{number}",
        "determined_on": MADE_ON,
        "determined_by": "示例市司法局",
        **said,
    }
    made: NormativeDesignation = put(office, DESIGNATIONS, **row)
    return made


def disclosed_of(office: Bureau, party: str, *, times: int, on: datetime.date) -> None:
    """Record that so many decisions about a party were made public on a day."""
    for number in range(1, times + 1):
        made = decision(office, f"示工信许〔2023〕{number}号", party=party)
        disclosed(office, made, on)


def stated(office: Bureau, item: str, value: str, *, year: int = 2023, **said: Any) -> SiteStatement:
    """Return what an officer states for the website."""
    row = {
        "year": year,
        "item": item,
        "value": value,
        "source": "示例·网站访问统计",
        "stated_on": TODAY,
        **said,
    }
    made: SiteStatement = put(office, STATEMENTS, **row)
    return made
