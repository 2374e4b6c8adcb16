"""What the database itself refuses of this room's facts besides what it refuses of every ledger."""

from __future__ import annotations

from gongkai.outreach.ledgers import LEDGERS
from gongkai.outreach.models import Distribution, PolicyNotification
from gongkai.registry import Refusal
from gongkai.shell.ledgers.guards import HOLDS, guards_of

GIVEN = HOLDS.format(table="outreach_distribution")
PRINTED = HOLDS.format(table="outreach_compilation")
POLICY = HOLDS.format(table="outreach_policy")

MORE_THAN_PRINTED = Refusal(
    code="MORE_THAN_PRINTED",
    condition=(
        "NOT NEW.voids AND NEW.copies + (SELECT COALESCE(SUM(o.copies), 0) FROM outreach_distribution AS o"
        " WHERE o.organ_id = NEW.organ_id AND o.compilation = NEW.compilation"
        f" AND o.id <> COALESCE(NEW.supersedes_id, 0) AND {GIVEN})"
        " > (SELECT COALESCE(MAX(o.copies), 0) FROM outreach_compilation AS o"
        f" WHERE o.organ_id = NEW.organ_id AND o.title = NEW.compilation AND {PRINTED})"
    ),
    message="发放数量合计超过了印制数量，请核对汇编的印制数量和各次发放数量。",
)

OUT_OF_FORCE = Refusal(
    code="OUT_OF_FORCE",
    condition=(
        "NOT NEW.voids AND EXISTS (SELECT 1 FROM outreach_policy AS o WHERE o.organ_id = NEW.organ_id"
        f" AND o.title = NEW.policy AND o.valid_until < NEW.notified_on AND {POLICY})"
    ),
    message="所推送的政策在推送日期已过有效期；过期政策不能推送，请核对政策和日期。",
)

GUARDS = guards_of(LEDGERS, {Distribution: (MORE_THAN_PRINTED,), PolicyNotification: (OUT_OF_FORCE,)})
