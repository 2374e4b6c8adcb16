"""From the draft to number, register and page: nobody is asked for what only signing and registration know."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse

from gongkai import registry
from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.tests.factory import Bureau, bureau, signed_in
from gongkai.bodies.viewer import NotAllowed
from gongkai.ledger import triggers
from gongkai.ledger.tests.locks import lock_of_2023
from gongkai.ledger.verify import problems
from gongkai.papers.actions.draft import add_version
from gongkai.papers.actions.give_up import give_up
from gongkai.papers.actions.open_series import change_series, open_series
from gongkai.papers.actions.set_aside import set_aside
from gongkai.papers.models import OfficialDocument, Version
from gongkai.papers.numbers import series_year
from gongkai.review import queries
from gongkai.review.actions.decide import decide
from gongkai.review.actions.register import Dating, register
from gongkai.review.actions.release import release
from gongkai.review.actions.submit import submit
from gongkai.review.models import Registration, Release
from gongkai.review.tests import factory
from gongkai.review.tests.factory import DAY
from gongkai.shell.ledgers.entry import correct, void
from gongkai.shell.ledgers.import_run import run_import
from gongkai.shell.ledgers.planning import plan_import

LATER = DAY + datetime.timedelta(days=3)
PAPER = {"series": "", "doc_number": "示工信发〔2023〕7号", "made_on": datetime.date(2023, 4, 3)}
LEDGER = "文号,文件标题,文种,公开方式,发文日期,有效性\n{},示例·通知,通知,主动公开,2023-04-03,有效\n"


@pytest.fixture
def office(db: None) -> Bureau:
    return bureau()


def signed(office: Bureau, **changes: Any) -> Version:
    return factory.approved(office, factory.official(office, **changes)).version


def figure(office: Bureau, measure: str = "papers.instruments_proactive", year: int = 2023) -> int:
    found: int = registry.one(registry.Measure, measure).records(office.disclosure_officer, year).count()
    return found


def test_number_and_day_come_after_the_text_and_the_register_has_them(office: Bureau) -> None:
    version = signed(office)
    assert not OfficialDocument.objects.exists()
    with pytest.raises(ActionBlocked, match="尚未登记"):
        release(viewer=office.disclosure_officer.on(DAY), version=version)
    made = register(viewer=office.disclosure_officer.on(LATER), version=version)
    assert (made.doc_number, made.made_on) == ("示工信发〔2023〕1号", DAY)
    entry = OfficialDocument.objects.get()
    assert (entry.doc_number, entry.document, entry.counted_on) == (made.doc_number, version.document, DAY)
    assert (entry.genre, entry.section) == ("通知", "示例科室")
    assert figure(office) == 1
    assert release(viewer=office.disclosure_officer.on(LATER), version=version)
    assert list(problems()) == []


def test_numbers_follow_one_another_and_a_year_begins_anew(office: Bureau) -> None:
    officer = office.disclosure_officer
    numbers = [register(viewer=officer.on(DAY), version=signed(office)).doc_number for _ in range(3)]
    assert numbers == [f"示工信发〔2023〕{n}号" for n in (1, 2, 3)]
    assert series_year(officer, factory.series_of(office), 2024).next == 1


def test_a_series_goes_on_after_what_the_register_has(office: Bureau) -> None:
    importer = registry.one(registry.Importer, "papers.instruments")
    run_import(
        office.disclosure_officer.on(LATER), importer, LEDGER.format("示工信发〔2023〕8号").encode(), "1.csv"
    )
    made = register(viewer=office.disclosure_officer.on(LATER), version=signed(office))
    assert made.doc_number == "示工信发〔2023〕9号"
    assert series_year(office.disclosure_officer, factory.series_of(office), 2023).missing == [
        1,
        2,
        3,
        4,
        5,
        6,
        7,
    ]


def test_a_number_may_be_given_reserved_or_skipped(office: Bureau) -> None:
    officer = office.disclosure_officer.on(DAY)
    version = signed(office)
    aside = {"viewer": officer, "series": factory.series_of(office), "year": 2023}
    set_aside(**aside, number=1, purpose="reserved", reason="示例·急件")
    set_aside(**aside, number=2, purpose="skipped", reason="示例·作废")
    with pytest.raises(ActionBlocked, match="跳号"):
        register(viewer=officer, version=version, number=2)
    set_aside(**aside, number=5, purpose="reserved", reason="示例·联合发文")
    taken = series_year(officer, factory.series_of(office), 2023)
    assert (taken.next, taken.missing) == (3, [])
    assert register(viewer=officer, version=version, number=1).doc_number == "示工信发〔2023〕1号"
    assert register(viewer=officer, version=signed(office)).doc_number == "示工信发〔2023〕3号"
    with pytest.raises(ActionBlocked, match="3号 已登记"):
        register(viewer=officer, version=signed(office), number=3)
    with pytest.raises(ActionBlocked, match="已经使用"):
        set_aside(**aside, number=3, purpose="skipped", reason="示例")
    assert register(viewer=officer, version=signed(office)).doc_number == "示工信发〔2023〕4号"
    assert register(viewer=officer, version=signed(office)).doc_number == "示工信发〔2023〕6号"


def test_a_reserved_number_that_is_given_up_is_no_documents(office: Bureau) -> None:
    version, officer = signed(office), office.disclosure_officer.on(DAY)
    aside = {"viewer": officer, "series": factory.series_of(office), "year": 2023}
    reserved = set_aside(**aside, number=1, purpose="reserved", reason="示例·备用")
    give_up(viewer=officer, draw=reserved, reason="示例·不发了")
    with pytest.raises(ActionBlocked, match="示工信发〔2023〕1号 已取消预留"):
        register(viewer=officer, version=version, number=1)
    with pytest.raises(ActionBlocked, match="已取消预留"):
        give_up(viewer=officer, draw=reserved, reason="示例")
    assert register(viewer=officer, version=version).doc_number == "示工信发〔2023〕2号"
    used = set_aside(**aside, number=5, purpose="reserved", reason="示例·会议用")
    register(viewer=officer, version=signed(office, title="示例·会议通知"), number=5)
    with pytest.raises(ActionBlocked, match="已登记公文"):
        give_up(viewer=officer, draw=used, reason="示例")
    assert series_year(officer, factory.series_of(office), 2023).missing == [3, 4]
    assert list(problems()) == []


def test_a_meeting_or_the_last_of_several_organs_gives_the_day(office: Bureau) -> None:
    officer = office.disclosure_officer.on(LATER)
    met = Dating(by="meeting", made_on=DAY - datetime.timedelta(days=1), note="示例·局长办公会")
    assert register(viewer=officer, version=signed(office), dating=met).made_on == met.made_on
    joint = Dating(by="joint", made_on=LATER, note="示例·示例市财政局")
    assert register(viewer=officer, version=signed(office), dating=joint).made_on == LATER
    for wrong, says in (
        (Dating(by="joint", made_on=DAY - datetime.timedelta(days=1), note="示例"), "早于本机关签发"),
        (Dating(by="meeting", made_on=LATER + datetime.timedelta(days=1), note="示例"), "晚于今天"),
        (Dating(by="meeting", made_on=DAY), "哪次会议"),
        (Dating(by="meeting", note="示例"), "没有填写"),
    ):
        with pytest.raises(ActionBlocked, match=says):
            register(viewer=officer, version=signed(office), dating=wrong)


def test_what_the_unit_lets_be_drawn_at_once_is_registered_with_the_signature(office: Bureau) -> None:
    version = factory.examined(office, factory.official(office))
    change_series(viewer=office.disclosure_officer.on(DAY), series=factory.series_of(office), at_once=True)
    decide(viewer=office.deputy_head.on(DAY), version=version, agree=True, opinion="同意", proofread="示例")
    assert Registration.objects.get().doc_number == "示工信发〔2023〕1号"
    assert figure(office) == 1
    assert list(problems()) == []


def test_what_was_signed_on_paper_is_registered_with_its_own_number(office: Bureau) -> None:
    version = signed(office, **PAPER)
    made = Registration.objects.get(document=version.document)
    assert (made.doc_number, made.made_on, made.dated_by) == (PAPER["doc_number"], PAPER["made_on"], "paper")
    assert figure(office) == 1
    assert series_year(office.disclosure_officer, factory.series_of(office), 2023).next == 8


def test_a_number_on_paper_that_was_skipped_here_is_told_before_the_review(office: Bureau) -> None:
    factory.official(office)
    aside = {"viewer": office.disclosure_officer.on(DAY), "series": factory.series_of(office), "year": 2023}
    set_aside(**aside, number=7, purpose="skipped", reason="示例")
    run_import(
        office.disclosure_officer,
        registry.one(registry.Importer, "papers.instruments"),
        LEDGER.format("示工信发〔2023〕7号").encode(),
        "示例.csv",
    )
    with pytest.raises(ActionBlocked, match="已跳号"):
        factory.submitted(office, factory.official(office, **PAPER))


def test_what_the_register_has_already_is_not_counted_twice(office: Bureau) -> None:
    importer = registry.one(registry.Importer, "papers.instruments")
    run_import(
        office.disclosure_officer.on(DAY), importer, LEDGER.format(PAPER["doc_number"]).encode(), "1.csv"
    )
    signed(office, **PAPER)
    assert figure(office) == 1
    with pytest.raises(ActionBlocked, match="与本稿不一致"):
        factory.submitted(office, factory.official(office, **PAPER, title="示例·另一件"))


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"genre": ""}, "公文种类"),
        ({"series": ""}, "没有选发文字号系列"),
        ({"series": "示办"}, "没有发文字号系列“示办”"),
        ({"genre": "命令（令）"}, "第×号"),
        ({**PAPER, "made_on": None}, "成文日期"),
    ],
)
def test_the_drafter_is_told_before_the_review_what_registration_will_lack(
    changes: dict[str, Any], says: str, office: Bureau
) -> None:
    version = factory.official(office, **changes)
    with pytest.raises(ActionBlocked, match=says):
        submit(viewer=office.drafter.on(DAY), version=version, form=factory.answers(), proofread="示例")
    page = signed_in(office.drafter).get(reverse("review:submit", args=[version.pk])).content.decode()
    assert says in page
    assert 'name="pledged"' not in page


def test_a_unit_without_a_series_is_told_so_by_the_draft(office: Bureau) -> None:
    version = factory.drafted(office, kind="instrument", genre="通知")
    with pytest.raises(ActionBlocked, match="还没有发文字号系列"):
        submit(viewer=office.drafter.on(DAY), version=version, form=factory.answers(), proofread="示例")


def test_a_number_and_a_series_are_not_both_said(office: Bureau) -> None:
    with pytest.raises(ActionBlocked, match="不填"):
        factory.official(office, doc_number="示工信发〔2023〕7号")


def test_a_later_version_keeps_the_number_and_the_register_follows_it(office: Bureau) -> None:
    version = signed(office)
    officer = office.disclosure_officer.on(DAY)
    register(viewer=officer, version=version)
    release(viewer=officer, version=version)
    said = factory.content(title="示例·改后的通知", genre="通知", series="示工信发")
    second = add_version(viewer=office.drafter.on(DAY), document=version.document, content=said)
    factory.approved(office, second)
    assert Registration.objects.count() == 1
    assert OfficialDocument.objects.standing().get().title == "示例·改后的通知"
    assert figure(office) == 1
    assert release(viewer=officer, version=second)
    assert list(problems()) == []
    other = factory.content(title="示例·改后的通知", genre="通知", series="示工信函")
    third = add_version(viewer=office.drafter.on(DAY), document=version.document, content=other)
    with pytest.raises(ActionBlocked, match="不能再改"):
        factory.submitted(office, third)


@pytest.mark.parametrize(
    "changed",
    [
        {"doc_number": "示工信发〔2023〕8号"},
        {"made_on": datetime.date(2023, 4, 4)},
        {"doc_number": "", "made_on": None},
    ],
)
def test_a_later_version_of_what_was_signed_on_paper_says_the_same_number_and_day(
    changed: dict[str, Any], office: Bureau
) -> None:
    version = signed(office, **PAPER)
    said = factory.content(title="示例·改后的通知", genre="通知", **{**PAPER, **changed})
    second = add_version(viewer=office.drafter.on(DAY), document=version.document, content=said)
    with pytest.raises(ActionBlocked, match="不能再改"):
        factory.submitted(office, second)


def of_a_document(office: Bureau) -> OfficialDocument:
    """Return the register's entry of a document that was signed and registered here."""
    register(viewer=office.disclosure_officer.on(DAY), version=signed(office))
    return OfficialDocument.objects.get()


INSTRUMENTS = "papers.instruments"


def put_right(office: Bureau, entry: OfficialDocument, **row: Any) -> None:
    ledger = registry.one(registry.Register, INSTRUMENTS).ledger
    assert ledger is not None
    officer = office.disclosure_officer.on(LATER)
    correct(viewer=officer, ledger=ledger, record=entry, row=row, reason="示例·更正")


@pytest.mark.parametrize(
    "row",
    [
        {"title": "示例·另一标题"},
        {"genre": "意见"},
        {"attribute": "withheld", "attribute_reason": "示例"},
        {"attribute_reason": "示例"},
        {"made_on": DAY - datetime.timedelta(days=1)},
    ],
)
def test_what_the_document_says_is_not_corrected_in_the_register(row: dict[str, Any], office: Bureau) -> None:
    entry = of_a_document(office)
    with pytest.raises(ActionBlocked, match="请在文稿页面修改形成新版") as blocked:
        put_right(office, entry, **row)
    assert "proactive" not in str(blocked.value)
    assert OfficialDocument.objects.get() == entry


def test_whether_it_is_in_force_and_the_section_are_corrected_in_the_register(office: Bureau) -> None:
    ended = {"validity": "repealed", "ended_on": LATER, "section": "示例·另一科室"}
    put_right(office, of_a_document(office), **ended)
    standing = OfficialDocument.objects.standing().get()
    assert {name: getattr(standing, name) for name in ended} == ended
    assert standing.document is not None


def test_an_entry_that_came_from_a_document_is_not_voided(office: Bureau) -> None:
    entry = of_a_document(office)
    ledger = registry.one(registry.Register, INSTRUMENTS).ledger
    assert ledger is not None
    with pytest.raises(ActionBlocked, match="请在文稿页面修改形成新版，或者撤回"):
        void(viewer=office.disclosure_officer.on(LATER), ledger=ledger, record=entry, reason="示例")
    assert OfficialDocument.objects.standing().get() == entry


def test_the_register_leads_to_the_document_that_says_it(office: Bureau) -> None:
    entry = of_a_document(office)
    officer, row = signed_in(office.disclosure_officer), [INSTRUMENTS, entry.pk]
    to_document = f'href="{reverse("papers:document", args=[entry.document_id])}"'
    assert to_document in officer.get(reverse("shell:record", args=row)).content.decode()
    page = officer.get(reverse("shell:correct", args=row)).content.decode()
    assert to_document in page
    assert reverse("shell:void", args=row) not in page
    assert 'name="validity"' in page
    assert 'name="title"' not in page


@pytest.mark.parametrize(
    ("title", "validity", "done"),
    [("示例·另一标题", "有效", False), ("示例·通知", "废止", True), ("示例·通知", "有效", True)],
)
def test_a_file_corrects_what_the_document_does_not_say(
    title: str, validity: str, done: bool, office: Bureau
) -> None:
    entry = of_a_document(office)
    data = (
        "文号,文件标题,文种,公开方式,发文日期,有效性,废止日期,主办科室\n"
        f"{entry.doc_number},{title},通知,主动公开,{entry.made_on},{validity},"
        f"{LATER if validity == '废止' else ''},{entry.section}\n"
    )
    importer = registry.one(registry.Importer, INSTRUMENTS)
    viewer = office.disclosure_officer.on(LATER)
    plan = plan_import(viewer, importer, data.encode(), "1.csv", correct=True)
    assert [error.rule for error in plan.errors] == ([] if done else ["origin"])
    if not done:
        assert "请在文稿页面修改形成新版" in plan.errors[0].message


def test_a_locked_year_takes_no_new_number(office: Bureau) -> None:
    version = signed(office)
    lock_of_2023()
    with pytest.raises(ActionBlocked, match="已锁定"):
        register(viewer=office.disclosure_officer.on(datetime.date(2024, 2, 1)), version=version)
    assert not Registration.objects.exists()


def test_who_may_not_register_is_told(office: Bureau) -> None:
    version = signed(office)
    with pytest.raises(NotAllowed, match="发文登记"):
        register(viewer=office.drafter.on(DAY), version=version)
    with pytest.raises(NotAllowed, match="发文字号"):
        open_series(viewer=office.drafter.on(DAY), prefix="示办", used_for="示例", at_once=False)


@pytest.mark.parametrize("prefix", ["", "示工信发〔2023〕", "SGX", "示工信发"])
def test_a_series_is_chinese_characters_alone_and_stands_once(prefix: str, office: Bureau) -> None:
    factory.official(office)
    with pytest.raises(ActionBlocked):
        open_series(viewer=office.disclosure_officer.on(DAY), prefix=prefix, used_for="示例", at_once=False)


def test_a_changed_number_is_not_shown_to_the_public(office: Bureau) -> None:
    version = signed(office)
    officer = office.disclosure_officer.on(DAY)
    register(viewer=officer, version=version)
    release(viewer=officer, version=version)
    assert queries.proven(Release.objects.all())
    triggers.drop_all(connection)
    Registration.objects.update(doc_number="示工信发〔2023〕9号")
    assert queries.proven(Release.objects.all()) == []
