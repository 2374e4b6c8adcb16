"""What `proactive` declares."""

from gongkai.proactive.books import BOOKS
from gongkai.proactive.events import EVENTS
from gongkai.proactive.guards import GUARDS
from gongkai.proactive.home import HOME
from gongkai.proactive.ledger_files import IMPORTERS
from gongkai.proactive.measures import MEASURES
from gongkai.proactive.registers import REGISTERS
from gongkai.registry import Permission
from gongkai.shell.imports.guards import guards_of

REGISTRATIONS = (
    *EVENTS,
    *GUARDS,
    *guards_of(BOOKS),
    *MEASURES,
    *REGISTERS,
    *IMPORTERS,
    *HOME,
    Permission(
        id="proactive.view",
        label="查看主动公开台账",
        roles=("disclosure_officer", "drafter", "section_head", "deputy_head", "auditor"),
    ),
    Permission(id="proactive.register", label="登记主动公开台账", roles=("disclosure_officer",)),
    Permission(id="proactive.correct", label="更正主动公开台账", roles=("disclosure_officer",)),
    Permission(id="proactive.manage_channels", label="管理公开渠道", roles=("disclosure_officer",)),
)
