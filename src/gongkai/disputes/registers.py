"""The cases as lists."""

from __future__ import annotations

from gongkai.disputes import queries
from gongkai.disputes.ledgers import DISPUTES
from gongkai.disputes.models import Filing
from gongkai.shell.ledgers.registers import register_of, register_of_facts

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
    register_of_facts(
        Filing,
        (DISPUTES,),
        id="disputes.counted",
        title="表四统计的案件",
        query=queries.filings_of,
        order="counted_on",
        personal=("attacked",),
        columns=("number", "procedure", "attacked", "filed_on"),
    ),
)
