"""What search finds of the desk: people, by name, number and the posts they held."""

from __future__ import annotations

from django.db.models import QuerySet
from django.urls import reverse

from gongkai.bodies.models import Officer
from gongkai.bodies.viewer import Viewer
from gongkai.registry import Findable


def _officers(viewer: Viewer) -> QuerySet[Officer]:
    return Officer.objects.filter(organ=viewer.organ_code).prefetch_related("appointments")


FINDABLES = (
    Findable(
        id="desk.people",
        label="工作人员",
        permission="desk.view_people",
        query=_officers,
        title=lambda officer: officer.name,
        texts=lambda officer: [
            officer.name,
            officer.number,
            *dict.fromkeys(held.post for held in officer.appointments.all()),
        ],
        url=lambda officer: reverse("desk:officer", args=[officer.pk]),
    ),
)
