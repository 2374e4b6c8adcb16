"""One record corrected or voided by several officers at one moment: one does it, the others are told it was done."""

from __future__ import annotations

import pytest

from tests.faults.scripts import BEGIN, WAIT
from tests.faults.test_at_once import at_once
from tests.homes import Home

DECISION = (
    BEGIN
    + """
from gongkai.proactive.ledgers import DECISIONS
from gongkai.proactive.models import AdministrativeDecision
from gongkai.shell.ledgers.entry import correct, enter, void

viewer = officer("zhuanren")
ROW = dict(kind="licensing", doc_number="示工信许〔2024〕1号", matter="节能审查", title="示例项目一",
           party="示例企业一", decided_on=datetime.date(2024, 5, 8), granted=True)

def the_decision():
    return AdministrativeDecision.objects.get(doc_number=ROW["doc_number"])
"""
)
RECEIPT = (
    BEGIN
    + """
from gongkai.inforequests.actions.correct import correct_receipt, void
from gongkai.inforequests.models import Receipt

viewer = officer("zhuanren")
fact = Receipt.objects.standing().order_by("-received_on").first()
viewer = viewer.on(fact.received_on)
"""
)


def doing(before: str, does: str) -> str:
    """Return the script of an officer who does something when told to, and says what came of it."""
    return (
        before
        + WAIT
        + f"""
try:
    {does}
except ActionBlocked as error:
    print(*error.sentences)
except DatabaseRejected as error:
    print(error.message)
else:
    print("done")
"""
    )


ENTERED = DECISION + "enter(viewer=viewer, ledger=DECISIONS, row=ROW)"
FACT = DECISION + "fact = the_decision()\n"
CORRECT = doing(
    FACT, 'correct(viewer=viewer, ledger=DECISIONS, record=fact, row={"matter": "核准"}, reason="示例：写错")'
)
VOID = doing(FACT, 'void(viewer=viewer, ledger=DECISIONS, record=fact, reason="示例：重复")')
ENTER = doing(DECISION, "enter(viewer=viewer, ledger=DECISIONS, row=ROW)")
CORRECT_RECEIPT = doing(
    RECEIPT,
    "correct_receipt(viewer=viewer, receipt=fact, received_on=fact.received_on,"
    ' applicant_kind="other", reason="示例：类别写错")',
)
VOID_RECEIPT = doing(RECEIPT, 'void(viewer=viewer, fact=fact, reason="示例：误登")')
ALREADY = "这条记录已更正或者作废，请在最新的一条上办理。"


@pytest.mark.parametrize("scripts", [(CORRECT, CORRECT), (CORRECT, VOID)], ids=["corrected", "voided"])
def test_a_row_of_a_ledger_is_corrected_once(sample_home: Home, scripts: tuple[str, str]) -> None:
    sample_home.python(ENTERED)
    assert sorted(at_once(sample_home, *scripts)) == ["done", ALREADY]
    sample_home.gongkai("verify")


def test_a_row_of_a_ledger_is_entered_once(sample_home: Home) -> None:
    said = sorted(at_once(sample_home, ENTER, ENTER))
    assert said == ["done", "这一决定已登记；有误请更正原记录，不要重复登记。"]


def test_a_receipt_is_corrected_once(sample_home: Home) -> None:
    assert sorted(at_once(sample_home, CORRECT_RECEIPT, VOID_RECEIPT)) == ["done", ALREADY]
