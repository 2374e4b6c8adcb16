"""What a list made public is held: in a locked year, against hands, files and the database itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from gongkai import registry
from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.corrections import successor
from gongkai.bodies.records import Fact
from gongkai.bodies.tests.factory import Bureau, bureau, signed_in
from gongkai.bodies.tests.ways import WAYS
from gongkai.ledger.errors import GuardViolation
from gongkai.ledger.tests.locks import lock_of_2023, unlock
from gongkai.proactive.ledgers import DECISIONS, PROPOSALS, RESULTS
from gongkai.proactive.models import AdministrativeDecision, Disclosure, DisclosureSubject
from gongkai.proactive.queries import disclosures
from gongkai.proactive.tests.listing import OUT, listed, out
from gongkai.proactive.tests.released import withdrawn
from gongkai.proactive.tests.things import (
    DAY,
    TODAY,
    decision,
    proposal,
    proposal_reply,
    result,
    say_more,
)
from gongkai.shell.ledgers.entry import correct, void
from gongkai.shell.ledgers.import_run import run_import
from gongkai.shell.tests.figures import figure_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Bureau:
    return bureau()


def figure(office: Bureau, id: str = "proactive.licences_published", year: int = 2023) -> int | str:
    return figure_of(registry.one(registry.Measure, id), office.auditor, year)


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
