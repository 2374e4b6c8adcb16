"""What `papers` declares."""

from gongkai.papers.document_kinds import DOCUMENT_KINDS
from gongkai.papers.events import EVENTS
from gongkai.papers.guards import GUARDS
from gongkai.papers.ledgers import LEDGERS
from gongkai.papers.measures import MEASURES
from gongkai.papers.navigation import NAVIGATION
from gongkai.papers.permissions import PERMISSIONS
from gongkai.papers.registers import REGISTERS
from gongkai.shell.ledgers.importer import importers_of

REGISTRATIONS = (
    *EVENTS,
    *GUARDS,
    *DOCUMENT_KINDS,
    *REGISTERS,
    *importers_of(LEDGERS),
    *MEASURES,
    *PERMISSIONS,
    *NAVIGATION,
)
