"""Enrol an officer, with or without a sign-in."""

from __future__ import annotations

from gongkai.bodies.events import OfficerEnrolled
from gongkai.bodies.models import Officer, User
from gongkai.bodies.viewer import Viewer


def enrol_officer(*, viewer: Viewer, number: str, name: str, login: str, password: str) -> Officer:
    """Return the officer enrolled; with a `login`, the officer can sign in with the password."""
    viewer.require("bodies.administer")
    with viewer.transaction() as tx:
        user = User.objects.create_user(username=login, password=password) if login else None
        officer = Officer.objects.create(organ_id=viewer.organ_code, number=number, name=name, user=user)
        tx.record(
            OfficerEnrolled(number=number),
            subjects=[officer],
        )
    return officer
