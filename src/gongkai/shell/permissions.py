"""Who may administer accounts."""

from __future__ import annotations

from gongkai.registry import Permission

PERMISSIONS = (Permission(id="shell.administer_accounts", label="管理账号", roles=("administrator",)),)
