"""What the database itself refuses of organs, people and posts: nothing is removed, or changed unrecorded.

What lets somebody do something (role, nomination, appointment, stand-in) is taken only where the ledger names it. And
nobody gives himself a role: who confirms an appointment neither proposed it nor is appointed by it.
"""

from __future__ import annotations

from gongkai.registry import Guard, Refusal

OF_THE_NOMINATION = (
    "EXISTS (SELECT 1 FROM bodies_nomination AS n WHERE n.id = NEW.nomination_id"
    " AND n.organ_id = NEW.organ_id AND n.officer_id = NEW.officer_id AND n.role_id = NEW.role_id"
    " AND n.post = NEW.post AND n.from_on = NEW.from_on"
    " AND COALESCE(n.section_id, 0) = COALESCE(NEW.section_id, 0)"
    " AND (n.until_on = NEW.until_on OR (n.until_on IS NULL AND NEW.until_on IS NULL)))"
)
DECIDED_BY_ONE = (
    "NEW.{by} = (SELECT n.proposed_by_id FROM bodies_nomination AS n WHERE n.id = NEW.nomination_id)"
)
ALONE = "任职须由一人提名、另一人确认；确认人不能是提名人，也不能是任职的本人。"

GUARDS = (
    Guard(id="bodies.Organ", amendable=True),
    Guard(id="bodies.Section", amendable=True),
    Guard(id="bodies.Officer", amendable=True),
    Guard(id="bodies.Role", amendable=True, named=True),
    Guard(
        id="bodies.Nomination",
        named=True,
        refusals=(
            Refusal(
                code="NOMINATED_TWICE",
                condition="EXISTS (SELECT 1 FROM bodies_nomination AS n WHERE n.organ_id = NEW.organ_id"
                " AND n.officer_id = NEW.officer_id AND n.role_id = NEW.role_id"
                " AND COALESCE(n.section_id, 0) = COALESCE(NEW.section_id, 0)"
                " AND NOT EXISTS (SELECT 1 FROM bodies_appointment AS a WHERE a.nomination_id = n.id)"
                " AND NOT EXISTS (SELECT 1 FROM bodies_nominationrefusal AS r WHERE r.nomination_id = n.id))",
                message="同一提名正在等待确认，不能重复提名。",
            ),
        ),
    ),
    Guard(
        id="bodies.NominationRefusal",
        refusals=(
            Refusal(
                code="REFUSED_BY_PROPOSER",
                condition=DECIDED_BY_ONE.format(by="refused_by_id"),
                message="提名由另一人确认或者不同意，提名人本人不能办理。",
            ),
            Refusal(
                code="REFUSED_AFTER_CONFIRMATION",
                condition="EXISTS (SELECT 1 FROM bodies_appointment AS a"
                " WHERE a.nomination_id = NEW.nomination_id)",
                message="这项提名已经确认；不再任职的，请终止任职。",
            ),
        ),
    ),
    Guard(
        id="bodies.Appointment",
        amendable=True,
        named=True,
        refusals=(
            Refusal(
                code="SELF_CONFIRMED",
                condition="NEW.nomination_id IS NOT NULL AND (NEW.confirmed_by_id = NEW.officer_id OR "
                + DECIDED_BY_ONE.format(by="confirmed_by_id")
                + ")",
                message=ALONE,
            ),
            Refusal(
                code="APPOINTED_OTHERWISE",
                condition=f"NEW.nomination_id IS NOT NULL AND NOT {OF_THE_NOMINATION}",
                message="任职与所确认的提名不一致；要改的，请不同意这项提名，另行提名。",
            ),
            Refusal(
                code="NOMINATION_REFUSED",
                condition="EXISTS (SELECT 1 FROM bodies_nominationrefusal AS r"
                " WHERE r.nomination_id = NEW.nomination_id)",
                message="这项提名没有得到同意；确需任职的，请另行提名。",
            ),
        ),
    ),
    Guard(
        id="bodies.Absence",
        amendable=True,  # who is back earlier
        named=True,
        refusals=(
            Refusal(
                code="ABSENCE_ORGAN",
                condition="EXISTS (SELECT 1 FROM bodies_officer AS f"
                " WHERE f.id IN (NEW.officer_id, NEW.stand_in_id) AND f.organ_id <> NEW.organ_id)",
                message="离岗和代行应登记在本机关人员名下。",
            ),
            Refusal(
                code="ABSENCE_BY_STAND_IN",
                condition="NEW.recorded_by_id = NEW.stand_in_id",
                message="代行不能由代行人自己登记，请由另一人登记。",
            ),
        ),
    ),
    Guard(
        id="bodies.StandIn",
        named=True,
        refusals=(
            Refusal(
                code="STAND_IN_BY_ONESELF",
                condition="NEW.recorded_by_id = NEW.officer_id",
                message="代行不能由代行人自己登记，请由另一人登记。",
            ),
        ),
    ),
)
