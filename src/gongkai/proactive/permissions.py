"""Who may do what in this room."""

from gongkai.registry import Permission

PERMISSIONS = (
    Permission(
        id="proactive.view",
        label="查看主动公开台账",
        roles=("disclosure_officer", "drafter", "section_head", "deputy_head", "auditor"),
    ),
    Permission(id="proactive.register", label="登记主动公开台账", roles=("disclosure_officer",)),
    Permission(id="proactive.manage_channels", label="管理公开渠道", roles=("disclosure_officer",)),
)
