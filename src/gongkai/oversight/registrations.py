"""What `oversight` declares."""

from gongkai.oversight import alerts
from gongkai.oversight.books import BOOKS
from gongkai.oversight.measures import MEASURES
from gongkai.oversight.registers import REGISTERS
from gongkai.registry import Alert, Permission
from gongkai.shell.ledgers.guards import guards_of
from gongkai.shell.ledgers.importer import importers_of

REGISTRATIONS = (
    *guards_of(BOOKS),
    *importers_of(BOOKS),
    *REGISTERS,
    *MEASURES,
    Alert(id="oversight.untreated_opinions", label="意见待处理", sentences=alerts.untreated_opinions),
    Alert(id="oversight.unrectified_risks", label="风险待整改", sentences=alerts.unrectified_risks),
    Alert(id="oversight.late_problems", label="问题逾期未解决", sentences=alerts.late_problems),
    Alert(id="oversight.late_tasks", label="要点任务逾期", sentences=alerts.late_tasks),
    Permission(
        id="oversight.view",
        label="查看监督保障",
        roles=("disclosure_officer", "section_head", "deputy_head", "auditor"),
    ),
    Permission(id="oversight.register", label="登记监督保障", roles=("disclosure_officer",)),
)
