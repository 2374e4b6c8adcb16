"""What `oversight` declares."""

from gongkai.oversight.books import BOOKS
from gongkai.oversight.measures import MEASURES
from gongkai.oversight.registers import REGISTERS
from gongkai.registry import Act, Event, RoleTemplate
from gongkai.shell.imports.guards import guards_of

READERS = ("section_head", "deputy_head", "auditor")

DECLARES = (
    *guards_of(BOOKS),
    *(book.importer for book in BOOKS),
    *REGISTERS,
    *MEASURES,
    Event(id="oversight.entered", label="登记监督保障", message="登记 {count} 条。"),
    Event(id="oversight.corrected", label="更正监督保障", message="以记录 {to} 更正记录 {from}。"),
    Event(id="oversight.voided", label="作废监督保障", message="以记录 {to} 作废记录 {from}。"),
    Act(id="oversight.view", label="查看监督保障"),
    Act(id="oversight.register", label="登记监督保障"),
    RoleTemplate(
        id="oversight.disclosure_officer",
        role="disclosure_officer",
        acts=("oversight.view", "oversight.register"),
    ),
    *(RoleTemplate(id=f"oversight.{role}", role=role, acts=("oversight.view",)) for role in READERS),
)
