"""A notice that comes while cases are open: their days are counted anew, and what moved is told once."""

from __future__ import annotations

import datetime
from itertools import pairwise

import pytest

from gongkai import law, registry
from gongkai.bodies.queries import history_of
from gongkai.bodies.tests.factory import Bureau, amended, bureau
from gongkai.inforequests.actions.correct import correct_receipt
from gongkai.inforequests.actions.recount import recount_after
from gongkai.inforequests.alerts import moved as told
from gongkai.inforequests.models import DueDay, MovedDeadline
from gongkai.inforequests.queries import receipt_of
from gongkai.inforequests.tests.cases import answered, registered, renewed
from gongkai.ledger.followers import advance, stopped
from gongkai.ledger.models import Entry
from gongkai.ledger.verify import problems
from gongkai.norms.actions.enter_notice import enter_notice
from gongkai.norms.actions.settle_value import enter_value

pytestmark = pytest.mark.django_db

RECEIVED = datetime.date(2023, 5, 10)
DUE = datetime.date(2023, 6, 7)
ENTERED = datetime.date(2024, 1, 8)
OFF = datetime.date(2023, 6, 1)


@pytest.fixture
def office() -> Bureau:
    return bureau()


def notice(*off: datetime.date, layer: str = "emergency", number: str = "示例〔2023〕1号") -> law.Notice:
    return law.Notice(layer, 2023, "示例·放假通知", number, dict.fromkeys(off, "示例假日"))


def follow() -> int:
    return advance(registry.one(registry.Follower, "inforequests.recount"))


def test_a_notice_moves_open_cases_and_only_those(office: Bureau) -> None:
    case, closed = registered(office), registered(office, "2023-002")
    answered(office, closed)
    early = registered(office, "2023-003", arrived_on=datetime.date(2023, 3, 1))
    enter_notice(viewer=office.disclosure_officer.on(ENTERED), notice=notice(OFF))
    assert DueDay.objects.get(pk=case.pk).due_on == DUE
    follow()
    move = MovedDeadline.objects.get()
    assert (move.request, move.from_on, move.to_on) == (case, DUE, DUE + datetime.timedelta(1))
    assert move.cause.event == "norms.notice_entered"
    assert DueDay.objects.get(pk=case.pk).due_on == move.to_on
    assert history_of(case)[0].entry.event == "inforequests.deadlines_moved"
    assert all(line.entry.event != "inforequests.deadlines_moved" for line in history_of(early))
    assert list(problems()) == []


def test_home_tells_it_with_a_link_until_the_cases_are_closed(office: Bureau) -> None:
    case = registered(office)
    enter_notice(viewer=office.disclosure_officer.on(ENTERED), notice=notice(OFF))
    follow()
    [(sentence, url)] = told(office.disclosure_officer.on(ENTERED))
    assert "1 件在办申请" in sentence
    assert url.endswith(f"/moved/{MovedDeadline.objects.get().cause_id}/")
    assert list(told(bureau("QT").disclosure_officer.on(ENTERED))) == []
    answered(office, case)
    assert list(told(office.disclosure_officer.on(ENTERED))) == []


def test_followed_again_nothing_is_told_twice(office: Bureau) -> None:
    registered(office)
    enter_notice(viewer=office.disclosure_officer.on(ENTERED), notice=notice(OFF))
    follow()
    entries = Entry.objects.count()
    cause = MovedDeadline.objects.get().cause
    registry.one(registry.Follower, "inforequests.recount").follow(cause)
    assert (MovedDeadline.objects.count(), Entry.objects.count()) == (1, entries)


def test_followed_again_after_a_later_notice_each_is_told_of_its_own_cause(office: Bureau) -> None:
    """The worker is killed before its cursor moves, and meanwhile another notice comes."""
    registered(office)
    enter_notice(viewer=office.disclosure_officer.on(ENTERED), notice=notice(OFF))
    recount_after(Entry.objects.latest("seq"))
    other = notice(OFF + datetime.timedelta(1), number="示例〔2023〕2号")
    enter_notice(viewer=office.disclosure_officer.on(ENTERED), notice=other)
    follow()
    assert stopped() == []
    days = [DUE, DUE + datetime.timedelta(1), DUE + datetime.timedelta(2)]
    moves = MovedDeadline.objects.order_by("cause_id").values_list("from_on", "to_on")
    assert list(moves) == list(pairwise(days))
    assert list(problems()) == []


def test_stopped_half_way_it_goes_on_without_duplicates(office: Bureau) -> None:
    """The second organ cannot be counted: the first is done, the line stands still, and then it goes on."""
    later = bureau("TW", region="宁夏")
    registered(office)
    registered(later)
    amended(later.organ, region="火星（示例）")
    enter_notice(viewer=office.disclosure_officer.on(ENTERED), notice=notice(OFF))
    follow()
    assert [line.follower for line in stopped()] == ["inforequests.recount"]
    assert list(MovedDeadline.objects.values_list("organ", flat=True)) == ["SL"]
    amended(later.organ, region="宁夏")
    follow()
    assert stopped() == []
    assert sorted(MovedDeadline.objects.values_list("organ", flat=True)) == ["SL", "TW"]
    assert Entry.objects.filter(event="inforequests.deadlines_moved").count() == 2
    assert list(problems()) == []


def test_a_regions_notice_moves_nothing_elsewhere(office: Bureau) -> None:
    other = bureau("QT", region="")
    registered(office)
    registered(other)
    enter_notice(viewer=office.disclosure_officer.on(ENTERED), notice=notice(OFF, layer="ningxia"))
    follow()
    assert list(MovedDeadline.objects.values_list("organ", flat=True)) == ["SL"]


def test_a_second_notice_that_takes_it_back_is_told_too(office: Bureau) -> None:
    registered(office)
    enter_notice(viewer=office.disclosure_officer.on(ENTERED), notice=notice(OFF))
    back = law.Notice("emergency", 2023, "示例·更正", "示例〔2023〕2号", {}, frozenset({OFF}))
    follow()
    enter_notice(viewer=office.disclosure_officer.on(ENTERED), notice=back)
    follow()
    moves = MovedDeadline.objects.order_by("pk").values_list("from_on", "to_on")
    assert list(moves) == [(DUE, DUE + datetime.timedelta(1)), (DUE + datetime.timedelta(1), DUE)]


def test_what_is_done_to_a_case_before_the_follower_comes_hides_no_move(office: Bureau) -> None:
    """The applicant's kind is corrected between notice and follower: the day is left for the follower to tell."""
    case = registered(office)
    receipt = receipt_of(case)
    assert receipt is not None
    enter_notice(viewer=office.disclosure_officer.on(ENTERED), notice=notice(OFF))
    correct_receipt(
        viewer=office.disclosure_officer.on(ENTERED),
        receipt=receipt,
        received_on=receipt.received_on,
        applicant_kind="legal",
        reason="示例",
    )
    follow()
    assert MovedDeadline.objects.get().from_on == DUE


def test_an_own_value_moves_its_organ_alone(office: Bureau) -> None:
    other = bureau("QT")
    registered(office)
    registered(other)
    enter_value(
        viewer=office.disclosure_officer.on(ENTERED),
        key="reply.period",
        value=15,
        in_force_from=datetime.date(2023, 1, 1),
        basis="示例·本机关承诺",
    )
    follow()
    move = MovedDeadline.objects.get()
    assert (move.organ_id, move.from_on) == ("SL", DUE)
    assert move.to_on < DUE
    assert renewed(other.organ) == []
