"""What `norms` declares."""

from gongkai.registry import Event, Guard, Permission

REGISTRATIONS = (
    Permission(id="norms.maintain", label="录入放假通知、确认口径", roles=("disclosure_officer",)),
    Permission(
        id="norms.view",
        label="查看日历与口径",
        roles=("disclosure_officer", "section_head", "deputy_head", "drafter", "auditor"),
    ),
    Event(
        id="norms.notice_entered",
        label="录入放假通知",
        message="录入 {year} 年放假通知：放假 {off} 天，调休上班 {working} 天。",
    ),
    Event(id="norms.value_confirmed", label="确认口径", message="确认规则 {key} 的取值。"),
    Event(id="norms.value_entered", label="修改口径", message="录入规则 {key} 的本单位取值。"),
    Guard(id="norms.HolidayNotice"),
    Guard(id="norms.UnitValue"),
    Guard(id="norms.Confirmation"),
)
