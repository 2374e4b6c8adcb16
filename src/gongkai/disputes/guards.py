"""What the database itself refuses about filings and conclusions, whoever asks."""

from gongkai.registry import Guard, Refusal


def stays_in_case(table: str) -> Refusal:
    """Refuse a correction of another case's row, and a row in another organ than its case."""
    return Refusal(
        code="OTHER_DISPUTE",
        condition=(
            "NOT EXISTS (SELECT 1 FROM disputes_dispute AS d"
            " WHERE d.id = NEW.dispute_id AND d.organ_id = NEW.organ_id)"
            f" OR (NEW.supersedes_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {table} AS o"
            " WHERE o.id = NEW.supersedes_id AND o.dispute_id = NEW.dispute_id))"
        ),
        message="更正只能在同一案件之内，记录与案件须属同一机关；请从该案件更正。",
    )


GUARDS = (
    Guard(id="disputes.Dispute", amendable=True),
    Guard(id="disputes.Filing", counted=True, refusals=(stays_in_case("disputes_filing"),)),
    Guard(id="disputes.Conclusion", counted=True, refusals=(stays_in_case("disputes_conclusion"),)),
)
