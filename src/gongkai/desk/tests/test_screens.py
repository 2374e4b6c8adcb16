"""Home, the ledger, the people and what each may do."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from django.urls import reverse

from gongkai import law, registry
from gongkai.bodies.actions.appoint import appoint
from gongkai.bodies.actions.end_appointment import end_appointment
from gongkai.bodies.actions.enrol import enrol_officer
from gongkai.bodies.actions.nominate import nominate
from gongkai.bodies.models import Appointment, Nomination, Officer, StandIn
from gongkai.bodies.queries import history_of
from gongkai.bodies.tests.factory import account_of, bureau
from gongkai.bodies.viewer import NotAllowed, viewer_of
from gongkai.desk import queries
from gongkai.desk.alerts import nobody_left
from gongkai.inforequests.tests.letters import received
from gongkai.ledger.models import Entry
from gongkai.ledger.transactions import ledger_transaction
from gongkai.norms.actions.settle_value import enter_value
from gongkai.norms.today import today
from gongkai.papers.actions.draft import draft_document
from gongkai.papers.content import Content
from gongkai.registry import Alert, DueItem, DueLine, WaitingItem, WaitingLine
from gongkai.registry.store import _store
from gongkai.shell.events import LedgerImported
from gongkai.shell.models import ImportRun
from gongkai.shell.navigation import AREAS
from gongkai.shell.sources import _query_behind

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
        client.force_login(account_of(officer, role))
        return client

    return sign_in


@pytest.fixture
def store(monkeypatch):
    """A store into which a test may put what a room would declare."""

    def put(*items):
        for item in items:
            monkeypatch.setitem(_store, type(item), {item.id: item})
        _query_behind.cache_clear()

    yield put
    _query_behind.cache_clear()


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


def test_home_says_what_is_due_what_waits_and_what_is_wrong(browser, office, store):
    late, soon, later = datetime.date(2000, 1, 1), datetime.date(2998, 1, 1), datetime.date(2999, 1, 1)
    store(
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


def test_the_navigation_counts_what_waits_without_listing_it(browser, store):
    def lines(viewer):
        raise AssertionError("the frame asks for the number only")

    store(
        WaitingItem(id="x", label="", area="文稿与审查", lines=lines, records=lambda v: Officer.objects.all())
    )
    assert f"{Officer.objects.count()}<" in browser("drafter").get("/desk/tasks/").content.decode()


def test_home_with_nothing_says_what_will_be_there(browser, store):
    kinds = (DueItem(id="x", label="", lines=lambda v: []), Alert(id="x", label="", sentences=lambda v: []))
    store(*kinds, WaitingItem(id="x", label="", area="公开与渠道", lines=lambda v: []))
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
    row = page.context["rows"][0]
    assert row.cells[2].text == "任职"
    assert row.cells[3].text == f"工作人员 {office.auditor.officer.name}"
    assert row.cells[3].url == reverse("desk:officer", args=[office.auditor.officer.pk])
    first = Entry.objects.first()
    page = browser("auditor").get(f"/desk/registers/desk.ledger/{first.pk}/").content.decode()
    assert "内容与摘要一致" in page
    assert first.hash not in page
    proof = reverse("desk:proof", args=[first.pk])
    assert proof in page
    assert first.hash in browser("auditor").get(proof).content.decode()
    with ledger_transaction(organ_code="SL", actor=office.system.actor, day=DAY) as tx:
        counts = {"new": 1, "known": 0, "changed": 0}
        run = tx.add(ImportRun(organ=office.organ, kind="示例", file_sm3="0" * 64, imported_on=DAY, **counts))
        tx.record(LedgerImported(kind="x", title="示例", sm3="", **counts), subjects=[run])
    page = browser("auditor").get(f"/desk/registers/desk.ledger/{Entry.objects.first().pk}/").content.decode()
    assert "导入 1 条" in page
    bureau("QT")
    theirs = Entry.objects.filter(organ_code="QT").first()
    assert browser("auditor").get(f"/desk/registers/desk.ledger/{theirs.pk}/").status_code == 404
    assert browser("drafter").get("/desk/registers/desk.ledger/").status_code == 403


def test_an_administrator_enrols_appoints_and_ends(browser, office):
    admin = browser("administrator")
    new = {"number": "099", "name": "示例·新人"}
    led_to = admin.post(reverse("desk:enrol"), new).url
    person = Officer.objects.get(number="099")
    assert led_to == reverse("desk:appoint", args=[person.pk])
    page = admin.get(reverse("desk:officer", args=[person.pk])).content.decode()
    assert f"/desk/accounts/new/?officer={person.pk}" in page, "an account is opened apart from it"

    post = {"post": "科员", "role": "drafter", "from_on": "2024-01-10"}
    assert admin.post(reverse("desk:appoint", args=[person.pk]), post).status_code == 302
    assert not viewer_of(person, on=DAY).may("desk.open"), "a second person confirms"
    waits = reverse("desk:nomination", args=[Nomination.objects.get(officer=person).pk])
    assert waits in admin.get(reverse("desk:people")).content.decode()
    assert "须由另一人确认" in admin.get(waits).content.decode()
    assert waits not in admin.get(reverse("desk:home")).content.decode()
    assert "您自己的提名" in admin.post(waits, {"verdict": "confirm"}).content.decode()
    deputy = browser("deputy_head")
    assert waits in deputy.get(reverse("desk:home")).content.decode()
    assert "写明理由" in deputy.post(waits, {"verdict": "refuse"}).content.decode()
    assert deputy.post(waits, {"verdict": "confirm"}).status_code == 302
    assert viewer_of(person, on=DAY).may("desk.open")
    admin = browser("administrator")

    appointment = Appointment.objects.get(officer=person)
    url = reverse("desk:end_appointment", args=[appointment.pk])
    assert "不能更早" in admin.post(url, {"until_on": "2023-01-01"}).content.decode()
    assert admin.post(url, {"until_on": "2024-02-01"}).status_code == 302
    assert not viewer_of(person, on=datetime.date(2024, 2, 2)).may("desk.open")

    said = [line.label for line in history_of(person)]
    assert said == ["任职终止", "任职确认", "任职提名", "人员登记"]
    page = admin.get(reverse("desk:officer", args=[person.pk])).content.decode()
    assert "任职至 2024-02-01 止。" in page


def test_a_person_is_told_of_themselves_alone_also_where_several_were_enrolled_at_once(office):
    admin = office.administrator.on(DAY)
    with admin.transaction():
        people = [enrol_officer(viewer=admin, number=number, name="示例") for number in ("097", "098")]
    assert [[line.sentence for line in history_of(person)] for person in people] == [
        ["登记工作人员 097。"],
        ["登记工作人员 098。"],
    ]


def test_the_ledger_says_who_was_to_have_which_post_and_is_found_by_the_name_of_an_event(browser, office):
    nominate(
        viewer=office.administrator,
        officer=office.drafter.officer,
        role="section_head",
        post="示例科科长",
        from_on=DAY,
    )
    auditor = browser("auditor")
    page = auditor.get(reverse("shell:register", args=["desk.ledger"]), {"q": "提名"}).content.decode()
    assert f"提名 {office.drafter.officer.number} 任示例科科长，自 2024-01-10 起，待另一人确认。" in page
    assert "登记工作人员" not in page


def test_who_has_no_post_yet_can_leave(client, office):
    person = enrol_officer(viewer=office.administrator.on(DAY), number="099", name="示例·新人")
    client.force_login(account_of(person, "new"))
    page = client.get(reverse("desk:home"))
    assert page.status_code == 403
    assert reverse("shell:sign_out") in page.content.decode()
    assert "回到工作台" not in page.content.decode()


def test_the_page_opens_at_the_first_field_that_is_wrong(browser):
    page = browser("administrator").post(reverse("desk:enrol"), {"number": "", "name": ""}).content.decode()
    assert page.count("autofocus") == 1
    assert "autofocus" in page[page.index('name="number"') :].partition(">")[0]


def test_mistakes_in_the_forms_are_said_at_the_field(browser):
    admin = browser("administrator")
    page = admin.post(reverse("desk:enrol"), {"number": "001", "name": "示例"}).content.decode()
    assert "编号 001 已有人使用" in page
    page = admin.post(
        reverse("desk:appoint", args=[Officer.objects.get(number="001").pk]),
        {"post": "示例", "role": "drafter", "from_on": "2024-02-01", "until_on": "2024-01-01"},
    ).content.decode()
    assert "任职止早于任职起" in page


def test_a_stand_in_is_recorded_with_its_reason(browser, office):
    admin = browser("administrator")
    officer = office.section_head.officer
    given = {"officer": officer.pk, "step": "3", "reason": "示例·在岗不足四人", "from_on": "2024-01-10"}
    admin.post(reverse("desk:stand_in"), {**given, "until_on": "2024-01-31"})
    assert StandIn.objects.get().step == 3
    assert "示例·在岗不足四人" in admin.get(reverse("desk:people")).content.decode()
    assert f'<option value="{officer.pk}">' in admin.get(reverse("desk:stand_in")).content.decode()
    page = admin.post(reverse("desk:stand_in"), {**given, "until_on": "2024-01-01"}).content.decode()
    assert "截止日期早于开始日期" in page


def test_only_an_administrator_changes_people(browser, office):
    auditor = browser("auditor")
    for name, args in (("enrol", []), ("stand_in", []), ("appoint", [office.drafter.officer.pk])):
        assert auditor.post(reverse(f"desk:{name}", args=args), {}).status_code == 403
    assert "登记工作人员" not in auditor.get(reverse("desk:people")).content.decode()
    with pytest.raises(NotAllowed):
        enrol_officer(viewer=office.auditor.on(DAY), number="9", name="示例")
    with pytest.raises(NotAllowed):
        appointment = Appointment.objects.first()
        end_appointment(viewer=office.auditor.on(DAY), appointment=appointment, until_on=DAY)


def test_another_organs_people_are_not_there(browser, office):
    theirs = bureau("QT")
    appointment = Appointment.objects.filter(organ=theirs.organ).first()
    admin = browser("administrator")
    assert admin.get(reverse("desk:end_appointment", args=[appointment.pk])).status_code == 404
    assert admin.get(reverse("desk:officer", args=[theirs.drafter.officer.pk])).status_code == 404
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


def test_due_lines_of_all_clocks_stand_in_one_order(office, store):
    days = [DAY + datetime.timedelta(n) for n in (5, 1, 3)]
    store(
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


def test_a_period_without_its_first_day_says_which_day_is_missing(browser):
    page = browser("auditor").get(reverse("desk:deadline"), {"kind": "reply.period"}).content.decode()
    assert "没有填写收到日期。" in page
    assert "必填项" not in page


def test_the_ledger_says_who_by_post_and_name_and_a_rule_by_its_name(browser, office):
    own = {"value": 15, "in_force_from": DAY, "basis": "示例·本单位承诺"}
    enter_value(viewer=office.disclosure_officer.on(DAY), key="reply.period", **own)
    page = browser("auditor").get("/desk/registers/desk.ledger/").content.decode()
    label = law.shipped_values().label("reply.period")
    assert f"录入“{label}”的本单位取值" in page
    assert "reply.period" not in page
    appointment = Appointment.objects.get(officer=office.disclosure_officer.officer)
    assert f"{appointment.post} {appointment.officer.name}" in page


def test_the_ledger_names_records_only_to_who_may_open_them(browser, office):
    version = draft_document(
        viewer=office.drafter.on(DAY), kind="notice", content=Content(title="示例·标题", body="示例正文")
    )
    seen = browser("auditor").get("/desk/registers/desk.ledger/").content.decode()
    assert "示例·标题" in seen
    assert reverse("papers:document", args=[version.document_id]) in seen
    assert not office.administrator.may("papers.view")
    hidden = browser("administrator").get("/desk/registers/desk.ledger/").content.decode()
    assert "示例·标题" not in hidden
    assert "文稿" in hidden


def test_who_holds_open_cases_alone_is_not_ended_unsaid(browser, office):
    received(office)
    appointment = Appointment.objects.get(officer=office.disclosure_officer.officer)
    end = reverse("desk:end_appointment", args=[appointment.pk])
    admin = browser("administrator")
    answer = admin.post(end, {"until_on": today()})
    assert answer.status_code == 422
    assert "还有 1 件在办申请" in answer.content.decode()
    appointment.refresh_from_db()
    assert appointment.until_on is None
    assert admin.post(end, {"until_on": today(), "unattended": "on"}).status_code == 302
    tomorrow = office.administrator.on(today() + datetime.timedelta(days=1))
    [(sentence, _)] = nobody_left(tomorrow)
    assert "1 件在办申请，现在没有人可以办理" in sentence
    successor = {"role": "disclosure_officer", "post": "示例·继任", "from_on": today()}
    appoint(viewer=office.system.on(today()), officer=office.drafter.officer, **successor)
    assert nobody_left(tomorrow.on(tomorrow.day)) == [], "asked anew"


def test_who_has_a_successor_is_ended_without_a_question(browser, office):
    received(office)
    successor = {"role": "disclosure_officer", "post": "示例·继任", "from_on": DAY}
    appoint(viewer=office.system.on(DAY), officer=office.drafter.officer, **successor)
    appointment = Appointment.objects.get(officer=office.disclosure_officer.officer)
    end = reverse("desk:end_appointment", args=[appointment.pk])
    assert browser("administrator").post(end, {"until_on": today()}).status_code == 302
