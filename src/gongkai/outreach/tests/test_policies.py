"""Policies, what explains them, compilations, copies, briefings, notifications: entered, refused, counted."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from gongkai import registry
from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.corrections import successor
from gongkai.bodies.tests.factory import Bureau, bureau
from gongkai.bodies.tests.ways import by_orm
from gongkai.bodies.viewer import NotAllowed
from gongkai.ledger.errors import AppendOnly, GuardViolation, PeriodLocked, translated
from gongkai.ledger.tests.locks import lock_of_2023
from gongkai.ledger.verify import problems
from gongkai.outreach import ledgers
from gongkai.outreach.models import Policy
from gongkai.shell.ledgers.entry import correct, enter, void
from gongkai.shell.ledgers.import_run import run_import
from gongkai.shell.ledgers.related import related_rows
from gongkai.shell.ledgers.spec import LedgerSpec
from gongkai.shell.tests.figures import figure_of

D = datetime.date
DAY = D(2024, 1, 8)
NAME = "示例·若干措施"
BOOK_TITLE = "示例·汇编"

ROWS: dict[str, dict[str, Any]] = {
    "outreach.policies": {
        "title": NAME,
        "level": "city",
        "issuer": "示例市人民政府",
        "published_on": D(2023, 2, 10),
        "audience": "示例：中小企业",
        "collected_on": D(2023, 4, 20),
    },
    "outreach.compilations": {"title": BOOK_TITLE, "copies": 50, "printed_on": D(2023, 6, 1)},
    "outreach.distributions": {
        "compilation": BOOK_TITLE,
        "given_on": D(2023, 6, 8),
        "target": "示例园区",
        "copies": 30,
    },
    "outreach.interpretations": {
        "policy": NAME,
        "title": "示例·一图读懂",
        "form": "picture",
        "published_on": D(2023, 2, 13),
        "interpreter": "主要负责人",
    },
    "outreach.briefings": {
        "topic": "示例·宣贯会",
        "form": "meeting",
        "held_on": D(2023, 5, 12),
        "attendance": 40,
    },
    "outreach.pushes": {
        "policy": NAME,
        "target_kind": "enterprise",
        "target": "示例企业",
        "channel": "group",
        "notified_on": D(2023, 5, 15),
        "reached": 20,
    },
}


@pytest.fixture
def office(db: None) -> Bureau:
    return bureau()


def put(office: Bureau, book: LedgerSpec, **changes: Any) -> Any:
    return enter(viewer=office.disclosure_officer.on(DAY), ledger=book, row=ROWS[book.id] | changes)


def figure(office: Bureau, measure: str, year: int = 2023) -> int:
    found = registry.one(registry.Measure, f"outreach.{measure}")
    return figure_of(found, office.disclosure_officer, year)


def test_a_policy_shows_what_explains_it_and_whom_it_was_sent_to(office: Bureau) -> None:
    policy = put(office, ledgers.POLICIES)
    put(office, ledgers.INTERPRETATIONS)
    put(office, ledgers.INTERPRETATIONS, form="video", title="示例·视频")
    put(office, ledgers.POLICY_NOTIFICATIONS)
    changed = {"support": "示例：最高奖补十万元"}
    better = correct(
        viewer=office.disclosure_officer.on(DAY),
        ledger=ledgers.POLICIES,
        record=policy,
        row=changed,
        reason="补充",
    )
    told = {
        part.register.title: [said for _, said in part.rows]
        for part in related_rows(office.disclosure_officer, ledgers.POLICIES, better)
    }
    video, text = told["政策解读"]
    assert text == "示例·一图读懂，一图解读，2023-02-13，主要负责人"
    assert video.startswith("示例·视频，视频解读")
    assert told["政策推送"][0].startswith("2023-05-15，企业，示例企业")
    assert list(problems()) == []


def test_what_is_interpreted_or_pushed_is_in_the_library(office: Bureau) -> None:
    with pytest.raises(ActionBlocked, match="没有登记过“示例·若干措施”这一政策"):
        put(office, ledgers.INTERPRETATIONS)
    put(office, ledgers.POLICIES)
    with pytest.raises(ActionBlocked, match="不能早于公布日期 2023-02-10"):
        put(office, ledgers.INTERPRETATIONS, published_on=D(2023, 2, 9))


def test_a_policy_with_interpretations_is_not_voided(office: Bureau) -> None:
    policy = put(office, ledgers.POLICIES)
    picture = put(office, ledgers.INTERPRETATIONS)
    viewer = office.disclosure_officer
    with pytest.raises(ActionBlocked, match="“政策解读”中还有 1 件"):
        void(viewer=viewer.on(DAY), ledger=ledgers.POLICIES, record=policy, reason="误登")
    with pytest.raises(GuardViolation, match="政策解读"):
        by_orm(successor(policy, reason="误登", voids=True))
    void(viewer=viewer.on(DAY), ledger=ledgers.INTERPRETATIONS, record=picture, reason="误登")
    void(viewer=viewer.on(DAY), ledger=ledgers.POLICIES, record=policy, reason="误登")
    assert figure(office, "policies") == figure(office, "interpretations") == 0
    put(office, ledgers.POLICIES)
    assert figure(office, "policies") == 1


def test_a_policy_out_of_force_is_not_pushed(office: Bureau) -> None:
    put(office, ledgers.POLICIES, valid_until=D(2023, 5, 14))
    with pytest.raises(GuardViolation, match="过期政策不能推送"):
        put(office, ledgers.POLICY_NOTIFICATIONS)
    put(office, ledgers.POLICY_NOTIFICATIONS, notified_on=D(2023, 5, 14))


def test_no_more_copies_are_given_out_than_were_printed(office: Bureau) -> None:
    put(office, ledgers.COMPILATIONS)
    put(office, ledgers.DISTRIBUTIONS)
    with pytest.raises(GuardViolation, match="超过了印制数量"):
        put(office, ledgers.DISTRIBUTIONS, target="示例企业", copies=21)
    put(office, ledgers.DISTRIBUTIONS, target="示例企业", copies=20)
    assert figure(office, "copies_given") == figure(office, "compilation_copies") == 50


def test_a_correction_keeps_the_key_and_says_why(office: Bureau) -> None:
    viewer = office.disclosure_officer
    briefing = put(office, ledgers.BRIEFINGS)
    with pytest.raises(ActionBlocked, match="理由"):
        correct(
            viewer=viewer.on(DAY),
            ledger=ledgers.BRIEFINGS,
            record=briefing,
            row={"attendance": 41},
            reason=" ",
        )
    with pytest.raises(GuardViolation, match="更正不能改动举办日期、宣贯主题"):
        correct(
            viewer=viewer.on(DAY),
            ledger=ledgers.BRIEFINGS,
            record=briefing,
            row={"topic": "示例·另一会"},
            reason="误",
        )
    correct(
        viewer=viewer.on(DAY), ledger=ledgers.BRIEFINGS, record=briefing, row={"attendance": 41}, reason="误"
    )
    assert figure(office, "briefing_attendance") == 41
    with pytest.raises(ActionBlocked, match="最新的一条"):
        void(viewer=viewer.on(DAY), ledger=ledgers.BRIEFINGS, record=briefing, reason="误")


@pytest.mark.parametrize(
    ("book", "changes", "says"),
    [
        (ledgers.POLICIES, {"title": None}, "政策名称："),
        (ledgers.POLICIES, {"level": "province"}, "政策层级："),
        (ledgers.POLICIES, {"collected_on": D(2024, 1, 9)}, "收录日期：2024-01-09 晚于今天 2024-01-08"),
        (ledgers.POLICIES, {"published_on": D(2023, 4, 21)}, "公布日期：晚于收录日期"),
        (ledgers.POLICIES, {"valid_until": D(2023, 2, 9)}, "有效期至：早于公布日期"),
        (ledgers.COMPILATIONS, {"copies": 0}, "印制数量（本）：应大于 0"),
        (ledgers.COMPILATIONS, {"copies": -1}, "印制数量（本）："),
        (ledgers.BRIEFINGS, {"held_on": None}, "举办日期："),
        (ledgers.DISTRIBUTIONS, {}, "汇编名称：没有登记过"),
    ],
)
def test_what_stands_against_a_row_is_said_with_its_column(
    book: LedgerSpec, changes: dict[str, Any], says: str, office: Bureau
) -> None:
    with pytest.raises(ActionBlocked) as refused:
        put(office, book, **changes)
    said = [f"{book.header(each.field)}：{each.message}" for each in refused.value.blockers]
    assert any(sentence.startswith(says) for sentence in said)


def test_the_same_row_twice_is_refused(office: Bureau) -> None:
    put(office, ledgers.BRIEFINGS)
    with pytest.raises(ActionBlocked, match="已登记"):
        put(office, ledgers.BRIEFINGS)


def test_who_may_not_register_is_told(office: Bureau) -> None:
    with pytest.raises(NotAllowed, match="登记政策解读宣传"):
        enter(viewer=office.drafter.on(DAY), ledger=ledgers.BRIEFINGS, row=ROWS["outreach.briefings"])


def test_facts_are_never_altered(office: Bureau) -> None:
    put(office, ledgers.POLICIES)
    with pytest.raises(AppendOnly), translated():
        Policy.objects.update(title="示例·另一项")


@pytest.mark.parametrize("book", ledgers.LEDGERS, ids=lambda book: book.id)
def test_a_locked_period_takes_nothing(book: LedgerSpec, office: Bureau) -> None:
    if book in {ledgers.INTERPRETATIONS, ledgers.POLICY_NOTIFICATIONS}:
        put(office, ledgers.POLICIES)
    if book is ledgers.DISTRIBUTIONS:
        put(office, ledgers.COMPILATIONS)
    lock_of_2023()
    with pytest.raises(PeriodLocked):
        put(office, book)


def test_the_year_counts_by_form_and_day(office: Bureau) -> None:
    put(office, ledgers.POLICIES)
    put(office, ledgers.INTERPRETATIONS)
    put(office, ledgers.INTERPRETATIONS, form="interview", title="示例·访谈", published_on=D(2024, 1, 3))
    put(office, ledgers.BRIEFINGS)
    put(office, ledgers.BRIEFINGS, form="lecture", topic="示例·电视讲堂", attendance=None)
    put(office, ledgers.BRIEFINGS, form="park", topic="示例·进园区")
    put(office, ledgers.BRIEFINGS, form="building", topic="示例·进楼宇", held_on=D(2022, 12, 31))
    put(office, ledgers.POLICY_NOTIFICATIONS)
    assert figure(office, "interpretations_picture") == figure(office, "policies_interpreted") == 1
    assert figure(office, "interpretations_interview") == 0
    assert figure(office, "interpretations_interview", 2024) == 1
    assert (
        figure(office, "meetings") == figure(office, "lectures") == figure(office, "doorstep_briefings") == 1
    )
    assert figure(office, "briefings") == 3
    assert figure(office, "briefing_attendance") == 80
    assert figure(office, "pushes") == 1
    assert figure(office, "pushes_reached") == 20
    assert figure(office, "copies_given") == 0


def imported(office: Bureau, book: LedgerSpec, text: str) -> Any:
    importer = registry.one(registry.Importer, book.id)
    return run_import(office.disclosure_officer.on(DAY), importer, text.encode(), "台账.csv")


def test_a_file_with_other_headers_is_read_and_known_the_second_time(office: Bureau) -> None:
    text = "序号,时间,会议名称,形式,人数\n1,2023.5.12,示例·宣贯会,会议,40\n2,2023年5月13日,示例·座谈,座谈,\n"
    assert not imported(office, ledgers.BRIEFINGS, text).errors
    assert figure(office, "briefings") == 2
    again = imported(office, ledgers.BRIEFINGS, text)
    assert again.number_of("known") == 2


@pytest.mark.parametrize(
    ("row", "cell", "says"),
    [
        ("2023-06-08,示例·无此书,示例园区,3", "B2", "没有登记过"),
        ("2023-05-31,示例·汇编,示例园区,3", "A2", "不能早于印制日期 2023-06-01"),
        ("2023-06-08,示例·汇编,示例园区,0", "D2", "应大于 0"),
        ("2023-06-08,示例·汇编,示例园区,三本", "D2", "不是整数"),
        ("2023-06-31,示例·汇编,示例园区,3", "A2", "没有这一天"),
        ("2023-06-08,示例·汇编,,3", "C2", "没有填写"),
    ],
)
def test_a_wrong_row_of_a_file_is_named_by_its_cell(row: str, cell: str, says: str, office: Bureau) -> None:
    put(office, ledgers.COMPILATIONS)
    plan = imported(office, ledgers.DISTRIBUTIONS, f"发放日期,书名,发放对象,册数\n{row}\n")
    (error,) = plan.errors
    assert error.cell == cell
    assert says in error.message
