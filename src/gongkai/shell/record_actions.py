"""The actions on a record, as buttons: the possible ones lead on, the others say what stands in the way."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models

from gongkai import registry
from gongkai.bodies.blockers import Blocker
from gongkai.bodies.viewer import Viewer


@dataclass(frozen=True)
class Button:
    """An action on a record; with `blockers` it is shown, disabled, with these sentences. `main` is the next one."""

    id: str
    label: str
    url: str
    blockers: tuple[Blocker, ...]
    main: bool = False


def actions_on(viewer: Viewer, record: models.Model) -> list[Button]:
    """Return the actions that the viewer's roles allow on a record, possible now or not; the next one first."""
    model = record._meta.label
    following = next(
        (n.of(viewer, record) for n in registry.all_of(registry.NextAction) if n.id == model), ""
    )
    buttons = [
        Button(
            action.id,
            registry.one(registry.Permission, action.id).label,
            action.url(record),
            blockers := tuple(action.blockers(viewer, record) if action.blockers else ()),
            main=action.id == following and not blockers,
        )
        for action in registry.all_of(registry.RecordAction)
        if action.model == model and viewer.may(action.id)
    ]
    return sorted(buttons, key=lambda button: not button.main)
