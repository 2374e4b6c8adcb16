"""What the guards of the review ask, in SQL: about versions, persons, chains and steps."""

from __future__ import annotations

from gongkai.registry import Refusal

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
IN_FORCE = "{row}.from_on <= {day} AND ({row}.until_on IS NULL OR {row}.until_on >= {day})"
# The chains that apply to a version when its first step is stored: of each kind and section the last that was set.
APPLYING = (
    "SELECT {what} FROM review_chain AS c JOIN papers_version AS v ON v.id = NEW.version_id"
    " JOIN papers_document AS d ON d.id = v.document_id"
    " WHERE c.organ_id = NEW.organ_id AND c.length > 0 AND c.from_on <= NEW.decided_on AND c.kind IN ('', d.kind)"
    " AND (c.section_id IS NULL OR EXISTS (SELECT 1 FROM bodies_appointment AS a"
    " WHERE a.officer_id = NEW.officer_id AND a.section_id = c.section_id AND "
    + IN_FORCE.format(row="a", day="NEW.decided_on")
    + ")) AND NOT EXISTS (SELECT 1 FROM review_chain AS n WHERE n.organ_id = c.organ_id AND n.kind = c.kind"
    " AND COALESCE(n.section_id, 0) = COALESCE(c.section_id, 0) AND n.from_on <= NEW.decided_on"
    " AND (n.from_on > c.from_on OR (n.from_on = c.from_on AND n.id > c.id)))"
)
RANK = "MAX(CASE WHEN c.kind = '' THEN 0 ELSE 2 END + CASE WHEN c.section_id IS NULL THEN 0 ELSE 1 END)"
APPLYING_RANK = f"COALESCE(({APPLYING.format(what=RANK)}), -1)"
CHOSEN_RANK = f"COALESCE(({APPLYING.format(what=RANK)} AND c.id = NEW.chain_id), -1)"
# How many steps a version goes through: by the chain with which it was sent, else by the house's own.
LENGTH = (
    "COALESCE((SELECT c.length FROM review_step AS f JOIN review_chain AS c ON c.id = f.chain_id"
    " WHERE f.version_id = NEW.version_id AND f.number = 1), 3)"
)
SENT_WITH_CHAIN = (
    "EXISTS (SELECT 1 FROM review_step AS f WHERE f.version_id = NEW.version_id AND f.number = 1"
    " AND f.chain_id IS NOT NULL)"
)
AT_STATION = (
    "EXISTS (SELECT 1 FROM review_step AS f JOIN review_station AS p ON p.chain_id = f.chain_id"
    " JOIN bodies_appointment AS a ON a.role_id = p.role_id"
    " WHERE f.version_id = NEW.version_id AND f.number = 1 AND p.number = NEW.number"
    " AND a.officer_id = COALESCE((SELECT i.officer_id FROM bodies_absence AS i WHERE i.id = NEW.absence_id),"
    " NEW.officer_id) AND "
    + IN_FORCE.format(row="a", day="NEW.decided_on")
    + " AND p.post IN ('', a.post) AND (NOT p.of_section OR EXISTS (SELECT 1 FROM bodies_appointment AS b"
    " WHERE b.officer_id = f.officer_id AND b.section_id = a.section_id AND "
    + IN_FORCE.format(row="b", day="f.decided_on")
    + ")))"
)
STEP_BEFORE = (
    "EXISTS (SELECT 1 FROM review_step AS p WHERE p.version_id = NEW.version_id"
    " AND p.number = NEW.number - 1 AND p.verdict = 'agree' AND p.decided_on <= NEW.decided_on)"
)
# In whose place somebody stands in who takes a step for a person who is away; NULL for a step of one's own.
IN_PLACE_OF = "(SELECT i.officer_id FROM bodies_absence AS i WHERE i.id = {row}.absence_id)"
_BOTH = f"(NEW.officer_id, COALESCE({IN_PLACE_OF.format(row='NEW')}, NEW.officer_id))"
TOOK_ANOTHER = (
    "EXISTS (SELECT 1 FROM review_step AS p WHERE p.version_id = NEW.version_id"
    f" AND (p.officer_id IN {_BOTH} OR {IN_PLACE_OF.format(row='p')} IN {_BOTH}))"
)
TOOK_TWO = (
    "(SELECT COUNT(*) FROM review_step AS p"
    " WHERE p.version_id = NEW.version_id AND p.officer_id = NEW.officer_id) > 1"
)
AWAY_TOO = (
    "EXISTS (SELECT 1 FROM bodies_absence AS o WHERE o.officer_id = NEW.officer_id"
    " AND o.organ_id = NEW.organ_id AND NEW.decided_on BETWEEN o.from_on AND o.until_on)"
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
AGREED = STEPS.format(what="COUNT(*)", verdict="agree") + f" AND s.number BETWEEN 1 AND {LENGTH}"
PERSONS = STEPS.format(what="COUNT(DISTINCT s.officer_id)", verdict="agree")
EXAMINED_BY_DRAFTER = (
    "EXISTS (SELECT 1 FROM review_step AS e WHERE e.version_id = NEW.version_id AND e.number > 1"
    " AND e.stand_in_id IS NULL AND {drafter})"
).format(drafter=DRAFTED.format(officer="e.officer_id"))
STOOD_IN = STEPS.format(what="COUNT(s.stand_in_id)", verdict="agree")
FINAL_BY_DRAFTER = (
    "EXISTS (SELECT 1 FROM review_step AS l"
    " WHERE l.version_id = NEW.version_id AND l.number = {last} AND ({drafter} OR {place}))"
).format(
    last=LENGTH,
    drafter=DRAFTED_OR_SUBMITTED.format(officer="l.officer_id"),
    place=DRAFTED_OR_SUBMITTED.format(officer=IN_PLACE_OF.format(row="l")),
)
# A letter goes through a sheet of its own, which nothing that is published can have.
NO_SHEET = " AND NOT EXISTS (SELECT 1 FROM review_approvalsheet AS p WHERE p.version_id = NEW.version_id)"
# A letter rests on values of the law; one that nobody verified holds only after the unit's own word.
UNCONFIRMED_VALUE = (
    "EXISTS (SELECT 1 FROM papers_usedvalue AS u WHERE u.version_id = NEW.version_id AND u.unverified"
    " AND NOT EXISTS (SELECT 1 FROM norms_confirmation AS c WHERE c.organ_id = NEW.organ_id"
    " AND c.key = u.key AND c.in_force_from = u.in_force_from))"
)


# An attachment is of bytes that a scanner did not find clean, or not last. Both databases write the row's list as the
# same text: it names as many files as it says "digest":, and each clean one takes its 76 characters of the text away.
NOT_CLEAN = (
    "EXISTS (SELECT 1 FROM (SELECT v.organ_id, CAST(v.attachments AS TEXT) AS said FROM papers_version AS v"
    " WHERE v.id = {version} AND CAST(v.attachments AS TEXT) <> '[]') AS f"
    " WHERE (LENGTH(f.said) - LENGTH(REPLACE(f.said, '\"digest\":', ''))) / 9 <> (SELECT"
    " COALESCE(SUM(LENGTH(f.said) - LENGTH(REPLACE(f.said, '\"digest\": \"' || s.digest || '\"', ''))), 0) / 76"
    " FROM papers_filescan AS s WHERE s.organ_id = f.organ_id AND s.verdict = 'clean'"
    " AND REPLACE(f.said, s.digest, '') <> f.said AND NOT EXISTS"  # of a million scans few are asked about
    " (SELECT 1 FROM papers_filescan AS l"
    " WHERE l.organ_id = s.organ_id AND l.digest = s.digest AND l.id > s.id)))"
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
