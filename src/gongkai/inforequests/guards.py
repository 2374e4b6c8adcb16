"""What the database itself refuses about receipts and replies, whoever asks.

One standing row a case follows from three things: a unique index allows one row without predecessor, each row
is corrected once, and a correction stays within its case.
"""

from gongkai.inforequests.ledgers import NOTICES, PAYMENTS
from gongkai.registry import Guard, Refusal
from gongkai.shell.ledgers.guards import guards_of

RECEIPT = "inforequests_receipt"
REPLY = "inforequests_reply"


def standing(table: str, where: str, of: str = "request_id") -> str:
    """SQL: the case of NEW (or its letter) has a row `r` in the table that holds and of which `where` is so."""
    return (
        f"EXISTS (SELECT 1 FROM {table} AS r WHERE r.{of} = NEW.{of} AND NOT r.voids AND {where}"
        f" AND NOT EXISTS (SELECT 1 FROM {table} AS later WHERE later.supersedes_id = r.id))"
    )


def stays_in_case(table: str, same: str = "") -> Refusal:
    """Refuse a correction of another case's row, and a row in another organ than its case."""
    return Refusal(
        code="OTHER_CASE",
        condition=(
            "NOT EXISTS (SELECT 1 FROM inforequests_inforequest AS c"
            " WHERE c.id = NEW.request_id AND c.organ_id = NEW.organ_id)"
            f" OR (NEW.supersedes_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {table} AS o"
            f" WHERE o.id = NEW.supersedes_id AND o.request_id = NEW.request_id{same}))"
        ),
        message="更正只能在同一件申请之内，记录与申请须属同一机关；请从该申请的页面更正。",
    )


LETTER = "inforequests_caseletter"


def stays_with_letter(table: str) -> Refusal:
    """Refuse what is recorded of a letter of another organ, and a correction of another letter's row."""
    return Refusal(
        code="OTHER_LETTER",
        condition=(
            f"NOT EXISTS (SELECT 1 FROM {LETTER} AS c"
            " WHERE c.document_id = NEW.letter_id AND c.organ_id = NEW.organ_id)"
            f" OR (NEW.supersedes_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {table} AS o"
            " WHERE o.id = NEW.supersedes_id AND o.letter_id = NEW.letter_id))"
        ),
        message="送达、签收和回复只能登记在本机关的同一件信函上；请从该申请的页面登记。",
    )


def served_before(column: str, sentence: str) -> Refusal:
    """Refuse what came of a letter before it left, or of one that did not leave."""
    return Refusal(
        code="NOT_SERVED",
        condition="NOT NEW.voids AND NOT "
        + standing("inforequests_service", f"r.handed_over_on <= NEW.{column}", "letter_id"),
        message=sentence,
    )


LETTER_GUARDS = (
    Guard(
        id="inforequests.CaseLetter",
        refusals=(
            Refusal(
                code="LETTER_ORGAN",
                condition=(
                    "NOT EXISTS (SELECT 1 FROM inforequests_inforequest AS c JOIN papers_document AS d"
                    " ON d.organ_id = c.organ_id"
                    " WHERE c.id = NEW.request_id AND d.id = NEW.document_id AND c.organ_id = NEW.organ_id)"
                ),
                message="信函应属于申请所在的机关。",
            ),
        ),
    ),
    Guard(
        id="inforequests.Service",
        refusals=(
            stays_with_letter("inforequests_service"),
            Refusal(
                code="SERVED_UNAPPROVED",
                condition=(
                    "NOT EXISTS (SELECT 1 FROM review_approval AS a JOIN papers_version AS v"
                    " ON v.id = a.version_id WHERE a.version_id = NEW.approval_id"
                    " AND v.document_id = NEW.letter_id AND a.approved_on <= NEW.handed_over_on)"
                ),
                message="送达的必须是这件信函已经审批的一版，且不早于审批之日。",
            ),
        ),
    ),
    Guard(
        id="inforequests.DeliveryReceipt",
        refusals=(
            stays_with_letter("inforequests_deliveryreceipt"),
            served_before("received_on", "信函送出之前不能登记签收。"),
            Refusal(
                code="ARRIVED_AFTER_RESPONSE",
                condition="NOT NEW.voids AND "
                + standing("inforequests_response", "r.responded_on < NEW.received_on", "letter_id"),
                message="签收日期不能晚于收到回复的日期，请核对。",
            ),
        ),
    ),
    Guard(
        id="inforequests.Response",
        refusals=(
            stays_with_letter("inforequests_response"),
            served_before("responded_on", "信函送出之前不能登记回复。"),
            Refusal(
                code="RESPONDED_BEFORE_ARRIVAL",
                condition="NOT NEW.voids AND "
                + standing("inforequests_deliveryreceipt", "r.received_on > NEW.responded_on", "letter_id"),
                message="收到回复的日期不能早于签收日期，请核对。",
            ),
        ),
    ),
)

GUARDS = (
    *guards_of((NOTICES, PAYMENTS)),
    *LETTER_GUARDS,
    Guard(id="inforequests.MovedDeadline"),
    Guard(id="inforequests.InfoRequest", amendable=True),
    Guard(
        id="inforequests.Receipt",
        counted=True,
        refusals=(
            stays_in_case(RECEIPT),
            Refusal(
                code="REPLIED_BEFORE_RECEIPT",
                condition=standing(REPLY, "(NEW.voids OR r.decided_on < NEW.received_on)"),
                message="这件申请已有答复，收到日期不能作废，也不能晚于答复的成文日期；请先作废或者更正答复。",
            ),
        ),
    ),
    Guard(
        id="inforequests.Reply",
        counted=True,
        refusals=(
            stays_in_case(REPLY, " AND o.is_renewed = NEW.is_renewed"),
            Refusal(
                code="NOT_YET_RECEIVED",
                condition=f"NOT NEW.voids AND NOT {standing(RECEIPT, 'r.received_on <= NEW.decided_on')}",
                message="答复的成文日期不能早于收到申请之日；收到日期未确认的申请，请先确认。",
            ),
            Refusal(
                code="NOTHING_TO_RENEW",
                condition="NEW.is_renewed AND NOT NEW.voids AND NOT "
                + standing(REPLY, "NOT r.is_renewed AND r.decided_on <= NEW.decided_on"),
                message="重新答复之前须已有答复，且成文日期不早于它；请先登记第一次答复。",
            ),
        ),
    ),
)
