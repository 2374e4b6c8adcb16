"""What every page's frame needs. Everything is lazy: a page pays for what it shows."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.shortcuts import resolve_url
from django.utils.functional import SimpleLazyObject

from gongkai import registry
from gongkai.ledger import clock
from gongkai.shell.navigation import navigation


def shell(request: Any) -> dict[str, Any]:
    """Return the viewer, their organ and navigation, the portal's blocks and the demo mark."""
    viewer = getattr(request, "viewer", None)
    return {
        "viewer": viewer,
        "organ": viewer.officer.organ if viewer else None,
        "demo": settings.DEMO,
        "sample_day": clock.today() if settings.CLOCK_SHIFT else None,
        "home_url": resolve_url(settings.LOGIN_REDIRECT_URL),
        "navigation": SimpleLazyObject(
            lambda: navigation(viewer, request.path, request.resolver_match) if viewer else []
        ),
        "public_pages": registry.all_of(registry.PublicPage),
    }
