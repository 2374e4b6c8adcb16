"""What the ledger declares: the guards of its own tables, and the daily checkpoint."""

from gongkai.ledger.events import EVENTS
from gongkai.ledger.tasks import JOBS
from gongkai.registry import Guard, Refusal

REGISTRATIONS = (
    *EVENTS,
    *JOBS,
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
