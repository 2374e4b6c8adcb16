"""The screens of deliveries as officers use them."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.urls import reverse

from gongkai.bodies.actions.be_away import record_absence
from gongkai.bodies.tests.factory import Bureau, bureau, signed_in
from gongkai.ledger import clock
from gongkai.proactive.queries import publications
from gongkai.proactive.tests.released import own_site, withdrawn
from gongkai.proactive.tests.things import channel
from gongkai.publisher import queries
from gongkai.publisher.actions.record_result import on_delivery
from gongkai.publisher.events import DeliveryAttempted
from gongkai.publisher.models import Delivery, DeliveryAttempt
from gongkai.publisher.package import package_of, slip_of
from gongkai.publisher.tests.things import PORTAL_PAGE, chosen, delivered_to, portal, site, succeeded
from gongkai.review.actions.decide import decide
from gongkai.review.actions.release import release
from gongkai.review.tests import factory
from gongkai.review.tests.factory import DAY
from gongkai.shell import sources

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Bureau:
    return bureau()


def read(delivery: Delivery) -> str:
    return reverse("publisher:delivery", args=[delivery.pk])


def test_channels_are_chosen_on_the_document_and_shown_to_the_reviewer(office: Bureau) -> None:
    site(office)
    city, weibo = portal(office), channel(office)
    version = factory.drafted(office)
    browser = signed_in(office.drafter)
    document = reverse("papers:document", args=[version.document_id])
    way = reverse("publisher:choose", args=[version.document_id])
    assert way in browser.get(document).content.decode()
    answer = browser.post(way, {"channels": [city.pk, weibo.pk]}, follow=True)
    assert answer.redirect_chain[-1][0] == document
    assert "公开后发布" in answer.content.decode()
    sheet = browser.get(reverse("review:submit", args=[version.pk])).content.decode()
    assert "【示例·通知】示例正文第一段。" in sheet
    factory.submitted(office, version)
    review = signed_in(office.section_head).get(reverse("review:version", args=[version.pk]))
    assert "【示例·通知】示例正文第一段。" in review.content.decode()
    assert browser.post(way, {"channels": ["0"]}).status_code == 422


def test_what_a_channel_lacks_is_told_before_sending_for_review(office: Bureau) -> None:
    version = factory.drafted(office)
    wechat = channel(office, "示例·公众号", "wechat")
    signed_in(office.drafter).post(
        reverse("publisher:choose", args=[version.document_id]), {"channels": [channel(office).pk, wechat.pk]}
    )
    page = signed_in(office.drafter).get(reverse("review:submit", args=[version.pk])).content.decode()
    assert "没有登记本机关网站的网址" in page
    assert "封面图" in page


def test_an_officer_enters_the_address_and_what_is_wrong_is_said_at_the_field(office: Bureau) -> None:
    (delivery,) = delivered_to(office, portal(office))
    browser = signed_in(office.disclosure_officer)
    done = reverse("publisher:done", args=[delivery.pk])
    refused = browser.post(done, {"address": "示例", "done_on": DAY, "done_at": "25:00"})
    assert refused.status_code == 422
    assert "时间应写成 09:30" in refused.content.decode()
    assert 'value="示例"' in refused.content.decode()
    said = {"address": PORTAL_PAGE, "done_on": DAY, "done_at": "09:30"}
    page = browser.post(done, said, follow=True).content.decode()
    assert "已登记发布，已记入信息发布台账" in page
    assert PORTAL_PAGE in page
    listed = browser.get(reverse("shell:register", args=["publisher.deliveries"])).content.decode()
    assert f"{DAY} 已发布" in listed


def test_home_tells_what_waits_to_who_does_it(office: Bureau) -> None:
    (delivery,) = delivered_to(office, portal(office))
    assert read(delivery) in signed_in(office.disclosure_officer).get(reverse("desk:home")).content.decode()
    assert read(delivery) not in signed_in(office.drafter).get(reverse("desk:home")).content.decode()


def test_an_auditor_reads_and_has_no_button(office: Bureau) -> None:
    (delivery,) = delivered_to(office, portal(office))
    page = signed_in(office.auditor).get(read(delivery)).content.decode()
    assert "待发布" in page
    assert '<button class="act">已发布' not in page
    assert signed_in(bureau("QT").auditor).get(read(delivery)).status_code == 404


def test_the_kinds_defaults_are_set_by_who_keeps_the_channels(office: Bureau) -> None:
    city = portal(office)
    way = reverse("publisher:defaults", args=["notice"])
    browser = signed_in(office.disclosure_officer)
    assert "已保存发布渠道" in browser.post(way, {"channels": [city.pk]}, follow=True).content.decode()
    assert queries.chosen(office.auditor.on(DAY), "notice", None) == [city]
    assert signed_in(office.drafter).get(way).status_code == 403
    assert browser.get(reverse("publisher:defaults", args=["organ_profile"])).status_code == 404


def test_the_package_holds_what_was_reviewed_and_the_slip_and_is_the_same_twice(office: Bureau) -> None:
    site(office)
    city = portal(office)
    approval = factory.approved(office, factory.official(office))
    signed_in(office.disclosure_officer).post(
        reverse("review:register", args=[approval.pk]), {"dated_by": "signing"}
    )
    signed_in(office.drafter).post(
        reverse("publisher:choose", args=[approval.version.document_id]), {"channels": [city.pk]}
    )
    made = release(viewer=office.disclosure_officer.on(DAY), version=approval.version)
    delivery = Delivery.objects.get(release=made)
    answer = signed_in(office.disclosure_officer).get(reverse("publisher:package", args=[delivery.pk]))
    package = zipfile.ZipFile(io.BytesIO(answer.content))
    assert set(package.namelist()) == {"正文.html", "正文.docx", "正文.pdf", "审批单.pdf"}
    page = package.read("正文.html").decode()
    assert "示例正文第一段。" in page
    assert '<meta name="ArticleTitle" content="示例·通知">' in page
    assert package.read("审批单.pdf").startswith(b"%PDF")
    assert package_of(office.disclosure_officer, delivery) == answer.content


def test_a_page_says_that_it_was_counted_only_where_it_was(office: Bureau) -> None:
    site(office)
    (delivery,) = delivered_to(office, channel(office))
    officer = office.disclosure_officer.on(DAY)
    with on_delivery(officer, delivery) as (tx, found):  # it was under way when the document was withdrawn
        tx.add(DeliveryAttempt(delivery=found, number=1, begun_at=clock.now()))
        tx.record(DeliveryAttempted(number=1), subjects=[found])
    withdrawn(office, delivery.release, on=DAY)
    said = {"address": "https://weibo.com/1/a", "done_on": DAY.isoformat(), "posted": delivery.text}
    done = signed_in(officer).post(reverse("publisher:done", args=[delivery.pk]), said, follow=True)
    assert "已登记发布。" in done.content.decode()
    assert not publications(officer).filter(channel=delivery.channel).exists()


def test_an_address_that_is_none_is_said_on_the_page(office: Bureau) -> None:
    (delivery,) = delivered_to(office, portal(office))
    said = {"address": "http://[", "done_on": DAY.isoformat()}
    refused = signed_in(office.disclosure_officer).post(reverse("publisher:done", args=[delivery.pk]), said)
    assert (refused.status_code, "应以 http:// 或者 https:// 开头" in refused.content.decode()) == (422, True)


def test_a_site_whose_address_is_none_keeps_nothing_from_going_out(office: Bureau) -> None:
    own_site(office, account="http://[")
    (delivery,) = delivered_to(office, channel(office))
    assert "://" not in delivery.text


def test_home_tells_the_first_and_leads_to_the_others(
    office: Bureau, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "LINES_SHOWN", 1)
    first, _ = delivered_to(office, portal(office), channel(office))
    home = signed_in(office.disclosure_officer).get(reverse("desk:home")).content.decode()
    assert "另有 1 项渠道发布" in home
    succeeded(office, first)
    way = reverse("shell:register", args=["publisher.deliveries"])
    for progress, shown in (("waiting", 1), ("succeeded", 1), ("unknown", 0), ("dropped", 0)):
        page = signed_in(office.auditor).get(way, {"state": progress}).content.decode()
        assert page.count('href="/desk/channels/') == shown, progress


def test_the_slip_says_who_acted_for_whom(office: Bureau) -> None:
    assert office.deputy_head.officer is not None
    version = factory.drafted(office)
    chosen(office, version, portal(office))
    factory.examined(office, version)
    record_absence(
        viewer=office.administrator.on(DAY),
        officer=office.deputy_head.officer,
        stand_in=office.disclosure_officer.officer,
        reason="示例",
        from_on=DAY,
        until_on=DAY,
    )
    decide(
        viewer=office.disclosure_officer.on(DAY), version=version, agree=True, opinion="", proofread="示例"
    )
    made = release(viewer=office.disclosure_officer.on(DAY), version=version)
    slip = slip_of(office.disclosure_officer, Delivery.objects.get(release=made), {})
    steps = {field.label: field.text for field in slip.fields}["审查和审批"]
    assert f"（代{office.deputy_head.officer}）" in steps
