"""What the texts say, as values and functions a lawyer can read along with the articles.

No Django, no clock, no database: every function takes plain facts and days and returns a value with its
basis. Numbers stand in ``values/``, holiday notices in ``notices/``, grounds, remedies and the like in
``tables/``, and golden cases in ``cases/``. What is not modelled raises a named error (`errors`) or comes
back marked *provisional*; nothing is guessed.
"""

from gongkai.law.calendars import Calendar, Day, Layer, Notice, calendar, regions
from gongkai.law.errors import (
    BadFact,
    BadInterval,
    BadUnitValue,
    BrokenTable,
    ExtensionRefused,
    FeeRefused,
    LawError,
    NotModelled,
    RemedyTextNeeded,
    SupplementRefused,
    UnknownName,
    UnreadableNotice,
)
from gongkai.law.grounds import GROUNDS, Ground, ground, grounds_in_row
from gongkai.law.outcomes import APPLICANT_KINDS, LEAF_ROWS, OUTCOMES, ApplicantKind, LeafRow, Outcome
from gongkai.law.texts import MARK_LABELS, MARKS, Mark, Text, texts
from gongkai.law.values import Confirmation, UnitValue, Value, Values, shipped_values

__all__ = [
    "APPLICANT_KINDS",
    "GROUNDS",
    "LEAF_ROWS",
    "MARKS",
    "MARK_LABELS",
    "OUTCOMES",
    "ApplicantKind",
    "BadFact",
    "BadInterval",
    "BadUnitValue",
    "BrokenTable",
    "Calendar",
    "Confirmation",
    "Day",
    "ExtensionRefused",
    "FeeRefused",
    "Ground",
    "LawError",
    "Layer",
    "LeafRow",
    "Mark",
    "NotModelled",
    "Notice",
    "Outcome",
    "RemedyTextNeeded",
    "SupplementRefused",
    "Text",
    "UnitValue",
    "UnknownName",
    "UnreadableNotice",
    "Value",
    "Values",
    "calendar",
    "ground",
    "grounds_in_row",
    "regions",
    "shipped_values",
    "texts",
]
