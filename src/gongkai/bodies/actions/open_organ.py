"""Open an organ: it exists, has its roles, and its first officer can sign in."""

from __future__ import annotations

import datetime

from gongkai import registry
from gongkai.bodies.events import OrganOpened
from gongkai.bodies.models import Organ, Role
from gongkai.bodies.roles import ROLES
from gongkai.ledger.transactions import Actor, ledger_transaction


def open_organ(*, organ: Organ, actor: Actor, day: datetime.date) -> Organ:
    """Store a new organ with the roles that every organ starts with; return it."""
    with ledger_transaction(organ_code=organ.code, actor=actor, day=day) as tx:
        organ.save(force_insert=True)
        Role.objects.bulk_create(
            [
                Role(organ=organ, code=code, name=name, permissions=_given_to(code))
                for code, name in ROLES.items()
            ]
        )
        tx.record(OrganOpened(), subjects=[organ])
    return organ


def _given_to(role: str) -> list[str]:
    return [each.id for each in registry.all_of(registry.Permission) if role in each.roles]
