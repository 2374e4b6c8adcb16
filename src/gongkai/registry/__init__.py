"""What a room may declare, and where the rooms above find it.

A room lists what it offers in its `registrations.py` as one tuple, `REGISTRATIONS`; `discover` reads those lists
once, when the program starts. Rooms above ask with `all_of` and `one` and never import the room that
declared: so a room is added without touching the rooms above it. The kinds are a closed list, each a
typed value in `kinds.py` and `documents.py`; there are no models and no behaviour here.
"""

from gongkai.registry.documents import ByRelease, ByService, DocumentKind, SecrecySheet
from gongkai.registry.kinds import (
    ORDINAL,
    Alert,
    Column,
    DueItem,
    DueLine,
    Event,
    Follower,
    Guard,
    HomeChart,
    ImportColumn,
    Importer,
    ImportIssue,
    Measure,
    NavigationEntry,
    Permission,
    PublicPage,
    RecordAction,
    Refusal,
    Register,
    ScheduledJob,
    TaskKind,
    WaitingItem,
    WaitingLine,
)
from gongkai.registry.store import AlreadyDeclared, NotDeclared, all_of, discover, one

__all__ = [
    "ORDINAL",
    "Alert",
    "AlreadyDeclared",
    "ByRelease",
    "ByService",
    "Column",
    "DocumentKind",
    "DueItem",
    "DueLine",
    "Event",
    "Follower",
    "Guard",
    "HomeChart",
    "ImportColumn",
    "ImportIssue",
    "Importer",
    "Measure",
    "NavigationEntry",
    "NotDeclared",
    "Permission",
    "PublicPage",
    "RecordAction",
    "Refusal",
    "Register",
    "ScheduledJob",
    "SecrecySheet",
    "TaskKind",
    "WaitingItem",
    "WaitingLine",
    "all_of",
    "discover",
    "one",
]
