"""The fee ledgers: notices and payments of 信息处理费 (国办函〔2020〕109号)."""

from __future__ import annotations

from gongkai.inforequests.models import FeeNotice, FeePayment
from gongkai.shell.ledgers.spec import LedgerColumn, LedgerSpec, Reference

NOTICES = LedgerSpec(
    id="inforequests.fee_notices",
    title="信息处理费通知",
    called="收费通知",
    unit="件",
    model=FeeNotice,
    key=("number",),
    counted_by="noticed_on",
    columns=(
        LedgerColumn(name="number", aliases=("通知编号", "收费通知书编号"), example="示收费〔2023〕1号"),
        LedgerColumn(name="request_number", aliases=("登记编号", "申请编号"), example="2023-001"),
        LedgerColumn(
            name="way", aliases=("收费方式",), also={"按件": "items", "按量": "pages"}, example="按件计收"
        ),
        LedgerColumn(name="quantity", aliases=("件数", "页数", "数量"), example="12"),
        LedgerColumn(name="amount", aliases=("金额", "应收金额"), example="200.00"),
        LedgerColumn(name="noticed_on", aliases=("发出日期",), example="2023-05-10"),
    ),
)
PAYMENTS = LedgerSpec(
    id="inforequests.fee_payments",
    title="信息处理费缴纳",
    called="缴费",
    unit="笔",
    model=FeePayment,
    key=("voucher",),
    counted_by="paid_on",
    refers=(Reference(to=NOTICES, columns=(("number", "number"),), after=("paid_on", "noticed_on")),),
    columns=(
        LedgerColumn(name="number", aliases=("通知编号", "收费通知书编号"), example="示收费〔2023〕1号"),
        LedgerColumn(name="voucher", aliases=("票据号", "票据号码"), example="示例0001"),
        LedgerColumn(name="amount", aliases=("金额", "实收金额"), example="200.00"),
        LedgerColumn(name="paid_on", aliases=("缴款日期",), example="2023-05-20"),
    ),
)
