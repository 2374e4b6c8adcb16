"""公开渠道台账: websites and accounts with their filing (国办发〔2018〕123号)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db.models import Max

from gongkai.bodies.viewer import Viewer
from gongkai.proactive.models import Channel, Medium
from gongkai.proactive.queries import channels, publications
from gongkai.registry import ImportIssue
from gongkai.shell.ledgers.spec import LedgerColumn, LedgerSpec, Row

MEDIA = {"网站": Medium.WEBSITE, "微博": Medium.WEIBO, "微信": Medium.WECHAT, "报纸": Medium.NEWSPAPER}


def check_days(row: Row) -> Iterator[ImportIssue]:
    """Yield the days of a channel that lie before it was opened."""
    opened = row["registered_on"]
    for name, header in (("closed_on", "关停日期"), ("filed_on", "备案日期")):
        if opened and row[name] and row[name] < opened:
            message = f"{header}：{row[name]} 早于开设日期 {opened}，请核对。"
            yield ImportIssue(column="registered_on", rule="日期先后", message=message)


def check_closing(viewer: Viewer, rows: Sequence[Row]) -> list[list[ImportIssue]]:
    """Return for each row whether something appeared on the channel after it was closed."""
    closed = [row["name"] for row in rows if row["closed_on"]]
    found = publications(viewer).filter(channel__name__in=closed) if closed else publications(viewer).none()
    last = dict(found.values_list("channel__name").annotate(Max("published_on")).order_by())
    return [
        [
            ImportIssue(
                column="closed_on", rule="日期先后", message=f"{row['closed_on']} 以后还有发布记录，请核对。"
            )
        ]
        if row["closed_on"] and row["name"] in last and last[row["name"]] > row["closed_on"]
        else []
        for row in rows
    ]


def check_own_site(viewer: Viewer, rows: Sequence[Row]) -> list[list[ImportIssue]]:
    """Return for each row whether another open channel is the organ's own site already."""
    marked = [row["name"] for row in rows if row["own_site"] and not row["closed_on"]]
    if not marked:
        return [[] for _ in rows]
    stored = channels(viewer).filter(own_site=True, closed_on=None).values_list("name", flat=True)
    known = [*stored, *marked]

    def issues(name: str) -> Iterator[ImportIssue]:
        if other := next((each for each in known if each != name), ""):
            message = f"“{other}”已登记为由本系统发布，一个机关只有一个；请核对，换了网站的先登记关停日期。"
            yield ImportIssue(column="own_site", rule="本机关网站一个", message=message)

    return [list(issues(row["name"])) if row["name"] in marked else [] for row in rows]


def check_all(viewer: Viewer, rows: Sequence[Row]) -> list[list[ImportIssue]]:
    """Return for each row what is wrong with it by what is stored."""
    both = zip(check_closing(viewer, rows), check_own_site(viewer, rows), strict=True)
    return [[*closing, *own_site] for closing, own_site in both]


CHANNELS = LedgerSpec(
    id="proactive.channels",
    title="公开渠道",
    called="渠道",
    unit="个",
    model=Channel,
    key=("name",),
    permission="proactive.manage_channels",
    checks=(check_days,),
    check_all=check_all,
    columns=(
        LedgerColumn(name="name", aliases=("名称", "账号名称", "平台名称"), example="示例局政务微博"),
        LedgerColumn(name="medium", aliases=("类别", "平台类别", "类型"), also=MEDIA, example="政务微博"),
        LedgerColumn(name="own_site", aliases=("本系统发布", "是否由本系统发布")),
        LedgerColumn(name="account", aliases=("账号", "网址", "账号ID")),
        LedgerColumn(name="site_code", aliases=("标识码", "政府网站标识码")),
        LedgerColumn(name="sponsor", aliases=("主办单位", "主管主办单位")),
        LedgerColumn(name="responsible", aliases=("负责人", "管理员"), example="办公室负责人"),
        LedgerColumn(
            name="registered_on", aliases=("注册日期", "注册时间", "开通日期"), example="2014-07-01"
        ),
        LedgerColumn(name="filed_on", aliases=("报备日期",)),
        LedgerColumn(name="filing_receipt", aliases=("备案号", "报备情况")),
        LedgerColumn(name="update_days", aliases=("更新周期", "更新频率"), example="14"),
        LedgerColumn(name="closed_on", aliases=("注销日期",)),
    ),
)
