"""The ledgers of this room as lists."""

from __future__ import annotations

from gongkai.outreach import ledgers
from gongkai.registry import Register
from gongkai.shell.imports.books import LedgerSpec
from gongkai.shell.imports.registers import register_of

GROUP = "主动公开"


FOLLOWING = ""  # opened from what its rows are about


def _listed(ledger: LedgerSpec, empty: str, *optional: str, group: str = GROUP) -> Register:
    return register_of(ledger, group=group, empty=empty, optional=optional)


REGISTERS = (
    _listed(
        ledgers.POLICIES,
        "这里是政策库：每项政策的适用对象、条件和有效期。下载模板填好后导入。",
        *("published_on", "conditions", "support", "window", "accepted_by", "contact"),
    ),
    _listed(
        ledgers.INTERPRETATIONS,
        "这里登记政策解读，每件解读对应政策库中的一项政策。",
        "section",
        "channel",
        "url",
    ),
    _listed(ledgers.BRIEFINGS, "这里登记会议宣贯、电视讲堂、政策进园区等活动。", "policies", "section"),
    _listed(
        ledgers.POLICY_NOTIFICATIONS,
        "这里登记政策推送给了谁、覆盖多少、有什么反馈。",
        "matched_by",
        "feedback",
    ),
    _listed(ledgers.COMPILATIONS, "这里登记编印的政策汇编和印制数量。"),
    _listed(ledgers.DISTRIBUTIONS, "这里登记政策汇编发放给了谁；合计不能超过印制数量。", group=FOLLOWING),
)
