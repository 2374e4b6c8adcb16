"""行政决定台账, 监督检查结果台账 and 收费台账."""

from __future__ import annotations

from gongkai.proactive.ledgers.disclosures import disclosure_of, not_before
from gongkai.proactive.models import (
    AdministrativeDecision,
    DecisionKind,
    FeeCollection,
    InspectionResult,
    TargetKind,
)
from gongkai.shell.ledgers.spec import LedgerColumn, LedgerSpec

DECISIONS = LedgerSpec(
    id="proactive.decisions",
    title="行政许可、处罚和强制",
    called="决定",
    unit="件",
    model=AdministrativeDecision,
    key=("doc_number", "kind"),
    counted_by="decided_on",
    parts=(disclosure_of("decision", lambda decision: decision.kind),),
    checks=(not_before("decided_on", "决定日期"),),
    columns=(
        LedgerColumn(
            name="kind",
            aliases=("类别", "决定类型"),
            also={
                "许可": DecisionKind.LICENSING,
                "处罚": DecisionKind.PUNISHMENT,
                "强制": DecisionKind.COERCION,
            },
            example="行政许可",
        ),
        LedgerColumn(
            name="doc_number",
            aliases=("文号", "决定书文号", "行政许可决定文书号", "行政处罚决定书文号", "许可文号"),
            example="示工信节审〔2023〕1号",
        ),
        LedgerColumn(name="matter", aliases=("事项", "许可事项", "许可类别", "处罚类别"), example="节能审查"),
        LedgerColumn(
            name="title", aliases=("项目名称", "文书名称", "行政许可决定文书名称"), example="示例·某项目"
        ),
        LedgerColumn(
            name="party", aliases=("相对人", "建设单位", "被许可人", "当事人"), example="示例·某企业"
        ),
        LedgerColumn(
            name="decided_on", aliases=("许可决定日期", "处罚决定日期", "作出日期"), example="2023-05-10"
        ),
        LedgerColumn(name="granted", aliases=("是否准予", "决定结果"), example="是"),
        LedgerColumn(name="valid_from", aliases=("有效期起",), example="2023-05-10", future=True),
        LedgerColumn(name="valid_until", aliases=("有效期止",), example="2025-05-09", future=True),
    ),
)

RESULTS = LedgerSpec(
    id="proactive.results",
    title="监督检查结果",
    called="结果",
    unit="项",
    model=InspectionResult,
    key=("target", "action"),
    counted_by="decided_on",
    parts=(disclosure_of("result", lambda result: result.target_kind),),
    checks=(not_before("decided_on", "结果日期"),),
    columns=(
        LedgerColumn(name="action", aliases=("专项行动", "批次", "监察批次"), example="示例·专项节能监察"),
        LedgerColumn(
            name="target_kind",
            aliases=("对象类型",),
            also={"工业项目": TargetKind.PROJECT, "单位": TargetKind.ENTERPRISE},
            example="企业",
        ),
        LedgerColumn(
            name="target", aliases=("对象", "企业名称", "项目名称", "被监察单位"), example="示例·某企业"
        ),
        LedgerColumn(name="conclusion", aliases=("监察结论", "监察结果"), example="示例：符合要求"),
        LedgerColumn(name="rectification", aliases=("整改", "整改要求")),
        LedgerColumn(name="decided_on", aliases=("监察日期", "结论日期"), example="2023-09-12"),
    ),
)

FEES = LedgerSpec(
    id="proactive.fees",
    title="行政事业性收费",
    called="收费",
    unit="笔",
    model=FeeCollection,
    key=("voucher",),
    counted_by="collected_on",
    columns=(
        LedgerColumn(name="item", aliases=("项目", "收费项目名称"), example="示例收费"),
        LedgerColumn(name="basis", aliases=("依据",), example="示例：收费依据文件"),
        LedgerColumn(name="voucher", aliases=("票据号", "财政票据号码"), example="示例0001"),
        LedgerColumn(name="amount", aliases=("金额", "金额（元）", "收费金额"), example="1200.00"),
        LedgerColumn(name="collected_on", aliases=("日期", "缴费日期"), example="2023-05-10"),
    ),
)
