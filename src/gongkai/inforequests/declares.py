"""What `inforequests` declares."""

from gongkai.inforequests.guards import GUARDS
from gongkai.inforequests.ledger_file import IMPORTER
from gongkai.inforequests.measures import MEASURES
from gongkai.inforequests.registers import REGISTERS
from gongkai.registry import Act, Event, RoleTemplate

DECLARES = (
    *GUARDS,
    *MEASURES,
    *REGISTERS,
    IMPORTER,
    Event(id="inforequests.registered", label="登记申请", message="登记申请，{arrived_on} 到达。"),
    Event(
        id="inforequests.receipt_confirmed",
        label="确定收到申请之日",
        message="确定收到申请之日为 {received_on}。",
    ),
    Event(id="inforequests.answered", label="答复", message="作出答复，成文日期 {decided_on}。"),
    Event(id="inforequests.corrected", label="更正", message="以记录 {to} 更正记录 {from}。"),
    Event(id="inforequests.voided", label="作废", message="以记录 {to} 作废记录 {from}。"),
    Act(id="inforequests.view", label="查看依申请公开"),
    Act(id="inforequests.register", label="登记申请"),
    Act(id="inforequests.answer", label="登记答复"),
    Act(id="inforequests.correct", label="更正申请记录"),
    Act(id="inforequests.import", label="导入申请台账"),
    RoleTemplate(
        id="inforequests.disclosure_officer",
        role="disclosure_officer",
        acts=(
            "inforequests.view",
            "inforequests.register",
            "inforequests.answer",
            "inforequests.correct",
            "inforequests.import",
        ),
    ),
    RoleTemplate(id="inforequests.section_head", role="section_head", acts=("inforequests.view",)),
    RoleTemplate(id="inforequests.deputy_head", role="deputy_head", acts=("inforequests.view",)),
    RoleTemplate(id="inforequests.auditor", role="auditor", acts=("inforequests.view",)),
)
