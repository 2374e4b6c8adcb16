"""Who may do what in this room."""

from gongkai.registry import Permission

PERMISSIONS = (
    Permission(
        id="disputes.view",
        label="查看复议诉讼",
        roles=("disclosure_officer", "section_head", "deputy_head", "auditor"),
    ),
    Permission(id="disputes.register", label="登记复议诉讼", roles=("disclosure_officer",)),
)
