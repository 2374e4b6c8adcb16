"""Who may administer officers and posts."""

from __future__ import annotations

from gongkai.registry import Permission

PERMISSIONS = (Permission(id="bodies.administer", label="管理人员与岗位", roles=("administrator",)),)
