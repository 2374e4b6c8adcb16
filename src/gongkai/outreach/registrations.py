"""What `outreach` declares."""

from gongkai.outreach.books import BOOKS
from gongkai.outreach.measures import MEASURES
from gongkai.outreach.registers import REGISTERS
from gongkai.registry import Permission
from gongkai.shell.ledgers.guards import guards_of
from gongkai.shell.ledgers.importer import importers_of

REGISTRATIONS = (
    *guards_of(BOOKS),
    *importers_of(BOOKS),
    *REGISTERS,
    *MEASURES,
    Permission(
        id="outreach.view",
        label="查看政策解读宣传",
        roles=("disclosure_officer", "drafter", "section_head", "deputy_head", "auditor"),
    ),
    Permission(id="outreach.register", label="登记政策解读宣传", roles=("disclosure_officer",)),
)
