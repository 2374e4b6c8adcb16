"""What `disputes` declares: its register, the ledger file, table 四, and who may do what."""

from __future__ import annotations

from typing import Any

from gongkai import law
from gongkai.disputes import queries
from gongkai.disputes.events import EVENTS
from gongkai.disputes.guards import GUARDS
from gongkai.disputes.ledger_file import IMPORTER
from gongkai.disputes.models import Procedure
from gongkai.registry import Column, Measure, Permission, Register


def outcome_of(dispute: Any) -> str:
    """Return the outcome of an annotated case in Chinese; 尚未审结 while it has none."""
    if not dispute.outcome:
        return "尚未审结"
    return law.dispute_outcome(dispute.procedure, dispute.outcome).label


REGISTRATIONS = (
    *EVENTS,
    Permission(
        id="disputes.view",
        label="查看复议诉讼",
        roles=("disclosure_officer", "section_head", "deputy_head", "auditor"),
    ),
    Permission(id="disputes.register", label="登记复议诉讼", roles=("disclosure_officer",)),
    *GUARDS,
    IMPORTER,
    Register(
        id="disputes.cases",
        title="复议诉讼",
        group="监督保障",
        query=queries.disputes_of,
        permission="disputes.view",
        order="number",
        noun="件",
        importer="disputes.cases",
        empty="这里登记因政府信息公开提起的行政复议和行政诉讼；没有发生的，年度报告表四各格为 0。",
        columns=(
            Column(id="number", label="案号", value=lambda d: d.number, field="number", filter="text"),
            Column(
                id="procedure",
                label="程序",
                value=lambda d: d.get_procedure_display(),
                field="procedure",
                filter="choice",
                choices=lambda viewer: list(Procedure.choices),
            ),
            Column(id="attacked", label="被申请（起诉）的行为", value=lambda d: d.attacked, personal=True),
            Column(id="filed_on", label="收到日期", value=lambda d: d.filed_on),
            Column(id="outcome", label="结果", value=outcome_of),
            Column(id="effective_on", label="生效日期", value=lambda d: d.effective_on),
            Column(id="body", label="复议机关或者法院", value=lambda d: d.body, optional=True),
        ),
    ),
    Register(
        id="disputes.counted",
        title="表四统计的案件",
        group="",
        query=queries.filings_of,
        permission="disputes.view",
        order="filed_on",
        noun="件",
        columns=(
            Column(id="number", label="案号", value=lambda f: f.dispute.number),
            Column(id="procedure", label="程序", value=lambda f: f.dispute.get_procedure_display()),
            Column(
                id="attacked", label="被申请（起诉）的行为", value=lambda f: f.dispute.attacked, personal=True
            ),
            Column(
                id="filed_on", label="收到日期", value=lambda f: f.filed_on, field="filed_on", filter="date"
            ),
        ),
    ),
    Measure(
        id="disputes.cases",
        name="行政复议、行政诉讼",
        definition="至本年12月31日已收到、且在本年审结生效或者尚未审结的案件，按程序和结果计；"
        "判决、决定生效前为尚未审结（本单位口径，可在规则中调整）。",
        basis="《政府信息公开条例》第五十一条；国办公开办函〔2021〕30号表四",
        unit="件",
        records=queries.counted_in,
        register="disputes.counted",
        table="disputes",
        annotate_cells=queries.placed,
        covers=("reconsideration.*", "litigation_direct.*", "litigation_after_reconsideration.*"),
    ),
)
