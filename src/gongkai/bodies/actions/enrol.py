"""Enrol an officer, with or without a sign-in."""

from __future__ import annotations

import datetime

from gongkai.bodies.models import Officer, User
from gongkai.bodies.viewer import Viewer
from gongkai.ledger.acts import act


def enrol_officer(
    *, viewer: Viewer, number: str, name: str, login: str, password: str, day: datetime.date
) -> Officer:
    """Return the officer enrolled; with a `login`, the officer can sign in with the password."""
    viewer.require("bodies.administer")
    with act(organ_code=viewer.organ_code, actor=viewer.actor, day=day) as done:
        user = User.objects.create_user(username=login, password=password) if login else None
        officer = Officer.objects.create(organ_id=viewer.organ_code, number=number, name=name, user=user)
        done.record("bodies.officer_enrolled", subjects=[officer], data={"number": number})
    return officer
