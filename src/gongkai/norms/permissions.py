"""Who may maintain and see the calendar and the values of the law."""

from __future__ import annotations

from gongkai.registry import Permission

PERMISSIONS = (
    Permission(id="norms.maintain", label="录入放假通知、确认口径", roles=("disclosure_officer",)),
    Permission(
        id="norms.view",
        label="查看日历与口径",
        roles=("disclosure_officer", "section_head", "deputy_head", "drafter", "auditor"),
    ),
)
