"""Things for tests: channels, publications, decisions, results, fees, proposals. Names are marked 示例."""

from __future__ import annotations

import datetime
from typing import Any

from gongkai import registry
from gongkai.bodies.blockers import ActionBlocked, Blocker
from gongkai.bodies.tests.factory import Bureau
from gongkai.proactive.ledgers import (
    CHANNELS,
    DECISIONS,
    FEES,
    FOLLOWERS,
    PROPOSALS,
    PUBLICATIONS,
    RESULTS,
)
from gongkai.proactive.models import (
    AdministrativeDecision,
    Channel,
    Disclosure,
    FeeCollection,
    FollowerSnapshot,
    InspectionResult,
    Proposal,
    ProposalReply,
    PublicationRecord,
)
from gongkai.shell.events import RowEntered
from gongkai.shell.ledgers.entry import enter
from gongkai.shell.ledgers.spec import LedgerSpec
from gongkai.shell.ledgers.stored import existing_rows

DAY = datetime.date(2023, 5, 10)
TODAY = datetime.date(2024, 1, 8)


def put(office: Bureau, ledger: LedgerSpec, **row: Any) -> Any:
    """Return what an officer enters."""
    return enter(viewer=office.disclosure_officer.on(TODAY), ledger=ledger, row=row)


def say_more(office: Bureau, ledger: LedgerSpec, *key: Any, **more: Any) -> None:
    """Bring in a file whose row says more of what stands under a key."""
    viewer = office.disclosure_officer.on(TODAY)
    importer = registry.one(registry.Importer, ledger.id)
    row = {**existing_rows(ledger, viewer, [key])[key], **more}
    assert importer.check is not None
    assert importer.check_all is not None
    issues = [*importer.check(viewer, row), *importer.check_all(viewer, [row])[0]]
    if issues:
        raise ActionBlocked([Blocker(issue.message, issue.column) for issue in issues])
    with viewer.transaction() as tx:
        importer.compose(viewer, [row]).store(tx)
        tx.record(RowEntered(kind=ledger.id, title=ledger.title), subjects=[])


def channel(office: Bureau, name: str = "示例·微博", medium: str = "weibo", **more: Any) -> Channel:
    """Return an open channel."""
    opened = datetime.date(2014, 7, 1)
    made: Channel = put(office, CHANNELS, name=name, medium=medium, registered_on=opened, **more)
    return made


def publication(
    office: Bureau, on: Channel, title: str = "示例·动态", *, published_on: datetime.date = DAY
) -> PublicationRecord:
    """Return the record of something that appeared."""
    made: PublicationRecord = put(
        office, PUBLICATIONS, channel=on.name, title=title, published_on=published_on
    )
    return made


def followers(office: Bureau, of: Channel, number: int, on: datetime.date = DAY) -> FollowerSnapshot:
    """Return how many followed an account on a day."""
    made: FollowerSnapshot = put(office, FOLLOWERS, channel=of.name, followers=number, taken_on=on)
    return made


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
    made: AdministrativeDecision = enter(
        viewer=office.disclosure_officer.on(TODAY), ledger=DECISIONS, row=row
    )
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
    made: InspectionResult = put(office, RESULTS, **row)
    return made


def fee(office: Bureau, voucher: str, amount: object, on: datetime.date = DAY) -> FeeCollection:
    """Return a sum collected."""
    row = {"item": "示例", "basis": "示例", "voucher": voucher, "amount": amount, "collected_on": on}
    made: FeeCollection = put(office, FEES, **row)
    return made


def proposal(office: Bureau, number: str = "1") -> Proposal:
    """Return a proposal given to the organ."""
    made: Proposal = put(
        office,
        PROPOSALS,
        kind="suggestion",
        session="示例届次",
        number=number,
        title="示例·建议",
        proposer="示例·代表",
        part="lead",
        assigned_on=datetime.date(2023, 3, 1),
    )
    return made


def proposal_reply(office: Bureau, to: Proposal, **more: Any) -> ProposalReply:
    """Return the answer to a proposal."""
    fields: dict[str, Any] = {"replied_on": DAY, "attribute": "proactive", **more}
    say_more(office, PROPOSALS, to.kind, to.session, to.number, **fields)
    made: ProposalReply = ProposalReply.objects.standing().get(proposal=to)
    return made


def disclosed(
    office: Bureau,
    of: AdministrativeDecision | InspectionResult | ProposalReply,
    published_on: datetime.date = DAY,
) -> Disclosure:
    """Return the record that something was made public."""
    match of:
        case AdministrativeDecision():
            say_more(office, DECISIONS, of.doc_number, of.kind, published_on=published_on)
        case InspectionResult():
            say_more(office, RESULTS, of.target, of.action, published_on=published_on)
        case ProposalReply():
            key = (of.proposal.kind, of.proposal.session, of.proposal.number)
            say_more(office, PROPOSALS, *key, published_on=published_on)
    made: Disclosure = Disclosure.objects.latest("pk")
    return made
