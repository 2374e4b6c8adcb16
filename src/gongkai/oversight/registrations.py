"""What `oversight` declares."""

from gongkai.oversight import alerts, queries
from gongkai.oversight.books import BOOKS
from gongkai.oversight.measures import MEASURES
from gongkai.oversight.registers import REGISTERS
from gongkai.registry import Alert, Permission
from gongkai.shell.imports.guards import guards_of

REGISTRATIONS = (
    *guards_of(BOOKS),
    *(book.importer for book in BOOKS),
    *REGISTERS,
    *MEASURES,
    Alert(
        id="oversight.untreated_opinions",
        label="意见待处理",
        sentences=alerts.untreated_opinions,
        records=queries.opinions_untreated,
    ),
    Alert(
        id="oversight.unrectified_risks",
        label="风险待整改",
        sentences=alerts.unrectified_risks,
        records=queries.risks_open,
    ),
    Alert(
        id="oversight.late_problems",
        label="问题逾期未解决",
        sentences=alerts.late_problems,
        records=alerts.problems_late,
    ),
    Alert(
        id="oversight.late_tasks",
        label="要点任务逾期",
        sentences=alerts.late_tasks,
        records=alerts.tasks_late,
    ),
    Permission(
        id="oversight.view",
        label="查看监督保障",
        roles=("disclosure_officer", "section_head", "deputy_head", "auditor"),
    ),
    Permission(id="oversight.register", label="登记监督保障", roles=("disclosure_officer",)),
)
