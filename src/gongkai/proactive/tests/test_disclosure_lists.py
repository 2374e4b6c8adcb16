"""Lists made from the registers: released, each line of them is public and counts; withdrawn, it does not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from gongkai import registry
from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.tests.factory import Bureau, bureau, signed_in
from gongkai.bodies.viewer import NotAllowed
from gongkai.ledger.verify import problems
from gongkai.papers.models import Version
from gongkai.papers.reading import page_of, text_of
from gongkai.proactive.actions.write_list import write_list
from gongkai.proactive.disclosing import disclosed_notices, lists_behind
from gongkai.proactive.ledgers import DECISIONS
from gongkai.proactive.lists import undisclosed
from gongkai.proactive.models import Disclosure, DisclosureSubject
from gongkai.proactive.queries import disclosures, publications
from gongkai.proactive.tests.listing import LICENCES, OUT, listed, out
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
from gongkai.review.tests import factory
from gongkai.shell.ledgers.entry import correct, void
from gongkai.shell.tests.figures import figure_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Bureau:
    return bureau()


def figure(office: Bureau, id: str = "proactive.licences_published", year: int = 2023) -> int | str:
    return figure_of(registry.one(registry.Measure, id), office.auditor, year)


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


def test_of_several_parties_each_person_stays_unnamed(office: Bureau) -> None:
    records = [
        decision(
            office,
            "示许〔2023〕2号",
            party="示甲人、示乙人",
            title="示例·关于示甲人的决定书",
            matter="示乙人用地",
        ),
        decision(office, "示许〔2023〕3号", party="示丙人、示例商贸有限公司"),
        decision(office, "示许〔2023〕4号", party="示丁人（个体工商户）", title="示例·示丁人小吃店许可"),
    ]
    page = Client().get(out(office, listed(office, records)).address).content.decode()
    assert [name for name in ("示甲人", "示乙人", "示丙人", "示丁人") if name in page] == []
    assert "不列名称、示例商贸有限公司" in page
    assert "示例·某小吃店许可" in page
    inspected = result(office, target_kind="enterprise", target="个体户示戊人")
    version = listed(office, [inspected], DisclosureSubject.ENTERPRISE)
    assert "示戊人" not in text_of(version)


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
    factory.reviewed(office, newest, on=OUT)
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


def test_what_another_list_under_way_names_too_is_told(office: Bureau) -> None:
    records = [decision(office), decision(office, "示许〔2023〕2号")]
    first = listed(office, records)
    second = write_list(
        viewer=office.drafter.on(OUT), subject=LICENCES, title="示例·另一份清单", records=records[:1]
    )
    (notice,) = disclosed_notices(office.drafter.on(OUT), second)
    assert notice.message.startswith(f"清单所列“{records[0].doc_number}")
    assert "也列在还没有公开的“示例·公开清单”中" in notice.message
    out(office, first)
    (notice,) = disclosed_notices(office.drafter.on(OUT), second)
    assert "已登记公开" in notice.message


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


def test_what_another_list_still_shows_stays_public_by_that_one(office: Bureau) -> None:
    both, only = decision(office), decision(office, "示许〔2023〕2号")
    first = out(office, listed(office, [both, only]))
    second = out(office, listed(office, [both]), TODAY)
    withdrawn(office, first, on=TODAY)
    fact = disclosures(office.auditor).get()
    assert (fact.decision, fact.release, fact.published_on) == (both, second, second.released_on)
    assert (figure(office), figure(office, year=2024)) == (0, 1)
    withdrawn(office, second, on=TODAY)
    assert not disclosures(office.auditor).exists()
    assert list(problems()) == []


def test_what_an_edit_of_one_list_leaves_out_stays_public_by_another(office: Bureau) -> None:
    both, only = decision(office), decision(office, "示许〔2023〕2号")
    first = out(office, listed(office, [both, only]))
    second = out(office, listed(office, [both]))
    out(office, listed(office, [both, decision(office, "示许〔2023〕3号")], document=second.document), TODAY)
    out(office, listed(office, [only], document=first.document), TODAY)
    assert disclosures(office.auditor).get(decision=both).release == second
    assert figure(office) == 2


def test_home_names_a_public_list_that_the_register_contradicts(office: Bureau) -> None:
    record = decision(office)
    made = out(office, listed(office, [record]))
    [alert] = [each for each in registry.all_of(registry.Alert) if each.id == "proactive.lists_behind"]
    assert alert.sentences(office.disclosure_officer) == []
    officer = office.disclosure_officer.on(TODAY)
    right = correct(viewer=officer, ledger=DECISIONS, record=record, row={"title": "示例·改"}, reason="示例")
    [(sentence, url)] = alert.sentences(officer)
    assert "示例·公开清单" in sentence
    assert "台账已更正，与清单不一致" in sentence
    assert url == reverse("papers:document", args=[made.document.pk])
    out(office, listed(office, [right], document=made.document), TODAY)
    assert alert.sentences(officer) == []


def test_home_names_a_public_line_whose_typed_disclosure_was_voided(office: Bureau) -> None:
    record = decision(office)
    disclosed(office, record, OUT)
    out(office, listed(office, [record]))
    viewer = office.disclosure_officer.on(TODAY)
    assert lists_behind(replace(viewer)) == []
    row = {"published_on": None, "url": None}
    correct(viewer=viewer, ledger=DECISIONS, record=record, row=row, reason="示例：登错")
    assert figure(office) == 0
    ((said, _),) = lists_behind(replace(viewer))
    assert "的公开登记已作废，年度报告没有统计" in said


def test_two_organs_each_make_their_own_public(office: Bureau) -> None:
    other = bureau("QT")
    out(office, listed(office, [decision(office)]))
    out(other, listed(other, [decision(other)]))
    assert figure(office) == figure(other) == 1
