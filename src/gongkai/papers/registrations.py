"""What `papers` declares."""

from gongkai.papers.document_kinds import DOCUMENT_KINDS
from gongkai.papers.events import EVENTS
from gongkai.papers.guards import GUARDS
from gongkai.papers.ledgers import IMPORTERS
from gongkai.papers.measures import MEASURES
from gongkai.papers.navigation import NAVIGATION
from gongkai.papers.permissions import PERMISSIONS
from gongkai.papers.registers import REGISTERS

REGISTRATIONS = (
    *EVENTS,
    *GUARDS,
    *DOCUMENT_KINDS,
    *REGISTERS,
    *IMPORTERS,
    *MEASURES,
    *PERMISSIONS,
    *NAVIGATION,
)
