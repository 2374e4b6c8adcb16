"""Who looks and acts: an officer of one organ on one day, a command, or the public."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from gongkai import registry
from gongkai.bodies.models import Appointment, Officer, Organ
from gongkai.ledger.acts import Actor


class NotAllowed(Exception):
    """The viewer may not do this act; the message says so in Chinese."""


@dataclass(frozen=True)
class Viewer:
    """Every query takes one. `acts` are the ids that the viewer's roles of that day allow."""

    organ_code: str
    actor: Actor
    acts: frozenset[str]
    officer: Officer | None = None

    def may(self, act: str) -> bool:
        """Return whether this viewer may do an act (an id of `registry.Act`)."""
        return act in self.acts

    def require(self, act: str) -> None:
        """Raise `NotAllowed` unless the viewer may do the act."""
        if not self.may(act):
            label = registry.one(registry.Act, act).label
            raise NotAllowed(
                f"您的岗位（{self.actor.post or '未任职'}）没有“{label}”的权限，请联系本单位管理员。"
            )


def viewer_of(officer: Officer, *, on: datetime.date) -> Viewer:
    """Return what an officer may see and do on a day, by the appointments in force."""
    appointments = Appointment.objects.filter(officer=officer).on(on).select_related("role")
    posts = [a.post for a in appointments]
    acts = frozenset(act for a in appointments for act in a.role.acts)
    return Viewer(officer.organ_id, Actor(officer.number, "、".join(posts)), acts, officer)


def command_viewer(organ: Organ, command: str) -> Viewer:
    """Return the viewer of a command run at the console: it may do everything, and is recorded as itself."""
    every = frozenset(act.id for act in registry.all_of(registry.Act))
    return Viewer(organ.code, Actor(f"命令:{command}", "系统维护"), every)


def public_viewer(organ: Organ) -> Viewer:
    """Return the viewer of the portal: the public, who may do nothing and see what was released."""
    return Viewer(organ.code, Actor("公众", ""), frozenset())
