"""Two officers act on the letters of one case at once, each in a process of their own: never both."""

from __future__ import annotations

import pytest

from tests.faults.scripts import WAIT
from tests.faults.test_at_once import at_once
from tests.homes import Home

BEGIN = """
import datetime, sys
from gongkai.config import startup
startup.start_django()
from gongkai.bodies.models import Officer
from gongkai.bodies.viewer import viewer_of
from gongkai.inforequests.actions.register import register_request
from gongkai.inforequests.actions.record_service import record_service
from gongkai.inforequests.actions.write import rewrite, write
from gongkai.inforequests.models import CaseLetter, InfoRequest, Reply, Service
from gongkai.ledger.errors import DatabaseRejected
from gongkai.papers.models import Version
from gongkai.review.actions.decide import decide
from gongkai.review.actions.submit import submit
from gongkai.review.models import Approval
from gongkai.review.letter_sheet import SheetAnswers
from gongkai.bodies.blockers import ActionBlocked

DAY = datetime.date(2026, 7, 8)
GIVEN = dict(doc_number="示工信公开〔2026〕91号", ground="provided", provided="示例目录", manner="邮寄",
             review_body="示例市人民政府", court="示例市人民法院")
UNCLEAR = dict(doc_number="示工信公开〔2026〕92号", unclear="示例：请写明文件名称")

def officer(login):
    return viewer_of(Officer.objects.get(user__username=login), on=DAY)

def the_case():
    return InfoRequest.objects.get(number="示例-同时")

def the_letter():
    return CaseLetter.objects.get(request=the_case())
"""
CASE = (
    BEGIN
    + """
request = InfoRequest(number="示例-同时", applicant_kind="natural", applicant_name="示例·申请人",
                      channel="counter", description="示例", arrived_on=datetime.date(2026, 7, 6))
register_request(viewer=officer("zhuanren"), request=request)
"""
)
EXAMINED = (
    CASE
    + """
version = write(viewer=officer("zhuanren"), request=the_case(), kind="inforequests.reply", given=GIVEN)
answers = SheetAnswers(section="示例", found="示例", proposal="示例", pledged=True)
submit(viewer=officer("zhuanren"), version=version, form=answers, proofread="示例")
decide(viewer=officer("kezhang"), version=version, agree=True, opinion="", proofread="示例")
"""
)
APPROVED = (
    EXAMINED
    + """
decide(viewer=officer("fenguan"), version=version, agree=True, opinion="", proofread="示例")
"""
)


def act(login: str, doing: str, said: str) -> str:
    """Return the script of an officer who does something when told to."""
    return (
        BEGIN
        + f'viewer, case = officer("{login}"), the_case()'
        + WAIT
        + f"""
try:
    {doing}
    print("{said}")
except (ActionBlocked, DatabaseRejected):
    print("blocked")
"""
    )


SERVE = act(
    "zhuanren",
    'record_service(viewer=viewer, letter=the_letter(), method="post", handed_over_on=DAY)',
    "served",
)
REWRITE = act(
    "zhuanren", 'rewrite(viewer=viewer, letter=the_letter(), given=GIVEN | {"manner": "自取"})', "rewritten"
)
APPROVE = act(
    "fenguan",
    "decide(viewer=viewer, version=Version.objects.get(document=the_letter().document, number=1),"
    ' agree=True, opinion="", proofread="示例")',
    "approved",
)
SUPPLEMENT = act(
    "zhuanren", 'write(viewer=viewer, request=case, kind="inforequests.supplement", given=UNCLEAR)', "written"
)
COUNT = (
    BEGIN
    + """
letters = CaseLetter.objects.filter(request=the_case())
print(letters.count(), Service.objects.filter(letter__in=letters).count(),
      Reply.objects.filter(request=the_case()).count(),
      Version.objects.filter(document__in=letters.values("document")).count(),
      Approval.objects.filter(version__document__in=letters.values("document")).count())
"""
)


def counted(home: Home) -> list[int]:
    """Letters, services, replies, versions and approvals of the case."""
    return [int(number) for number in home.python(COUNT).stdout.split()]


def test_a_letter_served_twice_at_once_is_served_once(sample_home: Home) -> None:
    sample_home.python(APPROVED)
    assert sorted(at_once(sample_home, SERVE, SERVE)) == ["blocked", "served"]
    assert counted(sample_home) == [1, 1, 1, 1, 1]


def test_two_supplements_at_once_are_one(sample_home: Home) -> None:
    sample_home.python(CASE)
    assert sorted(at_once(sample_home, SUPPLEMENT, SUPPLEMENT)) == ["blocked", "written"]
    assert counted(sample_home) == [1, 0, 0, 1, 0]


@pytest.mark.parametrize("scripts", [(SERVE, REWRITE), (REWRITE, SERVE)], ids=["serve", "rewrite"])
def test_what_is_rewritten_while_it_is_served_leaves_as_approved_or_stays(
    sample_home: Home, scripts: tuple[str, str]
) -> None:
    sample_home.python(APPROVED)
    said = sorted(at_once(sample_home, *scripts))
    assert said in (["blocked", "served"], ["blocked", "rewritten"])
    served = int("served" in said)
    assert counted(sample_home) == [1, served, served, 2 - served, 1]


@pytest.mark.parametrize("scripts", [(APPROVE, REWRITE), (REWRITE, APPROVE)], ids=["approve", "rewrite"])
def test_what_is_rewritten_while_it_is_approved_is_not_served(
    sample_home: Home, scripts: tuple[str, str]
) -> None:
    sample_home.python(EXAMINED)
    said = at_once(sample_home, *scripts)
    assert "rewritten" in said
    assert at_once(sample_home, SERVE) == ["blocked"]
    assert counted(sample_home)[:4] == [1, 0, 0, 2]
