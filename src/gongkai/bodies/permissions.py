"""Who may administer officers and posts, and who confirms what another proposed."""

from __future__ import annotations

from gongkai.registry import Permission

PERMISSIONS = (
    Permission(id="bodies.administer", label="管理人员与岗位", roles=("administrator",)),
    Permission(id="bodies.confirm_appointment", label="确认任职", roles=("deputy_head", "administrator")),
)
