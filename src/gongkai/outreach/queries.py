"""Reads of the policy library."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from gongkai.bodies.viewer import Viewer
from gongkai.outreach.models import Policy


def policy_titles(viewer: Viewer) -> QuerySet[Any]:
    """Return what the policies of the library are called, the newest first."""
    policies = Policy.objects.visible_to(viewer).standing()
    titles: QuerySet[Any] = policies.order_by("-pk").values_list("title", flat=True)
    return titles
