"""Addresses within the mode in which somebody reads."""

from __future__ import annotations

from typing import Any

from django import template

from gongkai.portal import modes
from gongkai.review.models import Release

register = template.Library()


@register.simple_tag(takes_context=True)
def address_of(context: dict[str, Any], release: Release) -> str:
    """Return the address of what was released."""
    return modes.address_of(context["request"], release)
