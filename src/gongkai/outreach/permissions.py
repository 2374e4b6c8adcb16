"""What an officer may do here."""

from gongkai.registry import Permission

PERMISSIONS = (
    Permission(
        id="outreach.view",
        label="查看政策解读宣传",
        roles=("disclosure_officer", "drafter", "section_head", "deputy_head", "auditor"),
    ),
    Permission(id="outreach.register", label="登记政策解读宣传", roles=("disclosure_officer",)),
)
