"""The facts of supervision, by subject."""

from gongkai.oversight.models.duties import (
    AccountabilityCase,
    Improvement,
    KeyPoint,
    Problem,
    Progress,
    Training,
)
from gongkai.oversight.models.platforms import (
    Account,
    AccountClosing,
    Cleanup,
    CleanupReason,
    GroupClosing,
    GroupInspection,
    Rectification,
    RiskAssessment,
    WorkGroup,
)
from gongkai.oversight.models.public import OpenDay, Opinion, Questionnaire, Treatment

__all__ = [
    "Account",
    "AccountClosing",
    "AccountabilityCase",
    "Cleanup",
    "CleanupReason",
    "GroupClosing",
    "GroupInspection",
    "Improvement",
    "KeyPoint",
    "OpenDay",
    "Opinion",
    "Problem",
    "Progress",
    "Questionnaire",
    "Rectification",
    "RiskAssessment",
    "Training",
    "Treatment",
    "WorkGroup",
]
