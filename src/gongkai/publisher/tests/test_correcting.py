"""A result that was recorded wrongly is corrected with a reason; what followed from it follows the correction."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.queries import history_of
from gongkai.bodies.tests.factory import Bureau, bureau, signed_in
from gongkai.bodies.viewer import NotAllowed
from gongkai.ledger.errors import DatabaseRejected
from gongkai.ledger.tests.locks import lock_of_2023
from gongkai.ledger.verify import problems
from gongkai.proactive.queries import publications
from gongkai.proactive.tests.released import edited, withdrawn
from gongkai.proactive.tests.things import TODAY, channel
from gongkai.publisher import opening, queries
from gongkai.publisher.actions.correct_result import correct_result
from gongkai.publisher.actions.record_result import drop, on_delivery, record_failure
from gongkai.publisher.models import Delivery, DeliveryResult, Purpose, ResultCorrection
from gongkai.publisher.tests.things import PORTAL_PAGE, chosen, delivered_to, portal, site, succeeded
from gongkai.review.tests.factory import DAY

pytestmark = pytest.mark.django_db

NEXT = DAY + datetime.timedelta(days=1)
RIGHT = "https://portal.example.gov.cn/t/9.html"


@pytest.fixture
def office() -> Bureau:
    return bureau()


@pytest.fixture
def done(office: Bureau) -> Delivery:
    """A delivery that was recorded as standing on the city's portal."""
    site(office)
    (made,) = delivered_to(office, portal(office))
    succeeded(office, made)
    return made


def corrected(
    office: Bureau, delivery: Delivery, right: DeliveryResult | None = None, *, on: datetime.date = NEXT
) -> ResultCorrection:
    return correct_result(
        viewer=office.disclosure_officer.on(on), delivery=delivery, reason="示例·登记有误", right=right
    )


def waiting(office: Bureau) -> list[str]:
    return [each.purpose for each in queries.waiting(office.disclosure_officer.on(TODAY)).order_by("pk")]


def state(office: Bureau, delivery: Delivery) -> str:
    return queries.state_of(queries.deliveries(office.auditor).get(pk=delivery.pk))


def test_a_wrong_address_and_day_are_corrected_with_the_record_that_counts(
    office: Bureau, done: Delivery
) -> None:
    corrected(office, done, DeliveryResult(address=RIGHT, done_on=NEXT))
    record = publications(office.auditor).get(channel=done.channel)
    assert (record.url, record.published_on, record.counted_on) == (RIGHT, NEXT, NEXT)
    assert publications(office.auditor).filter(channel=done.channel).count() == 1
    assert state(office, done) == f"{NEXT} 已发布"
    assert [result.address for result in done.results.order_by("pk")] == [PORTAL_PAGE, RIGHT]
    assert any("原来登记的“已完成”不作数" in line.sentence for line in history_of(done))
    assert list(problems()) == []


def test_a_wrong_address_alone_takes_the_place_of_the_record(office: Bureau, done: Delivery) -> None:
    corrected(office, done, DeliveryResult(address=RIGHT, done_on=DAY))
    record = publications(office.auditor).get(channel=done.channel)
    assert (record.url, record.reason, record.supersedes.url) == (RIGHT, "示例·登记有误", PORTAL_PAGE)


def test_what_was_not_published_waits_again_and_is_not_counted(office: Bureau, done: Delivery) -> None:
    edited(office, done.release.document, "示例·改后的通知", on=NEXT)
    assert waiting(office) == ["replace"]
    corrected(office, done)
    assert not publications(office.auditor).filter(channel=done.channel).exists()
    assert queries.on_channels(office.auditor, done.release.document) == {}
    assert state(office, done) == "不再发布：已有新的一版公开"
    assert waiting(office) == []


def test_what_was_not_published_of_the_newest_version_is_published_yet(
    office: Bureau, done: Delivery
) -> None:
    corrected(office, done)
    assert (state(office, done), waiting(office)) == ("待发布", ["publish"])
    succeeded(office, done, on=NEXT, address=RIGHT)
    assert publications(office.auditor).get(channel=done.channel).url == RIGHT
    assert list(problems()) == []


def test_what_was_not_replaced_stands_as_before_and_is_counted_still(office: Bureau, done: Delivery) -> None:
    edited(office, done.release.document, "示例·改后的通知", on=NEXT)
    replacing = Delivery.objects.get(purpose=Purpose.REPLACE)
    succeeded(office, replacing, on=NEXT)
    with pytest.raises(ActionBlocked, match="请先更正后一项"):
        corrected(office, done)
    corrected(office, replacing)
    assert waiting(office) == ["replace"]
    assert queries.on_channels(office.auditor, done.release.document) == {done.channel_id: done}
    assert publications(office.auditor).get(channel=done.channel).url == PORTAL_PAGE


def test_what_was_not_taken_down_is_to_be_taken_down_yet(office: Bureau, done: Delivery) -> None:
    withdrawn(office, done.release, on=NEXT)
    taking_down = Delivery.objects.get(purpose=Purpose.WITHDRAW)
    succeeded(office, taking_down, on=NEXT, address="")
    corrected(office, taking_down)
    assert (state(office, taking_down), waiting(office)) == ("待撤下", ["withdraw"])


def test_what_was_given_up_by_mistake_is_taken_up_again(office: Bureau) -> None:
    (delivery,) = delivered_to(office, portal(office))
    drop(viewer=office.disclosure_officer.on(DAY), delivery=delivery, why="示例·误点")
    with pytest.raises(ActionBlocked, match="先恢复办理"):
        corrected(office, delivery, DeliveryResult(address=RIGHT, done_on=DAY))
    corrected(office, delivery)
    assert succeeded(office, delivery, on=NEXT)
    with pytest.raises(ActionBlocked, match="已经办完"):
        succeeded(office, delivery, on=NEXT)


def test_what_was_withdrawn_meanwhile_is_not_taken_up_again(office: Bureau) -> None:
    (delivery,) = delivered_to(office, portal(office))
    drop(viewer=office.disclosure_officer.on(DAY), delivery=delivery, why="示例·误点")
    withdrawn(office, delivery.release, on=NEXT)
    with pytest.raises(ActionBlocked, match="文稿已撤回公开，不用再办理"):
        corrected(office, delivery)


def test_a_correction_has_a_reason_a_right_and_an_open_year(office: Bureau, done: Delivery) -> None:
    with pytest.raises(ActionBlocked, match="都要写明理由"):
        correct_result(viewer=office.disclosure_officer.on(NEXT), delivery=done, reason=" ")
    with pytest.raises(NotAllowed):
        correct_result(viewer=office.drafter.on(NEXT), delivery=done, reason="示例")
    with pytest.raises(ActionBlocked, match="http://"):
        corrected(office, done, DeliveryResult(address="http://[", done_on=DAY))
    lock_of_2023()
    with pytest.raises(ActionBlocked, match="已定稿"):
        corrected(office, done, on=TODAY)
    assert not ResultCorrection.objects.exists()


def test_the_database_takes_no_correction_of_what_was_changed_since(office: Bureau, done: Delivery) -> None:
    (result,) = done.results.all()
    withdrawn(office, done.release, on=NEXT)
    succeeded(office, Delivery.objects.get(purpose=Purpose.WITHDRAW), on=NEXT, address="")
    with (
        pytest.raises(DatabaseRejected, match="请先更正后一项"),
        on_delivery(office.disclosure_officer.on(NEXT), done) as (tx, found),
    ):
        opening.strike(tx, office.disclosure_officer.on(NEXT), found, result, "示例")


def test_a_withdrawal_is_opened_again_though_it_was_given_up_for_another_version(
    office: Bureau, done: Delivery
) -> None:
    withdrawn(office, done.release, on=DAY)
    second = edited(office, done.release.document, "示例·又一次公开", on=NEXT)
    assert waiting(office) == ["replace"]
    withdrawn(office, second, on=NEXT)
    assert waiting(office) == ["withdraw"]
    assert queries.on_channels(office.auditor, done.release.document) == {done.channel_id: done}


def test_what_is_not_chosen_any_more_is_given_up_and_chosen_again_taken_up(office: Bureau) -> None:
    city = portal(office)
    (delivery,) = delivered_to(office, city)
    version = delivery.release.version
    chosen(office, version)
    assert (state(office, delivery), waiting(office)) == ("不再发布：不再发往这一渠道", [])
    chosen(office, version, city)
    assert waiting(office) == ["publish"]
    drop(viewer=office.disclosure_officer.on(DAY), delivery=delivery, why="示例")
    chosen(office, version)
    chosen(office, version, city)
    assert waiting(office) == ["publish"]


def test_from_a_channel_that_was_closed_it_may_be_taken_down(office: Bureau) -> None:
    (delivery,) = delivered_to(office, channel(office, "示例·门户", "website", closed_on=DAY))
    succeeded(office, delivery)
    withdrawn(office, delivery.release, on=NEXT)
    taking_down = Delivery.objects.get(purpose=Purpose.WITHDRAW)
    assert succeeded(office, taking_down, on=NEXT, address="")
    with pytest.raises(ActionBlocked, match="已经办完"):
        record_failure(viewer=office.disclosure_officer.on(NEXT), delivery=taking_down, why="示例")


def test_the_page_offers_both_corrections_and_says_what_they_mean(office: Bureau, done: Delivery) -> None:
    client, address = signed_in(office.disclosure_officer), reverse("publisher:delivery", args=[done.pk])
    page = client.get(address).content.decode()
    assert "更正登记的网址、版面、日期" in page
    assert "登记错了，其实没有发布" in page
    assert "登记错了" not in signed_in(office.auditor).get(address).content.decode()
    right = {"right-address": "http://[", "right-done_on": "2023-05-09", "right-reason": "示例·抄错"}
    wrong = client.post(reverse("publisher:correct", args=[done.pk]), right)
    assert wrong.status_code == 422
    assert "应以 http:// 或者 https:// 开头" in wrong.content.decode()
    client.post(reverse("publisher:correct", args=[done.pk]), right | {"right-address": RIGHT})
    page = client.get(address).content.decode()
    assert f'<a href="{RIGHT}"' in page
    assert "更正，不作数：示例·抄错" in page
    again = client.post(
        reverse("publisher:reopen", args=[done.pk]), {"reopen-reason": "示例·没有发布"}, follow=True
    )
    assert "原来登记的结果不作数，现在：待发布。" in again.content.decode()


def test_choosing_waits_for_who_records_or_sends(office: Bureau) -> None:
    """On SQLite every transaction waits for the one before; what is asked for here is what PostgreSQL waits for."""
    (delivery,) = delivered_to(office, portal(office))
    with CaptureQueriesContext(connection) as asked:
        chosen(office, delivery.release.version)
    waits = [each["sql"] for each in asked if "FOR NO KEY UPDATE" in each["sql"]]
    if connection.features.has_select_for_update:
        assert any("bodies_organ" in sql for sql in waits)
