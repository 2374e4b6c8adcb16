"""The way from a letter that cannot be final to the value it waits for."""

from __future__ import annotations

import pytest
from django.urls import reverse

from gongkai import registry
from gongkai.bodies.tests.factory import Bureau, bureau
from gongkai.desk.home import to_confirm
from gongkai.inforequests.tests.letters import confirm_all, received, written
from gongkai.shell import lines_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Bureau:
    return bureau()


def test_the_value_a_letter_waits_for_is_told_to_who_may_confirm_it(office: Bureau) -> None:
    case = received(office)
    assert not list(to_confirm(office.disclosure_officer))
    written(office, case, "supplement")
    [line] = to_confirm(office.disclosure_officer)
    assert line.title.startswith("申请人补正的合理期限 15 工作日")
    assert line.url == reverse("desk:settle", args=["supplement.applicant", "2019-05-15"])
    assert not lines_of(office.deputy_head, registry.one(registry.WaitingItem, "desk.unsettled"))
    confirm_all(office)
    assert not list(to_confirm(office.disclosure_officer))
