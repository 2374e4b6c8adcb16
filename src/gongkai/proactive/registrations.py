"""What `proactive` declares."""

from gongkai.proactive.alerts import ALERTS
from gongkai.proactive.consequences import CONSEQUENCES
from gongkai.proactive.document_kinds import DOCUMENT_KINDS
from gongkai.proactive.draft_questions import DRAFT_QUESTIONS
from gongkai.proactive.events import EVENTS
from gongkai.proactive.findables import FINDABLES
from gongkai.proactive.guards import GUARDS
from gongkai.proactive.home import HOME
from gongkai.proactive.ledgers import IMPORTERS
from gongkai.proactive.measures import MEASURES
from gongkai.proactive.navigation import NAVIGATION
from gongkai.proactive.permissions import PERMISSIONS
from gongkai.proactive.registers import REGISTERS

REGISTRATIONS = (
    *EVENTS,
    *CONSEQUENCES,
    *DOCUMENT_KINDS,
    *DRAFT_QUESTIONS,
    *GUARDS,
    *MEASURES,
    *REGISTERS,
    *FINDABLES,
    *IMPORTERS,
    *HOME,
    *ALERTS,
    *NAVIGATION,
    *PERMISSIONS,
)
