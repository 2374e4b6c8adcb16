"""A small bureau for tests: one organ, an officer for each role, and their viewers. Names are marked 示例."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from gongkai.bodies.actions.appoint import appoint
from gongkai.bodies.actions.open_organ import open_organ
from gongkai.bodies.models import Officer, Organ
from gongkai.bodies.roles import ROLES
from gongkai.bodies.viewer import Viewer, command_viewer, viewer_of
from gongkai.ledger.transactions import Actor

SINCE = datetime.date(2020, 1, 1)


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
    organ = Organ(code=code, name=f"示例局{code}", region=region, doc_prefix="示工信发", is_sample=True)
    open_organ(organ=organ, actor=Actor("命令:test", "测试"), day=day)
    system = command_viewer(organ, "test", on=day)
    viewers = {}
    for number, (role, name) in enumerate(ROLES.items(), start=1):
        officer = Officer.objects.create(organ=organ, number=f"{number:03}", name=f"示例·{name}")
        appoint(viewer=system, officer=officer, role=role, post=name, from_on=day)
        viewers[role] = viewer_of(officer, on=day)
    return Bureau(organ=organ, system=system, **viewers)
