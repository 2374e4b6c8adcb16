"""The facts of supervision, by subject."""

from gongkai.oversight.models.duties import (
    AccountabilityCase,
    AnnualPriority,
    Improvement,
    PriorityProgress,
    Problem,
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
from gongkai.oversight.models.public import OpenDay, Opinion, OpinionHandling, OpinionSource, Questionnaire

__all__ = [
    "Account",
    "AccountClosing",
    "AccountabilityCase",
    "AnnualPriority",
    "Cleanup",
    "CleanupReason",
    "GroupClosing",
    "GroupInspection",
    "Improvement",
    "OpenDay",
    "Opinion",
    "OpinionHandling",
    "OpinionSource",
    "PriorityProgress",
    "Problem",
    "Questionnaire",
    "Rectification",
    "RiskAssessment",
    "Training",
    "WorkGroup",
]
