"""What `papers` declares."""

from gongkai.papers.alerts import ALERTS
from gongkai.papers.document_kinds import DOCUMENT_KINDS, STRUCTURED_PAGES
from gongkai.papers.events import EVENTS
from gongkai.papers.findables import FINDABLES
from gongkai.papers.guards import GUARDS
from gongkai.papers.jobs import JOBS
from gongkai.papers.ledgers import IMPORTERS
from gongkai.papers.measures import MEASURES
from gongkai.papers.navigation import NAVIGATION
from gongkai.papers.permissions import PERMISSIONS
from gongkai.papers.registers import PAGES, REGISTERS
from gongkai.papers.verifications import VERIFICATIONS

REGISTRATIONS = (
    *EVENTS,
    *GUARDS,
    *DOCUMENT_KINDS,
    *STRUCTURED_PAGES,
    *REGISTERS,
    *FINDABLES,
    *PAGES,
    *IMPORTERS,
    *MEASURES,
    *PERMISSIONS,
    *NAVIGATION,
    *VERIFICATIONS,
    *JOBS,
    *ALERTS,
)
