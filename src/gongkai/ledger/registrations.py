"""What the ledger declares: its own events, the guards of its tables, and the daily checkpoint."""

from gongkai.ledger.events import EVENTS
from gongkai.ledger.guards import GUARDS
from gongkai.ledger.jobs import JOBS

REGISTRATIONS = (*EVENTS, *GUARDS, *JOBS)
