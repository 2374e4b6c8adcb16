"""What the database refuses of times of release, and of what is taken down in an emergency."""

from __future__ import annotations

from gongkai.registry import Guard, Refusal
from gongkai.review.guards.conditions import OFFICER_ELSEWHERE

# The time that holds for an approval: the last that was set.
LAST_TIME = (
    "NOT EXISTS (SELECT 1 FROM review_releasetime AS l WHERE l.approval_id = t.approval_id AND l.id > t.id)"
)
# What leaves without a person leaves by its time.
OUT_OF_TIME = (
    "NEW.released_by_id IS NULL AND NOT EXISTS (SELECT 1 FROM review_releasetime AS t"
    " WHERE t.approval_id = NEW.approval_id AND t.organ_id = NEW.organ_id AND t.leaves_at <= NEW.released_at"
    f" AND {LAST_TIME})"
)
WITHDRAWN = "EXISTS (SELECT 1 FROM review_withdrawal AS w WHERE w.release_id = {release})"

RELEASE_TIME_GUARD = Guard(
    id="review.ReleaseTime",
    refusals=(
        Refusal(
            code="RELEASE_TIME_ORGAN",
            condition="NOT EXISTS (SELECT 1 FROM review_approval AS a"
            " WHERE a.version_id = NEW.approval_id AND a.organ_id = NEW.organ_id) OR "
            + OFFICER_ELSEWHERE.format(officer="set_by_id"),
            message="定时公开应由本机关人员对本机关审批过的文稿设定。",
        ),
        Refusal(
            code="RELEASE_TIME_AFTER_RELEASE",
            condition="EXISTS (SELECT 1 FROM review_release AS r WHERE r.approval_id = NEW.approval_id)",
            message="本版已经公开过，不能再定时。",
        ),
    ),
)
TAKE_DOWN_GUARD = Guard(
    id="review.TakeDown",
    refusals=(
        Refusal(
            code="TAKE_DOWN_ORGAN",
            condition="NOT EXISTS (SELECT 1 FROM review_release AS r"
            " WHERE r.id = NEW.release_id AND r.organ_id = NEW.organ_id) OR "
            + OFFICER_ELSEWHERE.format(officer="taken_down_by_id"),
            message="紧急下线应由公开该文稿的机关的人员办理。",
        ),
        Refusal(
            code="TAKE_DOWN_OF_WHAT_IS_NOT_PUBLIC",
            condition=WITHDRAWN.format(release="NEW.release_id")
            + " OR EXISTS (SELECT 1 FROM review_takedown AS d WHERE d.release_id = NEW.release_id"
            " AND NOT EXISTS (SELECT 1 FROM review_takedownreview AS v WHERE v.take_down_id = d.id))",
            message="已经撤回或者正在下线，不用再下线。",
        ),
    ),
)
TAKE_DOWN_REVIEW_GUARD = Guard(
    id="review.TakeDownReview",
    refusals=(
        Refusal(
            code="TAKE_DOWN_REVIEW_ORGAN",
            condition="NOT EXISTS (SELECT 1 FROM review_takedown AS d"
            " WHERE d.id = NEW.take_down_id AND d.organ_id = NEW.organ_id AND d.taken_down_on <= NEW.reviewed_on) OR "
            + OFFICER_ELSEWHERE.format(officer="reviewed_by_id"),
            message="紧急下线应由本机关人员在下线之后复核。",
        ),
        Refusal(
            code="TAKE_DOWN_REVIEW_BY_ANOTHER",
            condition="EXISTS (SELECT 1 FROM review_takedown AS d"
            " WHERE d.id = NEW.take_down_id AND d.taken_down_by_id = NEW.reviewed_by_id)",
            message="紧急下线应由下线人以外的人复核。",
        ),
        Refusal(
            code="TAKE_DOWN_REVIEW_WITHDRAWS",
            condition="NOT NEW.restored AND NOT EXISTS (SELECT 1 FROM review_takedown AS d"
            " JOIN review_withdrawal AS w ON w.release_id = d.release_id WHERE d.id = NEW.take_down_id)",
            message="复核决定撤回的，应同时撤回公开。",
        ),
    ),
)
