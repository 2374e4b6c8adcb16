"""What may be recorded of publication, decisions and answers, and what is refused."""

from __future__ import annotations

import datetime

import pytest
from django.db import DatabaseError
from django.urls import reverse

from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.corrections import successor
from gongkai.bodies.queries import history_of
from gongkai.bodies.tests.factory import Bureau, bureau
from gongkai.bodies.tests.ways import by_sql
from gongkai.bodies.viewer import NotAllowed
from gongkai.ledger.errors import DatabaseRejected, GuardViolation
from gongkai.ledger.verify import problems
from gongkai.proactive.alerts import proposals_without_a_rule, stale_channels
from gongkai.proactive.home import due_proposals
from gongkai.proactive.ledgers import CHANNELS, DECISIONS, PROPOSALS, PUBLICATIONS
from gongkai.proactive.measures import MEASURES
from gongkai.proactive.models import (
    AdministrativeDecision,
    Disclosure,
    PublicationRecord,
)
from gongkai.proactive.queries import (
    channels,
    disclosures,
    open_proposals,
    proposal_replies,
    publications,
)
from gongkai.proactive.tests.things import (
    DAY,
    TODAY,
    channel,
    decision,
    disclosed,
    fee,
    followers,
    proposal,
    proposal_reply,
    publication,
    result,
    say_more,
)
from gongkai.shell.ledgers.entry import correct, enter, void
from gongkai.shell.tests.figures import figure_of

pytestmark = pytest.mark.django_db
MEASURE = {measure.id: measure for measure in MEASURES}


@pytest.fixture
def office() -> Bureau:
    return bureau()


def figure(office: Bureau, id: str, year: int = 2023) -> int | str:
    return figure_of(MEASURE[id], office.auditor, year)


def test_a_publication_counts_by_its_day_and_the_medium_of_that_day(office: Bureau) -> None:
    weibo = channel(office)
    made = publication(office, weibo)
    publication(office, weibo, published_on=datetime.date(2022, 12, 31))
    assert figure(office, "proactive.weibo_posts") == 1
    say_more(office, CHANNELS, weibo.name, medium="wechat")
    assert figure(office, "proactive.weibo_posts") == 1
    assert "在“信息发布”登记一条" in history_of(made)[0].sentence
    assert list(problems()) == []


@pytest.mark.parametrize(
    ("title", "on", "sentence"),
    [
        ("", DAY, "不能为空"),
        ("示例", datetime.date(2024, 1, 9), "尚未发生的事不能登记"),
        ("示例", datetime.date(2014, 6, 30), "早于渠道“示例·微博”的开设日期"),
    ],
)
def test_a_publication_that_cannot_be(office: Bureau, title: str, on: datetime.date, sentence: str) -> None:
    with pytest.raises(ActionBlocked, match=sentence):
        publication(office, channel(office), title, published_on=on)


def test_a_channel_is_closed_only_after_its_last_item(office: Bureau) -> None:
    weibo = channel(office)
    publication(office, weibo)
    with pytest.raises(ActionBlocked, match="以后还有发布记录"):
        say_more(office, CHANNELS, weibo.name, closed_on=DAY - datetime.timedelta(1))
    say_more(office, CHANNELS, weibo.name, closed_on=DAY)


def test_another_organs_channel_is_refused_by_the_database(office: Bureau) -> None:
    other = bureau("QT")
    theirs = channel(other)
    made = publication(office, channel(office))
    copied = successor(made, reason="示例", channel=theirs)
    with pytest.raises(GuardViolation, match="渠道属于另一机关"):  # noqa: SIM117
        with office.disclosure_officer.on(TODAY).transaction() as tx:
            tx.add(copied)
    with pytest.raises(ActionBlocked, match="没有登记，请先登记公开渠道"):
        publication(office, channel(other, "示例·另一机关的"))
    assert not publications(other.auditor).exists()


def test_followers_are_those_of_the_years_last_count(office: Bureau) -> None:
    weibo, second = channel(office), channel(office, "示例·微博二")
    for on, number, of in (
        (datetime.date(2022, 12, 30), 60, weibo),
        (datetime.date(2023, 6, 30), 80, weibo),
        (datetime.date(2023, 12, 29), 73, weibo),
        (datetime.date(2023, 3, 1), 5, second),
    ):
        followers(office, of, number, on)
    assert figure(office, "proactive.weibo_followers") == 78
    assert figure(office, "proactive.weibo_followers", 2022) == 60
    assert figure(office, "proactive.weibo_followers", 2021) == 0
    with pytest.raises(ActionBlocked, match="已登记"):
        followers(office, second, 6, datetime.date(2023, 3, 1))


def test_refused_licences_are_decisions_too(office: Bureau) -> None:
    decision(office)
    decision(office, "示许〔2023〕2号", granted=False)
    decision(office, "示罚〔2023〕1号", kind="punishment", granted=None)
    measure = MEASURE["proactive.decisions"]
    assert measure.annotate_cells is not None
    cells = [row.cell_row for row in measure.annotate_cells(measure.records(office.auditor, 2023))]
    assert sorted(cells) == ["licensing", "licensing", "punishment"]


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"granted": None}, "行政许可必须填写"),
        ({"kind": "coercion"}, "行政许可必须填写"),
        ({"doc_number": ""}, "不能为空"),
        ({"decided_on": datetime.date(2024, 2, 1)}, "尚未发生"),
        ({"valid_from": DAY, "valid_until": DAY - datetime.timedelta(1)}, "早于有效期自"),
    ],
)
def test_a_decision_that_cannot_be(office: Bureau, more: dict[str, object], sentence: str) -> None:
    with pytest.raises(ActionBlocked, match=sentence):
        decision(office, **more)  # type: ignore[arg-type]


def test_a_number_stands_once(office: Bureau) -> None:
    first = decision(office)
    with pytest.raises(ActionBlocked, match="已登记"):
        decision(office)
    copy = {f.name: getattr(first, f.name) for f in first._meta.concrete_fields if f.name != "id"}
    with pytest.raises(DatabaseRejected):
        by_sql(AdministrativeDecision(**copy))
    void(viewer=office.disclosure_officer.on(TODAY), ledger=DECISIONS, record=first, reason="示例：重复")
    assert decision(office).pk


def test_fees_are_summed_in_wan_without_idle_zeros(office: Bureau) -> None:
    assert figure(office, "proactive.fees") == "0"
    fee(office, "示1", "12000.00")
    fee(office, "示2", "345.60")
    fee(office, "示3", "1.00", datetime.date(2022, 1, 1))
    assert figure(office, "proactive.fees") == "1.23456"


def test_what_is_decided_in_december_may_be_published_in_january(office: Bureau) -> None:
    made = decision(office, decided_on=datetime.date(2023, 12, 29))
    disclosed(office, made, datetime.date(2024, 1, 5))
    assert figure(office, "proactive.licences_published", 2023) == 0
    assert figure(office, "proactive.licences_published", 2024) == 1


def test_a_disclosure_follows_its_decision_through_corrections(office: Bureau) -> None:
    made = decision(office)
    officer = office.disclosure_officer.on(TODAY)
    with pytest.raises(ActionBlocked, match="早于“决定日期”"):
        disclosed(office, made, DAY - datetime.timedelta(1))
    public = disclosed(office, made)
    right = correct(
        viewer=officer,
        ledger=DECISIONS,
        record=made,
        row={"title": "示例·更正后的名称"},
        reason="示例",
    )
    later = disclosed(office, right, TODAY)
    assert later.supersedes == public
    with pytest.raises(GuardViolation, match="先作废公开情况"):
        by_sql(successor(right, reason="示例", voids=True))
    with pytest.raises(ActionBlocked, match="都要写明理由"):
        correct(viewer=officer, ledger=DECISIONS, record=right, row={"published_on": None}, reason="")
    correct(viewer=officer, ledger=DECISIONS, record=right, row={"published_on": None}, reason="示例")
    assert not disclosures(office.auditor).exists()
    correct(viewer=officer, ledger=DECISIONS, record=right, row={"published_on": TODAY})
    assert disclosures(office.auditor).get().supersedes.supersedes == later
    void(viewer=officer, ledger=DECISIONS, record=right, reason="示例")
    assert not disclosures(office.auditor).exists()
    assert list(problems()) == []


def test_results_are_counted_by_what_was_inspected(office: Bureau) -> None:
    for of in (result(office), result(office, "示例·项目", target_kind="project")):
        disclosed(office, of)
    assert figure(office, "proactive.enterprise_results_published") == 1
    assert figure(office, "proactive.project_results_published") == 1


def test_an_answer_and_its_publication_are_decided_together(office: Bureau) -> None:
    with pytest.raises(ActionBlocked, match="“不公开的理由”没有填写"):
        proposal_reply(office, proposal(office), attribute="withheld")
    withheld = proposal_reply(office, proposal(office, "2"), attribute="withheld", attribute_reason="示例")
    with pytest.raises(ActionBlocked, match="公开属性不是主动公开"):
        disclosed(office, withheld)
    public = disclosed(office, proposal_reply(office, proposal(office, "5")))
    fields = {f.name: getattr(public, f.name) for f in public._meta.concrete_fields if f.name != "id"}
    with pytest.raises((DatabaseRejected, DatabaseError)):
        by_sql(Disclosure(**fields | {"reply": withheld}))
    assert Disclosure.objects.get() == public
    with pytest.raises(ActionBlocked, match="早于“交办日期”"):
        proposal_reply(office, proposal(office, "3"), replied_on=datetime.date(2023, 2, 1))
    open_one = proposal(office, "4")
    first = proposal_reply(office, open_one)
    assert proposal_reply(office, open_one, grade="B").supersedes == first


def test_corrections_say_why(office: Bureau) -> None:
    made = publication(office, channel(office))
    officer = office.disclosure_officer.on(TODAY)
    with pytest.raises(ActionBlocked, match="都要写明理由"):
        void(viewer=officer, ledger=PUBLICATIONS, record=made, reason="")
    right = correct(
        viewer=officer, ledger=PUBLICATIONS, record=made, row={"column": "示例"}, reason="示例：漏填"
    )
    assert (right.supersedes, right.column, right.reason) == (made, "示例", "示例：漏填")
    with pytest.raises(ActionBlocked, match="请在最新的一条上办理"):
        void(viewer=officer, ledger=PUBLICATIONS, record=made, reason="示例")
    with pytest.raises(GuardViolation, match="更正不能改动渠道、标题、发布日期"):
        correct(
            viewer=officer,
            ledger=PUBLICATIONS,
            record=right,
            row={"published_on": datetime.date(2022, 5, 10)},
            reason="示例：年份写错",
        )
    void(viewer=officer, ledger=PUBLICATIONS, record=right, reason="示例：年份写错")
    publication(office, made.channel, published_on=datetime.date(2022, 5, 10))
    assert figure(office, "proactive.weibo_posts") == 0
    assert figure(office, "proactive.weibo_posts", 2022) == 1


def test_who_may_not_does_not(office: Bureau) -> None:
    weibo = channel(office)
    with pytest.raises(NotAllowed, match="登记主动公开台账"):
        enter(viewer=office.auditor.on(TODAY), ledger=PUBLICATIONS, row={"channel": weibo.name})
    with pytest.raises(NotAllowed, match="管理公开渠道"):
        enter(viewer=office.drafter.on(TODAY), ledger=CHANNELS, row={"name": "示例"})
    assert not PublicationRecord.objects.exists()


def test_a_stale_account_is_told(office: Bureau) -> None:
    weibo = channel(office, update_days=14)
    publication(office, weibo)
    assert stale_channels(office.auditor.on(DAY + datetime.timedelta(14))) == []
    (sentence, url) = stale_channels(office.auditor.on(DAY + datetime.timedelta(15)))[0]
    assert "已 15 天没有更新" in sentence
    assert url == reverse("shell:record", args=["proactive.channels", weibo.pk])


def test_a_proposal_is_due_until_it_is_answered(office: Bureau) -> None:
    assigned = datetime.date(2025, 4, 1)
    viewer = office.disclosure_officer.on(assigned)
    row = {
        "kind": "motion",
        "session": "示例届次",
        "number": "7",
        "title": "示例·提案",
        "proposer": "示例·委员",
        "part": "lead",
        "assigned_on": assigned,
    }
    enter(viewer=viewer, ledger=PROPOSALS, row=row)
    (line,) = due_proposals(office.auditor.on(datetime.date(2025, 6, 30)))
    assert (line.due_on, line.working_days_left) == (datetime.date(2025, 7, 1), 1)
    assert "代表法第五十一条" in line.basis
    say_more(office, PROPOSALS, "motion", "示例届次", "7", replied_on=assigned, attribute="proactive")
    assert due_proposals(office.auditor.on(assigned)) == []


def test_a_proposal_from_before_the_rule_is_named(office: Bureau) -> None:
    proposal(office)
    assert due_proposals(office.auditor.on(TODAY)) == []
    ((sentence, _url),) = proposals_without_a_rule(office.auditor.on(TODAY))
    assert "答复期限没有录入" in sentence


def test_a_channel_is_voided_once_nothing_stands_on_it(office: Bureau) -> None:
    weibo = channel(office)
    made = publication(office, weibo)
    officer = office.disclosure_officer.on(TODAY)
    with pytest.raises(ActionBlocked, match="“信息发布”中还有 1 条属于这一渠道"):
        void(viewer=officer, ledger=CHANNELS, record=weibo, reason="示例：误登")
    correct(viewer=officer, ledger=CHANNELS, record=weibo, row={"account": "示例"})
    void(viewer=officer, ledger=PUBLICATIONS, record=made, reason="示例：误登")
    void(viewer=officer, ledger=CHANNELS, record=weibo, reason="示例：误登")
    assert not channels(office.auditor).exists()
    with pytest.raises(ActionBlocked, match="没有登记"):
        publication(office, weibo)
    assert channel(office).pk != weibo.pk
    assert list(problems()) == []


def test_a_proposal_is_answered_and_made_public_by_hand(office: Bureau) -> None:
    made = proposal(office)
    officer = office.disclosure_officer.on(TODAY)
    with pytest.raises(ActionBlocked, match="“答复日期”没有填写"):
        correct(viewer=officer, ledger=PROPOSALS, record=made, row={"grade": "A"})
    answer = {"replied_on": DAY, "attribute": "proactive", "published_on": DAY}
    correct(viewer=officer, ledger=PROPOSALS, record=made, row=answer)
    assert disclosures(office.auditor).get().reply.proposal == made
    with pytest.raises(ActionBlocked, match="“答复日期”没有填写"):
        correct(viewer=officer, ledger=PROPOSALS, record=made, row={"replied_on": None}, reason="示例")
    void(viewer=officer, ledger=PROPOSALS, record=made, reason="示例：误登")
    assert not proposal_replies(office.auditor).exists()
    assert not disclosures(office.auditor).exists()
    assert not open_proposals(office.auditor).exists()
