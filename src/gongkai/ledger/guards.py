"""How the database protects the ledger's own tables."""

from __future__ import annotations

from gongkai.registry import Guard, Refusal

GUARDS = (
    Guard(id="ledger.Entry"),
    Guard(id="ledger.Subject"),
    Guard(id="ledger.PeriodLock"),
    Guard(id="ledger.Unlock", named=True),
    Guard(
        id="ledger.Head",
        append_only=False,
        refusals=(Refusal(code="SECOND_HEAD", condition="NEW.id <> 1", message="账链只有一个首位。"),),
    ),
)
