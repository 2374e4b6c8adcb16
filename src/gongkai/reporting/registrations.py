"""What `reporting` declares: its acts and roles, its events, its guards, and the report as a kind of document."""

from gongkai.registry import (
    Alert,
    ByRelease,
    DocumentKind,
    DueItem,
    Guard,
    HomeChart,
    NavigationEntry,
    Permission,
    Refusal,
    WaitingItem,
)
from gongkai.reporting import home, release
from gongkai.reporting.downloads import HAND_OUT
from gongkai.reporting.events import EVENTS

REGISTRATIONS = (
    *EVENTS,
    Permission(
        id="reporting.view",
        label="查看年度报告",
        roles=("drafter", "section_head", "deputy_head", "auditor", "disclosure_officer"),
    ),
    Permission(id="reporting.build", label="编制年度报告", roles=("disclosure_officer",)),
    Permission(id="reporting.freeze", label="年度报告定稿", roles=("disclosure_officer",)),
    Permission(id="reporting.unlock", label="解锁已定稿年度的数据", roles=("disclosure_officer",)),
    NavigationEntry(
        id="reporting.reports",
        group="年度报告",
        label="年度报告",
        url_name="reporting:reports",
        permission="reporting.view",
    ),
    DueItem(id="reporting.due", label="年度报告", lines=lambda viewer: list(home.due_reports(viewer))),
    WaitingItem(
        id="reporting.waiting",
        label="年度报告",
        group="年度报告",
        lines=lambda viewer: list(home.waiting_freezes(viewer)),
        number=home.number_waiting,
    ),
    HomeChart(id="reporting.year", label="本年进展", charts=home.year_charts),
    Alert(
        id="reporting.opening", label="上年结转", sentences=lambda viewer: list(home.opening_alerts(viewer))
    ),
    HAND_OUT,
    Guard(id="reporting.Candidate"),
    Guard(id="reporting.CountedCell"),
    Guard(id="reporting.PriorYearReport"),
    Guard(
        id="reporting.Finalization",
        refusals=(
            Refusal(
                code="FREEZE_UNAPPROVED",
                condition="NEW.approval_id <> (SELECT c.version_id FROM reporting_candidate AS c"
                " WHERE c.id = NEW.candidate_id)",
                message="定稿的候选稿与通过审查的文稿版本不一致。",
            ),
        ),
    ),
    DocumentKind(
        id="annual_report",
        label="年度报告",
        leaves=ByRelease(address=release.address, blockers=release.blockers),
        text=release.text,
        page=release.page,
    ),
)
