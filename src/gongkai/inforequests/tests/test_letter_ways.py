"""From every page of a letter a way leads on: to its case, to where it is changed, to where a value is confirmed."""

from __future__ import annotations

import datetime

import pytest
from django.urls import reverse

from gongkai import registry
from gongkai.bodies.tests.factory import Bureau, bureau, signed_in
from gongkai.inforequests.models import InfoRequest
from gongkai.inforequests.page import history
from gongkai.inforequests.status import case_status
from gongkai.inforequests.tests.letters import DAY, letter_of, received, reviewed, written
from gongkai.papers.models import UsedValue, Version
from gongkai.review.actions.decide import decide
from gongkai.review.actions.submit import submit
from gongkai.review.home import waiting
from gongkai.review.tests.factory import letter_sheet

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> Bureau:
    monkeypatch.setattr("gongkai.shell.middleware.today", lambda: DAY)
    return bureau()


@pytest.fixture
def case(office: Bureau) -> InfoRequest:
    return received(office)


@pytest.fixture
def letter(office: Bureau, case: InfoRequest) -> Version:
    return written(office, case, "fee")


def page(viewer: object, name: str, *args: object) -> str:
    answer = signed_in(viewer).get(reverse(name, args=args))  # type: ignore[arg-type]
    assert answer.status_code == 200
    return str(answer.content.decode())


def of_values(version: Version) -> list[str]:
    used = UsedValue.objects.filter(version=version, unverified=True)
    settle = registry.one(registry.RemedyPage, "desk.settle")
    return [settle.url(each.key, each.in_force_from) for each in used]


def test_what_keeps_a_letter_from_being_final_is_told_before_it_is_sent(
    office: Bureau, letter: Version
) -> None:
    wanted = of_values(letter)
    assert wanted
    for name in ("review:version", "review:submit"):
        said = page(office.disclosure_officer, name, letter.pk)
        assert all(f'<a href="{url}">请在“规则与口径”页面确认</a>' in said for url in wanted), name


def test_the_last_approver_is_told_who_can_confirm(office: Bureau, letter: Version) -> None:
    said = page(office.deputy_head, "review:version", reviewed(office, letter).pk)
    assert not any(url in said for url in of_values(letter))
    assert "请公开工作机构专人 示例·公开工作机构专人在“规则与口径”页面确认" in said
    sent = signed_in(office.deputy_head).post(
        reverse("review:decide", args=[letter.pk]),
        {"verdict": "agree", "opinion": "", "proofread": "示例·无差错"},
    )
    assert "示例·公开工作机构专人在“规则与口径”页面确认" in sent.content.decode()


def test_a_letter_leads_to_its_case_and_to_where_it_is_changed(
    office: Bureau, case: InfoRequest, letter: Version
) -> None:
    home = f'<a href="{reverse("inforequests:request", args=[case.pk])}">申请 {case.number}</a>'
    change = reverse("inforequests:letter_change", args=[letter.document_id])
    for name, pk in (("review:version", letter.pk), ("papers:document", letter.document_id)):
        said = page(office.disclosure_officer, name, pk)
        assert home in said, name
        assert f'href="{change}"' in said, name
    other = page(office.section_head, "papers:document", letter.document_id)
    assert change not in other
    assert "请公开工作机构专人 示例·公开工作机构专人修改这件" in other


def test_sending_a_drafted_letter_is_what_comes_next_in_its_case(
    office: Bureau, case: InfoRequest, letter: Version
) -> None:
    said = page(office.disclosure_officer, "inforequests:request", case.pk)
    assert f'<a class="act" href="{reverse("review:submit", args=[letter.pk])}">填审批表送审</a>' in said


def test_a_returned_letter_is_mended_where_its_line_leads(office: Bureau, letter: Version) -> None:
    submit(viewer=office.disclosure_officer.on(DAY), version=letter, form=letter_sheet(), proofread="示例")
    decide(viewer=office.section_head.on(DAY), version=letter, agree=False, opinion="示例·补写依据")
    (line,) = waiting(office.disclosure_officer.on(DAY))
    assert line.url == reverse("inforequests:letter_change", args=[letter_of(letter).pk])
    said = signed_in(office.disclosure_officer).get(line.url).content.decode()
    assert f"于 {datetime.date.isoformat(DAY)} 退回：示例·补写依据" in said


def test_the_history_of_a_case_tells_the_review_of_its_letters(
    office: Bureau, case: InfoRequest, letter: Version
) -> None:
    submit(viewer=office.disclosure_officer.on(DAY), version=letter, form=letter_sheet(), proofread="示例")
    decide(viewer=office.section_head.on(DAY), version=letter, agree=False, opinion="示例·补写依据")
    said = [line.sentence for line in history(case_status(case))]
    title = "政府信息公开信息处理费收费通知书"
    assert said[:3] == [
        f"{title}：第 1 版由二审退回。",
        f"{title}：第 1 版填写审批表并送审。",
        f"拟制{title}，第 1 版。",
    ]
    assert "信息处理费收费通知书：第 1 版由二审退回" in page(
        office.section_head, "inforequests:request", case.pk
    )


def test_the_hint_of_a_number_is_of_the_day(office: Bureau, case: InfoRequest) -> None:
    said = page(office.disclosure_officer, "inforequests:letter_begin", case.pk, "inforequests.fee")
    assert f"如：示工信公开〔{DAY.year}〕3号" in said
