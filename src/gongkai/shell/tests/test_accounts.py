"""Accounts: opened, reset, disabled by an administrator; a first password is changed before all else."""

from __future__ import annotations

import re

import pytest
from django.db import DatabaseError
from django.test import Client

from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.models import Officer, User
from gongkai.bodies.queries import history_of
from gongkai.bodies.tests.factory import account_of, bureau
from gongkai.bodies.viewer import NotAllowed
from gongkai.shell.actions.disable_account import disable_account, enable_account
from gongkai.shell.actions.open_account import open_account
from gongkai.shell.actions.reset_password import reset_password
from gongkai.shell.models import AccountAct, AccountActKind
from gongkai.shell.passwords import first_password

pytestmark = pytest.mark.django_db

OWN = "xin-mi-ma-2024"


@pytest.fixture
def office():
    office = bureau()
    officer = office.administrator.officer
    account_of(officer, "guan-li-yuan", OWN)
    return office


@pytest.fixture
def desk(office):
    client = Client()
    client.force_login(office.administrator.officer.user)
    return client


def signed_in(login, password):
    client = Client()
    client.post("/desk/sign-in/", {"username": login, "password": password})
    return client


def shown_password(answer):
    return re.search(r'first-password">([^<]+)<', answer.content.decode())[1]


def opened(desk, office, login="ni-gao-ren"):
    officer = office.drafter.officer
    return shown_password(desk.post("/desk/accounts/new/", {"officer": officer.pk, "login": login}))


def test_an_account_is_opened_with_a_password_that_is_shown_once(office, desk):
    first = opened(desk, office)
    officer = Officer.objects.get(pk=office.drafter.officer.pk)
    assert officer.user.check_password(first)
    page = desk.get(f"/desk/accounts/{officer.pk}/").content.decode()
    assert "首次登录须更改密码" in page
    assert first not in page
    assert [line.label for line in history_of(officer)][:1] == ["开立账号"]
    assert "ni-gao-ren" in desk.get("/desk/accounts/?login=gao&state=True").content.decode()
    assert "guan-li-yuan" not in desk.get("/desk/accounts/?login=gao").content.decode()


def test_a_first_password_is_changed_before_all_else(office, desk):
    first = opened(desk, office)
    client = signed_in("ni-gao-ren", first)
    for path in ("/desk/", "/desk/papers/", "/desk/account/", "/desk/reports/"):
        assert client.get(path).url == "/desk/account/password/", path
    part = client.get("/desk/", headers={"HX-Request": "true"})
    assert part["HX-Redirect"] == "/desk/account/password/"
    page = client.get("/desk/account/password/").content.decode()
    assert "请先更改密码" in page
    new = {"old_password": first, "new_password1": OWN, "new_password2": OWN}
    assert client.post("/desk/account/password/", new).url == "/desk/"
    assert client.get("/desk/").status_code == 200
    assert [a.kind for a in AccountAct.objects.order_by("pk")] == [
        AccountActKind.OPENED,
        AccountActKind.CHOSEN,
    ]


def test_a_reset_ends_what_is_open_and_begins_anew(office, desk):
    opened(desk, office)
    officer = Officer.objects.get(pk=office.drafter.officer.pk)
    officer.user.set_password(OWN)
    officer.user.save(update_fields=["password"])
    client = signed_in("ni-gao-ren", OWN)
    page = f"/desk/accounts/{officer.pk}/reset-password/"
    assert "没有填写理由" in desk.post(page, {"reason": ""}).content.decode()
    first = shown_password(desk.post(page, {"reason": "本人遗忘"}))
    assert client.get("/desk/account/").url.startswith("/desk/sign-in/")
    assert signed_in("ni-gao-ren", first).get("/desk/").url == "/desk/account/password/"


def test_a_disabled_account_opens_nothing_until_it_is_enabled(office, desk):
    first = opened(desk, office)
    officer = office.drafter.officer
    client = signed_in("ni-gao-ren", first)
    desk.post(f"/desk/accounts/{officer.pk}/disable/", {"reason": "调离"})
    assert client.get("/desk/").url.startswith("/desk/sign-in/"), "who is signed in is no longer"
    assert "sessionid" not in signed_in("ni-gao-ren", first).cookies
    assert "已停用" in desk.get(f"/desk/accounts/{officer.pk}/").content.decode()
    with pytest.raises(ActionBlocked):
        disable_account(viewer=office.administrator, officer=officer, reason="又一次")
    desk.post(f"/desk/accounts/{officer.pk}/enable/", {"reason": "调回"})
    assert "sessionid" in signed_in("ni-gao-ren", first).cookies


def test_whether_an_account_is_in_use_follows_from_its_acts(office):
    officer = office.drafter.officer
    administrator = office.administrator
    open_account(viewer=administrator, officer=officer, login="ni-gao-ren")
    for act in (disable_account, enable_account, disable_account):
        act(viewer=administrator, officer=officer, reason="示例")
        turns = officer.account_acts.filter(kind__in=(AccountActKind.DISABLED, AccountActKind.ENABLED))
        last = turns.order_by("-pk")[0]
        user = User.objects.get(username="ni-gao-ren")
        assert user.is_active == (last.kind == AccountActKind.ENABLED)


def test_nobody_acts_on_the_own_account_or_without_the_permission(office):
    own = office.administrator.officer
    for act in (reset_password, disable_account):
        with pytest.raises(ActionBlocked):
            act(viewer=office.administrator, officer=own, reason="示例")
        with pytest.raises(NotAllowed):
            act(viewer=office.auditor, officer=own, reason="示例")
    with pytest.raises(NotAllowed):
        open_account(viewer=office.auditor, officer=office.drafter.officer, login="x1")


def test_a_login_is_given_once_and_an_officer_has_one_account(office, desk):
    opened(desk, office)
    taken = desk.post("/desk/accounts/new/", {"officer": office.auditor.officer.pk, "login": "ni-gao-ren"})
    assert "已经有人使用" in taken.content.decode()
    wrong = desk.post("/desk/accounts/new/", {"officer": office.auditor.officer.pk, "login": "张三"})
    assert "由 2 至 30 个字母、数字组成" in wrong.content.decode()
    with pytest.raises(ActionBlocked):
        open_account(viewer=office.administrator, officer=office.drafter.officer, login="other")


def test_an_act_on_an_account_cannot_be_changed(office):
    open_account(viewer=office.administrator, officer=office.drafter.officer, login="ni-gao-ren")
    with pytest.raises(DatabaseError):
        AccountAct.objects.update(reason="另一个理由")


def test_first_passwords_differ_and_are_read_without_doubt():
    made = {first_password() for _ in range(50)}
    assert len(made) == 50
    assert all(re.fullmatch(r"[a-hjkmnp-z2-9]{4}(-[a-hjkmnp-z2-9]{4}){2}", each) for each in made)
