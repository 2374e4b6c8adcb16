"""What the database itself refuses about publication records, snapshots, decisions and results."""

from gongkai.registry import Guard, Refusal

SAME_ORGAN = (
    "NOT EXISTS (SELECT 1 FROM proactive_channel AS c"
    " WHERE c.id = NEW.channel_id AND c.organ_id = NEW.organ_id)"
)


def stands_already(table: str, *columns: str) -> str:
    """SQL: another row with the same columns holds, which NEW does not correct."""
    same = " AND ".join(f"o.{column} = NEW.{column}" for column in columns)
    return (
        f"NOT NEW.voids AND EXISTS (SELECT 1 FROM {table} AS o WHERE {same}"
        f" AND NOT o.voids AND o.id <> COALESCE(NEW.supersedes_id, 0)"
        f" AND NOT EXISTS (SELECT 1 FROM {table} AS later WHERE later.supersedes_id = o.id))"
    )


def _made_public(code: str, column: str, table: str, *key: str) -> Refusal:
    """What was made public is not voided, and not dated after the day on which it was made public.

    A disclosure names the first row of a chain of corrections, which has the same key as the last one.
    """
    same = " AND ".join(f"root.{name} = NEW.{name}" for name in ("organ_id", *key))
    holds = (
        "NOT o.voids"
        " AND NOT EXISTS (SELECT 1 FROM proactive_disclosure AS later WHERE later.supersedes_id = o.id)"
    )
    return Refusal(
        code=code,
        condition=(
            "NEW.supersedes_id IS NOT NULL AND EXISTS (SELECT 1 FROM proactive_disclosure AS o"
            f" JOIN {table} AS root ON root.id = o.{column}"
            f" WHERE {same} AND {holds} AND (NEW.voids OR NEW.decided_on > o.published_on))"
        ),
        message="这一项已登记公开：先作废公开情况，才能作废它；更正后的日期不能晚于公开日期。",
    )


DECISION_PUBLIC = _made_public(
    "DECISION_PUBLIC", "decision_id", "proactive_administrativedecision", "doc_number", "kind"
)
RESULT_PUBLIC = _made_public("RESULT_PUBLIC", "result_id", "proactive_inspectionresult", "target", "action")

OTHER_ORGAN = Refusal(
    code="CHANNEL_OF_ANOTHER_ORGAN", condition=SAME_ORGAN, message="渠道属于另一机关；请选本机关的渠道。"
)

GUARDS = (
    Guard(id="proactive.PublicationRecord", counted=True, refusals=(OTHER_ORGAN,)),
    Guard(
        id="proactive.FollowerSnapshot",
        counted=True,
        refusals=(
            OTHER_ORGAN,
            Refusal(
                code="SNAPSHOT_STANDS",
                condition=stands_already("proactive_followersnapshot", "channel_id", "taken_on"),
                message="该渠道这一天的关注量已登记；有误请更正原记录。",
            ),
        ),
    ),
    Guard(
        id="proactive.ProposalReply",
        counted=True,
        refusals=(
            Refusal(
                code="OTHER_PROPOSAL",
                condition=(
                    "NOT EXISTS (SELECT 1 FROM proactive_proposal AS p WHERE p.id = NEW.proposal_id"
                    " AND p.organ_id = NEW.organ_id AND p.assigned_on <= NEW.replied_on)"
                    " OR (NEW.supersedes_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM proactive_proposalreply"
                    " AS o WHERE o.id = NEW.supersedes_id AND o.proposal_id = NEW.proposal_id))"
                ),
                message="答复须属于本机关的这一件建议提案，且不早于交办日期；请核对编号和日期。",
            ),
        ),
    ),
    Guard(
        id="proactive.Disclosure",
        counted=True,
        refusals=(
            Refusal(
                code="DISCLOSED_ALREADY",
                condition=" OR ".join(
                    stands_already("proactive_disclosure", column)
                    for column in ("decision_id", "result_id", "reply_id")
                ),
                message="这一项的公开情况已登记；有误请更正原记录。",
            ),
            Refusal(
                code="DISCLOSED_WITHOUT_CAUSE",
                condition=(
                    "NOT NEW.voids AND NOT EXISTS (SELECT 1 FROM proactive_administrativedecision AS o"
                    " WHERE o.id = NEW.decision_id AND o.organ_id = NEW.organ_id AND NOT o.voids"
                    " AND o.decided_on <= NEW.published_on)"
                    " AND NOT EXISTS (SELECT 1 FROM proactive_inspectionresult AS o"
                    " WHERE o.id = NEW.result_id AND o.organ_id = NEW.organ_id AND NOT o.voids"
                    " AND o.decided_on <= NEW.published_on)"
                    " AND NOT EXISTS (SELECT 1 FROM proactive_proposalreply AS o"
                    " WHERE o.id = NEW.reply_id AND o.organ_id = NEW.organ_id AND NOT o.voids"
                    " AND o.replied_on <= NEW.published_on AND o.attribute = 'proactive')"
                ),
                message="公开日期不能早于决定、结果或者答复的日期，不予公开的答复不能登记为已公开；请核对。",
            ),
        ),
    ),
)
