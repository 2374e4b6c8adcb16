"""The acts on a record, as buttons: the possible ones lead on, the others say what stands in the way."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models

from gongkai import registry
from gongkai.bodies.viewer import Viewer


@dataclass(frozen=True)
class Button:
    """An act on a record; with `obstacles` it is shown, disabled, with these sentences."""

    id: str
    label: str
    url: str
    obstacles: tuple[str, ...]


def acts_of(viewer: Viewer, record: models.Model) -> list[Button]:
    """Return the acts that the viewer's roles allow on a record, whether possible now or not."""
    return [
        Button(
            act.id, act.label, act.url(record), tuple(act.obstacles(viewer, record) if act.obstacles else ())
        )
        for act in registry.all_of(registry.Act)
        if act.model == record._meta.label and act.url is not None and viewer.may(act.id)
    ]
