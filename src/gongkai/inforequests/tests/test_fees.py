"""信息处理费: notices and payments are kept, counted, and said in the sixth part."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from gongkai import registry
from gongkai.bodies.tests.factory import bureau
from gongkai.bodies.viewer import Viewer
from gongkai.inforequests.ledgers import NOTICES, PAYMENTS
from gongkai.shell.ledgers.entry import enter
from gongkai.shell.tests.figures import figure_of

pytestmark = pytest.mark.django_db

DAY = datetime.date(2023, 6, 1)
NOTICE = {
    "number": "示收费〔2023〕1号",
    "request_number": "2023-001",
    "way": "items",
    "quantity": 12,
    "amount": Decimal("200.00"),
    "noticed_on": datetime.date(2023, 5, 10),
}
PAYMENT = {
    "number": NOTICE["number"],
    "voucher": "示例0001",
    "amount": Decimal("200.00"),
    "paid_on": datetime.date(2023, 5, 20),
}


def figure(viewer: Viewer, id: str, year: int = 2023) -> object:
    return figure_of(registry.one(registry.Measure, id), viewer, year)


def test_notices_and_payments_are_counted_each_by_its_own_day() -> None:
    officer = bureau().disclosure_officer
    assert figure(officer, "inforequests.fee_paid") == "0"
    enter(viewer=officer.on(DAY), ledger=NOTICES, row=NOTICE)
    late = PAYMENT | {"paid_on": datetime.date(2024, 1, 5)}
    enter(viewer=officer.on(datetime.date(2024, 1, 8)), ledger=PAYMENTS, row=late)
    assert figure(officer, "inforequests.fee_notices") == 1
    assert figure(officer, "inforequests.fee_noticed") == "200.00"
    assert (figure(officer, "inforequests.fee_paid"), figure(officer, "inforequests.fee_paid", 2024)) == (
        "0",
        "200.00",
    )


def test_a_payment_belongs_to_a_notice_and_comes_after_it() -> None:
    officer = bureau().disclosure_officer
    payments = registry.one(registry.Importer, "inforequests.fee_payments")
    assert payments.check_all is not None
    assert payments.check_all(officer, [PAYMENT])[0]
    enter(viewer=officer.on(DAY), ledger=NOTICES, row=NOTICE)
    early = PAYMENT | {"paid_on": datetime.date(2023, 5, 9)}
    in_order, before = payments.check_all(officer, [PAYMENT, early])
    assert in_order == []
    assert [issue.column for issue in before] == ["paid_on"]


def test_a_notice_of_nothing_is_refused() -> None:
    notices = registry.one(registry.Importer, "inforequests.fee_notices")
    assert notices.check is not None
    issues = notices.check(bureau().disclosure_officer, NOTICE | {"amount": Decimal(0)})
    assert [issue.column for issue in issues] == ["amount"]
