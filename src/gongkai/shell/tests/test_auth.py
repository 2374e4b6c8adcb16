"""Sign in, sign out, change the password; and the pages that say no."""

from __future__ import annotations

import datetime
import re

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from gongkai.bodies.blockers import ActionBlocked, Blocker
from gongkai.bodies.models import User
from gongkai.bodies.tests.factory import account_of, amended, bureau
from gongkai.shell.middleware import ViewerMiddleware

pytestmark = pytest.mark.django_db

SIGN_IN = "/desk/sign-in/"
PASSWORD = "shi-li-mi-ma-1"


@pytest.fixture
def officer():
    officer = bureau().drafter.officer
    account_of(officer, "ni-gao-ren", PASSWORD)
    return officer


def sign_in(client, password=PASSWORD, **more):
    return client.post(SIGN_IN, {"username": "ni-gao-ren", "password": password, **more})


def test_an_officer_signs_in_and_out(client, officer):
    assert sign_in(client).url == reverse("desk:home")
    home = client.get("/desk/")
    assert officer.name in home.content.decode()
    assert home["Cache-Control"].startswith("max-age=0, no-cache, no-store")
    assert client.post("/desk/sign-out/").url == SIGN_IN
    assert client.get("/desk/").url.startswith(SIGN_IN)


def test_sign_in_leads_back_but_never_away(client, officer):
    assert sign_in(client, next="/desk/people/").url == "/desk/people/"
    client.post("/desk/sign-out/")
    assert sign_in(client, next="https://example.com/").url == reverse("desk:home")
    assert client.get(SIGN_IN, {"next": SIGN_IN}).url == reverse("desk:home"), "and never in a circle"


def test_an_account_without_an_officer_may_do_nothing(client):
    User.objects.create_user("ni-gao-ren", password=PASSWORD)
    sign_in(client)
    answer = client.get("/desk/")
    assert answer.status_code == 403
    assert "没有对应的工作人员" in answer.content.decode()


def test_an_officer_without_a_post_may_do_nothing(client, officer):
    amended(officer.appointments.get(), until_on=datetime.date(2020, 12, 31))
    sign_in(client)
    answer = client.get("/desk/")
    assert answer.status_code == 403
    assert "未任职" in answer.content.decode()


def test_the_password_is_changed(client, officer):
    sign_in(client)
    new = {"old_password": PASSWORD, "new_password1": "12345678901", "new_password2": "12345678901"}
    assert "只包含数字" in client.post("/desk/account/password/", new).content.decode()
    same = {"old_password": PASSWORD, "new_password1": PASSWORD, "new_password2": PASSWORD}
    assert "新密码与原密码相同" in client.post("/desk/account/password/", same).content.decode()
    new |= {"new_password1": "xin-mi-ma-2024", "new_password2": "xin-mi-ma-2024"}
    assert client.post("/desk/account/password/", new).status_code == 302
    assert client.get("/desk/").status_code == 200, "who changed the password stays signed in"
    client.post("/desk/sign-out/")
    assert sign_in(client, "xin-mi-ma-2024").status_code == 302


def test_a_form_sent_without_its_token_is_refused_in_chinese(officer):
    answer = Client(enforce_csrf_checks=True).post(SIGN_IN, {"username": "x", "password": "y"})
    assert answer.status_code == 403
    assert "页面已过期" in answer.content.decode()


def test_what_is_not_there_is_said_in_chinese(client):
    answer = client.get("/no/such/page/")
    assert answer.status_code == 404
    assert "没有这个页面" in answer.content.decode()


def test_pages_hold_to_the_strict_policy(client):
    policy = client.get(SIGN_IN)["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy


def test_what_stands_in_the_way_becomes_a_page(rf):
    request = rf.get("/")
    request.viewer = None
    answer = ViewerMiddleware(lambda _: None).process_exception(
        request, ActionBlocked([Blocker("还没有送审。"), Blocker("缺少表格。")])
    )
    assert answer.status_code == 409
    assert "还没有送审。" in answer.content.decode()
    assert ViewerMiddleware(lambda _: None).process_exception(request, ValueError()) is None


def test_sample_data_is_marked_on_every_page(client, officer):
    assert "示例数据" in client.get(SIGN_IN).content.decode()
    sign_in(client)
    assert "示例数据" in client.get("/desk/").content.decode()


@pytest.mark.parametrize("password", ["short1", "1234567890", "password"])
def test_what_is_wrong_with_a_password_is_said_in_chinese(password):
    with pytest.raises(ValidationError) as refused:
        validate_password(password)
    assert refused.value.messages
    assert not re.search("[A-Za-z]", "".join(refused.value.messages))
