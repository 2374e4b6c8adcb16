"""Whatever decides is sealed: a row changed, removed or added behind the program's back is found, of every model.

What an action amends is proven before and after: the entry keeps the digest that the row had.
"""

from __future__ import annotations

import datetime
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from gongkai import law
from gongkai.bodies.actions.appoint import record_stand_in
from gongkai.bodies.actions.be_away import record_absence
from gongkai.bodies.actions.nominate import nominate, refuse_nomination
from gongkai.bodies.actions.open_section import open_section
from gongkai.bodies.events import OrganOpened
from gongkai.bodies.models import Absence, Appointment, Nomination, Officer, Organ, Role, StandIn
from gongkai.bodies.queries import history_of
from gongkai.bodies.tests.factory import SINCE, TESTER, amended, bureau
from gongkai.disputes.models import Dispute
from gongkai.disputes.tests.test_table_four import concluded, filed
from gongkai.inforequests.actions.record_delivery import record_delivery
from gongkai.inforequests.actions.record_response import record_response
from gongkai.inforequests.models import InfoRequest
from gongkai.inforequests.tests import letters
from gongkai.ledger import triggers
from gongkai.ledger.errors import AppendOnly, GuardViolation, translated
from gongkai.ledger.models import Entry, LedgeredRow
from gongkai.ledger.transactions import ledger_transaction
from gongkai.ledger.verify import problems
from gongkai.norms.actions.enter_notice import enter_notice
from gongkai.papers.actions.give_up import give_up
from gongkai.papers.actions.set_aside import set_aside
from gongkai.proactive.actions.classify import classify
from gongkai.proactive.models import Channel, Proposal
from gongkai.proactive.tests.matters import matter
from gongkai.proactive.tests.things import channel
from gongkai.publisher.actions.correct_result import correct_result
from gongkai.publisher.actions.record_result import on_delivery
from gongkai.publisher.events import DeliveryAttempted
from gongkai.publisher.models import DeliveryAttempt
from gongkai.publisher.tests.things import delivered_to, succeeded
from gongkai.reporting.actions.edit_passage import edit_passage
from gongkai.reporting.actions.unlock import unlock_facts
from gongkai.reporting.tests import test_finalizing as report
from gongkai.review.actions.abandon import abandon
from gongkai.review.actions.answer_question import treat
from gongkai.review.actions.ask_seat import recall
from gongkai.review.actions.correct_answer import correct_answer
from gongkai.review.actions.register import register
from gongkai.review.actions.release import release
from gongkai.review.actions.withdraw import withdraw
from gongkai.review.tests import factory as review
from gongkai.review.tests import seats
from gongkai.shell.actions.open_account import open_account
from tests.permissions.world import house

pytestmark = pytest.mark.django_db

DAY = datetime.date(2024, 1, 10)
SEALED = [model for model in apps.get_models() if issubclass(model, LedgeredRow)]
AMENDABLE = [Organ, Officer, Role, InfoRequest, Channel, Proposal, Dispute]


def everything() -> None:
    """Store at least one row of every sealed model, by actions where there is one."""
    office = house("SL").bureau
    open_section(viewer=office.system, name="办公室")
    record_stand_in(
        viewer=office.system,
        officer=office.drafter.officer,  # type: ignore[arg-type]
        step=2,
        reason="示例",
        from_on=DAY,
        until_on=DAY,
    )
    notice = law.Notice("national", 2027, "示例·放假通知", "示例〔2026〕1号", {})
    enter_notice(viewer=office.disclosure_officer.on(DAY), notice=notice)
    edit_passage(viewer=office.disclosure_officer.on(DAY), year=2023, passage="problems", text="示例。")
    _reviewed()
    _answered()
    _finalized()
    _consulted()
    _attempted()


def _reviewed() -> None:
    office = bureau("WG")
    assert office.drafter.officer is not None
    open_account(viewer=office.system, officer=office.drafter.officer, login="ni-gao-ren")
    proposed = nominate(
        viewer=office.administrator.on(DAY),
        officer=office.drafter.officer,
        role="auditor",
        post="示例",
        from_on=DAY,
    )
    refuse_nomination(viewer=office.deputy_head.on(DAY), nomination=proposed, reason="示例")
    abandon(viewer=office.drafter.on(review.DAY), version=review.drafted(office), reason="示例")
    review.chain_for(office)
    approval = review.approved(office)
    made = release(viewer=office.disclosure_officer.on(review.DAY), version=approval.version)
    withdraw(viewer=office.disclosure_officer.on(review.DAY), release=made, reason="示例")
    signed = review.approved(office, review.official(office))
    officer = office.disclosure_officer.on(review.DAY)
    register(viewer=officer, version=signed.version)
    aside = {"series": review.series_of(office), "year": 2023, "number": 9, "purpose": "reserved"}
    give_up(viewer=officer, draw=set_aside(viewer=officer, **aside, reason="示例"), reason="示例")


def _consulted() -> None:
    office = bureau("HS")
    version = review.drafted(office)
    seat = seats.seat_for(office, seats.ALWAYS)
    question = seats.asked(office, version, seat)
    seats.answered(office.drafter, question, "comment", "示例")
    drafter = office.drafter.on(review.DAY)
    treat(viewer=drafter, question=question, adopted=True, reason="示例")
    again = correct_answer(viewer=drafter, question=question, reason="示例")
    seats.answered(office.drafter, again, "comment", "示例")
    treat(viewer=drafter, question=again, adopted=True, reason="示例")
    recall(viewer=drafter, question=seats.asked(office, version, seat), reason="示例")
    classify(viewer=drafter, document=version.document, matter=matter(office).name)


def _attempted() -> None:
    office = bureau("WB")
    (delivery,) = delivered_to(office, channel(office, "示例·政务微博", "weibo"))
    viewer = office.disclosure_officer.on(review.DAY)
    with on_delivery(viewer, delivery) as (tx, found):
        attempt = DeliveryAttempt(delivery=found, number=1, begun_at=timezone.now(), begun_by=viewer.officer)
        tx.add(attempt)
        tx.record(DeliveryAttempted(number=1), subjects=[found, attempt])
    succeeded(office, delivery, address="https://weibo.com/1/a")
    correct_result(viewer=viewer, delivery=delivery, reason="示例")


def _answered() -> None:
    office = bureau("YS")
    letters.confirm_all(office)
    letter = letters.served(office, letters.received(office), "consultation").letter
    officer = office.disclosure_officer.on(letters.DAY)
    record_delivery(viewer=officer, letter=letter, received_on=letters.DAY)
    record_response(viewer=officer, letter=letter, responded_on=letters.DAY, answer="refuses")


def _finalized() -> None:
    office = bureau("NB")
    report.last_year(office)
    day = datetime.date(2023, 2, 1)
    case = filed(office, "示1", day, answered_on=day)
    concluded(office, case, "撤销", datetime.date(2023, 3, 1), datetime.date(2023, 3, 1))
    report.finalized(office)
    viewer = office.disclosure_officer.on(report.DAY)
    unlock_facts(viewer=viewer, year=2023, facts=[case.filings.get()], reason="示例")


def changed(field: models.Field[Any, Any], value: Any) -> Any:
    """Another value for a column, of its kind."""
    match value:
        case bool():
            return not value
        case datetime.datetime() | datetime.date():
            return value + datetime.timedelta(days=1)
        case str():
            return (value + "改")[: field.max_length] if value else "改"
        case bytes() | memoryview():
            return bytes(value) + b"x"
        case list():
            return [*value, "改"]
        case dict():
            return {**value, "改": 1}
        case None:
            return None
        case _:
            return value + 1


def change(row: models.Model) -> bool:
    """Change one column of a row with SQL; return whether there is one that the table's conditions let pass."""
    own = [
        f for f in row._meta.concrete_fields if not f.primary_key and f.name not in {"transaction_id", "salt"}
    ]
    for field in sorted(own, key=lambda f: f.is_relation):
        before = getattr(row, field.attname)
        after = changed(field, before)
        if after == before:
            continue
        try:
            with transaction.atomic():
                type(row)._base_manager.filter(pk=row.pk).update(**{field.attname: after})
        except IntegrityError:
            continue
        return True
    return False


def told(model: type[models.Model]) -> bool:
    """Whether `verify` names a model."""
    return any(problem.where.startswith(f"{model._meta.label}:") for problem in problems())


def tried(model: type[models.Model], what: Any) -> bool:
    """Do something to the last row of a model with every guard away; return whether it is told; undo it."""
    row = model._base_manager.order_by("pk").last()
    assert row is not None, f"no {model._meta.label} to try it on"
    with transaction.atomic():
        triggers.drop_all(connection)
        what(row)
        found = told(model)
        transaction.set_rollback(True)
    return found


def removed(row: models.Model) -> None:
    with connection.cursor() as cursor:
        meta = row._meta
        key = meta.pk.get_db_prep_value(row.pk, connection)  # type: ignore[union-attr]
        cursor.execute(f'DELETE FROM "{meta.db_table}" WHERE "{meta.pk.column}" = %s', [key])  # type: ignore[union-attr]


@pytest.mark.long
def test_every_change_and_every_removal_is_found_of_every_model() -> None:
    everything()
    assert list(problems()) == []
    unseen = [
        f"{model._meta.label}: {word}"
        for model in SEALED
        for word, what in (("changed", change), ("removed", removed))
        if not tried(model, what)
    ]
    assert unseen == []


@pytest.mark.parametrize("model", AMENDABLE, ids=lambda model: model.__name__)
def test_what_changes_changes_only_with_a_record(model: type[LedgeredRow]) -> None:
    house("SL")
    table, row = model._meta.db_table, model._base_manager.order_by("pk").first()
    assert row is not None
    for statement in (f"UPDATE {table} SET salt = salt", f"DELETE FROM {table}"):
        with pytest.raises(AppendOnly), translated(), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    if model is Role:  # what gives leave is changed only where an entry names it
        with pytest.raises(AppendOnly), translated(), transaction.atomic():
            Role.objects.filter(pk=row.pk).update(transaction_id=uuid4(), permissions=["review.approve"])
        return
    model._base_manager.filter(pk=row.pk).update(transaction_id=uuid4())
    assert told(model), "with a transaction of its own making it passes the guard, and is found"


def leave_given() -> None:
    """A bureau in which each of what gives leave was given by an action."""
    office = bureau()
    drafter = office.drafter.officer
    assert drafter is not None
    nominate(viewer=office.administrator.on(DAY), officer=drafter, role="auditor", post="示例", from_on=DAY)
    record_stand_in(viewer=office.system, officer=drafter, step=2, reason="示例", from_on=DAY, until_on=DAY)
    record_absence(viewer=office.system, officer=drafter, reason="示例", from_on=DAY, until_on=DAY)


@pytest.mark.parametrize(
    "model", [Role, Nomination, Appointment, StandIn, Absence], ids=lambda model: model.__name__
)
@pytest.mark.parametrize("own", [True, False], ids=["a transaction of its own", "one of the program"])
def test_what_gives_leave_and_no_entry_names_is_refused(model: type[LedgeredRow], own: bool) -> None:
    leave_given()
    row: Any = model._base_manager.latest("pk")
    row.pk, row.transaction_id = None, uuid4() if own else row.transaction_id
    if model is Role:
        row.code, row.permissions = "all", ["review.approve"]
    if model is Nomination:  # the same one waits already
        row.role = Role.objects.exclude(pk=row.role_id).earliest("pk")
    for key in (None, model._base_manager.latest("pk").pk + 1):
        row.pk = key
        with pytest.raises(GuardViolation, match="没有记入台账的"), translated(), transaction.atomic():
            models.Model.save_base(row, force_insert=True)
    triggers.drop_all(connection)
    models.Model.save_base(row, force_insert=True)
    assert told(model), "whoever took the guards away is found"


@pytest.mark.parametrize(
    ("model", "change"),
    [(Role, {"permissions": ["review.approve"]}), (Appointment, {"until_on": None, "post": "局长"})],
)
def test_what_gives_leave_is_changed_by_no_transaction_that_does_not_name_it(
    model: type[LedgeredRow], change: dict[str, Any]
) -> None:
    leave_given()
    row = model._base_manager.earliest("pk")
    another = Entry.objects.exclude(transaction_id=row.transaction_id).latest("seq").transaction_id
    for theirs in (uuid4(), another):
        with pytest.raises(AppendOnly), translated(), transaction.atomic():
            model._base_manager.filter(pk=row.pk).update(transaction_id=theirs, **change)
    assert list(problems()) == []


def test_what_an_action_amends_is_proven_again_and_again() -> None:
    office = bureau()
    first = office.organ.transaction_id
    for code in ("1", "2", "3"):
        amended(office.organ, credit_code=code)
    assert Organ.objects.get().credit_code == "3"
    assert list(problems()) == []
    assert len(history_of(office.organ)) == 4, "opened, and three times amended"
    with transaction.atomic():
        triggers.drop_all(connection)
        Organ.objects.update(credit_code="2")
        assert told(Organ)
        Organ.objects.update(credit_code="3", transaction_id=first)
        assert told(Organ), "an older seal does not fit"
        transaction.set_rollback(True)


def test_who_amends_from_an_old_reading_takes_nothing_back() -> None:
    """Only what is said to change is stored: the rest stays as it is in the database, not as it was read."""
    office = bureau()
    old = Organ.objects.get()
    amended(office.organ, credit_code="1")
    amended(old, region="2")
    assert Organ.objects.values_list("credit_code", "region").get() == ("1", "2")
    assert list(problems()) == []


def test_rows_stored_and_amended_in_one_transaction_are_refused() -> None:
    """What one action both stores and changes it should store once."""
    bureau()
    with (
        pytest.raises(AppendOnly),
        ledger_transaction(organ_code="SL", actor=TESTER, day=SINCE) as tx,
    ):
        [channel] = tx.add_all([Channel(name="示例网站", medium="website")])
        channel.account = "https://example.com"
        tx.record(OrganOpened(), subjects=[])
        tx.amend([channel], fields=["account"])
    assert not Channel.objects.exists()
    assert not Entry.objects.filter(transaction_id=channel.transaction_id).exists()
