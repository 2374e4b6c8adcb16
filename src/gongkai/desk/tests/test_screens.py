"""Home, the ledger, the people and what each may do."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from django.urls import reverse

from gongkai import registry
from gongkai.bodies.actions.end_appointment import end_appointment
from gongkai.bodies.actions.enrol import enrol_officer
from gongkai.bodies.models import Appointment, Officer, StandIn, User
from gongkai.bodies.tests.factory import bureau
from gongkai.bodies.viewer import NotAllowed, viewer_of
from gongkai.desk import queries
from gongkai.ledger.models import Entry
from gongkai.ledger.queries import history_of
from gongkai.ledger.transactions import ledger_transaction
from gongkai.registry import Alert, DueItem, DueLine, WaitingItem, WaitingLine
from gongkai.registry.store import _store
from gongkai.shell.events import LedgerImported
from gongkai.shell.models import ImportRun
from gongkai.shell.navigation import AREAS

pytestmark = pytest.mark.django_db

DAY = datetime.date(2024, 1, 10)


@pytest.fixture
def office():
    return bureau()


@pytest.fixture
def browser(client, office):
    """Sign a role in."""

    def sign_in(role):
        officer = getattr(office, role).officer
        officer.user = officer.user or User.objects.create_user(role)
        officer.save()
        client.force_login(officer.user)
        return client

    return sign_in


@pytest.fixture
def shelf(monkeypatch):
    """A shelf on which a test may put what a room would declare."""

    def put(*items):
        for item in items:
            monkeypatch.setitem(_store, type(item), {item.id: item})

    return put


def line(title, due_on):
    return DueLine(
        title=title,
        stage="办理",
        due_on=due_on,
        working_days_left=3,
        basis="条例第三十三条",
        url="/x/",
        holder="示例",
    )


def test_home_says_what_is_due_what_waits_and_what_is_wrong(browser, office, shelf):
    late, soon, later = datetime.date(2000, 1, 1), datetime.date(2998, 1, 1), datetime.date(2999, 1, 1)
    shelf(
        DueItem(
            id="x",
            label="申请",
            lines=lambda v: [line("远期的", later), line("超期的", late), line("近期的", soon)],
        ),
        WaitingItem(
            id="x",
            label="待审",
            area="文稿与审查",
            lines=lambda v: [WaitingLine(title="示例·通知", what="审核", since=DAY, url="/y/")],
        ),
        Alert(id="x", label="日历", sentences=lambda v: [("2027 年放假通知尚未录入。", "/z/")]),
    )
    page = browser("drafter").get("/desk/").content.decode()
    assert page.index("超期的") < page.index("近期的") < page.index("远期的")
    assert "已超期" in page
    assert "还有 3 个工作日" in page
    assert "示例·通知" in page
    assert "2027 年放假通知尚未录入。" in page
    assert "件等我处理" in page


def test_the_navigation_counts_what_waits_without_listing_it(browser, shelf):
    def lines(viewer):
        raise AssertionError("the frame asks for the number only")

    shelf(
        WaitingItem(id="x", label="", area="文稿与审查", lines=lines, records=lambda v: Officer.objects.all())
    )
    assert f"{Officer.objects.count()}<" in browser("drafter").get("/desk/tasks/").content.decode()


def test_home_with_nothing_says_what_will_be_there(browser, shelf):
    kinds = (DueItem(id="x", label="", lines=lambda v: []), Alert(id="x", label="", sentences=lambda v: []))
    shelf(*kinds, WaitingItem(id="x", label="", area="公开与渠道", lines=lambda v: []))
    page = browser("auditor").get("/desk/").content.decode()
    assert "没有在办的期限" in page
    assert "没有发现问题" in page


def test_navigation_shows_what_the_role_may_open_by_areas_of_work(browser):
    page = browser("disclosure_officer").get("/desk/").content.decode()
    found = [page.index(f">{area}") for area in AREAS if f">{area}" in page[page.index("desk-area") :]]
    assert len(found) == len(AREAS)
    assert found == sorted(found)
    values = reverse("desk:values")
    assert "人员与岗位" in browser("disclosure_officer").get(values).content.decode()
    assert "人员与岗位" not in browser("drafter").get(values).content.decode()


def test_the_ledger_shows_each_entry_with_its_proof(browser, office):
    page = browser("auditor").get("/desk/registers/desk.ledger/", {"event": "bodies.officer_appointed"})
    assert {row.cells[2].text for row in page.context["rows"]} == {"任职"}
    first = Entry.objects.first()
    page = browser("auditor").get(f"/desk/registers/desk.ledger/{first.pk}/").content.decode()
    assert first.hash in page
    assert "内容与摘要一致" in page
    with ledger_transaction(organ_code="SL", actor=office.system.actor, day=DAY) as tx:
        counts = {"new": 1, "known": 0, "changed": 0}
        run = tx.add(ImportRun(organ=office.organ, kind="示例", file_sm3="0" * 64, imported_on=DAY, **counts))
        tx.record(LedgerImported(kind="x", title="示例", sm3="", **counts), subjects=[run])
    page = browser("auditor").get(f"/desk/registers/desk.ledger/{Entry.objects.first().pk}/").content.decode()
    assert f"导入 {run.pk}" in page
    assert "导入：1 条" in page
    bureau("QT")
    theirs = Entry.objects.filter(organ_code="QT").first()
    assert browser("auditor").get(f"/desk/registers/desk.ledger/{theirs.pk}/").status_code == 404
    assert browser("drafter").get("/desk/registers/desk.ledger/").status_code == 403


def test_an_administrator_enrols_appoints_and_ends(browser, office):
    admin = browser("administrator")
    new = {"number": "099", "name": "示例·新人", "login": "xinren", "password": "chu-shi-mi-ma-1"}
    assert admin.post(reverse("desk:enrol"), new).url == reverse("desk:appoint", args=["099"])
    person = Officer.objects.get(number="099")
    assert person.user.check_password("chu-shi-mi-ma-1")

    post = {"post": "科员", "role": "drafter", "from_on": "2024-01-10"}
    assert admin.post(reverse("desk:appoint", args=["099"]), post).status_code == 302
    assert viewer_of(person, on=DAY).may("desk.open")

    appointment = Appointment.objects.get(officer=person)
    url = reverse("desk:end_appointment", args=[appointment.pk])
    assert "不能更早" in admin.post(url, {"until_on": "2023-01-01"}).content.decode()
    assert admin.post(url, {"until_on": "2024-02-01"}).status_code == 302
    assert not viewer_of(person, on=datetime.date(2024, 2, 2)).may("desk.open")

    said = [line.label for line in history_of(person)]
    assert said == ["任职终止", "任职", "人员登记"]
    page = admin.get(reverse("desk:officer", args=["099"])).content.decode()
    assert "任职至 2024-02-01 止。" in page


def test_mistakes_in_the_forms_are_said_at_the_field(browser):
    admin = browser("administrator")
    page = admin.post(
        reverse("desk:enrol"), {"number": "001", "name": "示例", "login": "administrator"}
    ).content.decode()
    assert "编号 001 已有人使用" in page
    assert "账号 administrator 已存在" in page
    page = admin.post(
        reverse("desk:enrol"), {"number": "098", "name": "示例", "login": "x", "password": "123"}
    )
    assert page.status_code == 200
    page = admin.post(
        reverse("desk:appoint", args=["001"]),
        {"post": "示例", "role": "drafter", "from_on": "2024-02-01", "until_on": "2024-01-01"},
    ).content.decode()
    assert "任职止早于任职起" in page
    assert not Officer.objects.filter(number="098").exists()


def test_a_stand_in_is_recorded_with_its_reason(browser, office):
    admin = browser("administrator")
    officer = office.section_head.officer
    given = {"officer": officer.pk, "step": "3", "reason": "示例·在岗不足四人", "from_on": "2024-01-10"}
    admin.post(reverse("desk:stand_in"), {**given, "until_on": "2024-01-31"})
    assert StandIn.objects.get().step == 3
    assert "示例·在岗不足四人" in admin.get(reverse("desk:people")).content.decode()
    page = admin.post(reverse("desk:stand_in"), {**given, "until_on": "2024-01-01"}).content.decode()
    assert "截止日期早于开始日期" in page


def test_only_an_administrator_changes_people(browser, office):
    auditor = browser("auditor")
    for name, args in (("enrol", []), ("stand_in", []), ("appoint", ["001"])):
        assert auditor.post(reverse(f"desk:{name}", args=args), {}).status_code == 403
    assert "登记工作人员" not in auditor.get(reverse("desk:people")).content.decode()
    with pytest.raises(NotAllowed):
        enrol_officer(viewer=office.auditor.on(DAY), number="9", name="示例", login="", password="")
    with pytest.raises(NotAllowed):
        appointment = Appointment.objects.first()
        end_appointment(viewer=office.auditor.on(DAY), appointment=appointment, until_on=DAY)


def test_another_organs_people_are_not_there(browser, office):
    theirs = bureau("QT")
    appointment = Appointment.objects.filter(organ=theirs.organ).first()
    admin = browser("administrator")
    assert admin.get(reverse("desk:end_appointment", args=[appointment.pk])).status_code == 404
    Officer.objects.filter(pk=theirs.drafter.officer.pk).update(number="777")
    assert admin.get(reverse("desk:officer", args=["777"])).status_code == 404
    given = {"officer": theirs.drafter.officer.pk, "step": "3", "reason": "示例", "from_on": "2024-01-10"}
    admin.post(reverse("desk:stand_in"), {**given, "until_on": "2024-01-31"})
    assert not StandIn.objects.exists()


def test_the_matrix_is_what_the_roles_hold(browser, office):
    matrix = queries.permissions(office.auditor)
    held = {
        role.code: {act.id for act, allowed in matrix.rows if allowed[index]}
        for index, role in enumerate(matrix.roles)
    }
    assert held["drafter"] == set(office.drafter.permissions)
    assert len(matrix.rows) == len(registry.all_of(registry.Permission))
    assert "管理人员与岗位" in browser("auditor").get(reverse("desk:permissions")).content.decode()


def test_due_lines_of_all_clocks_stand_in_one_order(office, shelf):
    days = [DAY + datetime.timedelta(n) for n in (5, 1, 3)]
    shelf(
        DueItem(
            id="x", label="", lines=lambda v: [replace(line("示例", day), title=f"{day}") for day in days]
        )
    )
    assert [each.due_on for each in queries.due(office.drafter.on(DAY))] == sorted(days)


def test_the_calendar_says_where_a_notice_binds_and_which_days_are_made_up(browser):
    page = browser("auditor").get(reverse("desk:calendar")).content.decode()
    row = page[page.index("国务院办公厅关于2024年部分节假日安排的通知") :]
    row = row[: row.index("</tr>")]
    assert "全国" in row
    assert "national" not in page
    assert "02-04、02-18、04-07" in row
