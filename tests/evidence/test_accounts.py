"""A password that somebody wrote into the table lets nobody in, and is found."""

from __future__ import annotations

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client

from gongkai.bodies.models import User
from gongkai.bodies.tests.factory import Bureau, account_of, bureau
from gongkai.ledger.verify import everything
from gongkai.shell.actions.choose_password import choose_password
from gongkai.shell.actions.reset_password import reset_password

pytestmark = pytest.mark.django_db

KNOWN = "known-to-the-attacker"


@pytest.fixture
def office() -> Bureau:
    return bureau()


@pytest.fixture
def account(office: Bureau) -> User:
    return account_of(office.deputy_head.officer, "fenguan")


def lets_in(name: str, password: str) -> bool:
    return Client().login(username=name, password=password)


def found() -> list[str]:
    return [each.where for each in everything() if each.where.startswith("bodies.User")]


def test_a_password_that_the_program_stored_lets_in(office: Bureau, account: User) -> None:
    officer = office.deputy_head.officer
    officer.refresh_from_db()
    choose_password(viewer=office.deputy_head, officer=officer, password=KNOWN)
    assert lets_in(account.username, KNOWN)
    first = reset_password(viewer=office.administrator, officer=officer, reason="示例")
    assert lets_in(account.username, first)
    assert not lets_in(account.username, KNOWN)
    assert found() == []


def test_one_written_into_the_table_does_not(account: User) -> None:
    User.objects.filter(pk=account.pk).update(password=make_password(KNOWN))
    assert not lets_in(account.username, KNOWN)
    assert found() == [f"bodies.User:{account.pk}"]


def test_one_copied_from_another_account_does_not(office: Bureau, account: User) -> None:
    officer = office.drafter.officer
    mine = account_of(officer, "nigao")
    officer.refresh_from_db()
    choose_password(viewer=office.drafter, officer=officer, password=KNOWN)
    mine.refresh_from_db()
    User.objects.filter(pk=account.pk).update(password=mine.password, seal=mine.seal)
    assert not lets_in(account.username, KNOWN)
    User.objects.filter(pk=mine.pk).update(username="somebody")
    User.objects.filter(pk=account.pk).update(username="nigao")
    assert not lets_in("nigao", KNOWN)
    assert len(found()) == 2
