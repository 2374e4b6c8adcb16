"""What `inforequests` declares."""

from gongkai.inforequests.actions.recount import CAUSES, recount_after
from gongkai.inforequests.books import BOOKS
from gongkai.inforequests.buttons import PERMISSIONS
from gongkai.inforequests.events import EVENTS
from gongkai.inforequests.guards import GUARDS
from gongkai.inforequests.home import HOME
from gongkai.inforequests.ledger_file import IMPORTER
from gongkai.inforequests.letters.home import HOME as LETTERS_HOME
from gongkai.inforequests.letters.kinds import DOCUMENT_KINDS
from gongkai.inforequests.measures import MEASURES
from gongkai.inforequests.registers import REGISTERS
from gongkai.registry import Follower, NavigationEntry
from gongkai.shell.ledgers.guards import guards_of
from gongkai.shell.ledgers.importer import importers_of

REGISTRATIONS = (
    *EVENTS,
    *GUARDS,
    *guards_of(BOOKS),
    *MEASURES,
    *REGISTERS,
    IMPORTER,
    *importers_of(BOOKS),
    *PERMISSIONS,
    *HOME,
    *LETTERS_HOME,
    *DOCUMENT_KINDS,
    Follower(id="inforequests.recount", label="重算在办申请的答复期限", events=CAUSES, follow=recount_after),
    NavigationEntry(
        id="inforequests.register",
        group="依申请公开",
        label="登记申请",
        url_name="inforequests:register",
        permission="inforequests.register",
    ),
)
