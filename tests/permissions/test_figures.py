"""Behind a figure stand records of another room: who may not open them there gets their number alone."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.permissions.places import CELL
from tests.permissions.test_every_url import signed_in
from tests.permissions.world import YEAR, house

pytestmark = pytest.mark.django_db

ASKED = ({}, {"export": "xlsx"}, {"totals": "1"}, {"q": "示例"})


def test_a_figure_shows_its_records_only_to_who_may_see_them_in_their_own_room() -> None:
    home = house("SL")
    url = reverse("reporting:figure", args=[YEAR, CELL])
    for asked in ASKED:
        page = signed_in(home, "drafter").get(url, asked)
        assert page["Content-Type"].startswith("text/html")
        said = page.content.decode()
        assert "您的岗位不能查看" in said
        assert home.request.number not in said
    assert home.request.number in signed_in(home, "disclosure_officer").get(url).content.decode()


def test_the_files_of_all_records_are_for_who_may_see_them_all() -> None:
    home = house("SL")
    ledger = reverse("reporting:ledger", args=[YEAR])
    drafter, officer = signed_in(home, "drafter"), signed_in(home, "disclosure_officer")
    assert drafter.get(ledger).status_code == 403
    assert officer.get(ledger).status_code == 200
    report = reverse("reporting:report", args=[YEAR])
    assert ledger not in drafter.get(report).content.decode()
    assert ledger in officer.get(report).content.decode()
