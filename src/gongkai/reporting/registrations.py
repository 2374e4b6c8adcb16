"""What `reporting` declares: its acts and roles, its events, its guards, and the report as a releasable."""

from gongkai.registry import (
    Alert,
    DueItem,
    Event,
    Guard,
    HomeChart,
    NavigationEntry,
    Permission,
    Refusal,
    Releasable,
    WaitingItem,
)
from gongkai.reporting import home, release
from gongkai.reporting.downloads import HAND_OUT

REGISTRATIONS = (
    Permission(
        id="reporting.view",
        label="查看年度报告",
        roles=("drafter", "section_head", "deputy_head", "auditor", "disclosure_officer"),
    ),
    Permission(id="reporting.build", label="编制年度报告", roles=("disclosure_officer",)),
    Permission(id="reporting.freeze", label="年度报告定稿", roles=("disclosure_officer",)),
    Permission(id="reporting.unlock", label="解锁已定稿年度的数据", roles=("disclosure_officer",)),
    Event(
        id="reporting.candidate_built",
        label="生成候选稿",
        message="生成 {year} 年度报告候选稿，统计 {figures} 项。",
    ),
    Event(
        id="reporting.report_frozen",
        label="年度报告定稿",
        message="{year} 年度报告第 {number} 次定稿，锁定该年度数据。",
    ),
    Event(
        id="reporting.earlier_report_entered",
        label="录入往年报告",
        message="录入 {year} 年度报告，供核对上年结转。",
    ),
    Event(
        id="reporting.passage_edited", label="修改报告文字", message="修改 {year} 年度报告“{passage}”段落。"
    ),
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
    Releasable(
        id="annual_report",
        label="年度报告",
        address=release.address,
        blockers=release.blockers,
        text=release.text,
        page=release.page,
    ),
)
