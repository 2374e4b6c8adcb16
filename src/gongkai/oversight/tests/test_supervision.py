"""Open days, opinions, trainings, problems, groups, accounts and risks: entered, refused, carried over, counted."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from typing import Any

import pytest

from gongkai import registry
from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.corrections import successor
from gongkai.bodies.tests.factory import Bureau, bureau, signed_in
from gongkai.bodies.tests.ways import by_orm
from gongkai.bodies.viewer import NotAllowed
from gongkai.ledger.errors import AppendOnly, GuardViolation, PeriodLocked, translated
from gongkai.ledger.tests.locks import lock_of_2023
from gongkai.ledger.verify import problems
from gongkai.oversight import queries
from gongkai.oversight.ledgers import LEDGERS
from gongkai.oversight.models import Opinion
from gongkai.shell.ledgers.entry import correct, enter, void
from gongkai.shell.ledgers.import_run import run_import
from gongkai.shell.ledgers.related import related_rows
from gongkai.shell.ledgers.spec import LedgerSpec
from gongkai.shell.tests.figures import figure_of

D = datetime.date
DAY = D(2024, 3, 8)
BY_ID = {book.id.partition(".")[2]: book for book in LEDGERS}

ROWS: dict[str, dict[str, Any]] = {
    "open_days": {
        "name": "示例·开放日",
        "theme": "示例·走进工信",
        "held_on": D(2023, 9, 15),
        "place": "示例会议室",
        "invited": "示例代表",
        "attendance": 25,
    },
    "questionnaires": {
        "name": "示例·问卷",
        "open_day": "示例·开放日",
        "issued_on": D(2023, 9, 15),
        "issued": 25,
        "returned": 24,
    },
    "opinions": {
        "number": "2023-01",
        "content": "示例：多发图解",
        "source": "questionnaire",
        "questionnaire": "示例·问卷",
        "raised_on": D(2023, 9, 15),
    },
    "treatments": {
        "number": "2023-01",
        "outcome": "adopted",
        "handled_on": D(2023, 10, 10),
        "reply": "示例：已增加",
    },
    "trainings": {
        "topic": "示例·条例",
        "held_on": D(2023, 3, 17),
        "trainees": "示例信息员",
        "attendance": 18,
        "hours": Decimal("2.5"),
    },
    "accountability": {
        "number": "2023-1",
        "ground": "update",
        "matter": "示例事由",
        "target": "示例科室",
        "measure": "talk",
        "decided_by": "示例机关",
        "decided_on": D(2023, 5, 8),
    },
    "key_points": {
        "number": "2023-01",
        "document": "示例要点",
        "item": "示例条目",
        "task": "示例任务",
        "section": "示例科室",
        "issued_on": D(2023, 5, 20),
        "due_on": D(2030, 11, 30),
    },
    "progress": {
        "number": "2023-01",
        "reported_on": D(2023, 11, 28),
        "progress": "示例：已完成",
        "evidence": "示例台账",
        "done": True,
    },
    "problems": {
        "number": "2023-1",
        "problem": "示例：公开不够及时",
        "source": "own",
        "found_on": D(2023, 6, 5),
        "plan": "示例：按月通报",
    },
    "improvements": {
        "number": "2023-1",
        "made_on": D(2023, 12, 20),
        "improvement": "示例：已建立通报",
        "done": False,
    },
    "work_groups": {
        "name": "示例群",
        "platform": "wechat",
        "owner": "办公室负责人",
        "section": "办公室",
        "purpose": "示例",
        "members": 20,
        "created_on": D(2023, 3, 1),
    },
    "inspections": {"name": "示例群", "inspected_on": D(2023, 6, 30), "members": 20},
    "group_closings": {"name": "示例群", "closed_on": D(2023, 7, 5), "cause": "示例：任务结束"},
    "accounts": {
        "platform": "示例网站",
        "login": "shili-01",
        "holder": "信息员",
        "section": "办公室",
        "rights": "edit",
        "opened_on": D(2023, 3, 1),
    },
    "account_closings": {
        "platform": "示例网站",
        "login": "shili-01",
        "closed_on": D(2023, 8, 1),
        "cause": "示例：调离",
    },
    "cleanups": {
        "title": "示例·往年通知",
        "channel": "示例网站",
        "cleaned_for": "outdated",
        "action": "archived",
        "approver": "分管领导",
        "cleaned_on": D(2023, 6, 30),
    },
    "assessments": {
        "platform": "示例微博",
        "assessed_on": D(2023, 6, 30),
        "assessor": "示例科室",
        "attack": "sound",
        "virus": "sound",
        "tampering": "fault",
        "method": "示例：人工巡查",
        "findings": "示例：口令过旧",
    },
    "rectifications": {
        "platform": "示例微博",
        "assessed_on": D(2023, 6, 30),
        "rectified_on": D(2023, 7, 5),
        "remedy": "示例：已更换",
    },
}


@pytest.fixture
def office(db: None) -> Bureau:
    return bureau()


def put(office: Bureau, book: str, **changes: Any) -> Any:
    return enter(viewer=office.disclosure_officer.on(DAY), ledger=BY_ID[book], row=ROWS[book] | changes)


def figure(office: Bureau, measure: str, year: int = 2023) -> Any:
    found = registry.one(registry.Measure, f"oversight.{measure}")
    return figure_of(found, office.disclosure_officer, year)


def put_all(office: Bureau) -> None:
    for book in ROWS:
        put(office, book)


def test_every_book_takes_its_row_and_the_chain_holds(office: Bureau) -> None:
    put_all(office)
    assert list(problems()) == []
    assert {book: figure(office, book) for book in ("trainings", "open_days", "opinions", "key_points")} == {
        "trainings": 1,
        "open_days": 1,
        "opinions": 1,
        "key_points": 1,
    }
    assert figure(office, "training_attendance") == 18
    assert figure(office, "questionnaires_issued") == 25
    assert figure(office, "questionnaires_returned") == 24
    assert figure(office, "accountability") == figure(office, "risk_assessments") == 1
    assert figure(office, "cleanups_outdated") == figure(office, "cleanups") == 1
    assert figure(office, "cleanups_aggregation") == 0
    assert not queries.risks_open(office.disclosure_officer).exists()


def test_a_year_without_records_counts_nothing(office: Bureau) -> None:
    put_all(office)
    counted = [m for m in registry.all_of(registry.Measure) if m.id.startswith("oversight.")]
    assert {figure(office, m.id.partition(".")[2], 2021) for m in counted} == {0}


@pytest.mark.parametrize("book", LEDGERS, ids=lambda book: book.id)
def test_a_locked_period_takes_nothing(book: LedgerSpec, office: Bureau) -> None:
    name = book.id.partition(".")[2]
    for earlier in ROWS:
        if earlier == name:
            break
        put(office, earlier)
    lock_of_2023()
    with pytest.raises(PeriodLocked):
        put(office, name)


def test_an_opinion_of_a_locked_year_is_treated_in_the_next(office: Bureau) -> None:
    for book in ("open_days", "questionnaires", "opinions"):
        put(office, book)
    viewer, opinion = office.disclosure_officer, Opinion.objects.get()
    assert [part.number for part in related_rows(viewer, BY_ID["opinions"], opinion)] == [0]
    assert queries.opinions_unhandled(office.disclosure_officer).count() == 1
    lock_of_2023()
    put(office, "treatments", handled_on=D(2024, 1, 20), outcome="declined")
    assert figure(office, "opinions_treated", 2024) == 1
    assert figure(office, "opinions_adopted", 2024) == 0
    [treatments] = related_rows(viewer, BY_ID["opinions"], opinion)
    assert [said for _, said in treatments.rows] == ["未采纳，2024-01-20，示例：已增加"]
    assert not queries.opinions_unhandled(office.disclosure_officer).exists()


def test_a_problem_is_carried_over_until_it_is_solved(office: Bureau) -> None:
    put(office, "problems")
    put(office, "improvements")
    assert figure(office, "problems_open") == figure(office, "problems_carried_in", 2024) == 1
    put(office, "improvements", made_on=D(2024, 2, 20), done=True)
    assert figure(office, "problems_open", 2024) == 0
    assert figure(office, "problems_open", 2023) == 1
    assert figure(office, "problems_closed", 2024) == 1
    assert figure(office, "problems_carried_in", 2023) == 0


def test_a_task_is_done_when_it_is_reported_done(office: Bureau) -> None:
    put(office, "key_points")
    put(office, "progress", done=False, reported_on=D(2023, 8, 1))
    assert figure(office, "key_points_done") == 0
    put(office, "progress", reported_on=D(2024, 1, 4))
    assert figure(office, "key_points_done") == 1


def test_groups_and_accounts_are_counted_while_they_exist(office: Bureau) -> None:
    put(office, "work_groups")
    put(office, "work_groups", name="示例群二", created_on=D(2022, 5, 1))
    put(office, "group_closings", closed_on=D(2024, 1, 5))
    put(office, "accounts")
    put(office, "accounts", platform="示例微博")
    put(office, "account_closings")
    assert [figure(office, "work_groups", year) for year in (2021, 2022, 2023, 2024)] == [0, 1, 2, 1]
    assert figure(office, "groups_closed", 2024) == 1
    assert figure(office, "accounts") == figure(office, "accounts_closed") == 1


def told(office: Bureau, alert: str, today: datetime.date = DAY) -> list[str]:
    found = registry.one(registry.Alert, f"oversight.{alert}").sentences(office.disclosure_officer.on(today))
    return [sentence for sentence, _ in found]


def test_what_is_left_undone_is_told_until_it_is_done(office: Bureau) -> None:
    for book in ("open_days", "questionnaires", "opinions", "key_points", "problems", "assessments"):
        due = {"due_on": D(2024, 1, 31)} if book in {"key_points", "problems"} else {}
        put(office, book, **due)
    alerts = ("untreated_opinions", "unrectified_risks", "late_problems", "late_tasks")
    assert [len(told(office, alert)) for alert in alerts] == [1, 1, 1, 1]
    assert "群众意见“2023-01”还没有登记处理情况" in told(office, "untreated_opinions")[0]
    client = signed_in(office.disclosure_officer)
    for alert in alerts:
        told_of = registry.one(registry.Alert, f"oversight.{alert}")
        for sentence, url in told_of.sentences(office.disclosure_officer.on(DAY)):
            page = client.get(url)
            assert page.status_code == 200
            named = re.findall("“([^”]+)”", sentence)[0]
            assert named in page.content.decode(), "the page shows what the sentence speaks of"
    assert "示例：口令过旧" in told(office, "unrectified_risks")[0]
    on_time = D(2024, 1, 31)
    assert told(office, "late_problems", on_time) == told(office, "late_tasks", on_time) == []
    for book in ("treatments", "rectifications", "progress"):
        put(office, book)
    put(office, "improvements", made_on=D(2024, 3, 1), done=True)
    assert [told(office, alert) for alert in alerts] == [[], [], [], []]


@pytest.mark.parametrize(
    ("book", "changes", "says"),
    [
        ("questionnaires", {"returned": 26}, "收回份数：多于发放份数"),
        ("questionnaires", {"issued": 0, "returned": None}, "发放份数：应大于 0"),
        ("questionnaires", {"open_day": "示例·无此活动"}, "对应活动：没有登记过“示例·无此活动”"),
        ("questionnaires", {"issued_on": D(2023, 9, 14)}, "发放日期：不能早于活动日期 2023-09-15"),
        ("opinions", {"questionnaire": ""}, "对应问卷：没有填写"),
        ("opinions", {"source": "open_day"}, "对应活动：没有填写"),
        ("opinions", {"content": ""}, "意见建议："),
        ("treatments", {"handled_on": D(2023, 9, 14)}, "处理日期：不能早于提出日期 2023-09-15"),
        ("trainings", {"attendance": 0}, "参训人数：应大于 0"),
        ("trainings", {"hours": Decimal(0)}, "学时：应大于 0"),
        ("trainings", {"held_on": D(2024, 3, 9)}, "培训日期：2024-03-09 晚于今天"),
        ("accountability", {"ground": "示例"}, "情形："),
        ("key_points", {"due_on": D(2023, 5, 19)}, "完成时限：早于分解日期"),
        ("progress", {"evidence": ""}, "佐证材料：没有填写"),
        ("progress", {"number": "2023-02"}, "任务编号：没有登记过“2023-02”这一任务"),
        ("problems", {"due_on": D(2023, 6, 4)}, "改进时限：早于发现日期"),
        ("inspections", {"remedy": "示例"}, "发现问题：没有填写"),
        ("account_closings", {"login": "shili-02"}, "平台：没有登记过“示例网站、shili-02”这一账号"),
        ("assessments", {"findings": ""}, "发现问题：没有填写"),
        ("rectifications", {"assessed_on": D(2023, 6, 29)}, "平台：没有登记过"),
    ],
)
def test_what_stands_against_a_row_is_said_with_its_column(
    book: str, changes: dict[str, Any], says: str, office: Bureau
) -> None:
    for earlier in ROWS:
        if earlier == book:
            break
        put(office, earlier)
    with pytest.raises(ActionBlocked) as refused:
        put(office, book, **changes)
    said = [f"{BY_ID[book].header(each.field)}：{each.message}" for each in refused.value.blockers]
    assert any(sentence.startswith(says) for sentence in said), said


def test_what_others_belong_to_is_not_voided(office: Bureau) -> None:
    viewer = office.disclosure_officer
    day = put(office, "open_days")
    put(office, "questionnaires")
    with pytest.raises(ActionBlocked, match="“调查问卷”中还有 1 次"):
        void(viewer=viewer.on(DAY), ledger=BY_ID["open_days"], record=day, reason="误登")
    with pytest.raises(GuardViolation, match="调查问卷"):
        by_orm(successor(day, reason="误登", voids=True))
    later = {"held_on": D(2023, 9, 16)}
    with pytest.raises(GuardViolation, match="调查问卷"):
        correct(viewer=viewer.on(DAY), ledger=BY_ID["open_days"], record=day, row=later, reason="日期有误")


def test_another_organ_sees_and_names_nothing_of_this_one(office: Bureau) -> None:
    put(office, "open_days")
    other = bureau("SL2")
    assert figure(other, "open_days") == 0
    with pytest.raises(ActionBlocked, match="没有登记过"):
        put(other, "questionnaires")
    put(other, "open_days")


def test_who_may_not_register_is_told(office: Bureau) -> None:
    with pytest.raises(NotAllowed, match="登记监督保障"):
        enter(viewer=office.auditor.on(DAY), ledger=BY_ID["trainings"], row=ROWS["trainings"])


def test_facts_are_never_altered(office: Bureau) -> None:
    for book in ("open_days", "questionnaires", "opinions"):
        put(office, book)
    with pytest.raises(AppendOnly), translated():
        Opinion.objects.update(content="示例")


@pytest.mark.parametrize(
    ("changes", "cell", "says"),
    [
        ({3: "十五日"}, "D2", "不是日期"),
        ({4: "二十七"}, "E2", "不是整数"),
        ({5: "30"}, "F2", "多于发放份数"),
        ({2: "示例·无此活动"}, "C2", "没有登记过"),
        ({0: ""}, "A2", "没有填写"),
    ],
)
def test_a_wrong_row_of_a_file_is_named_by_its_cell(
    changes: dict[int, str], cell: str, says: str, office: Bureau
) -> None:
    put(office, "open_days")
    row = ["示例·问卷", "", "示例·开放日", "2023年9月15日", "25", "24"]
    for place, text in changes.items():
        row[place] = text
    text = f"问卷名称,主题,活动名称,日期,发放数量,收回数\n{','.join(row)}\n"
    viewer = office.disclosure_officer
    plan = run_import(
        viewer.on(DAY), registry.one(registry.Importer, BY_ID["questionnaires"].id), text.encode(), "问卷.csv"
    )
    (error,) = plan.errors
    assert error.cell == cell
    assert says in error.message
