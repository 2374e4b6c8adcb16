"""Who guesses waits, and keeps nobody else out; what was tried is seen."""

from __future__ import annotations

import datetime
import ipaddress

import pytest
from django.test import Client

from gongkai.bodies.models import User
from gongkai.bodies.tests.factory import account_of, bureau
from gongkai.ledger import clock
from gongkai.shell.alerts import guessing
from gongkai.shell.client_address import client_address
from gongkai.shell.models import SignInAttempt
from gongkai.shell.sign_in import (
    FREE_MISTAKES,
    KEPT,
    LONGEST_WAIT,
    MANY_NAMES,
    MANY_SOURCES,
    REMEMBERED,
    MustWait,
    begin_attempt,
    forget_old,
    wait_after,
)

pytestmark = pytest.mark.django_db

SIGN_IN = "/desk/sign-in/"
PASSWORD = "shi-li-mi-ma-1"
LOGIN = "ni-gao-ren"
NOON = datetime.datetime(2024, 1, 10, 12, 0, tzinfo=datetime.UTC)
HOME, ELSEWHERE = "10.0.0.8", "203.0.113.9"


class Hand:
    """The hand of a clock that a test moves."""

    def __init__(self):
        self.at = NOON

    def __call__(self):
        return self.at

    def forward(self, **kwargs):
        self.at += datetime.timedelta(**kwargs)


@pytest.fixture
def hand(monkeypatch):
    hand = Hand()
    monkeypatch.setattr(clock, "now", hand)
    return hand


@pytest.fixture
def office():
    office = bureau()
    for role in ("drafter", "administrator"):
        officer = getattr(office, role).officer
        account_of(officer, LOGIN if role == "drafter" else "guan-li-yuan", password=PASSWORD)
    return office


def sign_in(password=PASSWORD, *, name=LOGIN, source=HOME):
    return Client(REMOTE_ADDR=source).post(SIGN_IN, {"username": name, "password": password})


def words(answer):
    return answer.content.decode()


def test_mistakes_cost_a_wait_that_doubles_and_is_told(office, hand):
    for _ in range(FREE_MISTAKES):
        assert sign_in("wrong").status_code == 200
    waiting = sign_in()
    assert waiting.status_code == 429, "the right password does not open it either"
    assert waiting["Retry-After"] == "60"
    assert "请在 20:01:00 以后再试" in words(waiting)
    hand.forward(seconds=61)
    assert sign_in("wrong").status_code == 200
    hand.forward(seconds=61)
    assert sign_in()["Retry-After"] == "59", "the sixth mistake costs two minutes"
    hand.forward(seconds=60)
    assert sign_in().status_code == 302
    assert sign_in("wrong").status_code == 200
    assert sign_in().status_code == 302, "the mistakes before are forgiven"


def test_the_wait_grows_to_an_end():
    waits = [wait_after(mistakes) for mistakes in range(FREE_MISTAKES + 40)]
    assert waits == sorted(waits)
    assert waits[FREE_MISTAKES - 1] == datetime.timedelta()
    assert waits[-1] == LONGEST_WAIT


def test_an_outsider_keeps_no_officer_out(office, hand):
    for _ in range(FREE_MISTAKES * 4):
        sign_in("wrong", source=ELSEWHERE)
    assert sign_in(source=ELSEWHERE).status_code == 429
    assert sign_in(source=HOME).status_code == 302


def test_a_name_that_nobody_has_is_answered_like_one_that_somebody_has(office, hand):
    def heard(name):
        answers = [sign_in("wrong", name=name) for _ in range(FREE_MISTAKES + 1)]
        return [(a.status_code, words(a).split('role="alert"')[1].split("</div>")[0]) for a in answers]

    User.objects.filter(username="guan-li-yuan").update(is_active=False)
    assert heard(LOGIN) == heard("nobody") == heard("guan-li-yuan")


def test_what_is_typed_as_a_name_is_not_kept(office, hand):
    sign_in("x", name=PASSWORD)
    attempt = SignInAttempt.objects.get()
    assert attempt.account is None
    assert PASSWORD not in repr(vars(attempt))


def test_an_attempt_counts_before_it_is_checked(office, hand):
    for _ in range(FREE_MISTAKES):
        begin_attempt(LOGIN, HOME)
    with pytest.raises(MustWait):
        begin_attempt(LOGIN, HOME)


def test_going_through_names_is_seen_by_the_administrator(office, hand):
    for number in range(MANY_NAMES - 1):
        sign_in("x", name=f"name-{number}", source=ELSEWHERE)
    assert list(guessing(office.administrator)) == []
    sign_in("x", name="one-more", source=ELSEWHERE)
    [(sentence, _)] = guessing(office.administrator)
    assert ELSEWHERE in sentence
    assert f"{MANY_NAMES} 个不同的账号名" in sentence
    assert list(guessing(office.auditor)) == []
    hand.forward(hours=25)
    assert list(guessing(office.administrator)) == []


def test_one_name_tried_from_many_places_is_seen(office, hand):
    for number in range(MANY_NAMES):
        sign_in("x", source=f"203.0.113.{number % MANY_SOURCES}")
    [(sentence, _)] = guessing(office.administrator)
    assert f"从 {MANY_SOURCES} 个地址输错 {MANY_NAMES} 次" in sentence


def test_who_signs_in_is_told_of_the_last_time_and_of_failures_since(office, hand):
    sign_in()
    hand.forward(hours=1)
    sign_in("wrong", source=ELSEWHERE)
    client, administrator = Client(REMOTE_ADDR=HOME), Client(REMOTE_ADDR=HOME)
    client.post(SIGN_IN, {"username": LOGIN, "password": PASSWORD})
    administrator.post(SIGN_IN, {"username": "guan-li-yuan", "password": PASSWORD})
    home = words(client.get("/desk/"))
    assert f"上次登录：2024-01-10 20:00，来自 {HOME}" in home
    listed = words(administrator.get("/desk/accounts/"))
    assert "2024-01-10 21:00" in listed, "by the program's own clock"
    assert "此后有 1 次未成功的登录" in home
    own = words(client.get("/desk/account/"))
    assert ELSEWHERE in own
    assert own.count("已登录") == 2


def test_old_attempts_are_forgotten(office, hand):
    sign_in()
    sign_in("x", name="nobody")
    hand.at += REMEMBERED + datetime.timedelta(seconds=1)
    forget_old()
    assert [a.account.username for a in SignInAttempt.objects.all()] == [LOGIN]
    hand.at += KEPT
    forget_old()
    assert not SignInAttempt.objects.exists()


@pytest.mark.parametrize(
    ("peer", "said", "address"),
    [
        ("203.0.113.9", "10.0.0.8", "203.0.113.9"),  # a stranger's word is not taken
        ("127.0.0.1", "10.0.0.8", "10.0.0.8"),
        ("127.0.0.1", "1.1.1.1, 10.0.0.8", "10.0.0.8"),  # what the client wrote itself stands before
        ("127.0.0.1", "10.0.0.8, 192.168.1.2", "10.0.0.8"),  # through two of ours
        ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", "nonsense", "127.0.0.1"),
        ("", "10.0.0.8", ""),
        ("::1", "2001:db8::1", "::1"),
    ],
)
def test_the_source_is_what_a_trusted_proxy_says(settings, peer, said, address):
    settings.TRUSTED_PROXIES = [ipaddress.ip_network("127.0.0.1"), ipaddress.ip_network("192.168.1.0/24")]
    assert client_address({"REMOTE_ADDR": peer, "HTTP_X_FORWARDED_FOR": said}) == address
