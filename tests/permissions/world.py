"""A bureau with something in every ledger, and an account for every role."""

from __future__ import annotations

import csv
import datetime
import io
from dataclasses import dataclass

from django.db.models import QuerySet

from gongkai import registry
from gongkai.bodies.actions.be_away import record_absence
from gongkai.bodies.actions.nominate import nominate
from gongkai.bodies.models import Absence, Nomination, User
from gongkai.bodies.roles import ROLES
from gongkai.bodies.tests.factory import Bureau, account_of, bureau
from gongkai.bodies.viewer import Viewer
from gongkai.inforequests.actions.register import register_request
from gongkai.inforequests.models import InfoRequest
from gongkai.inforequests.tests.letters import written
from gongkai.ledger import clock
from gongkai.ledger.followers import advance
from gongkai.norms.actions.settle_value import enter_value
from gongkai.papers.actions.open_series import open_series
from gongkai.papers.actions.set_aside import set_aside
from gongkai.papers.actions.write_page import write_page
from gongkai.papers.document_kinds import PROFILE
from gongkai.papers.models import NumberDraw, Version
from gongkai.proactive.actions.write_list import write_list
from gongkai.proactive.models import AdministrativeDecision, DisclosureSubject
from gongkai.proactive.tests.things import channel
from gongkai.publisher.models import Delivery
from gongkai.publisher.tests.things import SITE, delivered_to, portal, site, succeeded
from gongkai.reporting.actions.build import build_candidate
from gongkai.review.actions.release import release
from gongkai.review.actions.set_time import set_time
from gongkai.review.actions.take_down import review_take_down, take_down
from gongkai.review.models import Release, Seat, SeatQuestion, TakeDown
from gongkai.review.tests.factory import DAY, approved, chain_for, reviewed, submitted
from gongkai.review.tests.seats import answered, asked, seat_for
from gongkai.shell.ledgers.import_run import run_import
from gongkai.shell.ledgers.tasks import check_ledger
from gongkai.shell.models import Task
from gongkai.shell.sign_in import begin_attempt
from gongkai.upkeep.tests.things import entry, published

YEAR = DAY.year


@dataclass(frozen=True)
class House:
    """A bureau with an account for each role, something under review, a candidate report, an open request, a ledger
    that its disclosure officer had checked, and a list of decisions to make public."""

    bureau: Bureau
    version: Version
    candidate: Version
    request: InfoRequest
    task: Task
    draw: NumberDraw
    listed: Version
    seat: Seat
    question: SeatQuestion
    delivery: Delivery
    timed: Version
    down: TakeDown

    def viewer(self, role: str) -> Viewer:
        """Return the viewer who holds a role."""
        found: Viewer = getattr(self.bureau, role)
        return found

    def user(self, role: str) -> User:
        """Return the account of the officer who holds a role."""
        return User.objects.get(username=f"{self.bureau.organ.code}-{role}")

    def records(self, register: registry.Register) -> QuerySet:  # type: ignore[type-arg]
        """Return what stands in a register of this bureau."""
        holder = next(role for role in ROLES if self.viewer(role).may(register.permission))
        found: QuerySet = register.query(self.viewer(holder))  # type: ignore[type-arg]
        return found


def house(code: str) -> House:
    """Return a bureau in which everything has been done once."""
    office = bureau(code)
    for role in ROLES:
        viewer: Viewer = getattr(office, role)
        assert viewer.officer is not None
        account = account_of(viewer.officer, f"{code}-{role}")
        begin_attempt(account.username, "10.0.0.8")
    for importer in registry.all_of(registry.Importer):
        _import_examples(office, importer)
    request = _moved_request(office)
    _nominated(office)
    _away(office)
    chain_for(office, kind="organ_profile")
    seat = seat_for(office, role="disclosure_officer", basis="示例·规定")
    candidate = build_candidate(viewer=office.disclosure_officer.on(DAY), year=YEAR)
    version = submitted(office)
    delivery = _delivery(office)
    _watched(office, delivery)
    _described(office)
    return House(
        bureau=office,
        version=version,
        seat=seat,
        question=_consulted(office, version, seat),
        candidate=candidate.version,
        request=request,
        task=_checked_ledger(office),
        draw=_reserved(office),
        delivery=delivery,
        timed=_timed(office),
        down=_taken_down(office),
        listed=write_list(
            viewer=office.drafter.on(DAY),
            subject=DisclosureSubject.LICENSING,
            title="示例·行政许可公开清单",
            records=AdministrativeDecision.objects.filter(organ=office.organ, kind="licensing"),
        ),
    )


def _consulted(office: Bureau, version: Version, seat: Seat) -> SeatQuestion:
    """Ask a seat, which has not answered, and by letter another organ, whose answer is recorded; return this one."""
    asked(office, version, seat)
    question = asked(office, version, None, name="示例市水务局", days=5)
    answered(office.drafter, question, "comment", "示例：建议补充依据")
    return question


def _delivery(office: Bureau) -> Delivery:
    """Release a document that goes to two other channels; return the delivery to the one where it stands."""
    site(office)
    made, _ = delivered_to(office, portal(office), channel(office, "示例·市级日报", "newspaper"))
    succeeded(office, made)
    return made


def _watched(office: Bureau, delivery: Delivery) -> None:
    """Release a document that leads to another of the site, and says that an entry in force ends."""
    entry(office, "示工信发〔2023〕88号", title="示例·旧办法")
    address = f"{SITE}{delivery.release.address}"
    published(office, f"示例·旧办法（示工信发〔2023〕88号）同时废止。详见[示例网页]({address})。")


def _described(office: Bureau) -> Release:
    """Release the page that says what the bureau is."""
    typed = {"functions": "示例职能。", "sections": "示例科：示例职责"}
    version = write_page(viewer=office.drafter.on(DAY), kind=PROFILE, typed=typed)
    return release(viewer=office.disclosure_officer.on(DAY), version=reviewed(office, version, on=DAY))


def _timed(office: Bureau) -> Version:
    """Set a time at which an approved document leaves by itself."""
    version = approved(office).version
    tomorrow = clock.now() + datetime.timedelta(days=1)
    set_time(viewer=office.disclosure_officer.on(DAY), version=version, leaves_at=tomorrow)
    return version


def _taken_down(office: Bureau) -> TakeDown:
    """Take one document down, which waits for a decision, and another, which is public again."""
    officer, deputy = office.disclosure_officer.on(DAY), office.deputy_head.on(DAY)
    first, second = (release(viewer=officer, version=approved(office).version) for _ in range(2))
    restored = take_down(viewer=officer, release=first, reason="示例")
    review_take_down(viewer=deputy, take_down=restored, restored=True, opinion="示例")
    return take_down(viewer=officer, release=second, reason="示例")


def _reserved(office: Bureau) -> NumberDraw:
    """Reserve a number in a series."""
    officer = office.disclosure_officer
    series = open_series(viewer=officer, prefix="示工信发", used_for="发文", at_once=False)
    return set_aside(viewer=officer, series=series, year=YEAR, number=9, purpose="reserved", reason="示例")


def _nominated(office: Bureau) -> Nomination:
    """Propose an appointment that waits for a second person."""
    assert office.drafter.officer is not None
    return nominate(
        viewer=office.administrator.on(DAY),
        officer=office.drafter.officer,
        role="section_head",
        post="示例",
        from_on=DAY,
    )


def _away(office: Bureau) -> Absence:
    """Somebody is away, and another acts."""
    assert office.auditor.officer is not None
    return record_absence(
        viewer=office.administrator.on(DAY),
        officer=office.auditor.officer,
        stand_in=office.deputy_head.officer,
        reason="示例",
        from_on=DAY,
        until_on=DAY,
    )


def _checked_ledger(office: Bureau) -> Task:
    """Check the example of a ledger, as a task of the disclosure officer."""
    importer = registry.one(registry.Importer, "papers.instruments")
    example = _example(importer)
    return check_ledger(office.disclosure_officer, importer, [example], "示例.csv", len(example))


def _moved_request(office: Bureau) -> InfoRequest:
    """Register a request that waits for its reply, by a day that a value of the bureau's own then moved.

    A letter of it, which asks a third party, is being written.
    """
    officer = office.disclosure_officer
    request = InfoRequest(
        number="示例-在办",
        applicant_kind="natural",
        applicant_name="示例·申请人",
        channel="counter",
        description="示例",
        arrived_on=DAY,
    )
    register_request(viewer=officer.on(DAY), request=request)
    own = {"value": 15, "in_force_from": datetime.date(YEAR, 1, 1), "basis": "示例·本单位承诺"}
    enter_value(viewer=officer.on(DAY), key="reply.period", **own)
    advance(registry.one(registry.Follower, "inforequests.recount"))
    written(office, request, "consultation", day=DAY)
    return request


def _import_examples(office: Bureau, importer: registry.Importer) -> None:
    """Import the example row that the importer's template shows; it must be a good one."""
    viewer = next(v for role in ROLES if (v := getattr(office, role)).may(importer.permission))
    plan = run_import(viewer.on(DAY), importer, _example(importer), "示例.csv")
    assert not plan.errors, f"{importer.id}: its own example is not accepted: {plan.errors}"


def _example(importer: registry.Importer) -> bytes:
    """Return a ledger of the one row that the importer's template shows."""
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(column.header for column in importer.columns)
    rows.writerow(column.example for column in importer.columns)
    return text.getvalue().encode()
