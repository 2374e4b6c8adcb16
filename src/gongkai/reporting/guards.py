"""How the database itself protects what was counted and finalized."""

from gongkai.registry import Guard, Refusal

GUARDS = (
    Guard(id="reporting.AnnualReport"),
    Guard(id="reporting.Passage", amendable=True),
    Guard(id="reporting.Candidate"),
    Guard(id="reporting.CountedCell"),
    Guard(
        id="reporting.PriorYearReport",
        counted=True,
        refusals=(
            Refusal(
                code="OTHER_YEAR",
                condition="NEW.supersedes_id IS NOT NULL AND NOT EXISTS"
                " (SELECT 1 FROM reporting_prioryearreport AS o WHERE o.id = NEW.supersedes_id"
                " AND o.organ_id = NEW.organ_id AND o.year = NEW.year)",
                message="重新录入的往年报告，应与原来录入的属同一机关、同一年度。",
            ),
        ),
    ),
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
