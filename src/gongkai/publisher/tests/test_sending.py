"""A post is sent once: whatever the platform answers, what nobody knows is shown and never sent again by itself."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.urls import reverse

from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.tests.factory import Bureau, bureau, signed_in
from gongkai.bodies.viewer import NotAllowed
from gongkai.ledger import clock
from gongkai.ledger.errors import DatabaseRejected
from gongkai.ledger.models import Entry
from gongkai.ledger.tests.locks import lock_of_2023
from gongkai.ledger.verify import problems
from gongkai.proactive.models import Channel
from gongkai.proactive.queries import publications
from gongkai.proactive.tests.released import edited, withdrawn
from gongkai.proactive.tests.things import channel
from gongkai.publisher import queries
from gongkai.publisher.actions import send
from gongkai.publisher.actions.record_result import drop, on_delivery, record_failure
from gongkai.publisher.alerts import unclear
from gongkai.publisher.events import DeliveryAttempted
from gongkai.publisher.models import Delivery, DeliveryAttempt, DeliveryOutcome, DeliveryResult, Purpose
from gongkai.publisher.tasks import request_sending, sending
from gongkai.publisher.tests import servers
from gongkai.publisher.tests.servers import LocalServer, local_server
from gongkai.publisher.tests.things import delivered_to, site, succeeded
from gongkai.publisher.texts import POST_LENGTH, length_of
from gongkai.publisher.weibo import short_of
from gongkai.review.tests.factory import DAY
from gongkai.shell import TaskState, run_next_task

pytestmark = pytest.mark.django_db

POST = "https://weibo.com/1404376560/z0JH2lOMb"
SHARE = "/2/statuses/share.json"


@pytest.fixture
def server(settings: Any) -> Iterator[LocalServer]:
    with local_server() as found:
        settings.INSIDE_HOSTS = ["127.0.0.1"]
        settings.WEIBO_API = f"{found.address}{SHARE}"
        settings.WEIBO_TOKENS = {"SL": "示例授权"}
        found.pages[SHARE] = servers.says_post
        yield found


@pytest.fixture
def office() -> Bureau:
    return bureau()


@pytest.fixture
def delivery(office: Bureau) -> Delivery:
    site(office)
    (made,) = delivered_to(office, channel(office))
    return made


def sent(office: Bureau, delivery: Delivery, number: int = 1) -> DeliveryResult:
    officer = office.disclosure_officer.on(DAY)
    return send.attempt_and_send(viewer=officer, delivery=delivery, number=number)


def state(office: Bureau, delivery: Delivery) -> str:
    return queries.state_of(queries.deliveries(office.auditor).get(pk=delivery.pk))


def test_it_is_sent_once_with_what_was_reviewed_and_recorded(
    office: Bureau, delivery: Delivery, server: LocalServer
) -> None:
    made = sent(office, delivery)
    assert server.posted == [{"access_token": "示例授权", "status": delivery.text}]
    assert (made.outcome, made.address, made.note) == (DeliveryOutcome.SUCCEEDED, POST, "")
    record = publications(office.auditor).get(channel__medium="weibo")
    assert (record.url, record.published_on) == (POST, DAY)
    assert sent(office, delivery) == made
    with pytest.raises(ActionBlocked, match="已经办完"):
        sent(office, delivery, number=2)
    assert len(server.posted) == 1
    assert list(problems()) == []


@pytest.mark.parametrize(
    "answer",
    [
        *(servers.dies, servers.dies_halfway, servers.says_another_page, servers.says_error(20019)),
        lambda handler: servers.say(handler, 500, b"{}", {}),
        lambda handler: servers.say(handler, 200, b"[]", {}),
        lambda handler: servers.say(handler, 200, b'{"id": "x", "user": {"id": 1}}', {}),
    ],
)
def test_what_nobody_knows_is_shown_and_not_sent_again(
    answer: Callable[[Any], None], office: Bureau, delivery: Delivery, server: LocalServer
) -> None:
    server.pages[SHARE] = answer
    assert sent(office, delivery).outcome == DeliveryOutcome.UNKNOWN
    assert "结果不明" in state(office, delivery)
    assert len(unclear(office.disclosure_officer.on(DAY))) == 1
    assert not queries.waiting(office.disclosure_officer).exists()
    sent(office, delivery)
    with pytest.raises(ActionBlocked, match="查明没有发出之后才能再发"):
        sent(office, delivery, number=2)
    with pytest.raises(ActionBlocked, match="请先到渠道上查看"):
        drop(viewer=office.disclosure_officer.on(DAY), delivery=delivery, why="示例")
    assert len(server.posted) == 1


def test_it_stands_there_the_officer_says_where(
    office: Bureau, delivery: Delivery, server: LocalServer
) -> None:
    server.pages[SHARE] = servers.dies
    sent(office, delivery)
    made = succeeded(office, delivery, address=POST, posted=delivery.text)
    assert made.attempt == DeliveryAttempt.objects.get()
    assert publications(office.auditor).get(channel__medium="weibo").url == POST
    assert unclear(office.disclosure_officer.on(DAY)) == []


def test_it_does_not_stand_there_and_is_sent_again(
    office: Bureau, delivery: Delivery, server: LocalServer
) -> None:
    server.pages[SHARE] = servers.dies
    sent(office, delivery)
    officer = office.disclosure_officer.on(DAY)
    record_failure(viewer=officer, delivery=delivery, why="示例：微博上没有")
    server.pages[SHARE] = servers.says_post
    assert sent(office, delivery, number=2).outcome == DeliveryOutcome.SUCCEEDED
    assert len(server.posted) == 2


def test_what_the_platform_surely_refused_may_be_sent_again(
    office: Bureau, delivery: Delivery, server: LocalServer
) -> None:
    server.pages[SHARE] = servers.says_error(21327)
    made = sent(office, delivery)
    assert (made.outcome, made.note) == (DeliveryOutcome.FAILED, "微博没有发出：授权已过期，请重新授权")
    server.pages[SHARE] = servers.says_post
    assert sent(office, delivery, number=2).outcome == DeliveryOutcome.SUCCEEDED


def test_nobody_there_is_a_failure(
    office: Bureau, delivery: Delivery, server: LocalServer, settings: Any
) -> None:
    settings.INSIDE_HOSTS = []
    made = sent(office, delivery)
    assert made.outcome == DeliveryOutcome.FAILED
    assert "内部网络或者本机" in made.note
    assert server.posted == []


def test_an_answer_twice_is_one_post(office: Bureau, delivery: Delivery, server: LocalServer) -> None:
    server.pages[SHARE] = servers.says_twice
    assert sent(office, delivery).outcome == DeliveryOutcome.SUCCEEDED
    assert len(server.posted) == 1


def test_another_text_on_the_platform_is_said(
    office: Bureau, delivery: Delivery, server: LocalServer
) -> None:
    data = '{"mid": "3501756485200075", "text": "示例·别的话", "user": {"idstr": "1404376560"}}'.encode()
    server.pages[SHARE] = lambda handler: servers.say(handler, 200, data, {})
    assert "与审查过的不一致" in sent(office, delivery).note


def test_cut_off_before_the_answer_it_is_not_sent_again(
    office: Bureau, delivery: Delivery, server: LocalServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a killed worker leaves: the attempt, and no result. The task is run again, and nothing is sent."""

    def killed(*_: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(send.weibo, "share", killed)
        with pytest.raises(KeyboardInterrupt):
            sent(office, delivery)
    assert DeliveryAttempt.objects.get().number == 1
    assert "结果不明" in state(office, delivery)
    made = sent(office, delivery)
    assert (made.outcome, made.note) == (DeliveryOutcome.UNKNOWN, send.CUT_OFF)
    assert server.posted == []


def test_what_stands_after_its_withdrawal_is_to_be_taken_down(
    office: Bureau, delivery: Delivery, server: LocalServer
) -> None:
    server.pages[SHARE] = servers.dies
    sent(office, delivery)
    withdrawn(office, delivery.release, on=DAY)
    assert "结果不明" in state(office, delivery)
    succeeded(office, delivery, address=POST, posted=delivery.text)
    assert Delivery.objects.filter(purpose=Purpose.WITHDRAW, of=delivery).exists()
    assert not publications(office.auditor).filter(channel__medium="weibo").exists()


# ---- Who, and when not -------------------------------------------------------------------------------------------


def test_the_worker_sends_what_was_asked_once(
    office: Bureau, delivery: Delivery, server: LocalServer
) -> None:
    officer = office.disclosure_officer.on(DAY)
    task = request_sending(viewer=officer, delivery=delivery)
    assert sending(officer, delivery) == task
    with pytest.raises(ActionBlocked, match="正在发送"):
        request_sending(viewer=officer, delivery=delivery)
    assert server.posted == []
    assert run_next_task()
    task.refresh_from_db()
    assert (task.state, task.failure) == (TaskState.DONE, "")
    assert len(server.posted) == 1
    assert sending(officer, delivery) is None


def test_without_leave_or_token_or_link_nothing_is_sent(
    office: Bureau, delivery: Delivery, server: LocalServer, settings: Any
) -> None:
    with pytest.raises(NotAllowed):
        request_sending(viewer=office.drafter.on(DAY), delivery=delivery)
    settings.WEIBO_TOKENS = {}
    with pytest.raises(ActionBlocked, match="没有设置微博接口的授权"):
        sent(office, delivery)
    assert not DeliveryAttempt.objects.exists()
    assert server.posted == []


def test_the_token_stands_in_no_record_and_on_no_page(
    office: Bureau, delivery: Delivery, server: LocalServer
) -> None:
    task = request_sending(viewer=office.disclosure_officer.on(DAY), delivery=delivery)
    assert run_next_task()
    task.refresh_from_db()
    told = [str(vars(row)) for row in (task, *DeliveryAttempt.objects.all(), *DeliveryResult.objects.all())]
    told += [str(vars(entry)) for entry in Entry.objects.all()]
    page = signed_in(office.disclosure_officer).get(reverse("publisher:delivery", args=[delivery.pk]))
    assert not any("示例授权" in each for each in (*told, page.content.decode()))


def test_without_an_address_of_the_own_site_the_interface_is_not_used(server: LocalServer) -> None:
    office = bureau()
    (made,) = delivered_to(office, channel(office))
    assert made.text == "【示例·通知】示例正文第一段。 示例正文第二段。"
    with pytest.raises(ActionBlocked, match="没有链接"):
        sent(office, made)


def test_by_hand_other_words_than_the_reviewed_are_not_recorded(office: Bureau, delivery: Delivery) -> None:
    with pytest.raises(ActionBlocked, match="先审后发"):
        succeeded(office, delivery, address=POST, posted="示例·别的话")
    shortened = delivery.text.partition("http")[0] + " http://t.cn/A6xy"
    assert succeeded(office, delivery, address=POST, posted=shortened)


@pytest.mark.parametrize("number", [1, 2])
def test_the_database_takes_no_second_attempt_while_the_first_is_unknown(
    number: int, office: Bureau, delivery: Delivery
) -> None:
    def attempt(number: int) -> None:
        officer = office.disclosure_officer.on(DAY)
        at = datetime.datetime(2023, 5, 8, tzinfo=datetime.UTC)
        with officer.transaction() as tx:
            made = tx.add(DeliveryAttempt(delivery=delivery, number=number, begun_at=at))
            tx.record(send.DeliveryAttempted(number=number), subjects=[delivery, made])

    attempt(1)
    with pytest.raises(DatabaseRejected):
        attempt(number)
    assert DeliveryAttempt.objects.count() == 1


def test_a_result_after_the_end_is_refused_by_the_database(office: Bureau, delivery: Delivery) -> None:
    succeeded(office, delivery, address=POST, posted=delivery.text)
    officer = office.disclosure_officer.on(DAY)
    late = DeliveryResult(
        delivery=delivery,
        outcome="failed",
        note="示例",
        done_on=DAY,
        recorded_on=DAY,
        recorded_by=officer.officer,
    )
    with pytest.raises(DatabaseRejected, match="已经办完"), officer.transaction() as tx:
        tx.add(late)


# ---- The text ----------------------------------------------------------------------------------------------------


def test_the_number_of_a_post_is_written_as_its_address_has_it() -> None:
    assert short_of("3501756485200075") == "z0JH2lOMb"
    assert short_of("3500000000000001") == "z00000001"


@pytest.mark.parametrize(("text", "length"), [("", 0), ("示例", 2), ("ab", 1), ("abc", 2), ("示a", 2)])
def test_a_post_is_counted_as_the_platform_counts(text: str, length: int) -> None:
    assert length_of(text) == length


def test_a_long_text_is_cut_and_a_number_sign_begins_no_topic(office: Bureau) -> None:
    site(office)
    weibo: Channel = channel(office)
    (made,) = delivered_to(
        office, weibo, title="示例·#话题#", body="".join(f"示例第{n}句。" for n in range(99))
    )
    assert length_of(made.text) <= POST_LENGTH
    assert made.text.startswith("【示例·＃话题＃】示例")  # noqa: RUF001
    assert "…https://www.example.gov.cn/" in made.text


def test_what_was_withdrawn_meanwhile_is_not_sent_again(
    office: Bureau, delivery: Delivery, server: LocalServer
) -> None:
    server.pages[SHARE] = servers.dies
    sent(office, delivery)
    withdrawn(office, delivery.release, on=DAY)
    officer = office.disclosure_officer.on(DAY)
    record_failure(viewer=officer, delivery=delivery, why="示例·查过，没有发出")
    assert state(office, delivery) == "不再发布：文稿已撤回公开"
    assert not queries.waiting(officer).exists()
    with pytest.raises(ActionBlocked, match="文稿已撤回公开，不能再发"):
        sent(office, delivery, number=2)
    assert len(server.posted) == 1


def test_the_database_takes_no_attempt_at_what_was_withdrawn(office: Bureau, delivery: Delivery) -> None:
    with on_delivery(office.disclosure_officer.on(DAY), delivery) as (tx, found):
        tx.add(DeliveryAttempt(delivery=found, number=1, begun_at=clock.now()))
        tx.record(DeliveryAttempted(number=1), subjects=[found])
    withdrawn(office, delivery.release, on=DAY)
    with (
        pytest.raises(DatabaseRejected, match="文稿已撤回公开"),
        on_delivery(office.disclosure_officer.on(DAY), delivery) as (tx, found),
    ):
        tx.add(DeliveryResult(**failed(found)))
        tx.add(DeliveryAttempt(delivery=found, number=2, begun_at=clock.now()))


def failed(delivery: Delivery) -> dict[str, Any]:
    attempt = delivery.attempts.get()
    said = {"delivery": delivery, "attempt": attempt, "outcome": DeliveryOutcome.FAILED, "note": "示例"}
    return said | {"done_on": DAY, "recorded_on": DAY}


def test_an_older_version_is_not_sent_after_a_newer_one_is_public(
    office: Bureau, delivery: Delivery, server: LocalServer
) -> None:
    server.pages[SHARE] = servers.dies
    sent(office, delivery)
    edited(office, delivery.release.document, "示例·改后的通知", on=DAY)
    record_failure(viewer=office.disclosure_officer.on(DAY), delivery=delivery, why="示例·没有发出")
    assert state(office, delivery) == "不再发布：已有新的一版公开"


def test_nothing_is_sent_to_a_channel_that_was_closed_or_into_a_locked_year(
    office: Bureau, server: LocalServer
) -> None:
    """What cannot be recorded afterwards would stand there, and nobody could say so."""
    site(office)
    weibo = channel(office, closed_on=DAY)
    (made,) = delivered_to(office, weibo)
    after = office.disclosure_officer.on(DAY + datetime.timedelta(days=1))
    with pytest.raises(ActionBlocked, match="渠道现在没有开设"):
        send.attempt_and_send(viewer=after, delivery=made, number=1)
    lock_of_2023()
    with pytest.raises(ActionBlocked, match="已定稿"):
        sent(office, made)
    assert server.posted == []
