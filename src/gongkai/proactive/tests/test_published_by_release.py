"""What is released is recorded and counted by itself, once while it is public; what is withdrawn is not."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from gongkai import registry
from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.corrections import successor
from gongkai.bodies.queries import history_of
from gongkai.bodies.records import Fact
from gongkai.bodies.tests.factory import Bureau, bureau, signed_in
from gongkai.bodies.tests.ways import WAYS
from gongkai.bodies.viewer import NotAllowed
from gongkai.ledger.errors import GuardViolation
from gongkai.ledger.tests.locks import lock_of_2023, unlock
from gongkai.ledger.verify import problems
from gongkai.papers.actions.write_page import write_page
from gongkai.papers.document_kinds import PROFILE
from gongkai.papers.tests.pages import PROFILE_TEXT
from gongkai.proactive.actions.record_released import record_released
from gongkai.proactive.alerts import unrecorded_releases
from gongkai.proactive.ledgers import CHANNELS, PUBLICATIONS
from gongkai.proactive.models import PublicationRecord
from gongkai.proactive.queries import publications, to_record, unrecorded
from gongkai.proactive.tests.released import approved, edited, own_site, released, withdrawn
from gongkai.proactive.tests.things import TODAY, channel, put, say_more
from gongkai.review.actions.release import release
from gongkai.review.models import Release
from gongkai.review.tests import factory
from gongkai.review.tests.factory import DAY
from gongkai.shell.ledgers.entry import correct, void
from gongkai.shell.ledgers.import_run import run_import
from gongkai.shell.ledgers.planning import plan_import
from gongkai.shell.tests.figures import figure_of

pytestmark = pytest.mark.django_db

BEFORE, NEXT = DAY - datetime.timedelta(days=1), DAY + datetime.timedelta(days=1)


@pytest.fixture
def office() -> Bureau:
    return bureau()


def figure(office: Bureau, year: int = 2023) -> int | str:
    return figure_of(registry.one(registry.Measure, "proactive.website_items"), office.auditor, year)


# ---- Released, edited, withdrawn, released again -----------------------------------------------------------------


def test_what_is_released_is_recorded_and_counted_in_the_same_transaction(office: Bureau) -> None:
    site = own_site(office)
    made = released(office)
    record = PublicationRecord.objects.get()
    assert (record.release, record.channel, record.medium) == (made, site, "website")
    assert (record.title, record.url, record.column) == ("示例·通知", made.address, "通知公告")
    assert record.published_on == record.counted_on == DAY
    assert record.transaction_id == made.transaction_id
    assert figure(office) == 1
    assert "记入信息发布台账" in history_of(record)[0].sentence
    assert any("记入信息发布台账" in entry.sentence for entry in history_of(made.document))
    assert list(problems()) == []


def test_an_edit_is_no_second_item(office: Bureau) -> None:
    own_site(office)
    made = released(office)
    edited(office, made.document, "示例·改后的通知", on=NEXT)
    assert PublicationRecord.objects.get().title == "示例·通知"
    assert figure(office) == 1


@pytest.mark.parametrize("edits", [0, 1])
def test_a_withdrawal_voids_the_record_and_the_figure_moves(edits: int, office: Bureau) -> None:
    own_site(office)
    made = last = released(office)
    if edits:
        last = edited(office, made.document, "示例·改后的通知", on=NEXT)
    taken_back = withdrawn(office, last, on=NEXT)
    assert not publications(office.auditor).exists()
    assert figure(office) == 0
    gone = PublicationRecord.objects.get(voids=True)
    assert gone.transaction_id == taken_back.transaction_id
    assert "示例·内容有误" in gone.reason
    assert list(problems()) == []


def test_a_release_after_a_withdrawal_is_another_item(office: Bureau) -> None:
    own_site(office)
    made = released(office)
    withdrawn(office, made, on=DAY)
    again = edited(office, made.document, "示例·又一次公开", on=NEXT)
    assert publications(office.auditor).get().release == again
    assert figure(office) == 1
    edited(office, made.document, "示例·第三版", on=NEXT)
    assert figure(office) == 1


def test_structured_pages_are_no_items_and_the_sites_they_stand_on_have_no_gap(office: Bureau) -> None:
    own_site(office)
    page = write_page(viewer=office.drafter.on(DAY), kind=PROFILE, typed=PROFILE_TEXT)
    release(viewer=office.disclosure_officer.on(DAY), version=factory.approved(office, page).version)
    assert not PublicationRecord.objects.exists()
    assert not unrecorded(office.disclosure_officer).exists()


def test_each_organ_has_its_own_site_and_its_own_records(office: Bureau) -> None:
    other = bureau("QT")
    own_site(office)
    released(office)
    released(other)
    assert publications(office.auditor).count() == 1
    assert not publications(other.auditor).exists()
    assert unrecorded(other.disclosure_officer).count() == 1
    assert not unrecorded(office.disclosure_officer).exists()


# ---- The site that this program serves ---------------------------------------------------------------------------


def test_an_organ_has_one_open_site_of_its_own_and_it_is_a_website(office: Bureau) -> None:
    own_site(office)
    with pytest.raises(ActionBlocked, match="“示例·本机关网站”已登记为由本系统发布"):
        own_site(office, "示例·新网站")
    with pytest.raises(ActionBlocked, match="只有政府网站由本系统发布"):
        channel(office, "示例·微博", own_site=True)
    say_more(office, CHANNELS, "示例·本机关网站", closed_on=DAY)
    new = own_site(office, "示例·新网站")
    released(office, on=NEXT)
    assert PublicationRecord.objects.get().channel == new
    assert own_site(bureau("QT"))


def test_two_sites_in_one_file_are_told(office: Bureau) -> None:
    data = "渠道名称,渠道类别,由本系统发布\n示例·甲,政府网站,是\n示例·乙,政府网站,是\n"
    importer = registry.one(registry.Importer, CHANNELS.id)
    plan = plan_import(office.disclosure_officer.on(DAY), importer, data.encode(), "1.csv")
    assert ["已登记为由本系统发布" in error.message for error in plan.errors] == [True, True]


# ---- Released before the site was registered ---------------------------------------------------------------------


def test_without_a_site_it_is_released_and_home_says_what_no_ledger_has(office: Bureau) -> None:
    first, second = released(office), released(office, "示例·第二件")
    officer = office.disclosure_officer.on(TODAY)
    assert figure(office) == 0
    ((sentence, url),) = unrecorded_releases(officer)
    assert sentence.startswith("2 件已公开的文稿没有记入发布台账")
    browser = signed_in(office.disclosure_officer)
    page = browser.get(url).content.decode()
    assert "由本系统发布" in page
    assert 'type="checkbox"' not in page
    with pytest.raises(ActionBlocked, match="没有登记 2023-05-08 已开设、由本系统发布的网站"):
        record_released(viewer=officer, releases=[first])
    own_site(office)
    answer = browser.post(url, {"releases": [first.pk, second.pk]}, follow=True)
    assert "已记入信息发布台账 2 条" in answer.content.decode()
    assert {record.counted_on for record in publications(officer)} == {DAY}
    assert figure(office) == 2
    assert not to_record(office.disclosure_officer.on(TODAY)).exists()
    assert browser.post(url, {"releases": [first.pk]}).status_code == 422
    assert list(problems()) == []


def test_an_edit_of_what_no_ledger_has_leaves_the_first_day_to_be_recorded(office: Bureau) -> None:
    made = released(office)
    own_site(office)
    edited(office, made.document, "示例·改后的通知", on=NEXT)
    assert list(unrecorded(office.disclosure_officer)) == [made]
    withdrawn(office, Release.objects.latest("pk"), on=NEXT)
    assert not unrecorded(office.disclosure_officer).exists()


def test_who_may_not_register_records_nothing(office: Bureau) -> None:
    made = released(office)
    own_site(office)
    with pytest.raises(NotAllowed, match="登记主动公开台账"):
        record_released(viewer=office.drafter.on(TODAY), releases=[made])
    other = bureau("QT")
    with pytest.raises(ActionBlocked, match="已经记入台账或者已经撤回"):
        record_released(viewer=other.disclosure_officer.on(TODAY), releases=[made])


# ---- A locked year -----------------------------------------------------------------------------------------------


def test_the_record_stays_in_a_locked_year_and_the_withdrawal_is_not_prevented(office: Bureau) -> None:
    own_site(office)
    made = released(office)
    lock = lock_of_2023()
    browser = signed_in(office.disclosure_officer)
    page = browser.get(reverse("review:version", args=[made.version.pk])).content.decode()
    assert "2023-05-08 的发布记录撤回后仍保留" in page
    address = reverse("review:withdraw", args=[made.version.pk])
    said = browser.post(address, {"reason": "示例"}, follow=True).content.decode()
    assert "已撤回" in said
    assert "仍保留" in said
    record = publications(office.auditor).get()
    assert figure(office) == 1
    officer = office.disclosure_officer.on(TODAY)
    with pytest.raises(ActionBlocked, match="已定稿"):
        void(viewer=officer, ledger=PUBLICATIONS, record=record, reason="示例")
    unlock(lock, table=record._meta.db_table, fact_key=record.pk)
    void(viewer=officer, ledger=PUBLICATIONS, record=record, reason="示例：文稿已撤回")
    assert figure(office) == 0


def test_an_unlocked_record_goes_with_its_withdrawal(office: Bureau) -> None:
    own_site(office)
    made = released(office)
    record = PublicationRecord.objects.get()
    unlock(lock_of_2023(), table=record._meta.db_table, fact_key=record.pk)
    withdrawn(office, made, on=TODAY)
    assert figure(office) == 0


def test_what_would_be_counted_in_a_locked_year_is_not_released(office: Bureau) -> None:
    own_site(office)
    version = approved(office)
    lock_of_2023()
    with pytest.raises(ActionBlocked, match="已定稿"):
        release(viewer=office.disclosure_officer.on(NEXT), version=version)
    assert not Release.objects.exists()
    assert release(viewer=office.disclosure_officer.on(TODAY), version=version)
    assert figure(office, 2024) == 1


def test_an_edit_in_a_locked_year_adds_nothing_and_is_released(office: Bureau) -> None:
    own_site(office)
    made = released(office)
    lock_of_2023()
    assert edited(office, made.document, "示例·改后的通知", on=NEXT)


def test_what_a_locked_year_lacks_is_shown_and_not_alarmed(office: Bureau) -> None:
    released(office)
    own_site(office)
    lock_of_2023()
    assert not to_record(office.disclosure_officer).exists()
    page = signed_in(office.disclosure_officer).get(reverse("proactive:unrecorded")).content.decode()
    assert "数据已锁定" in page


# ---- In the register ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("row", [{"url": "https://www.example.cn/1"}, {"url": None}])
def test_what_the_release_says_is_not_corrected(row: dict[str, Any], office: Bureau) -> None:
    own_site(office)
    released(office)
    record = PublicationRecord.objects.get()
    with pytest.raises(ActionBlocked, match="由文稿公开而来"):
        correct(
            viewer=office.disclosure_officer.on(TODAY),
            ledger=PUBLICATIONS,
            record=record,
            row=row,
            reason="示例",
        )


def test_column_and_topic_are_corrected_and_the_record_is_not_voided(office: Bureau) -> None:
    own_site(office)
    made = released(office)
    officer = office.disclosure_officer.on(TODAY)
    record = PublicationRecord.objects.get()
    with pytest.raises(ActionBlocked, match="文稿撤回之前台账中不能作废"):
        void(viewer=officer, ledger=PUBLICATIONS, record=record, reason="示例")
    said = {"topic": "work_plan", "column": "示例栏目"}
    right = correct(viewer=officer, ledger=PUBLICATIONS, record=record, row=said, reason="示例：漏填")
    assert (right.release, right.topic) == (made, "work_plan")
    withdrawn(office, made, on=TODAY)
    assert figure(office) == 0


def test_register_and_document_lead_to_one_another(office: Bureau) -> None:
    own_site(office)
    made = released(office)
    record = PublicationRecord.objects.get()
    document = reverse("papers:document", args=[made.version.document_id])
    entry = reverse("shell:record", args=[PUBLICATIONS.id, record.pk])
    browser = signed_in(office.disclosure_officer)
    told = browser.get(entry).content.decode()
    assert f'href="{document}"' in told
    assert f'href="{made.address}"' in told
    assert f'href="{entry}"' in browser.get(document).content.decode()
    listed = browser.get(reverse("shell:register", args=[PUBLICATIONS.id]), {"columns": "title,entered"})
    assert "示例·通知" in listed.content.decode()
    page = browser.get(reverse("shell:correct", args=[PUBLICATIONS.id, record.pk])).content.decode()
    assert 'name="topic"' in page
    assert 'name="url"' not in page


@pytest.mark.parametrize(("url", "done"), [("", False), ("/documents/{}/", True)])
def test_a_file_corrects_what_the_release_does_not_say(url: str, done: bool, office: Bureau) -> None:
    site = own_site(office)
    made = released(office)
    url = url.format(made.version.document_id)
    data = f"渠道,标题,发布日期,栏目,网址\n{site.name},示例·通知,{DAY},示例栏目,{url}\n"
    importer = registry.one(registry.Importer, PUBLICATIONS.id)
    plan = run_import(office.disclosure_officer.on(TODAY), importer, data.encode(), "1.csv", correct=True)
    assert [error.rule for error in plan.errors] == ([] if done else ["origin"])
    assert publications(office.auditor).get().column == ("示例栏目" if done else "通知公告")
    assert publications(office.auditor).get().release == made


# ---- What the database itself refuses ----------------------------------------------------------------------------


def another(record: PublicationRecord, **changes: Any) -> PublicationRecord:
    """Return an unsaved record like this one that corrects nothing."""
    row = successor(record, reason="", **changes)
    row.supersedes = None
    return row


@pytest.mark.parametrize("store", WAYS)
def test_no_record_names_what_was_not_released_there(store: Callable[[Fact], None], office: Bureau) -> None:
    loose = released(office, "示例·没有记入的")
    own_site(office)
    record = PublicationRecord.objects.get(release=released(office))
    paper = channel(office, "示例·日报", "newspaper")
    other = bureau("QT")
    own_site(other)
    theirs = released(other)
    gone = released(office, "示例·撤回的")
    withdrawn(office, gone, on=DAY)
    wrong = [
        another(record, release=theirs, url=theirs.address),
        another(record, release=gone, url=gone.address),
        another(record, channel=paper, medium="newspaper", release=loose, url=loose.address),
        another(
            record,
            channel=paper,
            medium="newspaper",
            release=loose,
            url="",
            published_on=BEFORE,
            counted_on=BEFORE,
        ),
        another(record, release=loose, url="https://www.example.cn/1"),
        another(record, release=loose, url=loose.address, published_on=NEXT, counted_on=NEXT),
    ]
    for row in wrong:
        with pytest.raises(GuardViolation, match="尚未撤回的公开"):
            store(row)
    store(another(record, release=loose, url=loose.address))


@pytest.mark.parametrize("store", WAYS)
def test_a_record_keeps_its_release(store: Callable[[Fact], None], office: Bureau) -> None:
    site = own_site(office)
    record = PublicationRecord.objects.get(release=released(office))
    second = released(office, "示例·第二件")
    typed = put(office, PUBLICATIONS, channel=site.name, title="示例·补录", published_on=DAY)
    wrong = [
        successor(record, reason="示例", voids=True),
        successor(record, reason="示例", release=None),
        successor(record, reason="示例", release=second, url=second.address),
        successor(record, reason="示例", url="https://www.example.cn/1"),
        successor(typed, reason="示例", release=second),
    ]
    for row in wrong:
        with pytest.raises(GuardViolation, match="不能改为别的公开"):
            store(row)
    store(successor(record, reason="示例", column="示例栏目"))
