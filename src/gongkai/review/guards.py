"""The gate as the database keeps it: what it refuses, whoever asks — screen, action, ORM or SQL.

Each condition looks only at `NEW` and at rows that cannot be changed, so what was true when a row was let in
stays true. They overlap on purpose: an approval asks again for everything that the steps already proved.
"""

from __future__ import annotations

from gongkai.papers.document_kinds import REGISTERED
from gongkai.registry import Guard, Refusal

NOT_NEWEST = (
    "EXISTS (SELECT 1 FROM papers_version AS v JOIN papers_version AS w"
    " ON w.document_id = v.document_id AND w.number > v.number WHERE v.id = {version})"
)
ANOTHER_ORGAN = (
    "NOT EXISTS (SELECT 1 FROM papers_version AS v WHERE v.id = {version} AND v.organ_id = NEW.organ_id)"
)
OFFICER_ELSEWHERE = (
    "NOT EXISTS (SELECT 1 FROM bodies_officer AS f WHERE f.id = NEW.{officer} AND f.organ_id = NEW.organ_id)"
)
# People who work for the organ on the day of the step.
FEWER_THAN_FOUR = (
    "(SELECT COUNT(DISTINCT a.officer_id) FROM bodies_appointment AS a WHERE a.organ_id = NEW.organ_id"
    " AND a.from_on <= NEW.decided_on AND (a.until_on IS NULL OR a.until_on >= NEW.decided_on)) < 4"
)
STAND_IN_HOLDS = (
    "EXISTS (SELECT 1 FROM bodies_standin AS i WHERE i.id = NEW.stand_in_id AND i.organ_id = NEW.organ_id"
    " AND i.officer_id = NEW.officer_id AND i.step = NEW.number"
    " AND NEW.decided_on BETWEEN i.from_on AND i.until_on)"
)
STEP_BEFORE = (
    "EXISTS (SELECT 1 FROM review_step AS p WHERE p.version_id = NEW.version_id"
    " AND p.number = NEW.number - 1 AND p.verdict = 'agree' AND p.decided_on <= NEW.decided_on)"
)
TOOK_ANOTHER = (
    "EXISTS (SELECT 1 FROM review_step AS p"
    " WHERE p.version_id = NEW.version_id AND p.officer_id = NEW.officer_id)"
)
# Who drafted the version, or one before it that was never released: their words may still be in it.
DRAFTED = (
    "EXISTS (SELECT 1 FROM papers_version AS v JOIN papers_version AS w"
    " ON w.document_id = v.document_id AND w.number <= v.number"
    " WHERE v.id = NEW.version_id AND w.drafted_by_id = {officer}"
    " AND NOT EXISTS (SELECT 1 FROM papers_version AS x JOIN review_release AS r ON r.approval_id = x.id"
    " WHERE x.document_id = v.document_id AND x.number >= w.number AND x.number < v.number))"
)
DRAFTED_OR_SUBMITTED = (
    "(" + DRAFTED + " OR EXISTS (SELECT 1 FROM review_step AS p"
    " WHERE p.version_id = NEW.version_id AND p.number = 1 AND p.officer_id = {officer}))"
)
STEPS = "SELECT {what} FROM review_step AS s WHERE s.version_id = NEW.version_id AND s.verdict = '{verdict}'"
AGREED = STEPS.format(what="COUNT(*)", verdict="agree") + " AND s.number IN (1, 2, 3)"
PERSONS = STEPS.format(what="COUNT(DISTINCT s.officer_id)", verdict="agree")
EXAMINED_BY_DRAFTER = (
    "EXISTS (SELECT 1 FROM review_step AS e WHERE e.version_id = NEW.version_id AND e.number = 2"
    " AND e.stand_in_id IS NULL AND {drafter})"
).format(drafter=DRAFTED.format(officer="e.officer_id"))
STOOD_IN = STEPS.format(what="COUNT(s.stand_in_id)", verdict="agree")
FINAL_BY_DRAFTER = (
    "EXISTS (SELECT 1 FROM review_step AS l"
    " WHERE l.version_id = NEW.version_id AND l.number = 3 AND {drafter})"
).format(drafter=DRAFTED_OR_SUBMITTED.format(officer="l.officer_id"))
# A letter goes through a sheet of its own, which nothing that is published can have.
NO_SHEET = " AND NOT EXISTS (SELECT 1 FROM review_approvalsheet AS p WHERE p.version_id = NEW.version_id)"
# A letter rests on values of the law; one that nobody verified holds only after the unit's own word.
UNCONFIRMED_VALUE = (
    "EXISTS (SELECT 1 FROM papers_usedvalue AS u WHERE u.version_id = NEW.version_id AND u.unverified"
    " AND NOT EXISTS (SELECT 1 FROM norms_confirmation AS c WHERE c.organ_id = NEW.organ_id"
    " AND c.key = u.key AND c.in_force_from = u.in_force_from))"
)


# A draft that was set aside goes on as its next version only.
ABANDONED = "EXISTS (SELECT 1 FROM review_abandonment AS b WHERE b.version_id = {version})"
TAKE_UP = "本版已弃稿；要用的，请修改形成新的一版。"


def about_the_newest(code: str, *, by: str, elsewhere: str, superseded: str) -> tuple[Refusal, ...]:
    """Refuse a row about a version or by an officer of another organ, and about one not the newest or set aside."""
    organ = ANOTHER_ORGAN.format(version="NEW.version_id")
    return (
        Refusal(
            code=f"{code}_ORGAN",
            condition=f"{organ} OR {OFFICER_ELSEWHERE.format(officer=by)}",
            message=elsewhere,
        ),
        Refusal(
            code=f"{code}_AFTER_NEW_VERSION",
            condition=NOT_NEWEST.format(version="NEW.version_id"),
            message=superseded,
        ),
        Refusal(
            code=f"{code}_AFTER_ABANDONMENT",
            condition=ABANDONED.format(version="NEW.version_id"),
            message=TAKE_UP,
        ),
    )


FORM_GUARD = Guard(
    id="review.SecrecyForm",
    refusals=(
        *about_the_newest(
            "FORM",
            by="filled_by_id",
            elsewhere="保密审查表应由本机关人员为本机关的文稿填写。",
            superseded="文稿已有新的版本，请为最新一版填写保密审查表。",
        ),
    ),
)

SHEET_GUARD = Guard(
    id="review.ApprovalSheet",
    refusals=(
        *about_the_newest(
            "SHEET",
            by="filled_by_id",
            elsewhere="审批表应由本机关人员为本机关的信函填写。",
            superseded="信函已有新的版本，请为最新一版填写审批表。",
        ),
        Refusal(
            code="SHEET_OF_WHAT_IS_PUBLISHED",
            condition="NOT EXISTS (SELECT 1 FROM papers_version AS v"
            " WHERE v.id = NEW.version_id AND v.attribute = 'withheld')",
            message="审批表只用于送达当事人的信函；向社会公开的，填保密审查表。",
        ),
    ),
)

STEP_GUARD = Guard(
    id="review.Step",
    refusals=(
        *about_the_newest(
            "STEP",
            by="officer_id",
            elsewhere="审查只能由本机关人员进行。",
            superseded="文稿已有新的版本，原版本的审查终止，请审查最新一版。",
        ),
        Refusal(
            code="STEP_WITHOUT_FORM",
            condition="NOT EXISTS (SELECT 1 FROM review_secrecyform AS f"
            " WHERE f.version_id = NEW.version_id)" + NO_SHEET,
            message="没有保密审查表或者审批表，不能审查；请拟稿人先填表送审。",
        ),
        Refusal(
            code="STEP_ORDER",
            condition="NEW.number NOT IN (1, 2, 3) OR (NEW.number = 1 AND NEW.verdict <> 'agree')"
            f" OR (NEW.number > 1 AND NOT {STEP_BEFORE})",
            message="审查应按拟稿人、科室负责人、分管领导的次序进行；上一环节未同意或已退回的，不能继续。",
        ),
        Refusal(
            code="STEP_DRAFTER",
            condition="NEW.number = 1 AND EXISTS (SELECT 1 FROM papers_version AS v"
            " WHERE v.id = NEW.version_id AND v.drafted_by_id <> NEW.officer_id)",
            message="本版由他人拟稿，应由该版的拟稿人填表送审。",
        ),
        Refusal(
            code="STEP_SAME_PERSON",
            condition=f"({TOOK_ANOTHER} OR (NEW.number > 1 AND {DRAFTED.format(officer='NEW.officer_id')}))"
            f" AND NOT ({STAND_IN_HOLDS} AND {FEWER_THAN_FOUR})",
            message="三个环节应由三个不同的人办理，上次公开以来拟过稿的都算拟稿人；"
            "人员少于四人的单位，须有当日有效的代行登记。",
        ),
        Refusal(
            code="STEP_STAND_IN",
            condition=f"NEW.stand_in_id IS NOT NULL AND NOT ({STAND_IN_HOLDS} AND {FEWER_THAN_FOUR})",
            message="代行登记不在有效期内，或与代行人、环节、单位人数不符。",
        ),
        Refusal(
            code="STEP_FINAL_BY_DRAFTER",
            condition="NEW.number = 3 AND " + DRAFTED_OR_SUBMITTED.format(officer="NEW.officer_id"),
            message="拟稿人（包括上次公开以来拟过稿的）不能作最后审批，代行也不可以。",
        ),
    ),
)

APPROVAL_GUARD = Guard(
    id="review.Approval",
    refusals=(
        Refusal(
            code="APPROVAL_ORGAN",
            condition=ANOTHER_ORGAN.format(version="NEW.version_id"),
            message="审批应属于文稿所在的机关。",
        ),
        Refusal(
            code="APPROVAL_WITHOUT_FORM",
            condition="NOT EXISTS (SELECT 1 FROM review_secrecyform AS f"
            " WHERE f.version_id = NEW.version_id AND f.conclusion IN ('publish', 'partial'))" + NO_SHEET,
            message="没有结论为公开或部分公开的保密审查表，也没有信函的审批表，不能审批。",
        ),
        Refusal(
            code="APPROVAL_RETURNED",
            condition=f"EXISTS ({STEPS.format(what='1', verdict='return')})",
            message="本版已退回，不能审批；请拟稿人修改后另行送审。",
        ),
        Refusal(
            code="APPROVAL_STEPS",
            condition=f"({AGREED}) <> 3",
            message="三审未完成，不能审批。",
        ),
        Refusal(
            code="APPROVAL_PERSONS",
            condition=f"({AGREED}) = 3 AND (({PERSONS}) + ({STOOD_IN}) < 3 OR {EXAMINED_BY_DRAFTER})",
            message="三审应由三个不同的人完成，或有代行登记。",
        ),
        Refusal(
            code="APPROVAL_BY_DRAFTER",
            condition=FINAL_BY_DRAFTER,
            message="拟稿人（包括上次公开以来拟过稿的）不能作最后审批，代行也不可以。",
        ),
        Refusal(
            code="APPROVAL_UNCONFIRMED_VALUE",
            condition=UNCONFIRMED_VALUE,
            message="信函用到的取值未经核对，本单位也没有确认，不能定稿；请先在“规则与口径”页面确认。",
        ),
        Refusal(
            code="APPROVAL_AFTER_NEW_VERSION",
            condition=NOT_NEWEST.format(version="NEW.version_id"),
            message="文稿已有新的版本，原版本不能再审批。",
        ),
        Refusal(
            code="APPROVAL_AFTER_ABANDONMENT",
            condition=ABANDONED.format(version="NEW.version_id"),
            message=TAKE_UP,
        ),
    ),
)

REGISTERED_KINDS = ", ".join(f"'{kind}'" for kind in REGISTERED)
# What a registration is about: the approved version of an official document, whose text is `v`.
APPROVED_DOCUMENT = (
    "SELECT 1 FROM review_approval AS a JOIN papers_version AS v ON v.id = a.version_id"
    " JOIN papers_document AS d ON d.id = v.document_id"
    " WHERE a.version_id = NEW.approval_id AND a.organ_id = NEW.organ_id AND d.id = NEW.document_id"
    f" AND d.kind IN ({REGISTERED_KINDS}) AND {{holds}}"
)
DAY_BY_ITS_GROUND = (
    "(v.made_on IS NULL AND (NEW.dated_by = 'signing' AND NEW.made_on = a.approved_on"
    " OR NEW.dated_by = 'meeting' AND NEW.dated_note <> ''"
    " OR NEW.dated_by = 'joint' AND NEW.dated_note <> '' AND NEW.made_on >= a.approved_on)"
    " OR v.made_on = NEW.made_on AND NEW.dated_by = 'paper')"
)
DRAWN = (
    "SELECT 1 FROM papers_numberdraw AS t JOIN papers_numberseries AS n ON n.id = t.series_id"
    " WHERE t.id = NEW.draw_id AND t.organ_id = NEW.organ_id AND t.purpose <> 'skipped'"
    " AND NOT EXISTS (SELECT 1 FROM papers_givenupreservation AS u WHERE u.draw_id = t.id)"
    " AND NEW.doc_number = n.prefix || '〔' || t.year || '〕' || t.number || '号'"
)
NUMBER_BY_ITS_SERIES = (
    "(NEW.doc_number = v.doc_number AND (NEW.draw_id IS NULL OR EXISTS (" + DRAWN + "))"
    " OR v.doc_number = '' AND EXISTS (" + DRAWN + " AND n.prefix = v.series))"
)

REGISTRATION_GUARD = Guard(
    id="review.Registration",
    amendable=True,  # its day, by `correct_registration`
    refusals=(
        Refusal(
            code="REGISTRATION_OF_WHAT_IS_SIGNED",
            condition="NOT EXISTS ("
            + APPROVED_DOCUMENT.format(holds="a.approved_on <= NEW.registered_on")
            + ") OR "
            + OFFICER_ELSEWHERE.format(officer="registered_by_id"),
            message="发文登记应由本机关人员在公文签发之后进行。",
        ),
        Refusal(
            code="REGISTRATION_DAY",
            condition="NEW.made_on > NEW.registered_on OR NOT EXISTS ("
            + APPROVED_DOCUMENT.format(holds=DAY_BY_ITS_GROUND)
            + ")",
            message="成文日期应为签发之日，或者写明会议、联合发文机关的通过、签发之日，不晚于登记之日。",
        ),
        Refusal(
            code="REGISTRATION_NUMBER",
            condition="NOT EXISTS (" + APPROVED_DOCUMENT.format(holds=NUMBER_BY_ITS_SERIES) + ")",
            message="发文字号应由文稿所定的系列、年份和所取的序号组成；跳过的、取消预留的序号不能再用。",
        ),
    ),
)

RELEASE_GUARD = Guard(
    id="review.Release",
    refusals=(
        Refusal(
            code="RELEASE_WITHOUT_APPROVAL",
            condition="NOT EXISTS (SELECT 1 FROM review_approval AS a"
            " WHERE a.version_id = NEW.approval_id AND a.organ_id = NEW.organ_id)",
            message="未经审批，不能公开。",
        ),
        Refusal(
            code="RELEASE_AFTER_NEW_VERSION",
            condition=NOT_NEWEST.format(version="NEW.approval_id"),
            message="审批之后文稿有了新的版本，原审批不再适用；请对最新一版送审。",
        ),
        Refusal(
            code="RELEASE_AFTER_ABANDONMENT",
            condition=ABANDONED.format(version="NEW.approval_id"),
            message=TAKE_UP,
        ),
        Refusal(
            code="RELEASE_ATTRIBUTE",
            condition="NOT EXISTS (SELECT 1 FROM papers_version AS v"
            " WHERE v.id = NEW.approval_id AND v.attribute = 'proactive')",
            message="公开属性不是主动公开的文稿不能向社会公开。",
        ),
        Refusal(
            code="RELEASE_UNREGISTERED",
            condition="EXISTS (SELECT 1 FROM papers_version AS v JOIN papers_document AS d ON d.id = v.document_id"
            f" WHERE v.id = NEW.approval_id AND d.kind IN ({REGISTERED_KINDS}) AND NOT EXISTS"
            " (SELECT 1 FROM review_registration AS g WHERE g.document_id = d.id))",
            message="公文尚未登记，没有发文字号和成文日期，不能公开。",
        ),
        Refusal(
            code="RELEASE_TWICE",
            condition="EXISTS (SELECT 1 FROM review_release AS r WHERE r.approval_id = NEW.approval_id"
            " AND NOT EXISTS (SELECT 1 FROM review_withdrawal AS w WHERE w.release_id = r.id))",
            message="本版已经公开。",
        ),
        Refusal(
            code="RELEASE_AFTER_WITHDRAWAL",
            condition="EXISTS (SELECT 1 FROM review_release AS r"
            " JOIN review_withdrawal AS w ON w.release_id = r.id WHERE r.approval_id = NEW.approval_id)",
            message="本版已经撤回，不能再公开；请修改形成新的版本，重新送审。",
        ),
        Refusal(
            code="RELEASE_ADDRESS",
            condition="EXISTS (SELECT 1 FROM review_release AS r"
            " JOIN papers_version AS v ON v.id = r.approval_id"
            " JOIN papers_version AS w ON w.id = NEW.approval_id"
            " WHERE r.address = NEW.address AND v.document_id <> w.document_id)",
            message="该公开地址已属于另一文稿。",
        ),
    ),
)

ABANDONMENT_GUARD = Guard(
    id="review.Abandonment",
    refusals=(
        *about_the_newest(
            "ABANDONMENT",
            by="abandoned_by_id",
            elsewhere="弃稿应由本机关人员对本机关的文稿办理。",
            superseded="文稿已有新的版本，弃稿的应是最新一版。",
        ),
        Refusal(
            code="ABANDONMENT_AFTER_SENDING",
            condition="EXISTS (SELECT 1 FROM review_secrecyform AS f WHERE f.version_id = NEW.version_id)"
            " OR EXISTS (SELECT 1 FROM review_approvalsheet AS p WHERE p.version_id = NEW.version_id)"
            " OR EXISTS (SELECT 1 FROM review_step AS s WHERE s.version_id = NEW.version_id)"
            " OR EXISTS (SELECT 1 FROM review_approval AS a WHERE a.version_id = NEW.version_id)",
            message="本版已送审，不能弃稿：送审、审批过的各版和意见都要留存。",
        ),
    ),
)

WITHDRAWAL_GUARD = Guard(
    id="review.Withdrawal",
    refusals=(
        Refusal(
            code="WITHDRAWAL_ORGAN",
            condition="NOT EXISTS (SELECT 1 FROM review_release AS r"
            " WHERE r.id = NEW.release_id AND r.organ_id = NEW.organ_id)",
            message="撤回应由公开该文稿的机关作出。",
        ),
    ),
)

GUARDS = (
    FORM_GUARD,
    SHEET_GUARD,
    STEP_GUARD,
    APPROVAL_GUARD,
    ABANDONMENT_GUARD,
    REGISTRATION_GUARD,
    RELEASE_GUARD,
    WITHDRAWAL_GUARD,
)
