"""A small bureau for tests: one organ, an officer for each role, and their viewers. Names are marked 示例."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import models
from django.test import Client

from gongkai.bodies.actions.appoint import appoint
from gongkai.bodies.actions.enrol import enrol_officer
from gongkai.bodies.actions.open_organ import open_organ
from gongkai.bodies.events import OrganOpened
from gongkai.bodies.models import Officer, Organ, User
from gongkai.bodies.roles import ROLES
from gongkai.bodies.viewer import Viewer, command_viewer, viewer_of
from gongkai.ledger.models import LedgeredRow
from gongkai.ledger.transactions import Actor, ledger_transaction

SINCE = datetime.date(2020, 1, 1)
TESTER = Actor("命令:test", "测试")
M = TypeVar("M", bound=models.Model)
S = TypeVar("S", bound=LedgeredRow)


@dataclass(frozen=True)
class Bureau:
    """An organ and the viewer of the officer who holds each role."""

    organ: Organ
    system: Viewer
    drafter: Viewer
    section_head: Viewer
    deputy_head: Viewer
    disclosure_officer: Viewer
    administrator: Viewer
    auditor: Viewer


def bureau(code: str = "SL", *, day: datetime.date = SINCE, region: str = "宁夏") -> Bureau:
    """Return a new organ with one officer for each role, appointed from `day`."""
    organ = Organ(code=code, name=f"示例局{code}", region=region, is_sample=True)
    open_organ(organ=organ, actor=TESTER, day=day)
    system = command_viewer(organ, "test", on=day)
    viewers = {}
    for number, (role, name) in enumerate(ROLES.items(), start=1):
        officer = enrol_officer(viewer=system, number=f"{number:03}", name=f"示例·{name}")
        appoint(viewer=system, officer=officer, role=role, post=name, from_on=day)
        viewers[role] = viewer_of(officer, on=day)
    return Bureau(organ=organ, system=system, **viewers)


def added(rows: Sequence[M], *, organ_code: str = "SL") -> Sequence[M]:
    """Store rows as an action would: recorded and sealed."""
    with ledger_transaction(organ_code=organ_code, actor=TESTER, day=SINCE) as tx:
        stored = tx.add_all(rows)
        tx.record(OrganOpened(), subjects=stored)
    return stored


def amended(row: S, **changes: Any) -> S:
    """Change a row as an action would: recorded, and sealed anew."""
    for name, value in changes.items():
        setattr(row, name, value)
    organ_code = row.pk if isinstance(row, Organ) else row.organ_id  # type: ignore[attr-defined]
    with ledger_transaction(organ_code=organ_code, actor=TESTER, day=SINCE) as tx:
        tx.amend([row], fields=list(changes))
        tx.record(OrganOpened(), subjects=[row])
    return row


def account_of(officer: Officer | None, name: str, password: str | None = None) -> User:
    """Return the officer's account, made under this name where there is none."""
    assert officer is not None
    if officer.user is None:
        amended(officer, user=User.objects.create_user(name, password=password))
    assert officer.user is not None
    return officer.user


def signed_in(viewer: Viewer) -> Client:
    """Return a browser in which the viewer's officer is signed in."""
    assert viewer.officer is not None
    account = account_of(viewer.officer, f"{viewer.organ_code}-{viewer.officer.number}")
    client = Client()
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client
