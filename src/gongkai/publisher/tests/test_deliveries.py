"""A release goes to every channel that was chosen; each has its result, its record, and its end."""

from __future__ import annotations

import datetime

import pytest

from gongkai import registry
from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.queries import history_of
from gongkai.bodies.tests.factory import Bureau, bureau
from gongkai.bodies.viewer import NotAllowed
from gongkai.ledger.tests.locks import lock_of_2023
from gongkai.ledger.verify import problems
from gongkai.papers.queries import outlets_of
from gongkai.proactive.models import PublicationRecord
from gongkai.proactive.queries import publications, unrecorded
from gongkai.proactive.tests.released import edited, withdrawn
from gongkai.proactive.tests.things import TODAY, channel
from gongkai.publisher import queries
from gongkai.publisher.actions.choose import choose
from gongkai.publisher.actions.record_result import drop, record_failure
from gongkai.publisher.models import Delivery, DeliveryOutcome, Purpose
from gongkai.publisher.tests.things import PORTAL_PAGE, chosen, delivered_to, portal, site, succeeded
from gongkai.review.actions.release import release
from gongkai.review.tests import factory
from gongkai.review.tests.factory import DAY
from gongkai.shell.tests.figures import figure_of

pytestmark = pytest.mark.django_db

NEXT = DAY + datetime.timedelta(days=1)


@pytest.fixture
def office() -> Bureau:
    return bureau()


def figure(office: Bureau) -> int | str:
    return figure_of(registry.one(registry.Measure, "proactive.website_items"), office.auditor, 2023)


def states(office: Bureau, delivery: Delivery) -> list[tuple[str, str]]:
    document = delivery.release.document
    return [(d.purpose, queries.state_of(d)) for d in queries.of_document(office.auditor, document)]


# ---- Where it goes -----------------------------------------------------------------------------------------------


def test_a_release_opens_a_delivery_for_each_channel_chosen_and_none_for_the_own_site(office: Bureau) -> None:
    site(office)
    city, weibo = portal(office), channel(office)
    made = delivered_to(office, city, weibo)
    assert [(d.channel, d.purpose) for d in made] == [(city, "publish"), (weibo, "publish")]
    assert made[0].text == ""
    assert made[1].text.startswith("【示例·通知】示例正文第一段。")
    assert made[1].text.endswith(f"https://www.example.gov.cn{made[1].release.address}")
    assert made[0].transaction_id == made[0].release.transaction_id
    assert publications(office.auditor).get().channel.own_site
    assert queries.waiting(office.disclosure_officer.on(DAY)).count() == 2
    assert list(problems()) == []


def test_the_kind_says_where_a_document_goes_until_it_is_said_of_one(office: Bureau) -> None:
    city, weibo = portal(office), channel(office)
    officer = office.disclosure_officer.on(DAY)
    choose(viewer=officer, kind="notice", document=None, channels=[city])
    first, second = factory.drafted(office), factory.drafted(office)
    chosen(office, second, weibo)
    assert queries.chosen(officer, "notice", first.document) == [city]
    assert queries.chosen(officer, "notice", second.document) == [weibo]
    assert queries.chosen(officer, "instrument", None) == []


def test_who_may_not_choose_and_another_organs_channel_are_refused(office: Bureau) -> None:
    other = portal(bureau("QT"))
    version = factory.drafted(office)
    with pytest.raises(NotAllowed):
        choose(viewer=office.auditor, kind="notice", document=version.document, channels=[])
    with pytest.raises(NotAllowed):
        choose(viewer=office.drafter, kind="notice", document=None, channels=[])
    with pytest.raises(ActionBlocked, match="不是本机关的"):
        chosen(office, version, other)


def test_a_channel_chosen_after_the_release_gets_a_delivery(office: Bureau) -> None:
    city, weibo = portal(office), channel(office)
    (first,) = delivered_to(office, city)
    chosen(office, first.release.version, city, weibo, on=NEXT)
    assert Delivery.objects.get(channel=weibo).release == first.release


def test_reviewers_see_where_it_will_go_and_the_text_of_the_post(office: Bureau) -> None:
    site(office)
    version = factory.drafted(office)
    chosen(office, version, channel(office), portal(office))
    post, page = outlets_of(office.deputy_head.on(DAY), version)
    assert (post.state.text, page.state.text) == ("公开后发布", "公开后发布")
    assert post.text.startswith("【示例·通知】")
    assert page.text == ""


# ---- What came of it ---------------------------------------------------------------------------------------------


def test_a_success_writes_the_record_of_its_channel_once_and_is_counted(office: Bureau) -> None:
    site(office)
    city = portal(office)
    (delivery,) = delivered_to(office, city)
    made = succeeded(office, delivery, on=NEXT)
    record = PublicationRecord.objects.get(channel=city)
    assert (record.url, record.published_on, record.counted_on) == (PORTAL_PAGE, NEXT, NEXT)
    assert (record.release, record.title) == (delivery.release, "示例·通知")
    assert record.transaction_id == made.transaction_id
    assert figure(office) == 2
    with pytest.raises(ActionBlocked, match="已经办完"):
        succeeded(office, delivery, on=NEXT)
    assert any("渠道发布：已完成" in line.sentence for line in history_of(delivery))
    assert list(problems()) == []


def test_without_an_own_site_the_delivery_is_recorded_and_home_still_says_what_is_lacking(
    office: Bureau,
) -> None:
    (delivery,) = delivered_to(office, portal(office))
    succeeded(office, delivery)
    assert figure(office) == 1
    assert list(unrecorded(office.disclosure_officer)) == [delivery.release]


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"address": ""}, "没有填写网址"),
        ({"address": "示例"}, "http://"),
        ({"on": DAY - datetime.timedelta(days=1)}, "早于本机关网站公开之日"),
    ],
)
def test_what_is_wrong_with_a_result_is_said(said: dict[str, str], sentence: str, office: Bureau) -> None:
    (delivery,) = delivered_to(office, portal(office))
    with pytest.raises(ActionBlocked, match=sentence):
        succeeded(office, delivery, **said)  # type: ignore[arg-type]
    assert not PublicationRecord.objects.exists()


def test_a_newspaper_has_issue_and_page(office: Bureau) -> None:
    (delivery,) = delivered_to(office, channel(office, "示例日报", "newspaper"))
    succeeded(office, delivery, address="", place="2023-05-08 第 3 版")
    assert publications(office.auditor).get().medium == "newspaper"


def test_a_failure_waits_again_and_what_is_dropped_does_not(office: Bureau) -> None:
    (delivery,) = delivered_to(office, portal(office))
    officer = office.disclosure_officer.on(DAY)
    with pytest.raises(ActionBlocked, match="请写明原因"):
        record_failure(viewer=officer, delivery=delivery, why=" ")
    record_failure(viewer=officer, delivery=delivery, why="示例·网站维护")
    assert states(office, delivery) == [("publish", "发布没有成功：示例·网站维护")]
    assert queries.waiting(officer).count() == 1
    drop(viewer=officer, delivery=delivery, why="示例·不再发布")
    assert not queries.waiting(officer).exists()
    with pytest.raises(ActionBlocked, match="已经办完"):
        succeeded(office, delivery)
    with pytest.raises(NotAllowed):
        record_failure(viewer=office.drafter.on(DAY), delivery=delivery, why="示例")


def test_a_locked_year_takes_no_new_record(office: Bureau) -> None:
    (delivery,) = delivered_to(office, portal(office))
    lock_of_2023()
    with pytest.raises(ActionBlocked, match="已定稿"):
        succeeded(office, delivery, on=NEXT)
    assert succeeded(office, delivery, on=TODAY)


# ---- Edited and withdrawn ----------------------------------------------------------------------------------------


def test_an_edit_replaces_what_stands_and_is_no_second_item(office: Bureau) -> None:
    site(office)
    city, weibo = portal(office), channel(office)
    first, _ = delivered_to(office, city, weibo)
    succeeded(office, first)
    second = edited(office, first.release.document, "示例·改后的通知", on=NEXT)
    assert states(office, first) == [
        ("publish", "2023-05-08 已发布"),
        ("publish", "不再发布：已有新的一版公开"),
        ("publish", "待发布"),
        ("replace", "待更换为新版"),
    ]
    replacing = Delivery.objects.get(purpose=Purpose.REPLACE)
    assert (replacing.release, replacing.of) == (second, first)
    succeeded(office, replacing, on=NEXT, address="https://portal.example.gov.cn/t/2.html")
    assert PublicationRecord.objects.filter(channel=city).count() == 1
    assert figure(office) == 2


@pytest.mark.parametrize("locked", [False, True])
def test_a_withdrawal_takes_down_what_stands_and_voids_the_record_unless_locked(
    locked: bool, office: Bureau
) -> None:
    site(office)
    city, weibo = portal(office), channel(office)
    first, _ = delivered_to(office, city, weibo)
    succeeded(office, first)
    if locked:
        lock_of_2023()
    withdrawn(office, first.release, on=TODAY)
    assert states(office, first)[1:] == [
        ("publish", "不再发布：文稿已撤回公开"),
        ("withdraw", "待撤下"),
    ]
    assert publications(office.auditor).filter(channel=city).exists()
    succeeded(office, Delivery.objects.get(purpose=Purpose.WITHDRAW), on=TODAY, address="")
    assert publications(office.auditor).filter(channel=city).exists() == locked
    assert figure(office) == (2 if locked else 0)
    assert queries.on_channels(office.auditor, first.release.document) == {}
    assert list(problems()) == []


def test_what_is_released_again_after_a_withdrawal_is_another_item(office: Bureau) -> None:
    site(office)
    city = portal(office)
    (first,) = delivered_to(office, city)
    succeeded(office, first)
    withdrawn(office, first.release, on=DAY)
    edited(office, first.release.document, "示例·又一次公开", on=NEXT)
    assert [purpose for purpose, _ in states(office, first)] == ["publish", "withdraw", "replace"]
    succeeded(office, Delivery.objects.get(purpose=Purpose.REPLACE), on=NEXT)
    record = publications(office.auditor).get(channel=city)
    assert record.title == "示例·又一次公开"
    assert figure(office) == 2
    assert Delivery.objects.get(purpose=Purpose.WITHDRAW).results.get().outcome == DeliveryOutcome.DROPPED


def test_pages_and_what_is_served_go_nowhere(office: Bureau) -> None:
    version = factory.drafted(office)
    chosen(office, version, portal(office))
    approval = factory.approved(office, version)
    other = bureau("QT")
    made = release(viewer=office.disclosure_officer.on(DAY), version=approval.version)
    assert not queries.deliveries(other.disclosure_officer).exists()
    assert Delivery.objects.get().release == made
