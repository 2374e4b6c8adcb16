"""What the desk itself tells as wrong."""

from __future__ import annotations

import datetime

import pytest

from gongkai import law, registry
from gongkai.bodies.tests.factory import bureau
from gongkai.desk.alerts import missing_notices
from gongkai.norms.actions.enter_notice import enter_notice
from gongkai.shell import lines_of

pytestmark = pytest.mark.django_db
NOVEMBER = datetime.date(2029, 11, 20)


def test_a_missing_notice_is_told_to_who_may_enter_it_until_it_is_entered() -> None:
    office = bureau(region="")
    for year in (2029, 2030):
        told = list(missing_notices(office.disclosure_officer.on(NOVEMBER)))
        assert told
        assert any(f"{year}年" in sentence for sentence, _ in told)
        notice = law.Notice(
            layer="national",
            year=year,
            title=f"示例：{year}年通知",
            number="示例",
            off={},
            working=frozenset(),
        )
        enter_notice(viewer=office.disclosure_officer.on(NOVEMBER), notice=notice)
    assert not list(missing_notices(office.disclosure_officer.on(NOVEMBER)))
    assert list(missing_notices(office.disclosure_officer.on(datetime.date(2030, 11, 20))))


def test_nobody_else_is_told() -> None:
    office = bureau()
    assert not lines_of(office.drafter.on(NOVEMBER), registry.one(registry.Alert, "desk.missing_notices"))


def test_in_spring_no_notice_of_the_next_year_is_missed() -> None:
    office = bureau()
    assert not list(missing_notices(office.disclosure_officer.on(datetime.date(2026, 3, 2))))
