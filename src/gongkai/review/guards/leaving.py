"""What the database refuses of registrations, releases and withdrawals, and of drafts set aside."""

from __future__ import annotations

from gongkai.papers.document_kinds import REGISTERED
from gongkai.registry import Guard, Refusal
from gongkai.review.guards.conditions import (
    ABANDONED,
    NOT_CLEAN,
    NOT_NEWEST,
    OFFICER_ELSEWHERE,
    TAKE_UP,
    about_the_newest,
)
from gongkai.review.guards.timing import OUT_OF_TIME

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
            code="RELEASE_UNSCANNED",
            condition=NOT_CLEAN.format(version="NEW.approval_id"),
            message="有附件没有查毒，或者查出病毒，不能公开。",
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
        Refusal(
            code="RELEASE_OUT_OF_TIME",
            condition=OUT_OF_TIME,
            message="没有人办理的公开，应到设定的时间才能进行。",
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
