"""The viewer, in whose name every query and action runs: an officer of one organ on one day, or a command."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, Self, TypeVar

from django.db.models import QuerySet

from gongkai import registry
from gongkai.bodies.models import Appointment, Officer, Organ
from gongkai.ledger.kept import kept
from gongkai.ledger.preparing import Preparation
from gongkai.ledger.transactions import Actor, LedgerTransaction, ledger_transaction

T = TypeVar("T")
Q = TypeVar("Q", bound=QuerySet[Any])


class NotAllowed(Exception):
    """The viewer may not do this; the message says so in Chinese."""


@dataclass(frozen=True)
class Viewer:
    """Every query and every action takes one: the organ, who asks, the day, and what the roles of that day permit.

    `head` is the ledger's when a page was asked for; who acts has none, and reads what is then. What every transaction
    of one sent form begins with is `opening`.
    """

    organ_code: str
    actor: Actor
    permissions: frozenset[str]
    day: datetime.date
    officer: Officer | None = None
    head: str | None = field(default=None, compare=False)
    opening: Callable[[LedgerTransaction], None] | None = field(default=None, repr=False, compare=False)
    _read: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def may(self, permission: str) -> bool:
        """Return whether this viewer has a permission (an id of `registry.Permission`)."""
        return permission in self.permissions

    def require(self, permission: str) -> None:
        """Raise `NotAllowed` unless the viewer has the permission."""
        if not self.may(permission):
            label = registry.one(registry.Permission, permission).label
            raise NotAllowed(
                f"您的岗位（{self.actor.post or '未任职'}）没有“{label}”的权限，请联系本单位管理员。"
            )

    def if_allowed(self, permission: str, query: Q) -> Q:
        """Return a query where the viewer has the permission, else none of its records."""
        return query if self.may(permission) else query.none()

    @contextmanager
    def transaction(self, prepared: Preparation | None = None) -> Iterator[LedgerTransaction]:
        """Open the one transaction of an action, in the name of this viewer and on the viewer's day.

        What was read once for the page is read anew in it: somebody else may have acted meanwhile.
        """
        self._read.clear()
        with ledger_transaction(
            organ_code=self.organ_code, actor=self.actor, day=self.day, prepared=prepared
        ) as tx:
            if self.opening is not None:
                self.opening(tx)
            yield tx

    def on(self, day: datetime.date) -> Self:
        """Return who enters on another day what this viewer may enter (a sample, a command that catches up)."""
        return replace(self, day=day)

    def once(self, name: str, read: Callable[[], T]) -> T:
        """Return what `read` returned when it was first asked for under this name: read once a page, once an action."""
        if name not in self._read:
            self._read[name] = read()
        found: T = self._read[name]
        return found

    def kept(self, name: str, read: Callable[[], T]) -> T:
        """Return what `read` returned when it was first asked for by whoever sees the same, while the head stands.

        It reads sealed rows only (`ledger.kept`), and what it returns nobody changes.
        """
        return self.once(name, lambda: kept(self.head, (name, replace(self)), read))


def viewer_of(officer: Officer, *, on: datetime.date) -> Viewer:
    """Return what an officer may see and do on a day, by the appointments in force."""
    appointments = Appointment.objects.filter(officer=officer).on(on).select_related("role")
    posts = [a.post for a in appointments]
    permissions = frozenset(each for a in appointments for each in a.role.permissions)
    return Viewer(officer.organ_id, Actor(officer.number, "、".join(posts)), permissions, on, officer)


def command_viewer(organ: Organ, command: str, *, on: datetime.date) -> Viewer:
    """Return the viewer of a command run at the console: it may do everything, and is recorded as itself."""
    every = frozenset(permission.id for permission in registry.all_of(registry.Permission))
    return Viewer(organ.code, Actor(f"命令:{command}", "系统维护"), every, on)
