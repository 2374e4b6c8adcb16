"""Open an organ: it exists, has its roles, and its first officer can sign in."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from gongkai import registry
from gongkai.bodies.models import Organ, Role
from gongkai.bodies.roles import ROLES
from gongkai.ledger.acts import Actor, act


def open_organ(*, organ: Organ, actor: Actor, day: datetime.date) -> Organ:
    """Store a new organ with the roles that the rooms' templates give it; return it."""
    with act(organ_code=organ.code, actor=actor, day=day) as done:
        organ.save(force_insert=True)
        Role.objects.bulk_create(
            [Role(organ=organ, code=code, name=name, acts=acts) for code, name, acts in _templates(ROLES)]
        )
        done.record("bodies.organ_opened", subjects=[organ])
    return organ


def _templates(roles: Mapping[str, str]) -> list[tuple[str, str, list[str]]]:
    granted: dict[str, list[str]] = {code: [] for code in roles}
    for template in registry.all_of(registry.RoleTemplate):
        granted[template.role].extend(template.acts)
    return [(code, name, granted[code]) for code, name in roles.items()]
