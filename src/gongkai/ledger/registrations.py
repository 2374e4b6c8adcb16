"""What the ledger declares: the guards of its own tables."""

from gongkai.registry import Event, Guard, Refusal

REGISTRATIONS = (
    Event(id="ledger.facts_unlocked", label="解锁更正", message="解锁 {number} 处已锁定的数据，准予更正。"),
    Guard(id="ledger.Entry"),
    Guard(id="ledger.Subject"),
    Guard(id="ledger.PeriodLock"),
    Guard(id="ledger.Unlock"),
    Guard(
        id="ledger.Head",
        append_only=False,
        refusals=(Refusal(code="SECOND_HEAD", condition="NEW.id <> 1", message="账链只有一个首位。"),),
    ),
)
