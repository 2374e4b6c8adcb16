"""What is entered of notices and values is added and never changed."""

from __future__ import annotations

from gongkai.registry import Guard

GUARDS = (Guard(id="norms.HolidayNotice"), Guard(id="norms.UnitValue"), Guard(id="norms.Confirmation"))
