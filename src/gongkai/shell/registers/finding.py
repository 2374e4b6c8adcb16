"""How an officer finds a register among some forty: by words of its title, and among those used last."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.http import HttpResponseBase
from django.urls import reverse

from gongkai import registry
from gongkai.search.words import fold, words_of
from gongkai.shell.access import OfficerRequest
from gongkai.shell.navigation import RegisterGroup

USED_SHOWN = 6
REMEMBERED_SECONDS = 15_000_000


def narrowed(parts: Sequence[RegisterGroup], text: str) -> list[RegisterGroup]:
    """Return the registers whose title, or the title of their part, contains all words of a text."""
    words = words_of(text)
    found = [
        RegisterGroup(
            part.title,
            [r for r in part.registers if all(word in fold(f"{part.title} {r.title}") for word in words)],
        )
        for part in parts
    ]
    return [part for part in found if part.registers]


def last_used(request: OfficerRequest, parts: Sequence[RegisterGroup]) -> list[registry.Register]:
    """Return the registers that the officer used last in this browser, newest first, of those in the parts."""
    listed = {register.id: register for part in parts for register in part.registers}
    return [listed[id] for id in _remembered(request) if id in listed]


def remember_use(request: OfficerRequest, response: HttpResponseBase, register: registry.Register) -> None:
    """Let the officer's browser remember which register it was: reading never waits for whoever writes."""
    before = _remembered(request)
    if register.group and before[:1] != [register.id]:
        ids = [register.id, *(id for id in before if id != register.id)][:USED_SHOWN]
        response.set_cookie(
            _cookie(request),
            ":".join(ids),
            max_age=REMEMBERED_SECONDS,
            path=reverse("shell:registers"),
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )


def _remembered(request: OfficerRequest) -> list[str]:
    return list(filter(None, request.COOKIES.get(_cookie(request), "").split(":")))


def _cookie(request: OfficerRequest) -> str:
    """Return the cookie's name: officers who share a machine keep apart."""
    assert request.viewer.officer is not None
    return f"registers-{request.viewer.officer.pk}"
