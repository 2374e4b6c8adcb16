"""What the database itself refuses about channels, proposals and what was made public."""

from gongkai.proactive.ledgers import LEDGERS
from gongkai.proactive.models import (
    AdministrativeDecision,
    Disclosure,
    FollowerSnapshot,
    InspectionResult,
    Matter,
    ProposalReply,
    PublicationRecord,
)
from gongkai.registry import Guard, Refusal
from gongkai.shell.ledgers.guards import HOLDS, another_stands, guards_of

SAME_ORGAN = (
    "NOT EXISTS (SELECT 1 FROM proactive_channel AS c"
    " WHERE c.id = NEW.channel_id AND c.organ_id = NEW.organ_id)"
)


DISCLOSED = HOLDS.format(table="proactive_disclosure")


def _made_public(
    code: str, column: str, table: str, *key: str, day: str = "decided_on", withheld: str = ""
) -> Refusal:
    """What was made public is not voided nor `withheld`, and not dated after the day on which it was made public.

    A disclosure names the first row of a chain of corrections, which has the same key as the last one.
    """
    same = " AND ".join(f"root.{name} = NEW.{name}" for name in ("organ_id", *key))
    return Refusal(
        code=code,
        condition=(
            "NEW.supersedes_id IS NOT NULL AND EXISTS (SELECT 1 FROM proactive_disclosure AS o"
            f" JOIN {table} AS root ON root.id = o.{column}"
            f" WHERE {same} AND {DISCLOSED} AND (NEW.voids OR NEW.{day} > o.published_on{withheld}))"
        ),
        message="这一项已登记公开：先作废公开情况或者撤回公开，才能作废它、改为不予公开；更正后的日期不能晚于公开日期。",
    )


DECISION_PUBLIC = _made_public(
    "DECISION_PUBLIC", "decision_id", "proactive_administrativedecision", "doc_number", "kind"
)
RESULT_PUBLIC = _made_public("RESULT_PUBLIC", "result_id", "proactive_inspectionresult", "target", "action")
REPLY_PUBLIC = _made_public(
    "REPLY_PUBLIC",
    "reply_id",
    "proactive_proposalreply",
    "proposal_id",
    day="replied_on",
    withheld=" OR NEW.attribute <> 'proactive'",
)

OTHER_ORGAN = Refusal(
    code="CHANNEL_OF_ANOTHER_ORGAN", condition=SAME_ORGAN, message="渠道属于另一机关；请选本机关的渠道。"
)

# The release that NEW names, as r, and each release of its document, as x.
SAME_DOCUMENT = (
    "SELECT 1 FROM review_release AS r JOIN papers_version AS v ON v.id = r.approval_id"
    " JOIN papers_version AS e ON e.document_id = v.document_id JOIN review_release AS x ON x.approval_id = e.id"
)
# It was withdrawn since, in that version or in an edit of it; it was edited since.
ENDED = (
    f"EXISTS ({SAME_DOCUMENT} JOIN review_withdrawal AS w ON w.release_id = x.id"
    " WHERE r.id = NEW.release_id AND x.id >= r.id)"
)
EDITED = f"EXISTS ({SAME_DOCUMENT} WHERE r.id = NEW.release_id AND x.id > r.id)"


AT_ITS_ADDRESS = "r.address = NEW.url AND r.released_on = NEW.published_on"
# Elsewhere it appeared later, under an address of that channel.
ON_A_CHANNEL = (
    "EXISTS (SELECT 1 FROM proactive_channel AS c WHERE c.id = NEW.channel_id"
    f" AND (c.own_site AND {AT_ITS_ADDRESS}"
    " OR NOT c.own_site AND r.address <> NEW.url AND r.released_on <= NEW.published_on))"
)

# Where it stands on another channel, and since when, was recorded by a person, who may have been wrong.
ELSEWHERE = (
    "EXISTS (SELECT 1 FROM proactive_channel AS c JOIN review_release AS r ON r.id = NEW.release_id"
    " WHERE c.id = o.channel_id AND o.channel_id = NEW.channel_id AND NOT c.own_site"
    " AND r.address <> NEW.url AND r.released_on <= NEW.published_on)"
)


def _by_release(
    table: str, *, gone: str, where: str = AT_ITS_ADDRESS, says: str = "", may_change: str = "FALSE"
) -> tuple[Refusal, Refusal]:
    """What came by a release names one of its organ that stands, its day and address, and keeps it until `gone`.

    Which of them `may_change` is told of another address or day by a correction, or voided.
    """
    of_it = (
        "SELECT 1 FROM review_release AS r WHERE r.id = NEW.release_id AND r.organ_id = NEW.organ_id"
        f" AND {where}"
    )
    changed = (
        "COALESCE(o.release_id, 0) <> COALESCE(NEW.release_id, 0)"
        f" OR NEW.release_id IS NOT NULL AND NOT ({may_change})"
        f" AND (o.url <> NEW.url OR o.published_on <> NEW.published_on OR NEW.voids AND NOT ({gone}))"
    )
    return (
        Refusal(
            code="BY_ANOTHER_RELEASE",
            condition=(
                "NEW.release_id IS NOT NULL AND NEW.supersedes_id IS NULL"
                f" AND ({ENDED} OR NOT EXISTS ({of_it}))"
            ),
            message=f"随公开记下的，应属于本机关尚未撤回的公开，日期、网址与公开一致{says}。",
        ),
        Refusal(
            code="KEEPS_ITS_RELEASE",
            condition=(
                f"NEW.supersedes_id IS NOT NULL AND EXISTS (SELECT 1 FROM {table} AS o"
                " WHERE o.id = NEW.supersedes_id AND (o.voids AND NEW.release_id IS NOT NULL"
                f" OR NOT o.voids AND ({changed})))"
            ),
            message="随公开记下的，不能改为别的公开、日期和网址；公开撤回之前不能作废。",
        ),
    )


PUBLISHED_BY_RELEASE = _by_release(
    "proactive_publicationrecord",
    gone=ENDED,
    where=ON_A_CHANNEL,
    says="；其他渠道的记渠道上的网址，日期不早于公开",
    may_change=ELSEWHERE,
)
ON_THE_CHANNEL_ALREADY = Refusal(
    code="ON_THE_CHANNEL_ALREADY",
    condition=another_stands("proactive_publicationrecord", "channel_id", "release_id"),
    message="这次公开在这一渠道上的发布已记入台账。",
)
DISCLOSED_BY_RELEASE = _by_release("proactive_disclosure", gone=f"{ENDED} OR {EDITED}")

REPLIED_BEFORE_ASSIGNED = Refusal(
    code="REPLIED_BEFORE_ASSIGNED",
    condition="EXISTS (SELECT 1 FROM proactive_proposal AS p"
    " WHERE p.id = NEW.proposal_id AND p.assigned_on > NEW.replied_on)",
    message="答复不能早于交办日期；请核对日期。",
)
DISCLOSED_ALREADY = Refusal(
    code="DISCLOSED_ALREADY",
    condition=" OR ".join(
        another_stands("proactive_disclosure", column) for column in ("decision_id", "result_id", "reply_id")
    ),
    message="这一项的公开情况已登记；有误请更正原记录。",
)
DISCLOSED_WITHOUT_CAUSE = Refusal(
    code="DISCLOSED_WITHOUT_CAUSE",
    condition=(
        "NOT NEW.voids AND NOT EXISTS (SELECT 1 FROM proactive_administrativedecision AS o"
        " WHERE o.id = NEW.decision_id AND NOT o.voids AND o.decided_on <= NEW.published_on)"
        " AND NOT EXISTS (SELECT 1 FROM proactive_inspectionresult AS o"
        " WHERE o.id = NEW.result_id AND NOT o.voids AND o.decided_on <= NEW.published_on)"
        " AND NOT EXISTS (SELECT 1 FROM proactive_proposalreply AS o"
        " WHERE o.id = NEW.reply_id AND NOT o.voids"
        " AND o.replied_on <= NEW.published_on AND o.attribute = 'proactive')"
    ),
    message="公开日期不能早于决定、结果或者答复的日期，不予公开的答复不能登记为已公开；请核对。",
)

# A row names a matter that was never in the organ's catalogue.
NO_SUCH_MATTER = Refusal(
    code="NO_SUCH_MATTER",
    condition=(
        "NEW.matter <> '' AND NOT EXISTS (SELECT 1 FROM proactive_matter AS o"
        f" WHERE o.organ_id = NEW.organ_id AND o.name = NEW.matter AND {HOLDS.format(table='proactive_matter')})"
    ),
    message="公开事项不在本机关的政务公开清单目录中，请先列入。",
)
# The last row of a matter to which something belongs is voided.
MATTER_HELD = Refusal(
    code="MATTER_HELD",
    condition=(
        "NEW.voids AND NOT EXISTS (SELECT 1 FROM proactive_matter AS o WHERE o.organ_id = NEW.organ_id"
        f" AND o.name = NEW.name AND o.id <> NEW.supersedes_id AND {HOLDS.format(table='proactive_matter')})"
        " AND (EXISTS (SELECT 1 FROM proactive_classification AS c WHERE c.organ_id = NEW.organ_id"
        " AND c.matter = NEW.name AND NOT EXISTS (SELECT 1 FROM proactive_classification AS later"
        " WHERE later.document_id = c.document_id AND later.id > c.id))"
        " OR EXISTS (SELECT 1 FROM proactive_publicationrecord AS o WHERE o.organ_id = NEW.organ_id"
        f" AND o.matter = NEW.name AND {HOLDS.format(table='proactive_publicationrecord')}))"
    ),
    message="还有文稿或者发布记录归入这一公开事项：请先改归别的事项；不再公开的，请登记停用，不作废。",
)
CLASSIFIED = Guard(
    id="proactive.Classification",
    refusals=(
        NO_SUCH_MATTER,
        Refusal(
            code="DOCUMENT_OF_ANOTHER_ORGAN",
            condition="NOT EXISTS (SELECT 1 FROM papers_document AS d"
            " WHERE d.id = NEW.document_id AND d.organ_id = NEW.organ_id)",
            message="只能把本机关的文稿归入公开事项。",
        ),
    ),
)

GUARDS = (
    CLASSIFIED,
    *guards_of(
        LEDGERS,
        {
            Matter: (MATTER_HELD,),
            PublicationRecord: (OTHER_ORGAN, NO_SUCH_MATTER, ON_THE_CHANNEL_ALREADY, *PUBLISHED_BY_RELEASE),
            FollowerSnapshot: (OTHER_ORGAN,),
            AdministrativeDecision: (DECISION_PUBLIC,),
            InspectionResult: (RESULT_PUBLIC,),
            ProposalReply: (REPLIED_BEFORE_ASSIGNED, REPLY_PUBLIC),
            Disclosure: (DISCLOSED_ALREADY, DISCLOSED_WITHOUT_CAUSE, *DISCLOSED_BY_RELEASE),
        },
    ),
)
