"""The last stage of a case follows by itself; a letter that was set aside holds nothing up."""

from __future__ import annotations

import datetime

import pytest

from gongkai.bodies.tests.factory import Bureau, bureau, signed_in
from gongkai.inforequests.actions.record_delivery import record_delivery
from gongkai.inforequests.actions.write import rewrite
from gongkai.inforequests.models import InfoRequest
from gongkai.inforequests.page import Stage, path_of
from gongkai.inforequests.permissions import next_on_case
from gongkai.inforequests.status import case_status
from gongkai.inforequests.tests.letters import DAY, GIVEN, letter_of, received, served, written
from gongkai.review.actions.abandon import abandon
from gongkai.review.queries import unsettled

pytestmark = pytest.mark.django_db
LATER = datetime.date(2026, 7, 15)


@pytest.fixture
def office() -> Bureau:
    return bureau()


@pytest.fixture
def case(office: Bureau) -> InfoRequest:
    return received(office)


def last_stage(case: InfoRequest) -> Stage:
    return path_of(case_status(case))[-1]


def test_a_case_is_closed_on_the_day_on_which_its_last_letter_arrived(
    office: Bureau, case: InfoRequest
) -> None:
    assert last_stage(case) == Stage("归档")
    letter = served(office, case, "reply").letter
    assert last_stage(case) == Stage("归档", "next", "登记签收后归档")
    record_delivery(viewer=office.disclosure_officer.on(LATER), letter=letter, received_on=LATER)
    closed = Stage("归档", "done", f"{LATER} 办结，案卷随之归档（条例第四十五条）")
    assert last_stage(case) == closed
    page = signed_in(office.disclosure_officer).get(f"/desk/requests/{case.pk}/").content.decode()
    assert closed.note in page


def test_a_letter_under_way_keeps_a_case_open(office: Bureau, case: InfoRequest) -> None:
    served(office, case, "reply", method="direct", received_on=DAY)
    assert last_stage(case).state == "done"
    renewed = written(office, case, "reply", renewal="示例·更正", doc_number="示工信公开〔2026〕2号")
    assert last_stage(case) == Stage("归档", "next", "还有信函在办，送达后归档")
    abandon(viewer=office.disclosure_officer.on(DAY), version=renewed, reason="示例·不再重新答复")
    assert last_stage(case).state == "done"


def test_a_letter_that_was_set_aside_waits_for_nobody_and_is_taken_up_by_its_next_version(
    office: Bureau, case: InfoRequest
) -> None:
    viewer = office.disclosure_officer.on(DAY)
    version = written(office, case, "supplement")
    assert unsettled(viewer).exists()
    assert next_on_case(viewer, case) == ""
    abandon(viewer=viewer, version=version, reason="示例·电话里已说明")
    assert not unsettled(viewer).exists()
    assert next_on_case(office.disclosure_officer.on(DAY), case) == "inforequests.write_reply"
    page = signed_in(office.disclosure_officer).get(f"/desk/requests/{case.pk}/").content.decode()
    assert f"{DAY} 弃稿" in page
    given = {"doc_number": "示工信公开〔2026〕1号", **GIVEN["inforequests.supplement"]}
    again = rewrite(viewer=viewer, letter=letter_of(version), given=given)
    assert again.number == 2
    assert case_status(case).letters[0].is_under_way
