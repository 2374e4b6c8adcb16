"""What `proactive` declares."""

from gongkai.proactive.books import BOOKS
from gongkai.proactive.guards import GUARDS
from gongkai.proactive.home import HOME
from gongkai.proactive.ledger_files import IMPORTERS
from gongkai.proactive.measures import MEASURES
from gongkai.proactive.registers import REGISTERS
from gongkai.registry import Event, Permission
from gongkai.shell.imports.guards import guards_of

REGISTRATIONS = (
    *GUARDS,
    *guards_of(BOOKS),
    *MEASURES,
    *REGISTERS,
    *IMPORTERS,
    *HOME,
    Event(id="proactive.channel_opened", label="开设渠道", message="登记公开渠道。"),
    Event(id="proactive.channel_changed", label="变更渠道", message="变更公开渠道的登记。"),
    Event(id="proactive.published", label="发布", message="记录 {on} 的发布。"),
    Event(id="proactive.followers_counted", label="登记关注量", message="登记 {on} 的关注量。"),
    Event(id="proactive.proposal_received", label="接收建议提案", message="登记 {on} 交办的建议提案。"),
    Event(id="proactive.proposal_answered", label="答复建议提案", message="登记 {on} 的答复。"),
    Event(id="proactive.disclosed", label="公开", message="登记 {on} 公开。"),
    Event(id="proactive.entered", label="登记主动公开台账", message="登记 {count} 条。"),
    Event(id="proactive.corrected", label="更正", message="以记录 {to} 更正记录 {from}。"),
    Event(id="proactive.voided", label="作废", message="以记录 {to} 作废记录 {from}。"),
    Permission(
        id="proactive.view",
        label="查看主动公开台账",
        roles=("disclosure_officer", "drafter", "section_head", "deputy_head", "auditor"),
    ),
    Permission(id="proactive.register", label="登记主动公开台账", roles=("disclosure_officer",)),
    Permission(id="proactive.correct", label="更正主动公开台账", roles=("disclosure_officer",)),
    Permission(id="proactive.manage_channels", label="管理公开渠道", roles=("disclosure_officer",)),
)
