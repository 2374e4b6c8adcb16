"""What an officer may do here."""

from gongkai.registry import Permission

PERMISSIONS = (
    Permission(
        id="oversight.view",
        label="查看监督保障",
        roles=("disclosure_officer", "section_head", "deputy_head", "auditor"),
    ),
    Permission(id="oversight.register", label="登记监督保障", roles=("disclosure_officer",)),
)
