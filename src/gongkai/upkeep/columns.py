"""The columns of the website as the catalogue has them: when each was last renewed, and whether in time.

Matters with the same column share it; one without is a column of its own. Of several rules in one the strictest holds.
"""

from __future__ import annotations

import copy
import datetime
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from gongkai.bodies.viewer import Viewer
from gongkai.proactive.catalogue import NEVER, matters_now, update_due
from gongkai.proactive.models import UpdateRule

STRICTEST_FIRST = (UpdateRule.NEWS, UpdateRule.COLUMN, UpdateRule.YEARLY)


@dataclass(frozen=True)
class SiteColumn:
    """A column: its rule ("" where it need not be renewed), when something last appeared, and when it had to again."""

    name: str
    rule: str
    last_on: datetime.date | None
    due_on: datetime.date | None
    matter: Any

    @property
    def is_empty(self) -> bool:
        """Whether nothing is in it."""
        return self.last_on is None

    def is_late(self, day: datetime.date) -> bool:
        """Whether something is in it, and something newer should be."""
        return self.due_on is not None and self.due_on < day


def site_columns(viewer: Viewer) -> list[SiteColumn]:
    """Return the columns of the website, in the order of the catalogue; read once for a page."""
    return viewer.once(
        "upkeep.columns", lambda: [_column(viewer, name, matters) for name, matters in _matters(viewer)]
    )


def _matters(viewer: Viewer) -> list[tuple[str, list[Any]]]:
    by_name: dict[str, list[Any]] = defaultdict(list)
    for matter in matters_now(viewer):
        if matter.way == "proactive":
            by_name[matter.column or matter.name].append(matter)
    return list(by_name.items())


def _column(viewer: Viewer, name: str, matters: list[Any]) -> SiteColumn:
    rules = [rule for rule in STRICTEST_FIRST if any(matter.update_rule == rule for matter in matters)]
    strictest = next((m for m in matters if rules and m.update_rule == rules[0]), matters[0])
    asked = copy.copy(strictest)
    asked.filled_on = max(matter.filled_on for matter in matters)
    return SiteColumn(
        name=name,
        rule=rules[0] if rules else "",
        last_on=None if asked.filled_on == NEVER else asked.filled_on,
        due_on=update_due(viewer, asked),
        matter=strictest,
    )
