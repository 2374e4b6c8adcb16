"""Reads of the policy library and of what was done with it. Whoever sees the one record sees the other."""

from __future__ import annotations

from django.db.models import QuerySet

from gongkai.outreach.models import Interpretation, Policy, PolicyNotification


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
