"""The figures of table 三 that this room counts: cases by applicant and result."""

from __future__ import annotations

from functools import partial

from gongkai import law
from gongkai.inforequests import queries
from gongkai.registry import Measure

BASIS = "国办公开办函〔2021〕30号 表三"
FEES = "《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）"
LOCAL = "（本单位口径，可在设置中确认）"

MEASURES = (
    Measure(
        id="inforequests.received",
        name="本年新收政府信息公开申请数量",
        definition="收到申请之日（条例第三十一条）在本年的申请件数，按收到时认定的申请人类别分列；一件一计。",
        basis=BASIS,
        unit="件",
        records=queries.received,
        register="inforequests.receipts",
        table="requests",
        annotate_cells=partial(queries.annotate_cells, row="received"),
        covers=("received.*",),
    ),
    Measure(
        id="inforequests.carried_in",
        name="上年结转政府信息公开申请数量",
        definition="收到申请之日在本年以前、上年12月31日以前没有第一次答复（与办理结果同一口径）的申请件数；"
        "应等于上年度报告的结转下年度继续办理。",
        basis=BASIS,
        unit="件",
        records=queries.carried_in,
        register="inforequests.receipts",
        table="requests",
        annotate_cells=partial(queries.annotate_cells, row="carried_in"),
        covers=("carried_in.*",),
    ),
    Measure(
        id="inforequests.concluded",
        name="本年度办理结果",
        definition="第一次答复的成文日期（本单位确认按送达日期统计的，为送达日期）在本年的申请件数，按答复理由计入二十一行之一，按申请人类别分列；"
        "一件申请只计一次，区分处理的只计部分公开，复议、诉讼后重新答复不另计（本单位确认另计的，另行登记为一件申请）"
        + LOCAL
        + "。",
        basis=BASIS,
        unit="件",
        records=queries.concluded,
        register="inforequests.replies",
        table="requests",
        annotate_cells=queries.annotate_cells_by_ground,
        covers=tuple(f"{row}.*" for row in law.LEAF_ROWS),
    ),
    Measure(
        id="inforequests.carried_over",
        name="结转下年度继续办理",
        definition="本年12月31日以前收到、到当日没有第一次答复（与办理结果同一口径）的申请件数；"
        "补正、征求第三方意见等未办结的计入" + LOCAL + "。",
        basis=BASIS,
        unit="件",
        records=queries.carried_over,
        register="inforequests.receipts",
        table="requests",
        annotate_cells=partial(queries.annotate_cells, row="carried_over"),
        covers=("carried_over.*",),
    ),
    Measure(
        id="inforequests.fee_notices",
        name="发出信息处理费收费通知件数",
        definition="通知日期在本年的收费通知件数" + LOCAL + "。",
        basis=FEES,
        unit="件",
        records=queries.fee_notices,
        register="inforequests.fee_notices",
    ),
    Measure(
        id="inforequests.fee_noticed",
        name="信息处理费通知金额",
        definition="通知日期在本年的收费通知金额合计" + LOCAL + "。",
        basis=FEES,
        unit="元",
        records=queries.fee_notices,
        field="amount",
        figure=queries.yuan,
        register="inforequests.fee_notices",
    ),
    Measure(
        id="inforequests.fee_paid",
        name="信息处理费实际收取金额",
        definition="缴费日期在本年的信息处理费金额合计" + LOCAL + "。",
        basis=FEES,
        unit="元",
        records=queries.fee_payments,
        field="amount",
        figure=queries.yuan,
        register="inforequests.fee_payments",
    ),
)
