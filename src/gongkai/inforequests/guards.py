"""What the database itself refuses about receipts and replies, whoever asks.

One standing row a case follows from three things: a unique index allows one row without predecessor, each row
is corrected once, and a correction stays within its case.
"""

from gongkai.inforequests.ledgers import LEDGERS
from gongkai.inforequests.models import DeliveryReceipt, Receipt, Reply, Response, Service
from gongkai.registry import Guard, Refusal
from gongkai.shell.ledgers.guards import guards_of, stays_with

RECEIPT = "inforequests_receipt"
REPLY = "inforequests_reply"


def standing(table: str, where: str, of: str = "request_id") -> str:
    """SQL: the case of NEW (or its letter) has a row `r` in the table that holds and of which `where` is so."""
    return (
        f"EXISTS (SELECT 1 FROM {table} AS r WHERE r.{of} = NEW.{of} AND NOT r.voids AND {where}"
        f" AND NOT EXISTS (SELECT 1 FROM {table} AS later WHERE later.supersedes_id = r.id))"
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
            stays_with(Service, "letter", called="信函"),
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
            stays_with(DeliveryReceipt, "letter", called="信函"),
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
            stays_with(Response, "letter", called="信函"),
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

REPLIED_BEFORE_RECEIPT = Refusal(
    code="REPLIED_BEFORE_RECEIPT",
    condition=standing(REPLY, "(NEW.voids OR r.decided_on < NEW.received_on)"),
    message="这件申请已有答复，收到日期不能作废，也不能晚于答复的成文日期；请先作废或者更正答复。",
)
NOT_YET_RECEIVED = Refusal(
    code="NOT_YET_RECEIVED",
    condition=f"NOT NEW.voids AND NOT {standing(RECEIPT, 'r.received_on <= NEW.decided_on')}",
    message="答复的成文日期不能早于收到申请之日；收到日期未确认的申请，请先确认。",
)
NOTHING_TO_RENEW = Refusal(
    code="NOTHING_TO_RENEW",
    condition="NEW.is_renewed AND NOT NEW.voids AND NOT "
    + standing(REPLY, "NOT r.is_renewed AND r.decided_on <= NEW.decided_on"),
    message="重新答复之前须已有答复，且成文日期不早于它；请先登记第一次答复。",
)

GUARDS = (
    *guards_of(LEDGERS, {Receipt: (REPLIED_BEFORE_RECEIPT,), Reply: (NOT_YET_RECEIVED, NOTHING_TO_RENEW)}),
    *LETTER_GUARDS,
    Guard(id="inforequests.MovedDeadline"),
)
