"""Things for tests: channels, publications, decisions, results, fees, proposals. Names are marked 示例."""

from __future__ import annotations

import datetime

from gongkai.bodies.tests.factory import Bureau
from gongkai.proactive.actions.channel import open_channel
from gongkai.proactive.actions.propose import answer_proposal, register_proposal
from gongkai.proactive.actions.publish import record_publication
from gongkai.proactive.books import DECISIONS, FEES, RESULTS
from gongkai.proactive.models import (
    AdministrativeDecision,
    Channel,
    FeeCollection,
    InspectionResult,
    Proposal,
    ProposalReply,
    PublicationRecord,
)
from gongkai.shell.imports.books import enter

DAY = datetime.date(2023, 5, 10)
TODAY = datetime.date(2024, 1, 8)


def channel(office: Bureau, name: str = "示例·微博", medium: str = "weibo") -> Channel:
    """Return an open channel."""
    return open_channel(
        viewer=office.disclosure_officer.on(TODAY),
        channel=Channel(name=name, medium=medium, registered_on=datetime.date(2014, 7, 1)),
    )


def publication(
    office: Bureau, on: Channel, title: str = "示例·动态", *, published_on: datetime.date = DAY
) -> PublicationRecord:
    """Return the record of something that appeared."""
    return record_publication(
        viewer=office.disclosure_officer.on(TODAY), channel=on, title=title, published_on=published_on
    )


def decision(office: Bureau, doc_number: str = "示许〔2023〕1号", **more: object) -> AdministrativeDecision:
    """Return a licence that was granted."""
    row = {
        "kind": "licensing",
        "doc_number": doc_number,
        "matter": "节能审查",
        "title": "示例·项目",
        "party": "示例·企业",
        "decided_on": DAY,
        "granted": True,
        **more,
    }
    made: AdministrativeDecision = enter(viewer=office.disclosure_officer.on(TODAY), book=DECISIONS, row=row)
    return made


def result(office: Bureau, target: str = "示例·企业", **more: object) -> InspectionResult:
    """Return the result of an inspection."""
    row = {
        "action": "示例·专项监察",
        "target_kind": "enterprise",
        "target": target,
        "conclusion": "示例：符合要求",
        "decided_on": DAY,
        **more,
    }
    made: InspectionResult = enter(viewer=office.disclosure_officer.on(TODAY), book=RESULTS, row=row)
    return made


def fee(office: Bureau, voucher: str, amount: object, on: datetime.date = DAY) -> FeeCollection:
    """Return a sum collected."""
    row = {"item": "示例", "basis": "示例", "voucher": voucher, "amount": amount, "collected_on": on}
    made: FeeCollection = enter(viewer=office.disclosure_officer.on(TODAY), book=FEES, row=row)
    return made


def proposal(office: Bureau, number: str = "1") -> Proposal:
    """Return a proposal given to the organ."""
    return register_proposal(
        viewer=office.disclosure_officer.on(TODAY),
        proposal=Proposal(
            kind="suggestion",
            session="示例届次",
            number=number,
            title="示例·建议",
            proposer="示例·代表",
            part="lead",
            assigned_on=datetime.date(2023, 3, 1),
        ),
    )


def proposal_reply(office: Bureau, to: Proposal, **more: object) -> ProposalReply:
    """Return the answer to a proposal."""
    fields: dict[str, object] = {"replied_on": DAY, "attribute": "proactive", **more}
    return answer_proposal(
        viewer=office.disclosure_officer.on(TODAY), reply=ProposalReply(proposal=to, **fields)
    )
