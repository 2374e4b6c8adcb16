"""What `outreach` declares."""

from gongkai.outreach.books import BOOKS
from gongkai.outreach.measures import MEASURES
from gongkai.outreach.registers import REGISTERS
from gongkai.registry import Permission
from gongkai.shell.imports.guards import guards_of

REGISTRATIONS = (
    *guards_of(BOOKS),
    *(book.importer for book in BOOKS),
    *REGISTERS,
    *MEASURES,
    Permission(
        id="outreach.view",
        label="查看政策解读宣传",
        roles=("disclosure_officer", "drafter", "section_head", "deputy_head", "auditor"),
    ),
    Permission(id="outreach.register", label="登记政策解读宣传", roles=("disclosure_officer",)),
)
