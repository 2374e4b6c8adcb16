"""Documents that ended and are called in force; parties of whom much is public together; the report that is due."""

from __future__ import annotations

import datetime

import pytest

from gongkai.bodies.tests.factory import Bureau, bureau
from gongkai.norms.actions.settle_value import enter_value
from gongkai.papers.ledgers import REPEALS
from gongkai.proactive.tests.listing import OUT, listed
from gongkai.proactive.tests.released import withdrawn
from gongkai.proactive.tests.things import decision, put
from gongkai.publisher.tests.things import site
from gongkai.review.tests import factory
from gongkai.review.tests.factory import DAY
from gongkai.upkeep import queries
from gongkai.upkeep.alerts import ended
from gongkai.upkeep.consequences import gathering
from gongkai.upkeep.home import due_reports, sites_to_report
from gongkai.upkeep.registers import why_ended
from gongkai.upkeep.tests.things import designated, disclosed_of, entry, follow, published, stated

pytestmark = pytest.mark.django_db

NUMBER = "示工信发〔2023〕5号"
TODAY = datetime.date(2024, 1, 8)


@pytest.fixture
def office() -> Bureau:
    return bureau()


def told(office: Bureau, on: datetime.date = TODAY) -> list[str]:
    found = queries.no_longer_in_force(office.disclosure_officer.on(on))
    return [f"{each.doc_number}：{why_ended(each)}" for each in found]


def test_an_expired_document_is_told_from_the_day_after(office: Bureau) -> None:
    entry(office)
    designated(office, expires_on=datetime.date(2024, 1, 7))
    assert told(office, datetime.date(2024, 1, 7)) == []
    assert told(office) == [f"{NUMBER}：有效期至 2024-01-07"]
    ((said, _),) = ended(office.disclosure_officer.on(TODAY))
    assert "有 1 件" in said


def test_a_repealed_document_is_told(office: Bureau) -> None:
    entry(office)
    designated(office)
    put(office, REPEALS, doc_number=NUMBER, manner="repealed", repealed_on=DAY, basis="示例·废止决定")
    (found,) = queries.no_longer_in_force(office.disclosure_officer.on(TODAY))
    assert why_ended(found) == "2023-05-08 已登记废止"


@pytest.mark.parametrize("validity", ["repealed", "lapsed"])
def test_what_the_register_calls_ended_is_in_order(validity: str, office: Bureau) -> None:
    entry(office, validity=validity, ended_on=DAY)
    designated(office, expires_on=DAY)
    assert told(office) == []


def test_a_later_public_document_that_repeals_one_is_read(office: Bureau) -> None:
    entry(office)
    made = published(
        office, f"本通知自印发之日起施行，《示例·办法》（{NUMBER}）同时废止。", title="示例·新办法"
    )
    (found,) = queries.no_longer_in_force(office.disclosure_officer.on(TODAY))
    assert found.named_in == made.document.pk
    withdrawn(office, made, on=DAY)
    follow()
    assert told(office) == []


def test_a_document_that_only_names_one_ends_nothing_and_is_said_to_speak_of_it(office: Bureau) -> None:
    found = entry(office)
    designated(office, expires_on=DAY)
    made = published(office, f"按照《示例·办法》（{NUMBER}）办理。另有一件已经废止。", title="示例·解读")
    viewer = office.disclosure_officer.on(TODAY)
    assert queries.speaking_of(viewer, [found]) == {found.pk: [made.document]}
    (entry_found,) = queries.no_longer_in_force(viewer)
    assert entry_found.named_in is None


def test_another_organs_documents_are_not_among_them(office: Bureau) -> None:
    entry(office)
    designated(office, expires_on=DAY)
    assert told(bureau("QT")) == []


def test_many_pieces_about_one_party_are_told_by_the_units_own_number(office: Bureau) -> None:
    viewer = office.disclosure_officer.on(TODAY)
    disclosed_of(office, "示例·甲公司", times=4, on=datetime.date(2023, 12, 1))
    assert list(queries.gathered(viewer)) == []
    own = {"value": 4, "in_force_from": datetime.date(2023, 1, 1), "basis": "示例·本单位规定"}
    enter_value(viewer=viewer, key="site.gathered", **own)
    assert list(queries.gathered(office.disclosure_officer.on(TODAY))) == [
        {"party": "示例·甲公司", "number": 4}
    ]


def test_what_was_made_public_long_ago_is_not_counted(office: Bureau) -> None:
    disclosed_of(office, "示例·甲公司", times=10, on=datetime.date(2023, 5, 10))
    assert len(queries.gathered(office.disclosure_officer.on(datetime.date(2024, 5, 10)))) == 1
    assert not queries.gathered(office.disclosure_officer.on(datetime.date(2024, 5, 11)))


def test_a_list_that_says_much_of_one_party_is_told_of_before_its_review(office: Bureau) -> None:
    on = datetime.date(2023, 5, 10)
    disclosed_of(office, "示例·甲公司", times=8, on=on)
    two = [decision(office, f"示许〔2023〕{n}号", party="示例·甲公司") for n in (21, 22)]
    one = decision(office, "示许〔2023〕23号", party="示例·乙公司")
    viewer = office.drafter.on(OUT)
    assert gathering(viewer, listed(office, [two[0], one])) == []
    (said,) = gathering(viewer, listed(office, [*two, one]))
    assert said.message.startswith("连同 12 个月内已公开的，关于“示例·甲公司”（10 项）的信息较多")
    assert gathering(viewer, factory.drafted(office)) == []


def test_the_websites_report_is_due_until_its_address_is_stated(office: Bureau) -> None:
    viewer = office.disclosure_officer.on(TODAY)
    assert not sites_to_report(viewer).exists()
    site(office)
    assert sites_to_report(viewer).exists()
    (line,) = due_reports(viewer)
    assert (line.title, line.due_on) == ("2023 年政府网站工作年度报表", datetime.date(2024, 1, 31))
    stated(office, "published_at", "https://www.example.gov.cn/r.html")
    assert not sites_to_report(office.disclosure_officer.on(TODAY)).exists()
