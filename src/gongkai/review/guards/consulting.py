"""What the database refuses of consultations: seats, questions, answers, and an approval that others stand against."""

from __future__ import annotations

from gongkai.registry import Guard, Refusal
from gongkai.review.guards.conditions import DRAFTED, IN_FORCE, OFFICER_ELSEWHERE, about_the_newest
from gongkai.review.models import SECRECY_FINDING
from gongkai.review.secrecy import CHECKLIST, MATTERS

# A seat as it stands on a day: the last that was set of its name.
STANDING = (
    "NOT s.closed AND s.from_on <= {day} AND NOT EXISTS (SELECT 1 FROM review_seat AS n"
    " WHERE n.organ_id = s.organ_id AND n.name = s.name AND n.from_on <= {day}"
    " AND (n.from_on > s.from_on OR (n.from_on = s.from_on AND n.id > s.id)))"
)
SENT_ON = "(SELECT e.decided_on FROM review_step AS e WHERE e.version_id = NEW.version_id AND e.number = 1)"
TICKED = " OR ".join(f"(r.flag = '{flag}' AND g.{flag})" for flag in (*CHECKLIST, *MATTERS))
FOUND_SECRECY = (
    f"r.flag = '{SECRECY_FINDING}' AND EXISTS (SELECT 1 FROM {{sheet}} AS k WHERE k.version_id = NEW.version_id"
    """ AND CAST(k.findings AS TEXT) LIKE '%"category": "secrecy"%')"""
)
FLAGGED = (
    "(r.flag = '' OR EXISTS (SELECT 1 FROM review_secrecyform AS g"
    f" WHERE g.version_id = NEW.version_id AND ({TICKED}))"
    f" OR {FOUND_SECRECY.format(sheet='review_secrecyform')}"
    f" OR {FOUND_SECRECY.format(sheet='review_approvalsheet')})"
)
# The answer w was not found to be recorded wrongly.
COUNTS = "NOT EXISTS (SELECT 1 FROM review_answercorrection AS k WHERE k.answer_id = w.question_id)"
# A seat that must be consulted by the rules of the day of sending, and said nothing of this version.
REQUIRED_UNANSWERED = (
    "EXISTS (SELECT 1 FROM review_step AS f JOIN review_seat AS s ON s.organ_id = f.organ_id"
    " JOIN review_seatrule AS r ON r.seat_id = s.id JOIN papers_version AS v ON v.id = f.version_id"
    " JOIN papers_document AS d ON d.id = v.document_id"
    f" WHERE f.version_id = NEW.version_id AND f.number = 1 AND {STANDING.format(day='f.decided_on')}"
    " AND r.kind IN ('', d.kind) AND (r.section_id IS NULL OR EXISTS (SELECT 1 FROM bodies_appointment AS a"
    " WHERE a.officer_id = f.officer_id AND a.section_id = r.section_id AND "
    + IN_FORCE.format(row="a", day="f.decided_on")
    + f")) AND {FLAGGED}"
    " AND NOT EXISTS (SELECT 1 FROM review_seatquestion AS q JOIN review_seatanswer AS w"
    " ON w.question_id = q.id WHERE q.version_id = NEW.version_id AND q.seat_id IS NOT NULL AND q.name = s.name"
    f" AND w.answered_on <= NEW.approved_on AND {COUNTS}))"
)
OPEN = (
    "EXISTS (SELECT 1 FROM review_seatquestion AS q WHERE q.version_id = NEW.version_id {of}"
    " AND NOT EXISTS (SELECT 1 FROM review_seatanswer AS w WHERE w.question_id = q.id)"
    " AND NOT EXISTS (SELECT 1 FROM review_seatrecall AS x WHERE x.question_id = q.id))"
)
# Somebody advised not to disclose, and nobody said why not; or it was followed, and the text would yet be public.
WITHHOLDING_STANDS = (
    "EXISTS (SELECT 1 FROM review_seatquestion AS q JOIN review_seatanswer AS w ON w.question_id = q.id"
    " JOIN papers_version AS v ON v.id = q.version_id"
    " LEFT JOIN review_seattreatment AS t ON t.answer_id = w.question_id"
    f" WHERE q.version_id = NEW.version_id AND w.opinion = 'withhold' AND {COUNTS}"
    " AND (t.answer_id IS NULL OR (t.adopted AND v.attribute = 'proactive')))"
)

CONSULTED = (
    Refusal(
        code="APPROVAL_UNCONSULTED",
        condition=REQUIRED_UNANSWERED,
        message="须会商的席位还没有对本版答复，不能审批。",
    ),
    Refusal(
        code="APPROVAL_QUESTION_OPEN",
        condition=OPEN.format(of=""),
        message="有征求意见尚未答复，也没有撤回，不能审批。",
    ),
    Refusal(
        code="APPROVAL_ADVISED_AGAINST",
        condition=WITHHOLDING_STANDS,
        message="会商意见建议不公开，没有写明如何处理，或者已经采纳，不能审批公开。",
    ),
)

SEAT_GUARD = Guard(
    id="review.Seat",
    named=True,
    refusals=(
        Refusal(
            code="SEAT_ORGAN",
            condition="NEW.role_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM bodies_role AS o"
            " WHERE o.id = NEW.role_id AND o.organ_id = NEW.organ_id)",
            message="会商席位的角色应是本机关的。",
        ),
        Refusal(
            code="SEAT_SET_BEFORE",
            condition="NOT EXISTS (SELECT 1 FROM ledger_entry AS e"
            " WHERE e.transaction_id = NEW.transaction_id AND e.day = NEW.set_on)",
            message="会商席位的设置日期应是办理设置的当日，不能倒填。",
        ),
    ),
)
RULE_GUARD = Guard(
    id="review.SeatRule",
    named=True,
    refusals=(
        Refusal(
            code="SEAT_RULE_ORGAN",
            condition="NOT EXISTS (SELECT 1 FROM review_seat AS s"
            " WHERE s.id = NEW.seat_id AND s.organ_id = NEW.organ_id) OR (NEW.section_id IS NOT NULL AND NOT EXISTS"
            " (SELECT 1 FROM bodies_section AS c WHERE c.id = NEW.section_id AND c.organ_id = NEW.organ_id))",
            message="须会商的情形应属于本机关的席位和科室。",
        ),
    ),
)

QUESTION_GUARD = Guard(
    id="review.SeatQuestion",
    refusals=(
        *about_the_newest(
            "QUESTION",
            by="asked_by_id",
            elsewhere="会商应由本机关人员就本机关的文稿征求意见。",
            superseded="文稿已有新的版本，应就最新一版征求意见。",
        ),
        Refusal(
            code="QUESTION_AFTER_DECISION",
            condition="EXISTS (SELECT 1 FROM review_approval AS a WHERE a.version_id = NEW.version_id) OR EXISTS"
            " (SELECT 1 FROM review_step AS p WHERE p.version_id = NEW.version_id AND p.verdict = 'return')",
            message="本版已审批或者已退回，不能再征求意见。",
        ),
        Refusal(
            code="QUESTION_SEAT",
            condition="NEW.seat_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM review_seat AS s"
            " WHERE s.id = NEW.seat_id AND s.organ_id = NEW.organ_id AND s.name = NEW.name"
            f" AND ({STANDING.format(day='NEW.asked_on')} OR {STANDING.format(day=SENT_ON)}))",
            message="征求意见的席位应是当日或者送审之日有效的会商席位。",
        ),
        Refusal(
            code="QUESTION_TWICE",
            condition=OPEN.format(of="AND q.name = NEW.name"),
            message="已就本版征求该席位的意见，尚未答复。",
        ),
    ),
)

QUESTION = "SELECT 1 FROM review_seatquestion AS q WHERE q.id = NEW.question_id AND {holds}"
OF_ORGAN = (
    "NOT EXISTS (" + QUESTION.format(holds="q.organ_id = NEW.organ_id AND q.asked_on <= NEW.{day}") + ")"
)
BY_LETTER = (
    "(q.seat_id IS NULL OR EXISTS"
    " (SELECT 1 FROM review_seat AS s WHERE s.id = q.seat_id AND s.role_id IS NULL))"
)
# Who holds the seat that day, or is recorded as standing in for a holder who is away.
AT_SEAT = (
    "EXISTS (SELECT 1 FROM review_seat AS s JOIN bodies_appointment AS a ON a.role_id = s.role_id"
    " WHERE s.id = q.seat_id AND s.post IN ('', a.post) AND "
    + IN_FORCE.format(row="a", day="NEW.answered_on")
    + " AND (a.officer_id = NEW.answered_by_id OR EXISTS (SELECT 1 FROM bodies_absence AS i"
    " WHERE i.officer_id = a.officer_id AND i.stand_in_id = NEW.answered_by_id"
    " AND NEW.answered_on BETWEEN i.from_on AND i.until_on)))"
)
ASKED_VERSION = "(SELECT y.version_id FROM review_seatquestion AS y WHERE y.id = NEW.question_id)"
OF_THE_DRAFTER = DRAFTED.format(officer="NEW.answered_by_id").replace("NEW.version_id", ASKED_VERSION)

ANSWER_GUARD = Guard(
    id="review.SeatAnswer",
    refusals=(
        Refusal(
            code="ANSWER_ORGAN",
            condition=OF_ORGAN.format(day="answered_on")
            + " OR "
            + OFFICER_ELSEWHERE.format(officer="answered_by_id"),
            message="会商意见应由本机关人员在征求之后答复或者登记。",
        ),
        Refusal(
            code="ANSWER_AFTER_RECALL",
            condition="EXISTS (SELECT 1 FROM review_seatrecall AS x WHERE x.question_id = NEW.question_id)",
            message="征求意见已撤回，不能再答复。",
        ),
        Refusal(
            code="ANSWER_LETTER",
            condition="(NEW.letter_on IS NULL OR CAST(NEW.attachments AS TEXT) = '[]') AND EXISTS ("
            + QUESTION.format(holds=BY_LETTER)
            + ") OR NEW.letter_on IS NOT NULL AND EXISTS ("
            + QUESTION.format(holds=f"NOT {BY_LETTER}")
            + ")",
            message="发函征求的意见，应登记复函日期，附复函扫描件；由席位答复的没有复函。",
        ),
        Refusal(
            code="ANSWER_SEAT",
            condition="EXISTS ("
            + QUESTION.format(holds=f"NOT {BY_LETTER} AND (NOT {AT_SEAT} OR {OF_THE_DRAFTER})")
            + ")",
            message="会商意见应由当日担任该席位的人答复；本版的拟稿人不能答复自己的文稿。",
        ),
    ),
)
RECALL_GUARD = Guard(
    id="review.SeatRecall",
    refusals=(
        Refusal(
            code="RECALL_ORGAN",
            condition=OF_ORGAN.format(day="recalled_on")
            + " OR "
            + OFFICER_ELSEWHERE.format(officer="recalled_by_id"),
            message="征求意见应由本机关人员撤回，不早于征求之日。",
        ),
        Refusal(
            code="RECALL_AFTER_ANSWER",
            condition="EXISTS (SELECT 1 FROM review_seatanswer AS w WHERE w.question_id = NEW.question_id)",
            message="已经答复，不能撤回。",
        ),
    ),
)
TREATMENT_GUARD = Guard(
    id="review.SeatTreatment",
    refusals=(
        Refusal(
            code="TREATMENT_ORGAN",
            condition="NOT EXISTS (SELECT 1 FROM review_seatanswer AS w WHERE w.question_id = NEW.answer_id"
            " AND w.organ_id = NEW.organ_id AND w.answered_on <= NEW.treated_on AND w.opinion <> 'agree'"
            f" AND {COUNTS})"
            " OR " + OFFICER_ELSEWHERE.format(officer="treated_by_id"),
            message="意见处理应由本机关人员在答复之后写明；答复同意的不用处理。",
        ),
        Refusal(
            code="TREATMENT_OF_ONES_OWN",
            condition="EXISTS (SELECT 1 FROM review_seatanswer AS w WHERE w.question_id = NEW.answer_id"
            " AND w.letter_on IS NULL AND w.answered_by_id = NEW.treated_by_id)",
            message="答复的人不能处理自己的意见。",
        ),
    ),
)
CORRECTION_GUARD = Guard(
    id="review.AnswerCorrection",
    refusals=(
        Refusal(
            code="ANSWER_CORRECTION_ASKS_ANEW",
            condition="NOT EXISTS (SELECT 1 FROM review_seatanswer AS w"
            " JOIN review_seatquestion AS q ON q.id = w.question_id"
            " JOIN review_seatquestion AS g ON g.id = NEW.again_id AND g.id > q.id AND g.version_id = q.version_id"
            " AND g.name = q.name AND g.asked_on = q.asked_on AND COALESCE(g.seat_id, 0) = COALESCE(q.seat_id, 0)"
            " WHERE w.question_id = NEW.answer_id AND w.organ_id = NEW.organ_id"
            " AND w.answered_on <= NEW.corrected_on) OR "
            + OFFICER_ELSEWHERE.format(officer="corrected_by_id"),
            message="更正会商意见，应由本机关人员就同一版向同一对象重新提出。",
        ),
        Refusal(
            code="ANSWER_CORRECTION_AFTER_APPROVAL",
            condition="EXISTS (SELECT 1 FROM review_seatquestion AS q JOIN review_approval AS a"
            " ON a.version_id = q.version_id WHERE q.id = NEW.answer_id)",
            message="本版已审批，据以审批的意见不能更正。",
        ),
    ),
)
