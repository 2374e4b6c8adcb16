"""What `outreach` declares."""

from gongkai.outreach.books import BOOKS
from gongkai.outreach.measures import MEASURES
from gongkai.outreach.registers import REGISTERS
from gongkai.registry import Event, Permission
from gongkai.shell.imports.guards import guards_of

REGISTRATIONS = (
    *guards_of(BOOKS),
    *(book.importer for book in BOOKS),
    *REGISTERS,
    *MEASURES,
    Event(id="outreach.entered", label="登记政策解读宣传", message="登记 {count} 条。"),
    Event(id="outreach.corrected", label="更正政策解读宣传", message="以记录 {to} 更正记录 {from}。"),
    Event(id="outreach.voided", label="作废政策解读宣传", message="以记录 {to} 作废记录 {from}。"),
    Permission(
        id="outreach.view",
        label="查看政策解读宣传",
        roles=("disclosure_officer", "drafter", "section_head", "deputy_head", "auditor"),
    ),
    Permission(id="outreach.register", label="登记政策解读宣传", roles=("disclosure_officer",)),
)
