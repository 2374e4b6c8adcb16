"""The gate as the database keeps it: what it refuses, whoever asks — screen, action, ORM or SQL.

Each condition looks only at `NEW` and at rows that cannot be changed, so what was true when a row was let in
stays true. They overlap on purpose: an approval asks again for everything that the steps already proved.
"""

from __future__ import annotations

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
DRAFTED_OR_SUBMITTED = (
    "(EXISTS (SELECT 1 FROM papers_version AS v WHERE v.id = NEW.version_id AND v.drafted_by_id = {officer})"
    " OR EXISTS (SELECT 1 FROM review_step AS p"
    " WHERE p.version_id = NEW.version_id AND p.number = 1 AND p.officer_id = {officer}))"
)
STEPS = "SELECT {what} FROM review_step AS s WHERE s.version_id = NEW.version_id AND s.verdict = '{verdict}'"
AGREED = STEPS.format(what="COUNT(*)", verdict="agree") + " AND s.number IN (1, 2, 3)"
PERSONS = STEPS.format(what="COUNT(DISTINCT s.officer_id)", verdict="agree")
STOOD_IN = STEPS.format(what="COUNT(s.stand_in_id)", verdict="agree")
FINAL_BY_DRAFTER = (
    "EXISTS (SELECT 1 FROM review_step AS l"
    " WHERE l.version_id = NEW.version_id AND l.number = 3 AND {drafter})"
).format(drafter=DRAFTED_OR_SUBMITTED.format(officer="l.officer_id"))
# A letter rests on values of the law; one that nobody verified holds only after the unit's own word.
UNCONFIRMED_VALUE = (
    "EXISTS (SELECT 1 FROM papers_usedvalue AS u WHERE u.version_id = NEW.version_id AND u.unverified"
    " AND NOT EXISTS (SELECT 1 FROM norms_confirmation AS c WHERE c.organ_id = NEW.organ_id"
    " AND c.key = u.key AND c.in_force_from = u.in_force_from))"
)

FORM_GUARD = Guard(
    id="review.SecrecyForm",
    refusals=(
        Refusal(
            code="FORM_ORGAN",
            condition=ANOTHER_ORGAN.format(version="NEW.version_id")
            + " OR "
            + OFFICER_ELSEWHERE.format(officer="filled_by_id"),
            message="保密审查表应由本机关人员为本机关的文稿填写。",
        ),
        Refusal(
            code="FORM_AFTER_NEW_VERSION",
            condition=NOT_NEWEST.format(version="NEW.version_id"),
            message="文稿已有新的版本，请为最新一版填写保密审查表。",
        ),
    ),
)

STEP_GUARD = Guard(
    id="review.Step",
    refusals=(
        Refusal(
            code="STEP_ORGAN",
            condition=ANOTHER_ORGAN.format(version="NEW.version_id")
            + " OR "
            + OFFICER_ELSEWHERE.format(officer="officer_id"),
            message="审查只能由本机关人员进行。",
        ),
        Refusal(
            code="STEP_AFTER_NEW_VERSION",
            condition=NOT_NEWEST.format(version="NEW.version_id"),
            message="文稿已有新的版本，原版本的审查终止，请审查最新一版。",
        ),
        Refusal(
            code="STEP_WITHOUT_FORM",
            condition="NOT EXISTS (SELECT 1 FROM review_secrecyform AS f"
            " WHERE f.version_id = NEW.version_id)",
            message="没有保密审查表，不能审查；请拟稿人先填表送审。",
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
            condition=f"{TOOK_ANOTHER} AND NOT ({STAND_IN_HOLDS} AND {FEWER_THAN_FOUR})",
            message="三个环节应由三个不同的人办理；人员少于四人的单位，须有当日有效的代行登记。",
        ),
        Refusal(
            code="STEP_STAND_IN",
            condition=f"NEW.stand_in_id IS NOT NULL AND NOT ({STAND_IN_HOLDS} AND {FEWER_THAN_FOUR})",
            message="代行登记不在有效期内，或与代行人、环节、单位人数不符。",
        ),
        Refusal(
            code="STEP_FINAL_BY_DRAFTER",
            condition="NEW.number = 3 AND " + DRAFTED_OR_SUBMITTED.format(officer="NEW.officer_id"),
            message="拟稿人不能作最后审批，代行也不可以。",
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
            " WHERE f.version_id = NEW.version_id AND f.conclusion IN ('publish', 'partial'))",
            message="没有结论为公开或部分公开的保密审查表，不能审批。",
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
            condition=f"({AGREED}) = 3 AND ({PERSONS}) + ({STOOD_IN}) < 3",
            message="三审应由三个不同的人完成，或有代行登记。",
        ),
        Refusal(
            code="APPROVAL_BY_DRAFTER",
            condition=FINAL_BY_DRAFTER,
            message="拟稿人不能作最后审批，代行也不可以。",
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
    ),
)

SIGNING_GUARD = Guard(
    id="review.Signing",
    refusals=(
        Refusal(
            code="SIGNING_OF_THE_LAST_STEP",
            condition="NOT EXISTS (SELECT 1 FROM review_approval AS a JOIN review_step AS s"
            " ON s.version_id = a.version_id AND s.number = 3 AND s.verdict = 'agree'"
            " WHERE a.version_id = NEW.approval_id AND a.organ_id = NEW.organ_id"
            " AND a.approved_on = NEW.made_on AND s.officer_id = NEW.signed_by_id)",
            message="最后审批即签发：签发人是最后审批人，成文日期是审批之日。",
        ),
    ),
)

REGISTRATION_GUARD = Guard(
    id="review.Registration",
    refusals=(
        Refusal(
            code="REGISTRATION_OF_WHAT_IS_SIGNED",
            condition="NOT EXISTS (SELECT 1 FROM review_signing AS s WHERE s.approval_id = NEW.signing_id"
            " AND s.organ_id = NEW.organ_id AND s.made_on <= NEW.registered_on) OR "
            + OFFICER_ELSEWHERE.format(officer="registered_by_id"),
            message="发文登记应由本机关人员在签发之后进行。",
        ),
        Refusal(
            code="REGISTRATION_NUMBER",
            condition="NOT EXISTS (SELECT 1 FROM papers_numberdraw AS d"
            " JOIN papers_numberseries AS n ON n.id = d.series_id"
            " WHERE d.id = NEW.draw_id AND d.organ_id = NEW.organ_id AND d.purpose <> 'skipped'"
            " AND NEW.doc_number = n.prefix || '〔' || d.year || '〕' || d.number || '号')",
            message="发文字号应由本机关的系列、年份和所取的序号组成；跳过的序号不能再用。",
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
            code="RELEASE_ATTRIBUTE",
            condition="NOT EXISTS (SELECT 1 FROM papers_version AS v"
            " WHERE v.id = NEW.approval_id AND v.attribute = 'proactive')",
            message="公开属性不是主动公开的文稿不能向社会公开。",
        ),
        Refusal(
            code="RELEASE_TWICE",
            condition="EXISTS (SELECT 1 FROM review_release AS r WHERE r.approval_id = NEW.approval_id"
            " AND NOT EXISTS (SELECT 1 FROM review_withdrawal AS w WHERE w.release_id = r.id))",
            message="本版已经公开。",
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
    STEP_GUARD,
    APPROVAL_GUARD,
    SIGNING_GUARD,
    REGISTRATION_GUARD,
    RELEASE_GUARD,
    WITHDRAWAL_GUARD,
)
