"""The second factor: taken up, asked for, lost, reset; required by a setting."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from gongkai.bodies.queries import history_of
from gongkai.bodies.tests.factory import account_of, bureau
from gongkai.shell.actions.second_factor import reset_second_factor
from gongkai.shell.models import SignInAttempt, SignInOutcome
from gongkai.shell.sign_in import FREE_MISTAKES

pytestmark = pytest.mark.django_db

PASSWORD = "shi-li-mi-ma-1"
LOGIN = "ni-gao-ren"
FACTOR, CODE = "/desk/account/second-factor/", "/desk/sign-in/code/"
RENEW = "/desk/account/recovery-codes/"


@pytest.fixture
def office():
    office = bureau()
    account_of(office.drafter.officer, LOGIN, PASSWORD)
    return office


def signed_in():
    client = Client()
    client.post("/desk/sign-in/", {"username": LOGIN, "password": PASSWORD})
    return client


def right_code():
    """A code that was not used: devices forget here that they have seen it."""
    TOTPDevice.objects.update(last_t=-1, drift=0)
    return f"{totp(TOTPDevice.objects.get().bin_key):06}"


def taken_up(client):
    """Take up a second factor, return the recovery codes."""
    client.get(FACTOR)
    page = client.post(FACTOR, {"code": right_code()}).content.decode()
    return re.findall(r"<code>([a-z2-7]{8})</code>", page)


def words(answer):
    return answer.content.decode()


def test_a_second_factor_is_taken_up_by_giving_its_code(office):
    client = signed_in()
    page = client.get(FACTOR)
    assert 'src="data:image/svg+xml' in words(page)
    assert "img-src 'self' data:" in page["Content-Security-Policy"]
    assert "动态码不正确" in words(client.post(FACTOR, {"code": "000000"}))
    assert client.get("/desk/").status_code == 200, "what was only offered is not asked for"
    assert len(set(taken_up(client))) == 10
    assert client.get("/desk/").status_code == 200, "who took it up has given its code"
    assert next(line.label for line in history_of(office.drafter.officer)) == "启用第二因素"
    assert "还有 10 个" in words(client.get(FACTOR))


def test_who_has_one_gives_the_code_before_anything_opens(office):
    taken_up(signed_in())
    client = signed_in()
    assert client.get("/desk/papers/?q=1").url == f"{CODE}?next=%2Fdesk%2Fpapers%2F%3Fq%3D1"
    assert client.get(FACTOR).url.startswith(CODE)
    assert client.post("/desk/account/password/", {}).url == CODE
    assert "请输入动态码" in words(client.get(CODE))
    assert "动态码不正确" in words(client.post(CODE, {"code": "000000"}))
    full_width = right_code().translate({ord(d): ord(d) + 0xFEE0 for d in "0123456789"})
    assert client.post(CODE, {"code": f" {full_width} ", "next": "/desk/papers/"}).url == "/desk/papers/"
    assert client.get("/desk/").status_code == 200
    elsewhere = signed_in()
    assert elsewhere.post(CODE, {"code": right_code(), "next": "https://example.com/"}).url == "/desk/"


def test_a_code_opens_once(office):
    taken_up(signed_in())
    code = right_code()
    assert signed_in().post(CODE, {"code": code}).status_code == 302
    assert "已经用过" in words(signed_in().post(CODE, {"code": code}))


def test_a_recovery_code_opens_once(office):
    code, *others = taken_up(signed_in())
    assert signed_in().post(CODE, {"code": code.upper()}).status_code == 302
    client = signed_in()
    assert client.post(CODE, {"code": code}).status_code == 200
    assert client.post(CODE, {"code": others[0]}).status_code == 302
    assert "还有 8 个" in words(client.get(FACTOR))
    assert "密码不正确" in words(client.post(RENEW, {"password": "wrong"}))
    assert "没有填写密码" in words(client.post(RENEW))
    page = words(client.post(RENEW, {"password": PASSWORD}))
    assert others[1] not in page
    assert signed_in().post(CODE, {"code": others[1]}).status_code == 200


def test_codes_cannot_be_guessed_without_waiting(office):
    taken_up(signed_in())
    client = signed_in()
    for _ in range(FREE_MISTAKES):
        assert client.post(CODE, {"code": "000000"}).status_code == 200
    waiting = client.post(CODE, {"code": right_code()})
    assert waiting.status_code == 429
    assert int(waiting["Retry-After"]) > 0
    assert "以后再试" in words(waiting)
    assert Client().post("/desk/sign-in/", {"username": LOGIN, "password": PASSWORD}).status_code == 429


def test_who_knows_the_password_alone_is_told_to_its_owner(office):
    taken_up(signed_in())
    signed_in()
    client = signed_in()
    client.post(CODE, {"code": right_code()})
    assert "此后有 1 次未成功的登录" in words(client.get("/desk/"))
    outcomes = SignInAttempt.objects.order_by("pk").values_list("outcome", flat=True)
    assert list(outcomes) == [SignInOutcome.SIGNED_IN, SignInOutcome.AWAITING, SignInOutcome.SIGNED_IN]


def test_an_administrator_resets_it_and_that_is_recorded(office):
    recovery, *_ = taken_up(signed_in())
    officer = office.drafter.officer
    reset_second_factor(viewer=office.administrator, officer=officer, reason="手机丢失")
    assert signed_in().get("/desk/").status_code == 200
    assert next(line.label for line in history_of(officer)) == "重置第二因素"
    taken_up(signed_in())
    assert signed_in().post(CODE, {"code": recovery}).status_code == 200, (
        "codes of before are good for nothing"
    )


@pytest.mark.parametrize("required", ["all", "papers.draft"])
def test_of_whom_it_is_required_takes_it_up_before_all_else(office, settings, required):
    settings.SECOND_FACTOR = frozenset({required})
    client = signed_in()
    assert client.get("/desk/").url == FACTOR
    assert "请先启用第二因素" in words(client.get(FACTOR))
    taken_up(client)
    assert client.get("/desk/").status_code == 200


def test_who_lacks_the_named_permission_is_not_asked(office, settings):
    settings.SECOND_FACTOR = frozenset({"shell.administer_accounts"})
    assert signed_in().get("/desk/").status_code == 200


def test_another_device_takes_the_place_of_the_first(office):
    client = signed_in()
    taken_up(client)
    first = TOTPDevice.objects.get()
    client.get(f"{FACTOR}?replace=1")
    offered = TOTPDevice.objects.get(confirmed=False)
    assert offered.key != first.key
    code = {"code": f"{totp(offered.bin_key):06}"}
    assert "没有填写密码" in words(client.post(f"{FACTOR}?replace=1", code))
    assert "密码不正确" in words(client.post(f"{FACTOR}?replace=1", code | {"password": "wrong"}))
    assert TOTPDevice.objects.get(confirmed=True) == first
    client.post(f"{FACTOR}?replace=1", code | {"password": PASSWORD})
    assert TOTPDevice.objects.get() == offered


@pytest.mark.parametrize(
    ("address", "field"), [(RENEW, "password"), ("/desk/account/password/", "old_password")]
)
def test_a_session_found_open_lets_nobody_guess_the_password(office, address, field):
    client = signed_in()
    taken_up(client)
    before = SignInAttempt.objects.count()
    for _ in range(FREE_MISTAKES):
        assert "密码不正确" in words(client.post(address, {field: "wrong"}))
    waiting = client.post(address, {field: PASSWORD})
    assert waiting.status_code == 429
    assert "以后再试" in words(waiting)
    assert SignInAttempt.objects.count() == before + FREE_MISTAKES
