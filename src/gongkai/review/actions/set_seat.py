"""Set whom the unit consults, and when it must, from a day on."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.bodies.blockers import ActionBlocked, Blocker
from gongkai.bodies.models import Role, Section
from gongkai.bodies.viewer import Viewer
from gongkai.review.events import SeatClosed, SeatSet
from gongkai.review.models import Seat, SeatRule
from gongkai.review.seats import ANSWERING, seats


@dataclass(frozen=True, kw_only=True)
class SeatPlace:
    """Who answers at a seat, and in how many working days: a role inside, or by letter the `addressee`."""

    name: str
    days: int
    role: int | None = None
    post: str = ""
    addressee: str = ""
    basis: str = ""


@dataclass(frozen=True)
class SeatCase:
    """When a seat must be consulted; what is left empty is any."""

    kind: str = ""
    section: Section | None = None
    flag: str = ""


def set_seat(*, viewer: Viewer, place: SeatPlace, cases: Sequence[SeatCase], from_on: datetime.date) -> Seat:
    """Return the seat; without `cases` it is asked only where somebody chooses to. What was sent keeps its own.

    Raises `NotAllowed`, or `ActionBlocked` with what stands in the way.
    """
    viewer.require("review.set_chain")
    with viewer.transaction() as tx:
        if found := [*_day_blockers(viewer, from_on), *seat_blockers(viewer, place)]:
            raise ActionBlocked(found)
        seat = Seat(**vars(place) | {"role": None}, from_on=from_on, set_on=viewer.day, set_by=viewer.officer)
        seat.role_id = place.role
        tx.add(seat)
        rules = tx.add_all(
            [
                SeatRule(
                    organ_id=viewer.organ_code,
                    seat=seat,
                    kind=case.kind,
                    section=case.section,
                    flag=case.flag,
                )
                for case in dict.fromkeys(cases)
            ]
        )
        tx.record(SeatSet(from_on=from_on, days=seat.days), subjects=[seat, *rules])
    return seat


def close_seat(*, viewer: Viewer, seat: Seat, from_on: datetime.date) -> Seat:
    """Return the row that says that there is no seat of that name from a day on. Raises as `set_seat`."""
    viewer.require("review.set_chain")
    with viewer.transaction() as tx:
        found = _day_blockers(viewer, from_on)
        last = seats(viewer).filter(name=seat.name).first()
        if last is None or last.closed:
            found.append(Blocker("这一席位已不再设置。"))
        elif last.from_on > from_on:
            found.append(Blocker(f"已另设自 {last.from_on} 起的席位，取消的日期不能更早。", field="from_on"))
        if found:
            raise ActionBlocked(found)
        values = {
            name: getattr(seat, name) for name in ("name", "role_id", "post", "addressee", "days", "basis")
        }
        closed = tx.add(
            Seat(**values, closed=True, from_on=from_on, set_on=viewer.day, set_by=viewer.officer)
        )
        tx.record(SeatClosed(from_on=from_on), subjects=[closed])
    return closed


def _day_blockers(viewer: Viewer, from_on: datetime.date) -> list[Blocker]:
    if from_on > viewer.day:
        return []
    sentence = f"应晚于今天（{viewer.day}）：已经送审的，按送审时的会商席位办完，不能回头增减。"
    return [Blocker(sentence, field="from_on")]


def seat_blockers(viewer: Viewer, place: SeatPlace) -> list[Blocker]:
    """Return why this is no seat: nobody named, or a role that may not answer."""
    found = []
    if not place.name.strip():
        found.append(Blocker("没有填写席位名称。", field="name"))
    if place.days < 1:
        found.append(Blocker("答复期限应为正整数。", field="days"))
    if place.role is None and not place.addressee.strip():
        found.append(
            Blocker("发函征求意见的，应填写致函单位；由本单位人员答复的，请选择角色。", field="addressee")
        )
    if place.role is not None:
        role = Role.objects.filter(organ=viewer.organ_code, pk=place.role).first()
        if place.addressee.strip():
            found.append(Blocker("由本单位人员答复的，不填致函单位。", field="addressee"))
        if role is None or ANSWERING not in role.permissions:
            name = f"“{role.name}”这一角色" if role else "所选的角色"
            found.append(
                Blocker(f"{name}没有“答复会商”的权限，不能担任席位；权限见“权限一览”。", field="place")
            )
    return found
