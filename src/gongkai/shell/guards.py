"""How the database protects what the shared screens keep."""

from __future__ import annotations

from gongkai.registry import Guard

GUARDS = (Guard(id="shell.ImportRun"), Guard(id="shell.AccountAct"))
