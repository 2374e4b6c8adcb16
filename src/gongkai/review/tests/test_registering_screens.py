"""登记 on the screens: from the draft's form to number, register and public page."""

from __future__ import annotations

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from gongkai.bodies.tests.factory import Bureau, bureau, signed_in
from gongkai.norms.today import today
from gongkai.papers.actions.set_aside import set_aside
from gongkai.papers.models import Version
from gongkai.review.tests import factory
from gongkai.review.tests.factory import DAY


@pytest.fixture
def office(db: None) -> Bureau:
    return bureau()


def test_the_whole_way_by_screen(office: Bureau) -> None:
    officer = signed_in(office.disclosure_officer)
    opened = officer.post(reverse("papers:numbers"), {"code": "示工信发", "used_for": "发文"})
    assert opened.status_code == 302
    form = {
        "genre": "通知",
        "series": "示工信发",
        "title": "示例·通知",
        "body": "示例。",
        "attribute": "proactive",
    }
    assert (
        signed_in(office.drafter).post(reverse("papers:draft") + "?kind=instrument", form).status_code == 302
    )
    version = Version.objects.get()
    factory.approved(office, version)
    assert "已签发，待登记取号" in officer.get(reverse("desk:home")).content.decode()
    page = officer.get(reverse("review:version", args=[version.pk])).content.decode()
    assert "登记为 <strong>示工信发〔2023〕1号</strong>" in page
    wrong = officer.post(reverse("review:register", args=[version.pk]), {"dated_by": "meeting"})
    assert wrong.status_code == 422
    assert "请写明是哪次会议" in wrong.content.decode()
    done = officer.post(reverse("review:register", args=[version.pk]), {"dated_by": "signing"}, follow=True)
    assert "已登记为 示工信发〔2023〕1号，成文日期 2023-05-08，已记入公文台账。" in done.content.decode()
    assert officer.post(reverse("review:release", args=[version.pk])).status_code == 302
    public = Client().get(f"/documents/{version.document_id}/").content.decode()
    assert "示工信发〔2023〕1号" in public
    assert "2023-05-08" in public
    assert (
        "示工信发〔2023〕1号" in officer.get(reverse("papers:documents") + "?q=〔2023〕1号").content.decode()
    )
    series = officer.get(
        reverse("papers:series", args=[factory.series_of(office).pk]) + "?year=2023"
    ).content.decode()
    assert "示工信发〔2023〕2号" in series


def test_a_series_is_read_year_by_year_and_page_by_page(office: Bureau) -> None:
    factory.official(office)
    officer, series = office.disclosure_officer.on(DAY), factory.series_of(office)
    for number in range(1, 53):
        set_aside(viewer=officer, series=series, purpose="skipped", year=2023, number=number, reason="示例")
    address, desk = reverse("papers:series", args=[series.pk]), signed_in(office.disclosure_officer)
    first = desk.get(address + "?year=2023").content.decode()
    assert "示工信发〔2023〕52号" in first
    assert ">示工信发〔2023〕2号<" not in first
    assert "?year=2023&amp;before=3" in first
    second = desk.get(address + "?year=2023&before=3").content.decode()
    assert ">示工信发〔2023〕2号<" in second
    assert ">示工信发〔2023〕3号<" not in second
    assert 'href="?year=2023"' in desk.get(address).content.decode()
    assert desk.get(address + "?year=99999999999999999999&before=x").status_code == 200


def test_a_reservation_is_given_up_where_it_stands(office: Bureau) -> None:
    factory.official(office)
    officer, series, desk = (
        office.disclosure_officer.on(DAY),
        factory.series_of(office),
        signed_in(office.disclosure_officer),
    )
    aside = {"viewer": officer, "series": series, "year": 2023, "purpose": "reserved"}
    draw = set_aside(**aside, number=3, reason="示例·备用")
    page, way = reverse("papers:series", args=[series.pk]), reverse("papers:give_up", args=[draw.pk])
    assert way in desk.get(page + "?year=2023").content.decode()
    assert desk.post(way, {"reason": ""}).status_code == 422
    told = desk.post(way, {"reason": "示例·不发了"}, follow=True).content.decode()
    assert "示工信发〔2023〕3号 已取消预留。" in told
    assert "取消：示例·不发了" in told
    assert way not in told


DRAFT = {"title": "示例·公告", "genre": "通知", "body": "示例正文。", "attribute": "proactive"}
OFFICIAL = "/desk/papers/draft/?kind=instrument"


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"doc_number": "示工信发[2023]05号"}, "六角括号"),
        ({"made_on": "2023-02-30"}, "日期"),
        ({"series": "示办"}, "不在清单中"),
        ({"genre": "公开信"}, "不在清单中"),
        ({"genre": ""}, "没有选择公文种类。"),
    ],
)
def test_the_draft_of_an_official_document_says_what_is_wrong(
    changes: dict[str, str], says: str, office: Bureau
) -> None:
    answer = signed_in(office.drafter).post(OFFICIAL, DRAFT | changes)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not Version.objects.exists()


def test_a_document_cannot_be_dated_ahead(office: Bureau) -> None:
    tomorrow = today() + datetime.timedelta(days=1)
    answer = signed_in(office.drafter).post(OFFICIAL, DRAFT | {"made_on": tomorrow.isoformat()})
    assert answer.status_code == 422
    assert f"成文日期 {tomorrow} 晚于今天 {today()}" in answer.content.decode()
    assert signed_in(office.drafter).post(OFFICIAL, DRAFT | {"made_on": today()}).status_code == 302
