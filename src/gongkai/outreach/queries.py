"""Reads of the policy library and of what was done with it. Whoever sees the one record sees the other."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from gongkai.bodies.viewer import Viewer
from gongkai.outreach.models import Interpretation, Policy, PolicyNotification


def policy_titles(viewer: Viewer) -> QuerySet[Any]:
    """Return what the policies of the library are called, the newest first."""
    policies = Policy.objects.visible_to(viewer).standing()
    titles: QuerySet[Any] = policies.order_by("-pk").values_list("title", flat=True)
    return titles


def interpretations_of(policy: Policy) -> QuerySet[Interpretation]:
    """Return what explains a policy, oldest first."""
    found = Interpretation.objects.standing().filter(organ=policy.organ_id, policy=policy.title)
    return found.order_by("published_on", "pk")


def notifications_of(policy: Policy) -> QuerySet[PolicyNotification]:
    """Return to whom a policy was sent, oldest first."""
    found = PolicyNotification.objects.standing().filter(organ=policy.organ_id, policy=policy.title)
    return found.order_by("notified_on", "pk")


def policy_of(interpretation: Interpretation) -> Policy | None:
    """Return the policy that an interpretation explains, as it stands."""
    found = Policy.objects.standing().filter(organ=interpretation.organ_id, title=interpretation.policy)
    return found.first()
