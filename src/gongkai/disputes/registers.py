"""The cases as lists."""

from __future__ import annotations

from django.urls import reverse

from gongkai.disputes import queries
from gongkai.disputes.ledgers import DISPUTES
from gongkai.registry import Column, Register
from gongkai.shell.ledgers.registers import register_of

REGISTERS = (
    register_of(
        DISPUTES,
        title="复议诉讼",
        group="监督保障",
        order="number",
        empty="这里登记因政府信息公开提起的行政复议和行政诉讼；没有发生的，年度报告表四各格为 0。",
        optional=("body",),
        plain=("attacked", "body"),
        personal=("attacked",),
        columns=(
            *("number", "procedure", "attacked", "filed_on", "answered_on"),
            *("outcome", "effective_on", "body"),
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
        page=lambda filing: reverse("shell:record", args=[DISPUTES.id, filing.dispute_id]),
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
)
