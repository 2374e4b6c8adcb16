"""What the desk declares: its screens, who opens them, and the ledger as a register."""

from gongkai.desk.alerts import ALERTS
from gongkai.desk.ledger_register import REGISTER
from gongkai.desk.unsettled import WAITING
from gongkai.registry import NavigationEntry, Permission

EVERYBODY = ("drafter", "section_head", "deputy_head", "disclosure_officer", "administrator", "auditor")
OVERSEERS = ("deputy_head", "disclosure_officer", "administrator", "auditor")

REGISTRATIONS = (
    Permission(
        id="desk.open",
        label="使用工作台",
        roles=("drafter", "section_head", "deputy_head", "disclosure_officer", "administrator", "auditor"),
    ),
    Permission(
        id="desk.read_ledger",
        label="查看操作台账",
        roles=("deputy_head", "disclosure_officer", "administrator", "auditor"),
    ),
    Permission(
        id="desk.view_people",
        label="查看人员与权限",
        roles=("deputy_head", "disclosure_officer", "administrator", "auditor"),
    ),
    NavigationEntry(
        id="desk.home", group="工作台", label="今天", url_name="desk:home", permission="desk.open"
    ),
    NavigationEntry(
        id="desk.people",
        group="监督保障",
        label="人员与岗位",
        url_name="desk:people",
        permission="desk.view_people",
    ),
    NavigationEntry(
        id="desk.permissions",
        group="监督保障",
        label="权限一览",
        url_name="desk:permissions",
        permission="desk.view_people",
    ),
    NavigationEntry(
        id="desk.calendar",
        group="依申请公开",
        label="工作日历",
        url_name="desk:calendar",
        permission="norms.view",
    ),
    NavigationEntry(
        id="desk.values",
        group="监督保障",
        label="规则与口径",
        url_name="desk:values",
        permission="norms.view",
    ),
    REGISTER,
    *ALERTS,
    WAITING,
)
