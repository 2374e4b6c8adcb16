"""What an officer may do here."""

from gongkai.registry import Permission

PERMISSIONS = (
    Permission(
        id="upkeep.view",
        label="查看网站日常监测",
        roles=("disclosure_officer", "section_head", "deputy_head", "auditor"),
    ),
    Permission(id="upkeep.register", label="填报网站数据", roles=("disclosure_officer",)),
)
