"""Open an organ: it exists, has its roles, and its first officer can sign in."""

from __future__ import annotations

import datetime

from gongkai import registry
from gongkai.bodies.blockers import ActionBlocked, Blocker
from gongkai.bodies.events import OrganOpened
from gongkai.bodies.identifiers import may_last
from gongkai.bodies.models import Organ, Role
from gongkai.bodies.roles import ROLES
from gongkai.ledger.transactions import Actor, ledger_transaction


def open_organ(*, organ: Organ, actor: Actor, day: datetime.date) -> Organ:
    """Store a new organ with the roles that every organ starts with; return it.

    Raises `ActionBlocked` where its code cannot stand in addresses.
    """
    if not may_last(organ.code):
        sentence = f"机关代码由字母、数字或者汉字组成，中间可以有横线或下划线，不能是“{organ.code}”。"
        raise ActionBlocked([Blocker(sentence, field="code")])
    with ledger_transaction(organ_code=organ.code, actor=actor, day=day) as tx:
        tx.add(organ)
        roles = tx.add_all(
            [
                Role(organ=organ, code=code, name=name, permissions=_given_to(code))
                for code, name in ROLES.items()
            ]
        )
        tx.record(OrganOpened(), subjects=[organ, *roles])
    return organ


def _given_to(role: str) -> list[str]:
    return [each.id for each in registry.all_of(registry.Permission) if role in each.roles]
