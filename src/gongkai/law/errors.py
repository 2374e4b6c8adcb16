"""What `law` refuses, and how it says so.

Every message is a Chinese sentence for an officer: what is wrong, why, and what to do about it.

    LawError                      everything below; `.code` names it, `.where` names the field
    ├── BrokenTable               a shipped data file contradicts its own form (a developer's error)
    ├── UnknownName               a key, channel, ground, rule … that the tables do not hold
    ├── NotModelled               the texts in force on that day are not in the tables: ask a person
    │   └── RemedyTextNeeded      the remedy of that day must be written by the officer
    ├── BadFact                   the facts given cannot be true together
    │   ├── BeyondCalendar        a day, or a period, so far away that nobody can mean it
    │   ├── BadInterval           an excluded stretch that ends before it begins, …
    │   ├── ExtensionRefused      too long, too late, or for a period that cannot be extended
    │   ├── SupplementRefused     a second supplement notice
    │   └── FeeRefused            a way of charging that this reply does not allow
    ├── BadUnitValue              the unit's own value cannot overlay the shipped one
    └── UnreadableNotice          a holiday notice whose sentence contradicts itself or says nothing
"""

from __future__ import annotations


class LawError(ValueError):
    """A refusal with a stable `code`, a Chinese `message` and, where there is one, the field's name."""

    code = "law"

    def __init__(self, message: str, *, where: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.where = where


class BrokenTable(LawError):
    """A data file of this package is not in order."""

    code = "broken_table"


class UnknownName(LawError):
    """A name that no table holds; the message lists those that exist."""

    code = "unknown_name"

    @classmethod
    def of(cls, kind: str, name: str, known: object, *, where: str = "") -> UnknownName:
        """Return the error for `name`, listing the `known` names (any iterable of strings)."""
        names = "、".join(str(each) for each in known) if hasattr(known, "__iter__") else str(known)
        return cls(f"没有名为“{name}”的{kind}；可用的是：{names}。", where=where)


class NotModelled(LawError):
    """The edge of what is known: the rule of that day is not in the tables."""

    code = "not_modelled"


class RemedyTextNeeded(NotModelled):
    """No remedy text is known for an act of that day; the officer writes it."""

    code = "remedy_text_needed"


class BadFact(LawError):
    """Facts that cannot be true together."""

    code = "bad_fact"


class BeyondCalendar(BadFact):
    """A day that lies outside the years of the calendar, or a period that would lead out of them."""

    code = "beyond_calendar"


class BadInterval(BadFact):
    """An excluded stretch that cannot be."""

    code = "bad_interval"


class ExtensionRefused(BadFact):
    """条例第三十三条第二款: one extension, no longer than the text allows, told within the period."""

    code = "extension_refused"


class SupplementRefused(BadFact):
    """条例第三十条: what to supplement is told once."""

    code = "supplement_refused"


class FeeRefused(BadFact):
    """信息处理费办法第三条、第五条: one way of charging, and only where it applies."""

    code = "fee_refused"


class BadUnitValue(LawError):
    """A unit's own value or confirmation that does not fit the shipped value."""

    code = "bad_unit_value"


class UnreadableNotice(LawError):
    """A holiday notice that cannot be read into days, or whose figures disagree."""

    code = "unreadable_notice"
