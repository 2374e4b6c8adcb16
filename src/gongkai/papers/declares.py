"""What `papers` declares."""

from gongkai.papers.guards import GUARDS
from gongkai.papers.importers import IMPORTERS
from gongkai.papers.measures import MEASURES
from gongkai.papers.registers import REGISTERS
from gongkai.papers.releasables import RELEASABLES
from gongkai.registry import Act, Event, RoleTemplate

DECLARES = (
    *GUARDS,
    *RELEASABLES,
    *REGISTERS,
    *IMPORTERS,
    *MEASURES,
    Event(id="papers.version_added", label="拟稿", message="形成第 {number} 版，内容摘要 {hash}。"),
    Event(id="papers.ledger_entered", label="登记", message="登记 {count} 条。"),
    Act(id="papers.draft", label="拟稿"),
    Act(id="papers.view", label="查阅文稿"),
    Act(id="papers.register", label="登记公文与规范性文件"),
    RoleTemplate(id="papers.drafter", role="drafter", acts=("papers.view", "papers.draft")),
    RoleTemplate(id="papers.section_head", role="section_head", acts=("papers.view", "papers.draft")),
    RoleTemplate(id="papers.deputy_head", role="deputy_head", acts=("papers.view",)),
    RoleTemplate(
        id="papers.disclosure_officer",
        role="disclosure_officer",
        acts=("papers.view", "papers.draft", "papers.register"),
    ),
    RoleTemplate(id="papers.auditor", role="auditor", acts=("papers.view",)),
)
