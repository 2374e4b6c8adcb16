"""长者模式: every public page a second time, at an address of its own, set large. It needs no script and no cookie."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse

from gongkai.review.models import Release

LARGE = "elder"  # how the second set of the portal's addresses is called


def mode_of(request: HttpRequest) -> str:
    """Return among which of the portal's addresses a page stands, for `reverse`."""
    return request.resolver_match.namespace if request.resolver_match else ""


def is_large(request: HttpRequest) -> bool:
    """Return whether a page is set large."""
    return mode_of(request) == LARGE


def address_of(request: HttpRequest, release: Release) -> str:
    """Return the address of what was released in the mode in which somebody reads."""
    return f"{_root(mode_of(request))}{release.address.removeprefix('/')}"


def other_address(request: HttpRequest) -> str:
    """Return where the same page stands in the other mode."""
    here, there = _root(mode_of(request)), _root("" if is_large(request) else LARGE)
    return f"{there}{request.get_full_path().removeprefix(here)}"


def _root(mode: str) -> str:
    return reverse("portal:home", current_app=mode)
