"""A document as the public reads it: its head, how it is set, who signed it, and what ended it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from lxml import html

from gongkai.bodies.corrections import correcting, replace_fact, successor
from gongkai.bodies.tests.factory import Bureau, added, bureau
from gongkai.papers.models import NormativeDesignation, NormativeRepeal, OfficialDocument
from gongkai.portal.tests.released import issued, released
from gongkai.review.models import Release
from gongkai.review.tests.factory import DAY

pytestmark = pytest.mark.django_db

BODY = """各县区工业和信息化局：
一、总体要求
示例第一段。
（一）加强监察
示例第二段。
一、这一句是正文，不是标题。"""


@pytest.fixture
def office() -> Bureau:
    return bureau()


def page_of(client: Client, made: Release) -> Any:
    return html.fromstring(client.get(made.address).content.decode())


def test_a_text_is_set_as_official_documents_are(client: Client, office: Bureau) -> None:
    page = page_of(client, issued(office, body=BODY))
    assert page.xpath('//p[@class="document-to"]/text()') == ["各县区工业和信息化局："]
    assert page.xpath('//h2[@class="document-heading"]/text()') == ["一、总体要求"]
    assert page.xpath('//h3[@class="document-subheading"]/text()') == ["（一）加强监察"]
    assert page.xpath('//p[@class="document-text"]/text()') == [
        "示例第一段。",
        "示例第二段。",
        "一、这一句是正文，不是标题。",
    ]


def test_an_official_document_bears_number_day_and_signature(client: Client, office: Bureau) -> None:
    page = page_of(client, issued(office))
    head = dict(zip(page.xpath("//article//dt/text()"), page.xpath("//article//dd"), strict=True))
    assert head["发文字号"].text == "示工信发〔2023〕1号"
    assert head["成文日期"].text == head["公开日期"].text == "2023-05-08"
    assert head["有效性"].text == "有效"
    [signed] = page.find_class("document-signed")
    assert [each.text for each in signed] == ["示例局SL", "2023年5月8日"]


@pytest.mark.parametrize("end", ["示例局SL\n2023年5月8日", "示例局SL"])
def test_a_text_that_bears_its_signature_gets_no_second_one(client: Client, office: Bureau, end: str) -> None:
    assert page_of(client, issued(office, body=f"示例正文。\n{end}")).find_class("document-signed") == []


def test_a_notice_has_no_signature_of_its_own(client: Client, office: Bureau) -> None:
    assert page_of(client, released(office)).find_class("document-signed") == []


def test_what_was_repealed_says_on_what_and_leads_to_it(client: Client, office: Bureau) -> None:
    old, new = issued(office, title="示例·旧办法"), issued(office, title="示例·新办法")
    entry = OfficialDocument.objects.get(document=old.document)
    with correcting(office.disclosure_officer.on(DAY), entry, reason="示例") as tx:
        replace_fact(tx, successor(entry, reason="示例", validity="repealed", ended_on=DAY))
    page = page_of(client, old)
    assert "本文件已废止，仅供查阅。" in page.text_content()
    listed = html.fromstring(client.get("/organs/SL/documents/").content.decode()).xpath("//main//li")
    assert ["废止" in line.text_content() for line in listed] == [False, True]
    assert "示工信发〔2023〕1号" in listed[1].text_content()
    designation = NormativeDesignation(
        organ=office.organ,
        doc_number="示工信发〔2023〕1号",
        title="示例·旧办法",
        made_on=DAY,
        counted_on=DAY,
        registration_number="示例登记1号",
        determined_on=DAY,
        determined_by="示例机构",
    )
    repeal = NormativeRepeal(
        organ=office.organ,
        doc_number="示工信发〔2023〕1号",
        manner="repealed",
        repealed_on=DAY,
        counted_on=DAY,
        basis="由示工信发〔2023〕2号废止，示例·没有人审过的话",
    )
    added([designation])
    added([repeal])
    page = page_of(client, old)
    assert "没有人审过的话" not in page.text_content()
    assert page.xpath('//div[@role="note"]//a/@href') == [new.address]
    assert page_of(client, new).xpath('//div[@role="note"]') == []


def test_the_list_is_sifted_by_kind_year_and_validity(client: Client, office: Bureau) -> None:
    notice, number = released(office), issued(office)

    def listed(**chosen: str) -> list[str]:
        page = html.fromstring(client.get("/organs/SL/documents/", chosen).content.decode())
        links: list[str] = page.xpath('//ul[contains(@class, "years-wide")]//a/@href')
        return links

    assert listed() == [number.address, notice.address]
    assert listed(kind="notice") == [notice.address]
    assert listed(validity="in_force") == [number.address]
    assert listed(validity="repealed") == []
    assert listed(year="2023", kind="instrument") == [number.address]
    assert listed(year="2022") == []
    for odd in ("\x01", "9" * 5000, "²", "x"):
        assert len(listed(kind=odd, year=odd, validity=odd, page=odd)) == 2


def test_the_first_page_begins_with_search_and_what_can_be_done(client: Client, office: Bureau) -> None:
    page = html.fromstring(client.get("/organs/SL/").content.decode())
    assert len(page.xpath('//form[@role="search"]')) == 1
    assert page.xpath('//nav[@aria-label="常办的事"]//a/text()') == ["查文件", "查年报"]
    for address in ("/organs/SL/documents/", "/reports/SL/", "/organs/SL/guide/", "/search/"):
        other = html.fromstring(client.get(address).content.decode())
        assert len(other.xpath('//header//form[@role="search"]')) == 1, address
