"""Two bureaus with something in every ledger, and what their officers might open."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from gongkai import registry
from gongkai.bodies.models import Appointment, Officer, User
from gongkai.bodies.roles import ROLES
from gongkai.bodies.tests.factory import Bureau, bureau
from gongkai.bodies.viewer import Viewer
from gongkai.inforequests.actions.register import register_request
from gongkai.inforequests.models import InfoRequest, MovedDeadline, Receipt, Reply
from gongkai.ledger.followers import advance
from gongkai.norms.actions.settle_value import enter_value
from gongkai.papers.models import Version
from gongkai.reporting.actions.build import build_candidate
from gongkai.review.tests.factory import DAY, submitted
from gongkai.shell.imports.running import run_import

YEAR = DAY.year


@dataclass(frozen=True)
class House:
    """A bureau with an account for each role, something under review, a candidate report and an open request."""

    bureau: Bureau
    version: Version
    candidate: Version
    request: InfoRequest

    def viewer(self, role: str) -> Viewer:
        """Return the viewer who holds a role."""
        found: Viewer = getattr(self.bureau, role)
        return found

    def user(self, role: str) -> User:
        """Return the account of the officer who holds a role."""
        return User.objects.get(username=f"{self.bureau.organ.code}-{role}")

    def records(self, register: registry.Register) -> QuerySet:  # type: ignore[type-arg]
        """Return what stands in a register of this bureau."""
        holder = next(role for role in ROLES if self.viewer(role).may(register.act))
        found: QuerySet = register.query(self.viewer(holder))  # type: ignore[type-arg]
        return found


def house(code: str) -> House:
    """Return a bureau in which everything has been done once."""
    office = bureau(code)
    for role in ROLES:
        viewer: Viewer = getattr(office, role)
        assert viewer.officer is not None
        account = User.objects.create_user(f"{code}-{role}")
        Officer.objects.filter(pk=viewer.officer.pk).update(user=account)
    for importer in registry.all_of(registry.Importer):
        _import_examples(office, importer)
    request = _moved_request(office)
    candidate = build_candidate(viewer=office.disclosure_officer, year=YEAR, day=DAY)
    return House(bureau=office, version=submitted(office), candidate=candidate.version, request=request)


def _moved_request(office: Bureau) -> InfoRequest:
    """Register a request that waits for its reply, by a day that a value of the bureau's own then moved."""
    officer = office.disclosure_officer
    request = InfoRequest(
        number="示例-在办",
        applicant_kind="natural",
        applicant_name="示例·申请人",
        channel="counter",
        asked="示例",
        arrived_on=DAY,
    )
    register_request(viewer=officer, request=request, day=DAY)
    own = {"value": 15, "in_force_from": datetime.date(YEAR, 1, 1), "basis": "示例·本单位承诺"}
    enter_value(viewer=officer, key="reply.period", day=DAY, **own)
    advance(registry.one(registry.Follower, "inforequests.recount"))
    return request


def _import_examples(office: Bureau, importer: registry.Importer) -> None:
    """Import the example row that the importer's template shows; it must be a good one."""
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(column.header for column in importer.columns)
    rows.writerow(column.example for column in importer.columns)
    viewer = next(v for role in ROLES if (v := getattr(office, role)).may(importer.act))
    plan = run_import(viewer, importer, text.getvalue().encode(), "示例.csv", DAY)
    assert not plan.errors, f"{importer.id}: its own example is not accepted: {plan.errors}"


@dataclass(frozen=True)
class Place:
    """Something to open: a URL, the act that it needs ("" any officer, None everybody), and how."""

    name: str
    act: str | None
    arguments: tuple[object, ...] = ()
    post: Mapping[str, str] | None = None


def places(home: House) -> Iterator[Place]:
    """Yield everything there is to open, with the records of a bureau. A test holds the list to the resolver."""
    yield from _shared(home)
    yield from _desk(home)
    yield from _papers(home)
    yield from _review(home)
    yield from _requests(home)
    yield from _reports(home)
    yield from _public(home)


def _shared(home: House) -> Iterator[Place]:
    yield Place("shell:sign_in", None)
    yield Place("shell:sign_out", None, post={})
    yield Place("shell:password", "")
    yield Place("shell:search", "")
    for register in registry.all_of(registry.Register):
        yield Place("shell:register", register.act, (register.id,))
        if register.book is not None:
            yield Place("shell:enter", register.book.act, (register.id,))
        for record in home.records(register)[:1]:
            yield Place("shell:record", register.act, (register.id, record.pk))
            if register.book is not None:
                yield Place("shell:correct", register.book.act, (register.id, record.pk))
                yield Place("shell:void", register.book.act, (register.id, record.pk))
    for importer in registry.all_of(registry.Importer):
        yield Place("shell:import", importer.act, (importer.id,))
        yield Place("shell:import_template", importer.act, (importer.id,))


def _desk(home: House) -> Iterator[Place]:
    officer = home.viewer("drafter").officer
    assert officer is not None
    yield Place("desk:home", "desk.open")
    yield Place("desk:people", "desk.view_people")
    yield Place("desk:permissions", "desk.view_people")
    yield Place("desk:officer", "desk.view_people", (officer.number,))
    yield Place("desk:enrol", "bodies.administer")
    yield Place("desk:appoint", "bodies.administer", (officer.number,))
    yield Place("desk:stand_in", "bodies.administer")
    for appointment in Appointment.objects.filter(officer=officer):
        yield Place("desk:end_appointment", "bodies.administer", (appointment.pk,))


def _papers(home: House) -> Iterator[Place]:
    version = home.version
    yield Place("papers:documents", "papers.view")
    yield Place("papers:document", "papers.view", (version.document_id,))
    yield Place("papers:draft", "papers.draft")
    yield Place("papers:revise", "papers.revise", (version.document_id,))
    yield Place("papers:register", "papers.register", (version.document_id,))
    yield Place("papers:attachment", "papers.view", (version.pk, 0))


def _review(home: House) -> Iterator[Place]:
    version = (home.version.pk,)
    yield Place("review:queue", "review.view")
    yield Place("review:version", "review.view", version)
    yield Place("review:submit", "review.submit", version)
    yield Place("review:decide", "review.examine", version, post={"verdict": "return", "opinion": "示例"})
    yield Place("review:release", "review.release", version, post={})
    yield Place("review:withdraw", "review.withdraw", version, post={})


def _requests(home: House) -> Iterator[Place]:
    request = home.request
    yield Place("inforequests:register", "inforequests.register")
    yield Place("inforequests:request", "inforequests.view", (request.pk,))
    yield Place("inforequests:confirm", "inforequests.confirm", (request.pk,))
    yield Place("inforequests:answer", "inforequests.answer", (request.pk,))
    receipt = Receipt.objects.get(request=request)
    yield Place("inforequests:correct_receipt", "inforequests.correct_receipt", (receipt.pk,))
    for reply in Reply.objects.filter(organ=home.bureau.organ)[:1]:
        yield Place("inforequests:correct_reply", "inforequests.correct_reply", (reply.pk,))
    moved = MovedDeadline.objects.get(request=request)
    yield Place("inforequests:moved", "inforequests.view", (moved.cause_id,))


def _reports(home: House) -> Iterator[Place]:
    yield Place("reporting:reports", "reporting.view")
    yield Place("reporting:style", None)
    yield Place("reporting:earlier", "reporting.build")
    yield Place("reporting:report", "reporting.view", (YEAR,))
    yield Place("reporting:build", "reporting.build", (YEAR,), post={})
    yield Place("reporting:freeze", "reporting.freeze", (YEAR,), post={})
    yield Place("reporting:release", "review.release", (YEAR,), post={})
    yield Place("reporting:figure", "reporting.view", (YEAR, "requests.received.natural"))
    yield Place("reporting:passage", "reporting.build", (YEAR, "request_handling"))
    yield Place("reporting:download", "reporting.view", (YEAR, "json"))


def _public(home: House) -> Iterator[Place]:
    code = home.bureau.organ.code
    yield Place("portal:home", None)
    yield Place("portal:organ", None, (code,))
    yield Place("portal:reports", None, (code,))
    yield Place("portal:report", None, (code, YEAR))
    yield Place("portal:download", None, (code, YEAR, "json"))
