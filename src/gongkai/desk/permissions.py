"""Who opens which screen of the desk."""

from gongkai.registry import Permission

EVERYBODY = ("drafter", "section_head", "deputy_head", "disclosure_officer", "administrator", "auditor")
OVERSEERS = ("deputy_head", "disclosure_officer", "administrator", "auditor")

PERMISSIONS = (
    Permission(
        id="desk.open",
        label="使用工作台",
        roles=EVERYBODY,
    ),
    Permission(
        id="desk.read_ledger",
        label="查看操作台账",
        roles=OVERSEERS,
    ),
    Permission(
        id="desk.view_people",
        label="查看人员与权限",
        roles=OVERSEERS,
    ),
)
