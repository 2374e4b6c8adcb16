"""How the database itself protects what was counted and finalized."""

from gongkai.registry import Guard, Refusal

GUARDS = (
    Guard(id="reporting.AnnualReport"),
    Guard(id="reporting.Passage", amendable=True),
    Guard(id="reporting.Candidate"),
    Guard(id="reporting.CountedCell"),
    Guard(id="reporting.PriorYearReport"),
    Guard(
        id="reporting.Finalization",
        refusals=(
            Refusal(
                code="FINALIZATION_UNAPPROVED",
                condition="NEW.approval_id <> (SELECT c.version_id FROM reporting_candidate AS c"
                " WHERE c.id = NEW.candidate_id)",
                message="定稿的候选稿与通过审查的文稿版本不一致。",
            ),
        ),
    ),
)
