"""The actions on a record, as buttons: the possible ones lead on, the others say what stands in the way."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models

from gongkai import registry
from gongkai.bodies.blockers import Blocker
from gongkai.bodies.viewer import Viewer


@dataclass(frozen=True)
class Button:
    """An action on a record; with `blockers` it is shown, disabled, with these sentences."""

    id: str
    label: str
    url: str
    blockers: tuple[Blocker, ...]


def actions_on(viewer: Viewer, record: models.Model) -> list[Button]:
    """Return the actions that the viewer's roles allow on a record, whether possible now or not."""
    return [
        Button(
            action.id,
            registry.one(registry.Permission, action.id).label,
            action.url(record),
            tuple(action.blockers(viewer, record) if action.blockers else ()),
        )
        for action in registry.all_of(registry.RecordAction)
        if action.model == record._meta.label and viewer.may(action.id)
    ]
