"""What `papers` declares."""

from gongkai.papers.document_kinds import DOCUMENT_KINDS, STRUCTURED_PAGES
from gongkai.papers.events import EVENTS
from gongkai.papers.findables import FINDABLES
from gongkai.papers.guards import GUARDS
from gongkai.papers.ledgers import LEDGERS
from gongkai.papers.measures import MEASURES
from gongkai.papers.navigation import NAVIGATION
from gongkai.papers.permissions import PERMISSIONS
from gongkai.papers.registers import PAGES, REGISTERS
from gongkai.papers.verifications import VERIFICATIONS
from gongkai.shell.ledgers.guards import guards_of
from gongkai.shell.ledgers.importer import importers_of

REGISTRATIONS = (
    *EVENTS,
    *GUARDS,
    *DOCUMENT_KINDS,
    *STRUCTURED_PAGES,
    *REGISTERS,
    *FINDABLES,
    *PAGES,
    *importers_of(LEDGERS),
    *guards_of(LEDGERS),
    *MEASURES,
    *PERMISSIONS,
    *NAVIGATION,
    *VERIFICATIONS,
)
