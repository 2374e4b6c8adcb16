"""A bureau with something in every ledger, and an account for every role."""

from __future__ import annotations

import csv
import datetime
import io
from dataclasses import dataclass

from django.db.models import QuerySet

from gongkai import registry
from gongkai.bodies.models import Officer, User
from gongkai.bodies.roles import ROLES
from gongkai.bodies.tests.factory import Bureau, bureau
from gongkai.bodies.viewer import Viewer
from gongkai.inforequests.actions.register import register_request
from gongkai.inforequests.models import InfoRequest
from gongkai.inforequests.tests.letters import written
from gongkai.ledger.followers import advance
from gongkai.norms.actions.settle_value import enter_value
from gongkai.papers.models import Version
from gongkai.reporting.actions.build import build_candidate
from gongkai.review.tests.factory import DAY, submitted
from gongkai.shell.ledgers.import_run import run_import
from gongkai.shell.ledgers.tasks import check_ledger
from gongkai.shell.models import Task

YEAR = DAY.year


@dataclass(frozen=True)
class House:
    """A bureau with an account for each role, something under review, a candidate report, an open request, and
    a ledger that its disclosure officer had checked."""

    bureau: Bureau
    version: Version
    candidate: Version
    request: InfoRequest
    task: Task

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
        account = User.objects.create_user(f"{code}-{role}")
        Officer.objects.filter(pk=viewer.officer.pk).update(user=account)
    for importer in registry.all_of(registry.Importer):
        _import_examples(office, importer)
    request = _moved_request(office)
    candidate = build_candidate(viewer=office.disclosure_officer.on(DAY), year=YEAR)
    return House(
        bureau=office,
        version=submitted(office),
        candidate=candidate.version,
        request=request,
        task=_checked_ledger(office),
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
