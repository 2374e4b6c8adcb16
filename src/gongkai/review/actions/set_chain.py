"""Set by whom documents of a kind or a section are reviewed, from a day on."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.bodies.blockers import ActionBlocked, Blocker
from gongkai.bodies.models import Role, Section
from gongkai.bodies.viewer import Viewer
from gongkai.review.chains import Place, Route, chains
from gongkai.review.events import ChainEnded, ChainSet
from gongkai.review.models import LONGEST, SHORTEST, Chain, Station


@dataclass(frozen=True)
class Scope:
    """What a chain is for: documents of a kind ("": of all), drafted in a section (None: in any)."""

    kind: str = ""
    section: Section | None = None


def set_chain(*, viewer: Viewer, scope: Scope, places: Sequence[Place], from_on: datetime.date) -> Chain:
    """Return the chain; `places` are those of the steps after the drafter's. What was sent before keeps its own.

    Raises `NotAllowed`, or `ActionBlocked` with what stands in the way.
    """
    viewer.require("review.set_chain")
    with viewer.transaction() as tx:
        if found := [*_day_blockers(viewer, from_on), *place_blockers(viewer, places)]:
            raise ActionBlocked(found)
        chain = tx.add(_chain(viewer, scope, from_on, length=len(places) + 1))
        stations = tx.add_all(
            [
                Station(
                    chain=chain,
                    organ_id=viewer.organ_code,
                    number=number,
                    title=place.title.strip(),
                    role_id=place.role or 0,
                    post=place.post,
                    of_section=place.of_section,
                )
                for number, place in enumerate(places, start=2)
            ]
        )
        tx.record(ChainSet(length=chain.length, from_on=from_on), subjects=[chain, *stations])
    return chain


def end_chain(*, viewer: Viewer, scope: Scope, from_on: datetime.date) -> Chain:
    """Return the row that says that a kind or section has no chain of its own from a day on. Raises as `set_chain`."""
    viewer.require("review.set_chain")
    with viewer.transaction() as tx:
        found = _day_blockers(viewer, from_on)
        standing = chains(viewer).filter(kind=scope.kind, section=scope.section).first()
        if standing is None or not standing.length:
            found.append(Blocker("这里没有单独规定的审查流程，不需要取消。"))
        elif standing.from_on > from_on:
            sentence = f"已另设自 {standing.from_on} 起的审查流程，取消的日期不能更早。"
            found.append(Blocker(sentence, field="from_on"))
        if found:
            raise ActionBlocked(found)
        chain = tx.add(_chain(viewer, scope, from_on, length=0))
        tx.record(ChainEnded(from_on=from_on), subjects=[chain])
    return chain


def _chain(viewer: Viewer, scope: Scope, from_on: datetime.date, *, length: int) -> Chain:
    return Chain(
        organ_id=viewer.organ_code,
        kind=scope.kind,
        section=scope.section,
        length=length,
        from_on=from_on,
        set_on=viewer.day,
        set_by=viewer.officer,
    )


def _day_blockers(viewer: Viewer, from_on: datetime.date) -> list[Blocker]:
    if from_on >= viewer.day:
        return []
    return [Blocker(f"不能早于今天（{viewer.day}）：已经送审的，按送审时的流程办完。", field="from_on")]


def place_blockers(viewer: Viewer, places: Sequence[Place]) -> list[Blocker]:
    """Return why steps make no chain: fewer than three with the drafter's, or a role that may not take its step."""
    if not SHORTEST <= len(places) + 1 <= LONGEST:
        sentence = f"连同拟稿人不少于 {SHORTEST} 个环节（三审三校），不多于 {LONGEST} 个；请依次填写。"
        return [Blocker(sentence, field="place_2")]
    roles = {role.pk: role for role in Role.objects.filter(organ=viewer.organ_code)}
    route = Route(tuple(places))
    found = []
    for number, place in enumerate(places, start=2):
        role = roles.get(place.role or 0)
        if not place.title.strip():
            found.append(Blocker("没有填写环节名称。", field=f"title_{number}"))
        if role is None or route.permission(number) not in role.permissions:
            kind = "审批文稿" if number == route.last else "审核文稿"
            name = f"“{role.name}”这一角色" if role else "所选的角色"
            sentence = f"{name}没有“{kind}”的权限，不能放在这一环节；权限见“权限一览”。"
            found.append(Blocker(sentence, field=f"place_{number}"))
    return found
