"""Sheets, chains, steps, the approval of one version, its number and day, its release and withdrawal."""

from gongkai.review.models.chains import CHECKS, LONGEST, SHORTEST, STAGES, Chain, Station
from gongkai.review.models.versions import (
    DATED_BY,
    VERDICTS,
    Abandonment,
    Approval,
    ApprovalSheet,
    Registration,
    Release,
    ReleaseQuery,
    SecrecyForm,
    Step,
    Withdrawal,
)

__all__ = [
    "CHECKS",
    "DATED_BY",
    "LONGEST",
    "SHORTEST",
    "STAGES",
    "VERDICTS",
    "Abandonment",
    "Approval",
    "ApprovalSheet",
    "Chain",
    "Registration",
    "Release",
    "ReleaseQuery",
    "SecrecyForm",
    "Station",
    "Step",
    "Withdrawal",
]
