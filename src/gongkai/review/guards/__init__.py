"""The gate as the database keeps it: what it refuses, whoever asks — screen, action, ORM or SQL.

Each condition looks only at `NEW` and at rows that cannot be changed, so what was true when a row was let in
stays true. They overlap on purpose: an approval asks again for everything that the steps already proved.
"""

from gongkai.review.guards.consulting import (
    ANSWER_GUARD,
    CORRECTION_GUARD,
    QUESTION_GUARD,
    RECALL_GUARD,
    RULE_GUARD,
    SEAT_GUARD,
    TREATMENT_GUARD,
)
from gongkai.review.guards.leaving import (
    ABANDONMENT_GUARD,
    REGISTRATION_GUARD,
    RELEASE_GUARD,
    WITHDRAWAL_GUARD,
)
from gongkai.review.guards.reviewing import (
    APPROVAL_GUARD,
    CHAIN_GUARD,
    FORM_GUARD,
    SHEET_GUARD,
    STATION_GUARD,
    STEP_GUARD,
)
from gongkai.review.guards.timing import RELEASE_TIME_GUARD, TAKE_DOWN_GUARD, TAKE_DOWN_REVIEW_GUARD

GUARDS = (
    FORM_GUARD,
    SHEET_GUARD,
    CHAIN_GUARD,
    STATION_GUARD,
    STEP_GUARD,
    APPROVAL_GUARD,
    SEAT_GUARD,
    RULE_GUARD,
    QUESTION_GUARD,
    ANSWER_GUARD,
    CORRECTION_GUARD,
    RECALL_GUARD,
    TREATMENT_GUARD,
    ABANDONMENT_GUARD,
    REGISTRATION_GUARD,
    RELEASE_TIME_GUARD,
    RELEASE_GUARD,
    WITHDRAWAL_GUARD,
    TAKE_DOWN_GUARD,
    TAKE_DOWN_REVIEW_GUARD,
)
