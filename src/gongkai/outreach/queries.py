"""Reads of the policy library and of what was done with it; all of them take the viewer."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import QuerySet, Sum

from gongkai.bodies.records import Fact
from gongkai.bodies.viewer import Viewer
from gongkai.outreach.models import Interpretation, Policy, PolicyNotification

F = TypeVar("F", bound=Fact)


def standing(viewer: Viewer, model: type[F]) -> QuerySet[F]:
    """Return the facts of one of this room's books as they stand."""
    facts: QuerySet[F] = model.objects.visible_to(viewer).standing()
    return facts


def counted(viewer: Viewer, model: type[F], year: int, *forms: str) -> QuerySet[F]:
    """Return the facts of a book that a year counts; of these forms only, where forms are given."""
    found = standing(viewer, model).filter(counted_on__year=year)
    return found.filter(form__in=forms) if forms else found


def total(records: QuerySet[F], field: str) -> int:
    """Return the sum of a column over the records; none sum to 0."""
    found: int | None = records.aggregate(total=Sum(field))["total"]
    return found or 0


def distinct(records: QuerySet[F], field: str) -> int:
    """Return how many different values a column has over the records."""
    return records.order_by().values(field).distinct().count()


def interpretations_of(policy: Policy) -> QuerySet[Interpretation]:
    """Return what explains a policy, oldest first. Whoever sees the policy sees these."""
    found = Interpretation.objects.standing().filter(organ=policy.organ_id, policy=policy.title)
    return found.order_by("published_on", "pk")


def pushes_of(policy: Policy) -> QuerySet[PolicyNotification]:
    """Return to whom a policy was pushed, oldest first. Whoever sees the policy sees these."""
    return (
        PolicyNotification.objects.standing()
        .filter(organ=policy.organ_id, policy=policy.title)
        .order_by("pushed_on", "pk")
    )


def policy_of(interpretation: Interpretation) -> Policy | None:
    """Return the policy that an interpretation explains, as it stands."""
    found = Policy.objects.standing().filter(organ=interpretation.organ_id, title=interpretation.policy)
    return found.first()
