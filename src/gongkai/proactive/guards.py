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
        f" AND NOT EXISTS (SELECT 1 FROM {table} AS later WHERE later.supersedes_id = o.id))"  # noqa: S608 - our own names
    )


OTHER_ORGAN = Refusal(
    code="CHANNEL_OF_ANOTHER_ORGAN",
    condition=SAME_ORGAN,
    message="渠道属于另一机关；请选本机关的渠道。",
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
        id="proactive.AdministrativeDecision",
        counted=True,
        refusals=(
            Refusal(
                code="DECISION_STANDS",
                condition=stands_already(
                    "proactive_administrativedecision", "organ_id", "kind", "doc_number"
                ),
                message="该文号的决定已登记；有误请更正原记录，不要重复登记。",
            ),
        ),
    ),
    Guard(
        id="proactive.SupervisionResult",
        counted=True,
        refusals=(
            Refusal(
                code="RESULT_STANDS",
                condition=stands_already("proactive_supervisionresult", "organ_id", "action", "target"),
                message="该批次对这一对象的结果已登记；有误请更正原记录。",
            ),
        ),
    ),
)
