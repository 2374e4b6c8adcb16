"""The public sees what was released and stands, and nothing else."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection
from django.test import Client

from gongkai.bodies.tests.factory import Bureau, bureau
from gongkai.ledger import triggers
from gongkai.papers.actions.draft import add_version, draft_document
from gongkai.papers.content import Content
from gongkai.papers.files import received
from gongkai.papers.models import Version
from gongkai.portal.making import make_public
from gongkai.reporting.actions.finalize import finalize_candidate
from gongkai.reporting.actions.unlock import unlock_facts
from gongkai.reporting.models import Finalization
from gongkai.reporting.tests.test_correcting import correct, finalized_with_a_reply
from gongkai.reporting.tests.test_finalizing import DAY, ask, finalized, last_year, reviewed
from gongkai.review.actions.decide import decide
from gongkai.review.actions.release import release
from gongkai.review.actions.submit import submit
from gongkai.review.actions.withdraw import withdraw
from gongkai.review.models import Release
from gongkai.review.secrecy import SecrecyAnswers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("scanner")]


def notice(text: str) -> Content:
    attached = received("示例".encode(), name="示例附件.txt")
    return Content(title="示例通知", body=text, made_on=DAY, attachments=(attached,))


def released(b: Bureau, version: Version) -> Release:
    form = SecrecyAnswers(section="办公室", channel="网站", level_statement="不涉密", pledged=True)
    submit(viewer=b.drafter.on(DAY), version=version, form=form, proofread="示例")
    for viewer in (b.section_head, b.deputy_head):
        decide(viewer=viewer.on(DAY), version=version, agree=True, opinion="同意", proofread="示例")
    return release(viewer=b.disclosure_officer.on(DAY), version=version)


def test_a_document_is_seen_from_its_release_until_its_withdrawal(client: Client) -> None:
    b = bureau()
    version = draft_document(viewer=b.drafter.on(DAY), kind="notice", content=notice("示例正文。"))
    address = f"/documents/{version.document_id}/"
    assert client.get(address).status_code == 404
    out = released(b, version)
    page = client.get(out.address)
    assert "示例正文。" in page.content.decode()
    assert "示例通知" in client.get("/organs/SL/documents/").content.decode()
    assert client.get(f"{address}files/1/").content == "示例".encode()
    assert client.get(f"{address}files/2/").status_code == 404
    withdraw(viewer=b.deputy_head.on(DAY), release=out, reason="示例·有误")
    gone = client.get(address)
    assert gone.status_code == 410
    assert f'已于 <time datetime="{DAY}">' in gone.content.decode()
    assert "示例通知" not in gone.content.decode()
    assert client.get(f"{address}files/1/").status_code == 404


def test_an_edit_is_not_seen_until_it_is_released(client: Client) -> None:
    b = bureau()
    version = draft_document(viewer=b.drafter.on(DAY), kind="notice", content=notice("原稿正文。"))
    out = released(b, version)
    edited = add_version(viewer=b.drafter.on(DAY), document=version.document, content=notice("新稿正文。"))
    assert "原稿正文。" in client.get(out.address).content.decode()
    released(b, edited)
    assert "新稿正文。" in client.get(out.address).content.decode()


def test_a_report_is_seen_only_after_its_release(client: Client) -> None:
    b = bureau()
    last_year(b)
    ask(b, "示1", datetime.date(2023, 3, 1))
    done = finalized(b)
    assert client.get("/reports/SL/2023/").status_code == 404
    assert client.get("/reports/SL/2023/report.docx").status_code == 404
    release(viewer=b.disclosure_officer.on(DAY), version=done.candidate.version)
    make_public()
    page = client.get("/reports/SL/2023/").content.decode()
    assert "政府信息公开工作年度报告" in page
    assert "未定稿" not in page
    for suffix in ("docx", "pdf", "xlsx", "html", "json"):
        assert client.get(f"/reports/SL/2023/report.{suffix}").status_code == 200
    assert client.get("/reports/SL/2023/report.exe").status_code == 404
    assert client.get("/organs/SL/").status_code == client.get("/reports/SL/").status_code == 200


def issued_again(b: Bureau) -> Finalization:
    """A released report whose record was wrong, corrected, reviewed and released again."""
    wrong = finalized_with_a_reply(b)
    first = Finalization.objects.get()
    release(viewer=b.disclosure_officer.on(DAY), version=first.candidate.version)
    unlock_facts(viewer=b.disclosure_officer.on(DAY), year=2023, facts=[wrong], reason="示例·理由登记有误")
    correct(b, wrong)
    second = finalize_candidate(
        viewer=b.disclosure_officer.on(DAY), candidate=reviewed(b), note="示例·更正一件申请的结果"
    )
    release(viewer=b.disclosure_officer.on(DAY), version=second.candidate.version)
    make_public()
    return second


def test_a_report_issued_again_says_what_it_changed_and_the_first_stays_readable(client: Client) -> None:
    b = bureau()
    issued_again(b)
    now = client.get("/reports/SL/2023/")
    assert "更正说明：示例·更正一件申请的结果" in now.content.decode()
    assert ("保护第三方合法权益 · 自然人", 1, 0) in now.context["difference"].figures
    assert [title for title, _ in now.context["difference"].parts] == ["一、总体情况"]
    before = client.get("/reports/SL/2023/1/").content.decode()
    assert "第 2 次公布的报告" in before
    assert "/reports/SL/2023/1/report.docx" in before
    old, new = (
        client.get(f"/reports/SL/2023/{edition}report.json").json()["tables"]["requests"]["denied_4"]["total"]
        for edition in ("1/", "")
    )
    assert (old, new) == (1, 0)
    assert client.get("/reports/SL/2023/3/").status_code == 404
    listed = client.get("/reports/SL/")
    assert [public.number for public in listed.context["reports"]] == [2]


def test_a_withdrawn_edition_is_gone(client: Client) -> None:
    b = bureau()
    second = issued_again(b)
    first = Release.objects.exclude(approval=second.approval).get()
    withdraw(viewer=b.deputy_head.on(DAY), release=first, reason="示例·有误")
    assert client.get("/reports/SL/2023/1/").status_code == 404
    assert client.get("/reports/SL/2023/").context["difference"] is None


def test_the_figures_over_the_years_are_those_of_reports_released_here(client: Client) -> None:
    b = bureau()
    last_year(b, carried_over=0)
    ask(b, "示1", datetime.date(2023, 3, 1))
    done = finalized(b)
    assert client.get("/reports/SL/").context["comparison"].years == (), (
        "entered or finalized is not released"
    )
    release(viewer=b.disclosure_officer.on(DAY), version=done.candidate.version)
    page = client.get("/reports/SL/")
    assert page.context["comparison"].years == (2023,)
    received = next(row for row in page.context["comparison"].rows if row.label.startswith("本年新收"))
    assert received.values == (1,)


def test_the_figures_over_the_years_are_those_that_the_ledger_proves(client: Client) -> None:
    b = bureau()
    issued_again(b)
    triggers.drop_all(connection)
    Finalization.objects.filter(number=2).update(note="换掉")
    page = client.get("/reports/SL/")
    assert [public.number for public in page.context["reports"]] == [1]
    denied = next(row for row in page.context["comparison"].rows if row.label.startswith("保护第三方"))
    assert denied.values == (1,), "those of the edition that is proven"


def test_all_reports_lead_to_those_of_an_organ(client: Client) -> None:
    assert client.get("/reports/").status_code == 200
    bureau()
    assert client.get("/reports/").headers["Location"] == "/reports/SL/"
    bureau("SL2")
    page = client.get("/reports/").content.decode()
    assert 'href="/reports/SL/"' in page
    assert 'href="/reports/SL2/"' in page


@pytest.mark.parametrize(
    "address",
    [
        *("/organs/S%00L/", "/organs/S%00L/feed.xml", "/organs/S%00L/documents/", "/reports/S%00L/"),
        *(
            "/organs/SL/documents/?matter=a%00b",
            "/organs/SL/documents/?page=a%00b",
            "/search/?q=a%00b&organ=%00",
        ),
        *("/organs/SL/catalogue/?page=%00", "/organs/SL/directory/?page=%00", "/sitemap.xml?p=%00"),
        "/sitemap-public.xml?p=%00",
    ],
)
def test_what_no_database_can_be_asked_for_is_answered(address: str, client: Client) -> None:
    bureau()
    assert client.get(address).status_code < 500
