"""政务公开清单目录: the matters that the organ publishes, each as it stands from a day on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gongkai.bodies.queries import section_names
from gongkai.bodies.viewer import Viewer
from gongkai.proactive.models import Matter, StatutoryItem, TimeLimit, UpdateRule
from gongkai.registry import ImportIssue
from gongkai.shell.ledgers.spec import LedgerColumn, LedgerSpec, Row

ITEMS = {
    **{
        label.removeprefix("第二十条").partition("）")[0] + "）": value
        for value, label in StatutoryItem.choices[:15]
    },
    "第二十一条": StatutoryItem.LOCAL,
    "第十九条": StatutoryItem.INTEREST,
}
LIMITS = {
    "法定期限": TimeLimit.FORMED,
    "及时公开": TimeLimit.CONTINUOUS,
}
RULES = {
    "两周": UpdateRule.NEWS,
    "半年": UpdateRule.COLUMN,
    "6个月": UpdateRule.COLUMN,
    "每年": UpdateRule.YEARLY,
    "适时更新": UpdateRule.ON_CHANGE,
    "长期": UpdateRule.NONE,
}


def matter_known(viewer: Viewer, rows: Sequence[Row]) -> list[list[ImportIssue]]:
    """Return for each row whether the matter that it names stands in the catalogue."""
    named = {row["matter"] for row in rows} - {"", None}
    found = Matter.objects.visible_to(viewer).standing().filter(name__in=named)
    unknown = named - set(found.values_list("name", flat=True)) if named else set()

    def issues(name: str) -> Iterator[ImportIssue]:
        if name in unknown:
            message = f"“{name}”不在政务公开清单目录中，请先列入，或者核对名称。"
            yield ImportIssue(column="matter", rule="公开事项已列入", message=message)

    return [list(issues(row["matter"])) for row in rows]


CATALOGUE = LedgerSpec(
    id="proactive.catalogue",
    title="政务公开清单目录",
    called="公开事项",
    unit="项",
    model=Matter,
    key=("name", "since"),
    counted_by="since",
    permission="proactive.manage_catalogue",
    columns=(
        LedgerColumn(name="category", aliases=("一级目录", "公开类别"), example="示例·政策文件"),
        LedgerColumn(
            name="name", aliases=("二级事项", "事项名称", "公开事项名称"), example="示例·规范性文件"
        ),
        LedgerColumn(
            name="content",
            aliases=("公开内容", "公开内容（要素）", "内容要点"),
            example="示例：文件全文、有效性",
        ),
        LedgerColumn(name="item", aliases=("法定事项", "条例条款"), also=ITEMS, example="（一）"),
        LedgerColumn(name="basis", aliases=("依据", "公开依据和标准"), example="《政府信息公开条例》"),
        LedgerColumn(name="time_limit", aliases=("时限",), also=LIMITS, example="形成或者变更后法定期限"),
        LedgerColumn(name="own_days", aliases=("自定期限",)),
        LedgerColumn(
            name="section",
            aliases=("责任单位", "公开主体", "责任部门"),
            example="示例科室",
            offered=section_names,
        ),
        LedgerColumn(name="channels", aliases=("公开渠道", "渠道和载体"), example="示例·政府网站"),
        LedgerColumn(name="column", aliases=("公开栏目", "栏目名称"), example="政策文件"),
        LedgerColumn(name="update_rule", aliases=("更新频率", "更新周期"), also=RULES, example="政策通知类"),
        LedgerColumn(name="update_month", aliases=("更新时间",)),
        LedgerColumn(name="way", aliases=("公开属性",), example="主动公开"),
        LedgerColumn(name="subject", aliases=("公开情况",)),
        LedgerColumn(name="since", aliases=("列入日期", "调整日期"), example="2023-01-10", future=True),
        LedgerColumn(name="ended", aliases=("是否停用",)),
    ),
)
