"""What the database refuses of sheets, chains, steps and approvals."""

from __future__ import annotations

from gongkai.registry import Guard, Refusal
from gongkai.review.guards.conditions import (
    ABANDONED,
    AGREED,
    ANOTHER_ORGAN,
    APPLYING_RANK,
    AT_STATION,
    AWAY_TOO,
    CHOSEN_RANK,
    DRAFTED,
    DRAFTED_OR_SUBMITTED,
    EXAMINED_BY_DRAFTER,
    FEWER_THAN_FOUR,
    FINAL_BY_DRAFTER,
    IN_FORCE,
    IN_PLACE_OF,
    LENGTH,
    NO_SHEET,
    NOT_NEWEST,
    OFFICER_ELSEWHERE,
    PERSONS,
    SENT_WITH_CHAIN,
    STAND_IN_HOLDS,
    STEP_BEFORE,
    STEPS,
    STOOD_IN,
    TAKE_UP,
    TOOK_ANOTHER,
    TOOK_TWO,
    UNCONFIRMED_VALUE,
    about_the_newest,
)
from gongkai.review.guards.consulting import CONSULTED

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

CHAIN_GUARD = Guard(
    id="review.Chain",
    named=True,
    refusals=(
        Refusal(
            code="CHAIN_ORGAN",
            condition="(NEW.section_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM bodies_section AS s"
            " WHERE s.id = NEW.section_id AND s.organ_id = NEW.organ_id))"
            " OR (NEW.set_by_id IS NOT NULL AND " + OFFICER_ELSEWHERE.format(officer="set_by_id") + ")",
            message="审查流程应由本机关人员为本机关的科室设置。",
        ),
    ),
)

STATION_GUARD = Guard(
    id="review.Station",
    named=True,
    refusals=(
        Refusal(
            code="STATION_OF_CHAIN",
            condition="NOT EXISTS (SELECT 1 FROM review_chain AS c WHERE c.id = NEW.chain_id"
            " AND c.organ_id = NEW.organ_id AND NEW.number <= c.length) OR NOT EXISTS"
            " (SELECT 1 FROM bodies_role AS r WHERE r.id = NEW.role_id AND r.organ_id = NEW.organ_id)",
            message="环节和角色应属于同一机关的审查流程，不超过所定的环节数。",
        ),
        Refusal(
            code="STATION_AFTER_SENDING",
            condition="EXISTS (SELECT 1 FROM review_step AS s WHERE s.chain_id = NEW.chain_id)",
            message="已有文稿按这一审查流程送审，不能再加环节；请另设审查流程。",
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
            condition="NEW.number < 1 OR (NEW.number = 1 AND NEW.verdict <> 'agree')"
            f" OR (NEW.number > 1 AND (NEW.number > {LENGTH} OR NOT {STEP_BEFORE}))",
            message="审查应按送审时的审查流程依次进行；上一环节未同意或已退回的，不能继续。",
        ),
        Refusal(
            code="STEP_CHAIN",
            condition="(NEW.number > 1 AND NEW.chain_id IS NOT NULL) OR (NEW.number = 1 AND"
            f" ({CHOSEN_RANK} <> {APPLYING_RANK} OR (NEW.chain_id IS NOT NULL AND {CHOSEN_RANK} < 0)))",
            message="送审应按当日适用于这类文稿和拟稿科室的审查流程进行。",
        ),
        Refusal(
            code="STEP_STATION",
            condition=f"NEW.number > 1 AND {SENT_WITH_CHAIN} AND NOT {AT_STATION}"
            f" AND NOT ({STAND_IN_HOLDS} AND {FEWER_THAN_FOUR})",
            message="审查人当日不担任审查流程所定的职务，不能办理这一环节。",
        ),
        Refusal(
            code="STEP_DRAFTER",
            condition="NEW.number = 1 AND EXISTS (SELECT 1 FROM papers_version AS v"
            " WHERE v.id = NEW.version_id AND v.drafted_by_id <> NEW.officer_id)",
            message="本版由他人拟稿，应由该版的拟稿人填表送审。",
        ),
        Refusal(
            code="STEP_SAME_PERSON",
            condition=f"({TOOK_ANOTHER} OR (NEW.number > 1 AND {DRAFTED.format(officer='NEW.officer_id')})"
            f" OR (NEW.number > 1 AND {DRAFTED.format(officer=IN_PLACE_OF.format(row='NEW'))}))"
            f" AND NOT ({STAND_IN_HOLDS} AND {FEWER_THAN_FOUR})",
            message="各个环节应由不同的人办理，上次公开以来拟过稿的都算拟稿人，代离岗人办理的也算离岗人办理；"
            "人员少于四人的单位，须有当日有效的代行登记。",
        ),
        Refusal(
            code="STEP_THIRD",
            condition=TOOK_TWO,
            message="一个人在一版文稿上最多办理两个环节，代行也不可以多办。",
        ),
        Refusal(
            code="STEP_STAND_IN",
            condition=f"NEW.stand_in_id IS NOT NULL AND NOT ({STAND_IN_HOLDS} AND {FEWER_THAN_FOUR})",
            message="代行登记不在有效期内，或与代行人、环节、单位人数不符。",
        ),
        Refusal(
            code="STEP_ABSENCE",
            condition=f"NEW.absence_id IS NOT NULL AND (NEW.number = 1 OR {AWAY_TOO} OR NOT EXISTS"
            " (SELECT 1 FROM bodies_absence AS i JOIN bodies_appointment AS a ON a.officer_id = i.officer_id"
            " WHERE i.id = NEW.absence_id AND i.organ_id = NEW.organ_id AND i.stand_in_id = NEW.officer_id"
            " AND NEW.decided_on BETWEEN i.from_on AND i.until_on AND "
            + IN_FORCE.format(row="a", day="NEW.decided_on")
            + "))",
            message="离岗登记不在有效期内，或与代行人不符；代行人须是登记的那一位。",
        ),
        Refusal(
            code="STEP_FINAL_BY_DRAFTER",
            condition=f"NEW.number = {LENGTH} AND ("
            + DRAFTED_OR_SUBMITTED.format(officer="NEW.officer_id")
            + " OR "
            + DRAFTED_OR_SUBMITTED.format(officer=IN_PLACE_OF.format(row="NEW"))
            + ")",
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
            condition=f"({AGREED}) <> {LENGTH}",
            message="审查流程的各个环节未完成，不能审批。",
        ),
        Refusal(
            code="APPROVAL_PERSONS",
            condition=f"({AGREED}) = {LENGTH}"
            f" AND (({PERSONS}) + ({STOOD_IN}) < {LENGTH} OR {EXAMINED_BY_DRAFTER})",
            message="各个环节应由不同的人完成，不少于三人，或有代行登记。",
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
        *CONSULTED,
    ),
)
