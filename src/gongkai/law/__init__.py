"""What the texts say, as values and functions a lawyer can read along with the articles.

No Django, no clock, no database: every function takes plain facts and days and returns a value with its
basis. Numbers stand in ``values/``, holiday notices in ``notices/``, grounds, remedies and the like in
``tables/``, and golden cases in ``cases/``. What is not modelled raises a named error (`errors`) or comes
back marked *provisional*; nothing is guessed.
"""

from gongkai.law.calendars import YEARS, Calendar, Day, Layer, Notice, calendar, regions
from gongkai.law.clock import (
    CONSULTATION_KINDS,
    Clock,
    Consultation,
    Extension,
    Payment,
    ReasonableDelay,
    RequestFacts,
    Supplement,
    consultation_exclusion,
    reply_clock,
    reply_deadline,
)
from gongkai.law.disputes import (
    DISPUTE_OUTCOMES,
    ClosedDispute,
    DisputeOutcome,
    closed_dispute,
    dispute_clocks,
    dispute_outcome,
)
from gongkai.law.errors import (
    BadFact,
    BadInterval,
    BadUnitValue,
    BeyondCalendar,
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
from gongkai.law.fees import Fee, FeeBand, fee_by_items, fee_by_pages, fee_ways
from gongkai.law.grounds import GROUNDS, REPLY_STEPS, Ground, ReplyStep, ground
from gongkai.law.notice_text import ReadNotice, read_notice
from gongkai.law.outcomes import (
    APPLICANT_KINDS,
    LEAF_ROWS,
    OUTCOMES,
    ApplicantKind,
    LeafRow,
    Outcome,
    leaf_row,
)
from gongkai.law.periods import CountedDay, Deadline, Exclusion, annual_day, deadline, merged, months_after
from gongkai.law.receipt import CHANNELS, ReceiptChannel, ReceiptDay, receipt
from gongkai.law.remedies import REMEDY_CLASSES, Remedy, remedy
from gongkai.law.service import SERVICE_METHODS, ServiceDays, ServiceMethod, service
from gongkai.law.texts import MARK_LABELS, MARKS, CitedText, Mark, cited, texts
from gongkai.law.values import Value, ValueConfirmation, ValueOverride, Values, shipped_values
from gongkai.law.values.words import from_words

__all__ = [
    "APPLICANT_KINDS",
    "CHANNELS",
    "CONSULTATION_KINDS",
    "DISPUTE_OUTCOMES",
    "GROUNDS",
    "LEAF_ROWS",
    "MARKS",
    "MARK_LABELS",
    "OUTCOMES",
    "REMEDY_CLASSES",
    "REPLY_STEPS",
    "SERVICE_METHODS",
    "YEARS",
    "ApplicantKind",
    "BadFact",
    "BadInterval",
    "BadUnitValue",
    "BeyondCalendar",
    "BrokenTable",
    "Calendar",
    "CitedText",
    "Clock",
    "ClosedDispute",
    "Consultation",
    "CountedDay",
    "Day",
    "Deadline",
    "DisputeOutcome",
    "Exclusion",
    "Extension",
    "ExtensionRefused",
    "Fee",
    "FeeBand",
    "FeeRefused",
    "Ground",
    "LawError",
    "Layer",
    "LeafRow",
    "Mark",
    "NotModelled",
    "Notice",
    "Outcome",
    "Payment",
    "ReadNotice",
    "ReasonableDelay",
    "ReceiptChannel",
    "ReceiptDay",
    "Remedy",
    "RemedyTextNeeded",
    "ReplyStep",
    "RequestFacts",
    "ServiceDays",
    "ServiceMethod",
    "Supplement",
    "SupplementRefused",
    "UnknownName",
    "UnreadableNotice",
    "Value",
    "ValueConfirmation",
    "ValueOverride",
    "Values",
    "annual_day",
    "calendar",
    "cited",
    "closed_dispute",
    "consultation_exclusion",
    "deadline",
    "dispute_clocks",
    "dispute_outcome",
    "fee_by_items",
    "fee_by_pages",
    "fee_ways",
    "from_words",
    "ground",
    "leaf_row",
    "merged",
    "months_after",
    "read_notice",
    "receipt",
    "regions",
    "remedy",
    "reply_clock",
    "reply_deadline",
    "service",
    "shipped_values",
    "texts",
]
