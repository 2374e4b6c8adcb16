"""What may be recorded of publication, decisions and answers, and what is refused."""

from __future__ import annotations

import datetime

import pytest
from django.db import DatabaseError

from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.tests.factory import Bureau, bureau
from gongkai.bodies.tests.ways import by_sql
from gongkai.bodies.viewer import NotAllowed
from gongkai.ledger.errors import DatabaseRejected, GuardViolation
from gongkai.ledger.queries import history_of
from gongkai.ledger.verify import problems
from gongkai.proactive.actions.channel import change_channel
from gongkai.proactive.actions.correct import correct, void
from gongkai.proactive.actions.disclose import disclose, disclosure_of
from gongkai.proactive.actions.propose import answer_proposal, register_proposal
from gongkai.proactive.actions.publish import publication_of, record_publication, snapshot_followers
from gongkai.proactive.home import due_proposals, proposals_without_a_rule, stale_channels
from gongkai.proactive.measures import MEASURES
from gongkai.proactive.models import (
    AdministrativeDecision,
    Disclosure,
    Proposal,
    ProposalReply,
    PublicationRecord,
)
from gongkai.proactive.queries import disclosures, publications
from gongkai.proactive.tests.things import (
    DAY,
    TODAY,
    channel,
    decision,
    fee,
    proposal,
    proposal_reply,
    publication,
    result,
)

pytestmark = pytest.mark.django_db
MEASURE = {measure.id: measure for measure in MEASURES}


@pytest.fixture
def office() -> Bureau:
    return bureau()


def figure(office: Bureau, id: str, year: int = 2023) -> int | str:
    measure = MEASURE[id]
    records = measure.records(office.auditor, year)
    return measure.figure(records) if measure.figure else records.count()


def test_a_publication_counts_by_its_day_and_the_medium_of_that_day(office: Bureau) -> None:
    weibo = channel(office)
    made = publication(office, weibo)
    publication(office, weibo, published_on=datetime.date(2022, 12, 31))
    assert figure(office, "proactive.weibo_posts") == 1
    weibo.medium = "wechat"
    change_channel(viewer=office.disclosure_officer.on(TODAY), channel=weibo)
    assert figure(office, "proactive.weibo_posts") == 1
    assert "记录 2023-05-10 的发布" in history_of(made)[0].sentence
    assert list(problems()) == []


@pytest.mark.parametrize(
    ("title", "on", "sentence"),
    [
        (" ", DAY, "标题：没有填写"),
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
    weibo.closed_on = DAY - datetime.timedelta(1)
    with pytest.raises(ActionBlocked, match="以后还有发布记录"):
        change_channel(viewer=office.disclosure_officer.on(TODAY), channel=weibo)


def test_another_organs_channel_is_refused_by_the_database(office: Bureau) -> None:
    other = bureau("QT")
    fact = publication_of(channel(other), title="示例", published_on=DAY)
    with pytest.raises(GuardViolation, match="渠道属于另一机关"):
        record_publication(
            viewer=office.disclosure_officer.on(TODAY), channel=fact.channel, title="示例", published_on=DAY
        )
    assert not publications(other.auditor).exists()


def test_followers_are_those_of_the_years_last_count(office: Bureau) -> None:
    weibo, second = channel(office), channel(office, "示例·微博二")
    for on, followers, of in (
        (datetime.date(2022, 12, 30), 60, weibo),
        (datetime.date(2023, 6, 30), 80, weibo),
        (datetime.date(2023, 12, 29), 73, weibo),
        (datetime.date(2023, 3, 1), 5, second),
    ):
        snapshot_followers(
            viewer=office.disclosure_officer.on(TODAY), channel=of, followers=followers, taken_on=on
        )
    assert figure(office, "proactive.weibo_followers") == 78
    assert figure(office, "proactive.weibo_followers", 2022) == 60
    assert figure(office, "proactive.weibo_followers", 2021) == 0
    with pytest.raises(GuardViolation, match="已登记"):
        snapshot_followers(
            viewer=office.disclosure_officer.on(TODAY),
            channel=second,
            followers=6,
            taken_on=datetime.date(2023, 3, 1),
        )


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
        ({"doc_number": ""}, "决定文号"),
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
    void(viewer=office.disclosure_officer.on(TODAY), fact=first, reason="示例：重复")
    assert decision(office).pk


def test_fees_are_summed_in_wan_without_idle_zeros(office: Bureau) -> None:
    assert figure(office, "proactive.fees") == "0"
    fee(office, "示1", "12000.00")
    fee(office, "示2", "345.60")
    fee(office, "示3", "1.00", datetime.date(2022, 1, 1))
    assert figure(office, "proactive.fees") == "1.23456"


def test_what_is_decided_in_december_may_be_published_in_january(office: Bureau) -> None:
    made = decision(office, decided_on=datetime.date(2023, 12, 29))
    disclose(viewer=office.disclosure_officer.on(TODAY), of=made, published_on=datetime.date(2024, 1, 5))
    assert figure(office, "proactive.licences_published", 2023) == 0
    assert figure(office, "proactive.licences_published", 2024) == 1


def test_a_disclosure_follows_its_decision_through_corrections(office: Bureau) -> None:
    made = decision(office)
    with pytest.raises(ActionBlocked, match="早于作出日期"):
        disclose(
            viewer=office.disclosure_officer.on(TODAY), of=made, published_on=DAY - datetime.timedelta(1)
        )
    public = disclose(viewer=office.disclosure_officer.on(TODAY), of=made, published_on=DAY)
    right = correct(
        viewer=office.disclosure_officer.on(TODAY),
        fact=made,
        changes={"title": "示例·更正后的名称"},
        reason="示例",
    )
    with pytest.raises(GuardViolation, match="已登记"):
        disclose(viewer=office.disclosure_officer.on(TODAY), of=right, published_on=TODAY)
    with pytest.raises(ActionBlocked, match="请先作废公开情况"):
        void(viewer=office.disclosure_officer.on(TODAY), fact=right, reason="示例")
    void(viewer=office.disclosure_officer.on(TODAY), fact=public, reason="示例")
    void(viewer=office.disclosure_officer.on(TODAY), fact=right, reason="示例")
    assert not disclosures(office.auditor).exists()
    assert list(problems()) == []


def test_results_are_counted_by_what_was_inspected(office: Bureau) -> None:
    for of in (result(office), result(office, "示例·项目", target_kind="project")):
        disclose(viewer=office.disclosure_officer.on(TODAY), of=of, published_on=DAY)
    assert figure(office, "proactive.enterprise_results_published") == 1
    assert figure(office, "proactive.project_results_published") == 1


def test_an_answer_and_its_publication_are_decided_together(office: Bureau) -> None:
    with pytest.raises(ActionBlocked, match="应当写明理由"):
        proposal_reply(office, proposal(office), attribute="withheld")
    withheld = proposal_reply(office, proposal(office, "2"), attribute="withheld", attribute_reason="示例")
    with pytest.raises(ActionBlocked, match="不能公开"):
        disclose(viewer=office.disclosure_officer.on(TODAY), of=withheld, published_on=DAY)
    with pytest.raises((DatabaseRejected, DatabaseError)):
        by_sql(disclosure_of(withheld, root=withheld.pk, published_on=DAY))
    assert not Disclosure.objects.exists()
    with pytest.raises(ActionBlocked, match="早于交办日期"):
        proposal_reply(office, proposal(office, "3"), replied_on=datetime.date(2023, 2, 1))
    open_one = proposal(office, "4")
    proposal_reply(office, open_one)
    with pytest.raises(ActionBlocked, match="已于 2023-05-10 答复"):
        proposal_reply(office, open_one)


def test_corrections_say_why(office: Bureau) -> None:
    made = publication(office, channel(office))
    with pytest.raises(ActionBlocked, match="理由：没有填写"):
        void(viewer=office.disclosure_officer.on(TODAY), fact=made, reason="")
    right = correct(
        viewer=office.disclosure_officer.on(TODAY),
        fact=made,
        changes={"published_on": datetime.date(2022, 5, 10)},
        reason="示例：年份写错",
    )
    assert right.counted_on == datetime.date(2022, 5, 10)
    assert figure(office, "proactive.weibo_posts") == 0
    with pytest.raises(ActionBlocked, match="请在最新的一条上更正"):
        void(viewer=office.disclosure_officer.on(TODAY), fact=made, reason="示例")


def test_who_may_not_does_not(office: Bureau) -> None:
    weibo = channel(office)
    with pytest.raises(NotAllowed, match="登记主动公开台账"):
        record_publication(viewer=office.auditor.on(TODAY), channel=weibo, title="示例", published_on=DAY)
    with pytest.raises(NotAllowed, match="管理公开渠道"):
        change_channel(viewer=office.drafter.on(TODAY), channel=weibo)
    assert not PublicationRecord.objects.exists()


def test_a_stale_account_is_told(office: Bureau) -> None:
    weibo = channel(office)
    weibo.update_days = 14
    change_channel(viewer=office.disclosure_officer.on(TODAY), channel=weibo)
    publication(office, weibo)
    assert stale_channels(office.auditor.on(DAY + datetime.timedelta(14))) == []
    (sentence, _url) = stale_channels(office.auditor.on(DAY + datetime.timedelta(15)))[0]
    assert "已 15 天没有更新" in sentence


def test_a_proposal_is_due_until_it_is_answered(office: Bureau) -> None:
    assigned = datetime.date(2025, 4, 1)
    made = register_proposal(
        viewer=office.disclosure_officer.on(assigned),
        proposal=Proposal(
            kind="motion",
            session="示例届次",
            number="7",
            title="示例·提案",
            proposer="示例·委员",
            part="lead",
            assigned_on=assigned,
        ),
    )
    (line,) = due_proposals(office.auditor.on(datetime.date(2025, 6, 30)))
    assert (line.due_on, line.working_days_left) == (datetime.date(2025, 7, 1), 1)
    assert "代表法第五十一条" in line.basis
    answer_proposal(
        viewer=office.disclosure_officer.on(assigned),
        reply=ProposalReply(proposal=made, replied_on=assigned, attribute="proactive"),
    )
    assert due_proposals(office.auditor.on(assigned)) == []


def test_a_proposal_from_before_the_rule_is_named(office: Bureau) -> None:
    proposal(office)
    assert due_proposals(office.auditor.on(TODAY)) == []
    ((sentence, _url),) = proposals_without_a_rule(office.auditor.on(TODAY))
    assert "答复期限没有录入" in sentence
