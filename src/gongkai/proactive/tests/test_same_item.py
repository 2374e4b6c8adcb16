"""What may be the same item is told before it counts twice: typed, brought in by a file, or about to be released."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.urls import reverse

from gongkai import registry
from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.tests.factory import Bureau, bureau, signed_in
from gongkai.proactive.ledgers import PUBLICATIONS
from gongkai.proactive.models import Channel, PublicationRecord
from gongkai.proactive.queries import publications
from gongkai.proactive.tests.released import approved, own_site, released
from gongkai.proactive.tests.things import TODAY, channel, put
from gongkai.review.models import Release
from gongkai.review.tests import factory
from gongkai.review.tests.factory import DAY
from gongkai.shell.ledgers.import_run import run_import
from gongkai.shell.ledgers.planning import Plan, plan_import

pytestmark = pytest.mark.django_db

SOON = DAY + datetime.timedelta(days=14)
LATE = DAY + datetime.timedelta(days=15)
OTHER_TITLE = "示例·另一标题"


@pytest.fixture
def office() -> Bureau:
    return bureau()


@pytest.fixture
def site(office: Bureau) -> Channel:
    return own_site(office)


@pytest.fixture
def made(office: Bureau, site: Channel) -> Release:
    return released(office)


def typed(office: Bureau, on: Channel, title: str = "示例·通知", **row: Any) -> PublicationRecord:
    record: PublicationRecord = put(
        office, PUBLICATIONS, **{"channel": on.name, "title": title, "published_on": DAY, **row}
    )
    return record


def plan_of(office: Bureau, data: str) -> Plan:
    importer = registry.one(registry.Importer, PUBLICATIONS.id)
    return plan_import(office.disclosure_officer.on(TODAY), importer, data.encode(), "1.csv")


@pytest.mark.parametrize("on", [DAY, SOON, DAY - datetime.timedelta(days=14)])
def test_the_same_title_on_the_same_channel_within_a_fortnight_is_asked_about(
    on: datetime.date, office: Bureau, site: Channel, made: Release
) -> None:
    with pytest.raises(ActionBlocked, match="“示例·通知”2023-05-08 公开时已自动记入“示例·本机关网站”"):
        typed(office, site, published_on=on)


def test_the_same_address_is_asked_about_whatever_the_title(
    office: Bureau, site: Channel, made: Release
) -> None:
    url = f"https://www.example.cn{made.address}"
    with pytest.raises(ActionBlocked, match="可能是同一条"):
        typed(office, site, OTHER_TITLE, published_on=LATE, url=url)


@pytest.mark.parametrize(
    "row",
    [{"published_on": LATE}, {"title": OTHER_TITLE}, {"url": "https://www.example.cn/", "title": "示例·三"}],
)
def test_what_is_another_item_is_entered_without_a_word(
    row: dict[str, Any], office: Bureau, site: Channel, made: Release
) -> None:
    assert typed(office, site, **row)


def test_another_channel_is_another_item(office: Bureau, made: Release) -> None:
    assert typed(office, channel(office))


def test_another_organs_release_says_nothing(office: Bureau, made: Release) -> None:
    other = bureau("QT")
    assert typed(other, own_site(other))


def test_the_form_asks_and_takes_the_word_that_it_is_another(
    office: Bureau, site: Channel, made: Release
) -> None:
    browser = signed_in(office.disclosure_officer)
    address = reverse("shell:enter", args=[PUBLICATIONS.id])
    row = {"channel": site.name, "title": "示例·通知", "published_on": str(DAY)}
    assert 'name="aware"' not in browser.get(address).content.decode()
    asked = browser.post(address, row)
    assert asked.status_code == 422
    assert "可能是同一条" in asked.content.decode()
    assert 'name="aware"' in asked.content.decode()
    assert publications(office.auditor).count() == 1
    browser.post(address, {**row, "aware": "on"})
    assert publications(office.auditor).count() == 2


def test_a_dry_run_names_the_rows_that_may_be_the_same(office: Bureau, site: Channel, made: Release) -> None:
    data = (
        "渠道,标题,发布日期,网址\n"
        f"{site.name},示例·通知,{SOON},\n"
        f"{site.name},{OTHER_TITLE},{DAY},https://www.example.cn{made.address}\n"
        f"{site.name},示例·三,{DAY},\n"
    )
    plan = plan_of(office, data)
    assert plan.errors == []
    told = [notice for notice in plan.notices if "可能是同一条" in notice]
    assert [notice.split("：")[0] for notice in told] == [plan.rows[0].place, plan.rows[1].place]
    importer = registry.one(registry.Importer, PUBLICATIONS.id)
    assert run_import(office.disclosure_officer.on(TODAY), importer, data.encode(), "1.csv").done
    assert not any("可能是同一条" in notice for notice in plan_of(office, data).notices), "they stand already"


def test_many_rows_are_told_as_a_number(office: Bureau, site: Channel, made: Release) -> None:
    rows = "".join(f"{site.name},示例·通知,{DAY},示例栏目{n}\n" for n in range(25))
    plan = plan_of(office, f"渠道,标题,发布日期,栏目\n{rows}")
    assert sum("可能是同一条" in notice for notice in plan.notices) == 20
    assert any(notice.startswith("另有 ") for notice in plan.notices)


def test_who_drafts_and_who_releases_is_told_of_what_was_typed(office: Bureau, site: Channel) -> None:
    record = typed(office, site)
    entry = reverse("shell:record", args=[PUBLICATIONS.id, record.pk])
    draft = factory.drafted(office)
    page = signed_in(office.drafter).get(reverse("review:submit", args=[draft.pk])).content.decode()
    assert "已有手工登记的“示例·通知”" in page
    assert f'href="{entry}"' in page
    ready = approved(office)
    browser = signed_in(office.disclosure_officer)
    address = reverse("review:version", args=[ready.pk])
    assert "已有手工登记的“示例·通知”" in browser.get(address).content.decode()
    browser.post(reverse("review:release", args=[ready.pk]))
    assert Release.objects.count() == 1, "it stands against nothing"
    assert "已有手工登记" not in browser.get(address).content.decode()


def test_what_was_typed_with_the_address_is_told_too(office: Bureau, site: Channel) -> None:
    draft = factory.drafted(office)
    typed(office, site, OTHER_TITLE, url=f"https://www.example.cn/documents/{draft.document_id}/")
    page = signed_in(office.drafter).get(reverse("review:submit", args=[draft.pk])).content.decode()
    assert f"已有手工登记的“{OTHER_TITLE}”" in page


def test_what_no_ledger_has_by_release_is_not_chosen_where_it_was_typed(office: Bureau) -> None:
    made = released(office)
    record = typed(office, own_site(office))
    page = signed_in(office.disclosure_officer).get(reverse("proactive:unrecorded")).content.decode()
    assert reverse("shell:record", args=[PUBLICATIONS.id, record.pk]) in page
    assert f'value="{made.pk}"' in page
    assert "checked" not in page
