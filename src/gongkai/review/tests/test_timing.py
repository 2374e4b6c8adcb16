"""What leaves by itself at its time, and what is taken off the public's pages at once and decided on afterwards."""

from __future__ import annotations

import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db.models import Model
from django.test import Client
from django.utils import timezone

from gongkai import registry
from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.tests.factory import Bureau, bureau, signed_in
from gongkai.bodies.viewer import NotAllowed, Viewer
from gongkai.ledger.followers import advance
from gongkai.ledger.verify import problems
from gongkai.papers.actions.draft import add_version
from gongkai.review.actions.decide import decide
from gongkai.review.actions.release import release
from gongkai.review.actions.set_time import release_by_time, set_time, take_back_time
from gongkai.review.actions.take_down import review_take_down, take_down
from gongkai.review.actions.withdraw import withdraw
from gongkai.review.alerts import say_overdue
from gongkai.review.home import taken_down
from gongkai.review.jobs import release_what_is_due
from gongkai.review.models import Approval, Release, ReleaseTime, TakeDown, TakeDownReview, Withdrawal
from gongkai.review.queries import disowned, live_release, proven, ready_to_release
from gongkai.review.registers import states_of
from gongkai.review.tests import factory
from gongkai.review.tests.factory import DAY
from gongkai.review.tests.gate import refusal_of, release_of, sealed
from gongkai.review.tests.screens import post
from gongkai.search import indexing

pytestmark = pytest.mark.django_db

BEIJING = ZoneInfo("Asia/Shanghai")
NEXT_DAY = DAY + datetime.timedelta(days=1)


def moment(hour: int, day: datetime.date = DAY) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(hour), BEIJING)


class Clock:
    """The clock of the house, set by hand."""

    def __init__(self, settings: Any) -> None:
        self._settings = settings

    def is_at(self, hour: int, day: datetime.date = DAY) -> None:
        self._settings.CLOCK_SHIFT = moment(hour, day) - timezone.now()


@pytest.fixture
def clock(settings: Any) -> Clock:
    found = Clock(settings)
    found.is_at(8)
    return found


@pytest.fixture
def office() -> Bureau:
    return bureau()


def timed(office: Bureau, at: datetime.datetime) -> Approval:
    approval = factory.approved(office)
    set_time(viewer=office.disclosure_officer.on(DAY), version=approval.version, leaves_at=at)
    return approval


def said(viewer: Viewer, approval: Approval) -> str:
    return states_of(viewer.on(DAY), [approval.version])[approval.pk]


def public(office: Bureau) -> Release:
    return release(viewer=office.disclosure_officer.on(DAY), version=factory.approved(office).version)


def downed(office: Bureau, made: Release) -> TakeDown:
    return take_down(viewer=office.section_head.on(DAY), release=made, reason="示例：附件里有身份证号")


def test_what_is_timed_leaves_at_its_time_and_not_before(office: Bureau, clock: Clock) -> None:
    approval = timed(office, moment(9))
    assert said(office.drafter, approval) == "已审批，定于 2023-05-08 09:00 公开"
    assert ready_to_release(office.disclosure_officer.on(DAY)) == [], "nobody is asked to release it"
    release_what_is_due()
    assert Release.objects.count() == 0
    clock.is_at(10)
    release_what_is_due()
    release_what_is_due()
    [made] = Release.objects.all()
    assert (made.released_on, made.released_by, made.released_at >= moment(10)) == (DAY, None, True)
    assert said(office.drafter, approval) == "已公开"
    assert list(problems()) == []


def test_a_time_that_went_by_while_nothing_ran_is_made_good(office: Bureau, clock: Clock) -> None:
    timed(office, moment(9))
    clock.is_at(15, NEXT_DAY)
    release_what_is_due()
    assert Release.objects.get().released_on == NEXT_DAY


def test_a_clock_that_is_set_back_releases_nothing(office: Bureau, clock: Clock) -> None:
    timed(office, moment(9))
    clock.is_at(9, DAY - datetime.timedelta(days=3))
    release_what_is_due()
    assert Release.objects.count() == 0


def test_another_time_takes_the_place_of_the_first_and_can_be_taken_back(
    office: Bureau, clock: Clock
) -> None:
    approval = timed(office, moment(9))
    officer = office.disclosure_officer.on(DAY)
    set_time(viewer=officer, version=approval.version, leaves_at=moment(11))
    clock.is_at(10)
    release_what_is_due()
    take_back_time(viewer=officer, version=approval.version)
    clock.is_at(12)
    release_what_is_due()
    assert Release.objects.count() == 0
    assert [each.approval_id for each in ReleaseTime.objects.all()] == [approval.pk] * 3
    with pytest.raises(ActionBlocked, match="没有设定公开时间"):
        take_back_time(viewer=officer, version=approval.version)
    assert ready_to_release(office.disclosure_officer.on(DAY)) == [approval.version]


def test_who_releases_before_its_time_ends_it(office: Bureau, clock: Clock) -> None:
    approval = timed(office, moment(9))
    release(viewer=office.disclosure_officer.on(DAY), version=approval.version)
    clock.is_at(10)
    release_what_is_due()
    assert Release.objects.count() == 1


@pytest.mark.parametrize(
    ("at", "why"),
    [(moment(7), "应晚于现在"), (moment(9, DAY + datetime.timedelta(days=400)), "一年以内")],
)
def test_a_time_lies_ahead_and_within_a_year(office: Bureau, clock: Clock, at: Any, why: str) -> None:
    with pytest.raises(ActionBlocked, match=why) as blocked:
        timed(office, at)
    assert [each.field for each in blocked.value.blockers] == ["leaves_at"]


def test_what_was_not_approved_gets_no_time(office: Bureau, clock: Clock) -> None:
    with pytest.raises(ActionBlocked, match="未经审批"):
        set_time(
            viewer=office.disclosure_officer.on(DAY), version=factory.examined(office), leaves_at=moment(9)
        )
    with pytest.raises(NotAllowed):
        set_time(viewer=office.drafter.on(DAY), version=factory.approved(office).version, leaves_at=moment(9))


def test_nothing_leaves_before_the_day_that_three_persons_approved(office: Bureau, clock: Clock) -> None:
    version = factory.examined(office, planned_on=NEXT_DAY)
    decide(viewer=office.deputy_head.on(DAY), version=version, agree=True, opinion="同意", proofread="示例")
    officer = office.disclosure_officer
    with pytest.raises(ActionBlocked, match="拟公开时间是 2023-05-09"):
        release(viewer=officer.on(DAY), version=version)
    with pytest.raises(ActionBlocked, match="拟公开时间是 2023-05-09"):
        set_time(viewer=officer.on(DAY), version=version, leaves_at=moment(18))
    set_time(viewer=officer.on(DAY), version=version, leaves_at=moment(9, NEXT_DAY))
    clock.is_at(9, NEXT_DAY)
    release_what_is_due()
    assert Release.objects.get().released_on == NEXT_DAY


def test_what_is_blocked_when_its_time_comes_is_told_and_keeps_nobody_else(
    office: Bureau, clock: Clock
) -> None:
    approval = timed(office, moment(9))
    other = timed(office, moment(9))
    add_version(
        viewer=office.drafter.on(DAY),
        document=approval.version.document,
        content=factory.content(body="示例：又改了。"),
    )
    clock.is_at(10)
    release_what_is_due()
    assert [made.approval_id for made in Release.objects.all()] == [other.pk]
    [(sentence, _)] = say_overdue(office.disclosure_officer.on(DAY))
    assert "定于 2023-05-08 09:00 公开，还没有公开：审批之后文稿有了新的版本" in sentence


def test_nobody_releases_without_a_person_or_a_time(office: Bureau, clock: Clock) -> None:
    version = factory.approved(office).version
    assert "应到设定的时间" in str(refusal_of(release_of(version, released_by_id=None), Model.save))
    assert release_by_time(viewer=office.system.on(DAY), version=version) is None


def test_what_is_taken_down_is_gone_at_once_and_comes_back_as_it_was(office: Bureau, client: Client) -> None:
    made = public(office)
    assert client.get(made.address).status_code == 200
    down = downed(office, made)
    gone = client.get(made.address)
    assert gone.status_code == 404
    assert "暂停公开" in gone.text
    assert "示例正文" not in gone.text
    assert (live_release(made.document), proven([made])) == (None, [])
    assert Withdrawal.objects.count() == 0, "nothing is withdrawn yet"
    assert said(office.drafter, made.approval) == "已紧急下线，待复核"
    assert [line.title for line in taken_down(office.deputy_head.on(DAY))] == ["示例·通知"]
    review_take_down(viewer=office.deputy_head.on(DAY), take_down=down, restored=True, opinion="示例：是误报")
    assert client.get(made.address).status_code == 200
    assert (said(office.drafter, made.approval), disowned()) == ("已公开", set())
    assert taken_down(office.deputy_head.on(DAY)) == []
    assert list(problems()) == []


def test_what_is_taken_down_and_rightly_is_withdrawn_with_its_reasons(office: Bureau, client: Client) -> None:
    made = public(office)
    down = downed(office, made)
    with pytest.raises(ActionBlocked, match="由复核人决定"):
        withdraw(viewer=office.disclosure_officer.on(DAY), release=made, reason="示例")
    review_take_down(viewer=office.deputy_head.on(DAY), take_down=down, restored=False, opinion="示例：属实")
    assert Withdrawal.objects.get().reason == "紧急下线（示例：附件里有身份证号）经复核撤回：示例：属实"
    assert client.get(made.address).status_code == 410
    assert said(office.drafter, made.approval) == "已撤回"


def test_another_person_decides_on_what_was_taken_down(office: Bureau) -> None:
    made = public(office)
    down = take_down(viewer=office.deputy_head.on(DAY), release=made, reason="示例")
    with pytest.raises(ActionBlocked, match="下线人以外的人"):
        review_take_down(viewer=office.deputy_head.on(DAY), take_down=down, restored=True, opinion="示例")
    with pytest.raises(NotAllowed):
        review_take_down(viewer=office.section_head.on(DAY), take_down=down, restored=True, opinion="示例")
    forged = TakeDownReview(
        take_down=down,
        organ_id="SL",
        restored=True,
        opinion="示例",
        reviewed_by=office.deputy_head.officer,
        reviewed_on=DAY,
        **sealed(),
    )
    assert "下线人以外的人" in str(refusal_of(forged, Model.save))


def test_a_take_down_that_somebody_deletes_shows_nothing(office: Bureau, client: Client) -> None:
    made = public(office)
    down = downed(office, made)
    review = TakeDownReview(
        take_down=down,
        organ_id="SL",
        restored=True,
        opinion="示例",
        reviewed_by=office.deputy_head.officer,
        reviewed_on=DAY,
        **sealed(),
    )
    review.save()  # by who has the database and no key of the ledger
    assert live_release(made.document) == made
    assert client.get(made.address).status_code == 404, "the ledger tells of no restoring"


def test_what_the_public_cannot_see_is_not_taken_down_again(office: Bureau) -> None:
    made = public(office)
    downed(office, made)
    with pytest.raises(ActionBlocked, match="公众现在看不到"):
        downed(office, made)
    again = TakeDown(
        release=made,
        organ_id="SL",
        reason="示例",
        taken_down_at=timezone.now(),
        taken_down_on=DAY,
        taken_down_by=office.section_head.officer,
        **sealed(),
    )
    assert "不用再下线" in str(refusal_of(again, Model.save))


def test_the_search_finds_nothing_that_is_taken_down(office: Bureau, client: Client) -> None:
    made = public(office)
    follower = registry.one(registry.Follower, indexing.FOLLOWER)
    advance(follower)
    assert made.address in client.get("/search/", {"q": "示例正文"}).text
    down = downed(office, made)
    assert made.address not in client.get("/search/", {"q": "示例正文"}).text
    advance(follower)
    review_take_down(viewer=office.deputy_head.on(DAY), take_down=down, restored=True, opinion="示例")
    advance(follower)
    assert made.address in client.get("/search/", {"q": "示例正文"}).text


def test_the_day_of_both_by_screen(office: Bureau, clock: Clock, client: Client) -> None:
    approval = factory.approved(office)
    version = approval.version
    officer = signed_in(office.disclosure_officer)
    page = officer.get(f"/desk/review/{version.pk}/").text
    assert "定时公开" in page
    refused = officer.post(f"/desk/review/{version.pk}/time/", {"leaves_at": "明天"})
    assert (refused.status_code, "请写明年月日和时分" in refused.text) == (422, True)
    assert post(office.disclosure_officer, "set_time", version, leaves_at="2023-05-08T09:00") == 302
    assert "2023-05-08 09:00</strong> 自动公开" in officer.get(f"/desk/review/{version.pk}/").text
    assert post(office.disclosure_officer, "take_back_time", version) == 302
    assert post(office.disclosure_officer, "release", version) == 302
    assert post(office.section_head, "take_down", version, **{"down-reason": ""}) == 422
    assert post(office.section_head, "take_down", version, **{"down-reason": "示例"}) == 302
    assert "恢复公开" in signed_in(office.deputy_head).get(f"/desk/review/{version.pk}/").text
    assert "恢复公开</button>" not in signed_in(office.section_head).get(f"/desk/review/{version.pk}/").text
    answer = {"confirm-opinion": "示例", "confirm-verdict": "restore"}
    assert post(office.deputy_head, "confirm_take_down", version, **answer) == 302
    assert client.get(f"/documents/{version.document_id}/").status_code == 200
