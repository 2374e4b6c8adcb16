"""What a room may declare, and where the rooms above find it.

A room lists what it offers in its `registrations.py` as one tuple, `REGISTRATIONS`; `discover` reads those lists
once, when the program starts. Rooms above ask with `all_of` and `one` and never import the room that
declared: so a room is added without touching the rooms above it. The kinds are a closed list, each a
typed value in a file of this room; there are no models and no behaviour here.
"""

from gongkai.registry.documents import (
    ByRelease,
    ByService,
    Consequence,
    DocumentKind,
    DraftQuestion,
    LetterSheet,
    Outlet,
    PageField,
    SecrecySheet,
)
from gongkai.registry.findables import Findable, PublicFindable
from gongkai.registry.kinds import (
    ORDINAL,
    Alert,
    DueItem,
    DueLine,
    Event,
    Follower,
    Guard,
    Holding,
    HomeChart,
    ImportColumn,
    Importer,
    ImportIssue,
    Measure,
    NextAction,
    Permission,
    RecordAction,
    RecordState,
    Refusal,
    ScheduledJob,
    TaskKind,
    Verification,
    WaitingItem,
    WaitingLine,
)
from gongkai.registry.registers import Column, EntryForm, Linked, RecordPage, Register
from gongkai.registry.screens import NavigationEntry, PublicPage, RemedyPage
from gongkai.registry.store import AlreadyDeclared, NotDeclared, all_of, discover, one

__all__ = [
    "ORDINAL",
    "Alert",
    "AlreadyDeclared",
    "ByRelease",
    "ByService",
    "Column",
    "Consequence",
    "DocumentKind",
    "DraftQuestion",
    "DueItem",
    "DueLine",
    "EntryForm",
    "Event",
    "Findable",
    "Follower",
    "Guard",
    "Holding",
    "HomeChart",
    "ImportColumn",
    "ImportIssue",
    "Importer",
    "LetterSheet",
    "Linked",
    "Measure",
    "NavigationEntry",
    "NextAction",
    "NotDeclared",
    "Outlet",
    "PageField",
    "Permission",
    "PublicFindable",
    "PublicPage",
    "RecordAction",
    "RecordPage",
    "RecordState",
    "Refusal",
    "Register",
    "RemedyPage",
    "ScheduledJob",
    "SecrecySheet",
    "TaskKind",
    "Verification",
    "WaitingItem",
    "WaitingLine",
    "all_of",
    "discover",
    "one",
]
