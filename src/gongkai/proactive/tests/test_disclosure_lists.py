"""Lists made from the registers: released, each line of them is public and counts; withdrawn, it does not."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from gongkai import registry
from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.corrections import successor
from gongkai.bodies.records import Fact
from gongkai.bodies.tests.factory import Bureau, bureau, signed_in
from gongkai.bodies.tests.ways import WAYS
from gongkai.bodies.viewer import NotAllowed
from gongkai.ledger.errors import GuardViolation
from gongkai.ledger.tests.locks import lock_of_2023, unlock
from gongkai.ledger.verify import problems
from gongkai.papers.findings import hits_of
from gongkai.papers.models import Version
from gongkai.papers.reading import page_of, text_of
from gongkai.proactive.actions.write_list import write_list
from gongkai.proactive.ledgers import DECISIONS, PROPOSALS, RESULTS
from gongkai.proactive.lists import undisclosed
from gongkai.proactive.models import AdministrativeDecision, Disclosure, DisclosureSubject
from gongkai.proactive.queries import disclosures, publications
from gongkai.proactive.tests.released import own_site, withdrawn
from gongkai.proactive.tests.things import (
    DAY,
    TODAY,
    decision,
    disclosed,
    proposal,
    proposal_reply,
    result,
    say_more,
)
from gongkai.review.actions.decide import decide
from gongkai.review.actions.release import release
from gongkai.review.actions.submit import submit
from gongkai.review.models import Release
from gongkai.review.tests import factory
from gongkai.shell.ledgers.entry import correct, void
from gongkai.shell.ledgers.import_run import run_import
from gongkai.shell.tests.figures import figure_of

pytestmark = pytest.mark.django_db

OUT = datetime.date(2023, 6, 1)
LICENCES = DisclosureSubject.LICENSING


@pytest.fixture
def office() -> Bureau:
    return bureau()


def figure(office: Bureau, id: str = "proactive.licences_published", year: int = 2023) -> int | str:
    return figure_of(registry.one(registry.Measure, id), office.auditor, year)


def listed(
    office: Bureau, records: Sequence[Any], subject: DisclosureSubject = LICENCES, **of: Any
) -> Version:
    """Return a list of these records that three persons approved."""
    version = write_list(
        viewer=office.drafter.on(OUT), subject=subject, title="示例·公开清单", records=records, **of
    )
    answered = {hit.key: "示例：与台账一致" for hit in hits_of(version) if hit.needs_answer}
    submit(viewer=office.drafter.on(OUT), version=version, form=factory.answers(), answers=answered)
    for viewer in (office.section_head, office.deputy_head):
        decide(viewer=viewer.on(OUT), version=version, agree=True, opinion="同意")
    return version


def out(office: Bureau, version: Version, on: datetime.date = OUT) -> Release:
    return release(viewer=office.disclosure_officer.on(on), version=version)


# ---- Chosen from the registers -----------------------------------------------------------------------------------


def test_what_is_not_public_yet_is_offered_by_subject_and_days(office: Bureau) -> None:
    first = decision(office)
    later = decision(office, "示许〔2023〕2号", decided_on=OUT)
    disclosed(office, decision(office, "示许〔2023〕3号"))
    decision(office, "示罚〔2023〕1号", kind="punishment", granted=None)
    decision(bureau("QT"))
    viewer = office.drafter.on(TODAY)
    assert list(undisclosed(viewer, LICENCES)) == [first, later]
    assert list(undisclosed(viewer, LICENCES, since=OUT)) == [later]
    assert list(undisclosed(viewer, LICENCES, until=DAY)) == [first]


def test_a_corrected_record_is_offered_once_and_not_when_its_first_row_is_public(office: Bureau) -> None:
    wrong = decision(office)
    officer = office.disclosure_officer.on(TODAY)
    right = correct(viewer=officer, ledger=DECISIONS, record=wrong, row={"title": "示例·改"}, reason="示例")
    assert list(undisclosed(office.drafter.on(TODAY), LICENCES)) == [right]
    out(office, listed(office, [right]))
    assert Disclosure.objects.get().decision == wrong
    assert not undisclosed(office.drafter.on(TODAY), LICENCES).exists()


def test_a_list_reads_as_a_table_without_the_names_of_persons(office: Bureau) -> None:
    records = [
        decision(office),
        decision(office, "示许〔2023〕2号", party="张三", title="示例·关于张三的决定书"),
        decision(office, "示许〔2023〕3号", party="张三（示例公司司机）"),
        decision(office, "示许〔2023〕4号", party="示例·事务所（普通合伙）"),
    ]
    version = write_list(
        viewer=office.drafter.on(OUT), subject=LICENCES, title="示例·公开清单", records=records
    )
    page, text = page_of(version), text_of(version)
    assert '<th scope="col">决定文号</th>' in page
    assert "示许〔2023〕1号" in page
    assert "示例·企业" in page
    assert "示例·关于某的决定书" in page
    assert "示例·事务所（普通合伙）" in page
    for said in (page, text, version.body):
        assert "张三" not in said
    made = proposal(office)
    answer = proposal_reply(office, made)
    reply = write_list(
        viewer=office.drafter.on(TODAY),
        subject=DisclosureSubject.PROPOSAL,
        title="示例·答复公开清单",
        records=[answer],
    )
    assert made.title in page_of(reply)
    assert made.proposer not in page_of(reply) + reply.body


def test_what_may_not_be_public_is_not_listed(office: Bureau) -> None:
    viewer = office.drafter.on(OUT)
    of: Any = {"viewer": viewer, "title": "示例", "subject": LICENCES}
    theirs = decision(bureau("QT"))
    gone = decision(office)
    void(viewer=office.disclosure_officer.on(TODAY), ledger=DECISIONS, record=gone, reason="示例")
    withheld = proposal_reply(office, proposal(office), attribute="withheld", attribute_reason="示例")
    with pytest.raises(ActionBlocked, match="没有选"):
        write_list(records=[], **of)
    for record in (theirs, gone):
        with pytest.raises(ActionBlocked, match="不予公开"):
            write_list(records=[record], **of)
    with pytest.raises(ActionBlocked, match="不予公开"):
        write_list(records=[withheld], **{**of, "subject": DisclosureSubject.PROPOSAL})
    with pytest.raises(NotAllowed, match="拟稿"):
        write_list(records=[decision(office, "示许〔2023〕8号")], **{**of, "viewer": office.auditor})


def test_an_officer_chooses_and_a_list_goes_through_the_review(office: Bureau) -> None:
    own_site(office)
    one, two = decision(office), decision(office, "示许〔2023〕2号")
    drafter = signed_in(office.drafter)
    address = reverse("proactive:write_list") + "?subject=licensing"
    page = drafter.get(address).content.decode()
    assert page.count(" checked") == 2
    assert drafter.post(address, {"title": "示例·清单"}).status_code == 422
    assert drafter.post(address, {"title": "示例·清单", "records": ["0"]}).status_code == 422
    answer = drafter.post(address, {"title": "示例·清单", "records": [one.pk]}, follow=True)
    version = Version.objects.get()
    assert "示许〔2023〕1号" in answer.content.decode()
    revised = reverse("proactive:revise_list", args=[version.document_id])
    assert _checked(drafter, revised) == {str(one.pk)}
    drafter.post(revised, {"title": "示例·清单", "records": [one.pk, two.pk]})
    newest = version.document.newest
    assert newest.number == 2
    assert drafter.get(reverse("papers:revise", args=[version.document_id])).headers["Location"] == revised
    factory_answers = {hit.key: "示例" for hit in hits_of(newest) if hit.needs_answer}
    submit(viewer=office.drafter.on(OUT), version=newest, form=factory.answers(), answers=factory_answers)
    for viewer in (office.section_head, office.deputy_head):
        decide(viewer=viewer.on(OUT), version=newest, agree=True, opinion="同意")
    made = out(office, newest)
    assert figure(office) == 2
    assert "示许〔2023〕2号" in Client().get(made.address).content.decode()
    assert publications(office.auditor).get().column == "公开清单"
    entry = signed_in(office.disclosure_officer).get(reverse("papers:document", args=[version.document_id]))
    assert "行政许可 2 项" in entry.content.decode()


def _checked(client: Client, address: str) -> set[str]:
    lines = [line for line in client.get(address).content.decode().splitlines() if " checked" in line]
    return {line.split('value="')[1].split('"')[0] for line in lines}


# ---- Released, edited, withdrawn ---------------------------------------------------------------------------------


def test_each_line_is_public_on_the_day_of_the_release(office: Bureau) -> None:
    records = [decision(office), decision(office, "示许〔2023〕2号")]
    made = out(office, listed(office, records))
    facts = list(disclosures(office.auditor).order_by("pk"))
    assert [fact.decision for fact in facts] == records
    assert {(f.release, f.published_on, f.counted_on, f.url) for f in facts} == {
        (made, OUT, OUT, made.address)
    }
    assert {fact.transaction_id for fact in facts} == {made.transaction_id}
    assert figure(office) == 2
    assert list(problems()) == []


@pytest.mark.parametrize(
    ("subject", "measure"),
    [
        ("punishment", "punishments_published"),
        ("coercion", "coercions_published"),
        ("project", "project_results_published"),
        ("enterprise", "enterprise_results_published"),
        ("proposal", "proposals_published"),
    ],
)
def test_every_subject_counts_as_its_own_figure(subject: str, measure: str, office: Bureau) -> None:
    match subject:
        case "project" | "enterprise":
            record: Any = result(office, target_kind=subject)
        case "proposal":
            record = proposal_reply(office, proposal(office))
        case _:
            record = decision(office, kind=subject, granted=None)
    out(office, listed(office, [record], DisclosureSubject(subject)))
    assert figure(office, f"proactive.{measure}") == 1


def test_what_was_public_already_is_told_and_not_doubled(office: Bureau) -> None:
    before, new = decision(office), decision(office, "示许〔2023〕2号")
    version = listed(office, [before, new])
    disclosed(office, before)
    browser = signed_in(office.disclosure_officer)
    page = browser.get(reverse("review:version", args=[version.pk])).content.decode()
    assert "示许〔2023〕1号" in page
    assert "不重复登记" in page
    out(office, version)
    assert figure(office) == 2
    assert disclosures(office.auditor).get(decision=before).release is None


def test_what_the_register_says_otherwise_by_now_is_not_released(office: Bureau) -> None:
    record, other = decision(office), decision(office, "示许〔2023〕2号")
    version = listed(office, [record, other])
    officer = office.disclosure_officer.on(TODAY)
    right = correct(viewer=officer, ledger=DECISIONS, record=record, row={"title": "示例·改"}, reason="示例")
    with pytest.raises(ActionBlocked, match="“示许〔2023〕1号 节能审查”台账已更正，与清单不一致"):
        out(office, version)
    void(viewer=officer, ledger=DECISIONS, record=other, reason="示例")
    with pytest.raises(ActionBlocked, match="“示许〔2023〕2号 节能审查”已作废"):
        out(office, version)
    second = listed(office, [right], document=version.document)
    assert out(office, second)
    assert figure(office) == 1


def test_an_edit_adds_and_takes_away_its_lines(office: Bureau) -> None:
    kept, dropped, added = (decision(office, f"示许〔2023〕{n}号") for n in (1, 2, 3))
    first = out(office, listed(office, [kept, dropped]))
    second = out(office, listed(office, [kept, added], document=first.document), TODAY)
    standing = {fact.decision: fact for fact in disclosures(office.auditor)}
    assert standing.keys() == {kept, added}
    assert (standing[kept].release, standing[added].release) == (first, second)
    assert (figure(office), figure(office, year=2024)) == (1, 1)
    withdrawn(office, second, on=TODAY)
    assert not disclosures(office.auditor).exists()
    assert list(problems()) == []


def test_a_withdrawal_voids_and_what_is_public_again_is_said_again(office: Bureau) -> None:
    record = decision(office)
    made = out(office, listed(office, [record]))
    withdrawn(office, made, on=OUT)
    assert figure(office) == 0
    again = out(office, listed(office, [record, decision(office, "示许〔2023〕2号")], document=made.document))
    assert {fact.release for fact in disclosures(office.auditor)} == {again}
    assert figure(office) == 2


def test_after_a_withdrawal_it_may_be_public_elsewhere(office: Bureau) -> None:
    record = decision(office)
    withdrawn(office, out(office, listed(office, [record])), on=OUT)
    say_more(office, DECISIONS, record.doc_number, record.kind, published_on=TODAY)
    fact = disclosures(office.auditor).get()
    assert (fact.release, fact.published_on) == (None, TODAY)


def test_two_organs_each_make_their_own_public(office: Bureau) -> None:
    other = bureau("QT")
    out(office, listed(office, [decision(office)]))
    out(other, listed(other, [decision(other)]))
    assert figure(office) == figure(other) == 1


# ---- A locked year -----------------------------------------------------------------------------------------------


def test_in_a_locked_year_the_lines_stay_and_the_withdrawal_is_not_prevented(office: Bureau) -> None:
    made = out(office, listed(office, [decision(office), decision(office, "示许〔2023〕2号")]))
    first = disclosures(office.auditor).earliest("pk")
    unlock(lock_of_2023(), table=first._meta.db_table, fact_key=first.pk)
    browser = signed_in(office.disclosure_officer)
    page = browser.get(reverse("review:version", args=[made.version.pk])).content.decode()
    assert "清单登记的 1 项公开情况撤回后仍保留" in page
    withdrawn(office, made, on=TODAY)
    assert figure(office) == 1


def test_lines_that_would_count_in_a_locked_year_are_not_released(office: Bureau) -> None:
    version = listed(office, [decision(office)])
    lock_of_2023()
    with pytest.raises(ActionBlocked, match="已定稿"):
        out(office, version)
    assert out(office, version, TODAY)
    assert figure(office, year=2024) == 1


# ---- In the ledgers ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "row", [{"published_on": TODAY}, {"published_on": None, "url": None}, {"url": "https://www.example.cn/1"}]
)
def test_what_a_list_made_public_is_not_changed_by_hand(row: dict[str, Any], office: Bureau) -> None:
    record = decision(office)
    made = out(office, listed(office, [record]))
    officer = office.disclosure_officer.on(TODAY)
    with pytest.raises(ActionBlocked, match="随清单公开登记"):
        correct(viewer=officer, ledger=DECISIONS, record=record, row=row, reason="示例")
    with pytest.raises(ActionBlocked, match="随清单公开登记"):
        void(viewer=officer, ledger=DECISIONS, record=record, reason="示例")
    said = {"matter": "示例·另一事项"}
    right = correct(viewer=officer, ledger=DECISIONS, record=record, row=said, reason="示例")
    withdrawn(office, made, on=TODAY)
    void(viewer=officer, ledger=DECISIONS, record=right, reason="示例")


def test_a_reply_that_is_public_is_not_withheld_by_a_file(office: Bureau) -> None:
    made = proposal(office)
    answer = proposal_reply(office, made)
    out(office, listed(office, [answer], DisclosureSubject.PROPOSAL), on=TODAY)
    with pytest.raises(GuardViolation, match="撤回公开"):
        gone: Any = {"attribute": "withheld", "attribute_reason": "示例", "published_on": None, "url": None}
        say_more(office, PROPOSALS, made.kind, made.session, made.number, **gone)
    assert figure(office, "proactive.proposals_published", TODAY.year) == 1


def test_an_edited_list_still_holds_what_it_lists(office: Bureau) -> None:
    record = result(office)
    subject = DisclosureSubject.ENTERPRISE
    first = out(office, listed(office, [record], subject))
    out(office, listed(office, [record, result(office, "示例·另一企业")], subject, document=first.document))
    with pytest.raises(ActionBlocked, match="随清单公开登记"):
        void(viewer=office.disclosure_officer.on(TODAY), ledger=RESULTS, record=record, reason="示例")


def test_a_file_does_not_change_what_a_list_made_public(office: Bureau) -> None:
    record = decision(office)
    made = out(office, listed(office, [record]))
    heads = "决定类别,决定文号,事项名称,项目或者文书名称,行政相对人,决定日期,准予,公开日期,公开网址\n"
    row = f"行政许可,{record.doc_number},节能审查,示例·项目,示例·企业,{DAY},是,{{}},{{}}\n"
    importer = registry.one(registry.Importer, DECISIONS.id)
    officer = office.disclosure_officer.on(TODAY)
    wrong = run_import(officer, importer, (heads + row.format(TODAY, "")).encode(), "1.csv", correct=True)
    assert not wrong.done
    assert any("随清单公开登记" in error.message for error in wrong.errors)
    same = run_import(officer, importer, (heads + row.format(OUT, made.address)).encode(), "1.csv")
    assert same.number_of("known") == 1


@pytest.mark.parametrize("store", WAYS)
def test_the_database_refuses_what_no_list_made_public(store: Callable[[Fact], None], office: Bureau) -> None:
    other = bureau("QT")
    theirs = out(other, listed(other, [decision(other)]))
    gone = out(office, listed(office, [decision(office, "示许〔2023〕7号")]))
    withdrawn(office, gone, on=OUT)
    out(office, listed(office, [decision(office)]))
    fact = disclosures(office.auditor).get()
    new = decision(office, "示许〔2023〕9号")

    def another(**changes: Any) -> Disclosure:
        row = successor(fact, reason="", decision=new, **changes)
        row.supersedes = None
        return row

    assert isinstance(new, AdministrativeDecision)
    wrong = [
        another(release=theirs, url=theirs.address),
        another(release=gone, url=gone.address),
        another(url="https://www.example.cn/1"),
        another(published_on=TODAY, counted_on=TODAY),
        successor(fact, reason="示例", voids=True),
        successor(fact, reason="示例", release=None),
        successor(fact, reason="示例", published_on=TODAY, counted_on=TODAY),
    ]
    for row in wrong:
        with pytest.raises(GuardViolation, match="随公开记下的"):
            store(row)
    store(another())
