"""Structured pages: one of a kind in an organ, told what is wrong field by field, changed by versions alone."""

from __future__ import annotations

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.tests.factory import Bureau, account_of, bureau
from gongkai.bodies.viewer import NotAllowed
from gongkai.papers import structured
from gongkai.papers.actions.draft import add_version, draft_document, revise_document, store_version
from gongkai.papers.actions.write_page import write_page
from gongkai.papers.content import Content
from gongkai.papers.document_kinds import GUIDE, LEADERS, PROFILE, RULES, STAFFING
from gongkai.papers.models import Document, Version
from gongkai.papers.reading import page_of, text_of
from gongkai.papers.tests.pages import GUIDE_TEXT, LEADERS_TEXT, PAGE_TEXTS, PROFILE_TEXT

DAY = datetime.date(2023, 5, 8)

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Bureau:
    return bureau()


def written(office: Bureau, **changes: str) -> Version:
    return write_page(viewer=office.drafter.on(DAY), kind=GUIDE, typed=GUIDE_TEXT | changes)


def test_a_changed_field_is_the_next_version_of_the_same_page(office: Bureau) -> None:
    first, second = written(office), written(office, phone="0955-0000002")
    assert second.document == first.document
    assert (first.number, second.number) == (1, 2)
    assert first.content_json["phone"] == "0955-0000001"


def test_nothing_changed_stores_nothing(office: Bureau) -> None:
    first = written(office)
    assert written(office, phone=" 0955-0000001 ", website="") == first
    assert Version.objects.count() == 1


def test_another_organ_has_a_page_of_its_own(office: Bureau) -> None:
    ours, theirs = written(office), written(bureau("QT"))
    assert ours.document != theirs.document
    assert theirs.title == "示例局QT政府信息公开指南"


def test_a_version_reads_as_its_fields(office: Bureau) -> None:
    version = write_page(viewer=office.drafter.on(DAY), kind=PROFILE, typed=PROFILE_TEXT)
    assert text_of(version).splitlines() == [
        "示例局SL机构概况",
        "机关职能：示例职能。",
        "内设机构·办公室：综合协调（示例）",
        "内设机构·示例科：示例业务",
    ]
    assert "<dt>办公室</dt><dd>综合协调（示例）</dd>" in page_of(version)
    assert structured.typed_in(version) == PROFILE_TEXT


def test_entries_of_more_than_a_pair_read_as_a_table(office: Bureau) -> None:
    version = write_page(viewer=office.drafter.on(DAY), kind=LEADERS, typed=LEADERS_TEXT)
    assert text_of(version).splitlines()[1:3] == [
        "负责人和分工·示例甲：局长；主持全面工作（示例）",
        "负责人和分工·示例乙：副局长",
    ]
    page = page_of(version)
    assert '<th scope="col">姓名</th><th scope="col">职务</th><th scope="col">分工</th>' in page
    assert '<tr><th scope="row">示例乙</th><td>副局长</td><td>—</td></tr>' in page
    assert structured.typed_in(version) == LEADERS_TEXT


def test_what_was_written_when_less_was_asked_is_not_sent_for_review(office: Bureau) -> None:
    viewer = office.drafter.on(DAY)
    content = structured.content_of(GUIDE, office.organ, GUIDE_TEXT | {"fax": "", "email": ""})
    with viewer.transaction() as tx:
        version = store_version(tx, viewer=viewer, of=GUIDE, content=content)
    assert [str(each) for each in structured.lacking_blockers(version)] == [
        "没有填写传真。请先修改形成新版。",
        "没有填写电子邮箱。请先修改形成新版。",
    ]
    assert structured.lacking_blockers(written(office)) == []


def test_what_is_typed_is_never_html(office: Bureau) -> None:
    assert "<b>" not in page_of(written(office, address="<b>示例路</b>", filing="<b>当面</b>"))


@pytest.mark.parametrize(
    ("kind", "field", "text", "sentence"),
    [
        (GUIDE, "office", "", "没有填写公开工作机构"),
        (GUIDE, "fax", "", "没有填写传真"),
        (GUIDE, "email", "", "没有填写电子邮箱"),
        (GUIDE, "postcode", "7550", "应为六位数字"),
        (GUIDE, "postcode", "７５５０００", "应为六位数字"),
        (GUIDE, "email", "bangongshi", "电子邮箱“bangongshi”应写成"),
        (GUIDE, "address", "长" * 201, "最多 200 个字"),
        (PROFILE, "sections", "办公室：综合\n：没有名称", "第 2 行没有名称"),
        (PROFILE, "sections", "办公室：综合\n办公室：档案", "“办公室”写了两次"),
        (LEADERS, "leaders", "示例甲", "第 1 行没有职务，请写成“姓名：职务：分工”"),
        (LEADERS, "source", "", "没有填写公布依据"),
        (LEADERS, "as_of", "2023年6月", "应写成 2023-06-30"),
        (STAFFING, "staff", "行政编制：32：30\n事业编制：约8", "第 2 行的人数应为整数"),
        (STAFFING, "staff", "行政编制：32：30：2", "第 1 行的人数应为整数"),
        (RULES, "own", "", "没有填写本机关的公开制度"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(
    office: Bureau, kind: structured.registry.DocumentKind, field: str, text: str, sentence: str
) -> None:
    typed = PAGE_TEXTS[kind] | {field: text}
    with pytest.raises(ActionBlocked) as blocked:
        write_page(viewer=office.drafter.on(DAY), kind=kind, typed=typed)
    [blocker] = blocked.value.blockers
    assert blocker.field == field
    assert sentence in blocker.message
    assert not Document.objects.exists()


def test_it_is_written_in_its_own_form_alone(office: Bureau) -> None:
    version, other = written(office), Content(title="示例", body="{}", body_type="application/json")
    viewer = office.drafter.on(DAY)
    for attempt in (
        lambda: draft_document(viewer=viewer, kind=GUIDE.id, content=other),
        lambda: add_version(viewer=viewer, document=version.document, content=other),
        lambda: revise_document(viewer=viewer, document=version.document, content=other),
    ):
        with pytest.raises(ActionBlocked, match="专门页面"):
            attempt()
    with pytest.raises(NotAllowed):
        write_page(viewer=office.auditor.on(DAY), kind=GUIDE, typed=GUIDE_TEXT)


def test_the_form_starts_from_the_last_version_and_says_what_is_wrong(office: Bureau) -> None:
    version = written(office)
    client = Client()
    client.force_login(account_of(office.drafter.officer, "ni-gao"))
    address = reverse("papers:page", args=[GUIDE.id])
    assert client.get(reverse("papers:revise", args=[version.document_id])).headers["Location"] == address
    form = client.get(address).context["form"]
    assert form.initial["phone"] == "0955-0000001"
    refused = client.post(address, GUIDE_TEXT | {"postcode": "1"})
    assert refused.status_code == 422
    assert "应为六位数字" in refused.context["form"].errors["postcode"][0]
    sent = client.post(address, GUIDE_TEXT | {"filing": "当面。\r\n邮寄。"})
    assert sent.headers["Location"] == reverse("papers:document", args=[version.document_id])
    assert version.document.newest.content_json["filing"] == "当面。\n邮寄。"
    assert client.get(reverse("papers:pages")).context["lines"][1][1].number == 2
