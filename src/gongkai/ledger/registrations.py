"""What the ledger declares: its own events, the guards of its tables, the daily checkpoint, and its proof."""

from gongkai.ledger.events import EVENTS
from gongkai.ledger.guards import GUARDS
from gongkai.ledger.jobs import JOBS
from gongkai.ledger.verifications import VERIFICATIONS

REGISTRATIONS = (*EVENTS, *GUARDS, *JOBS, *VERIFICATIONS)
