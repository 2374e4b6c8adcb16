"""What `norms` declares."""

from gongkai.registry import Act, Event, Guard, RoleTemplate

DECLARES = (
    Act(id="norms.maintain", label="录入放假通知、确认口径"),
    Act(id="norms.view", label="查看日历与口径"),
    RoleTemplate(
        id="norms.disclosure_officer", role="disclosure_officer", acts=("norms.maintain", "norms.view")
    ),
    RoleTemplate(id="norms.section_head", role="section_head", acts=("norms.view",)),
    RoleTemplate(id="norms.deputy_head", role="deputy_head", acts=("norms.view",)),
    RoleTemplate(id="norms.drafter", role="drafter", acts=("norms.view",)),
    RoleTemplate(id="norms.auditor", role="auditor", acts=("norms.view",)),
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
