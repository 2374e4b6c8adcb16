"""What `norms` declares."""

from gongkai.norms.events import EVENTS
from gongkai.registry import Guard, Permission

REGISTRATIONS = (
    *EVENTS,
    Permission(id="norms.maintain", label="录入放假通知、确认口径", roles=("disclosure_officer",)),
    Permission(
        id="norms.view",
        label="查看日历与口径",
        roles=("disclosure_officer", "section_head", "deputy_head", "drafter", "auditor"),
    ),
    Guard(id="norms.HolidayNotice"),
    Guard(id="norms.UnitValue"),
    Guard(id="norms.Confirmation"),
)
