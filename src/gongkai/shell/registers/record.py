"""One record of a register: its fields, and the chain of facts that corrected one another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from gongkai.bodies.records import Fact
from gongkai.bodies.viewer import Viewer
from gongkai.registry import Register
from gongkai.shell.values import shown


@dataclass(frozen=True)
class Link:
    """A fact of a correction chain."""

    record: Any
    here: bool
    label: str


def address_of(register: Register, record: Any) -> str:
    """Return where a record of a register is shown: on the room's own page, or on the shell's."""
    return register.page(record) if register.page else reverse("shell:record", args=[register.id, record.pk])


def find(register: Register, viewer: Viewer, pk: str) -> Any:
    """Return the record, also one that was corrected or voided since; None if the viewer may not see it.

    A corrected fact is seen by who sees the fact that stands in its place; a voided one, which has none, by
    whom the room shows its facts at all.
    """
    query = register.query(viewer)
    key = query.model._meta.pk.to_python(pk)
    found = query.filter(pk=key).first()
    if found is not None or not issubclass(query.model, Fact):
        return found
    facts: Any = query.model._default_manager.all()
    kept = facts.visible_to(viewer).filter(pk=key).first()
    if kept is None:
        return None
    last = chain_of(kept)[-1].record
    return kept if last.voids or query.filter(pk=last.pk).exists() else None


def chain_of(record: Any) -> list[Link]:
    """Return the facts of which each corrects the one before, the record among them; one: never corrected."""
    if not isinstance(record, Fact):
        return []
    facts: Any = type(record)._base_manager
    chain: list[Any] = [record]
    while chain[0].supersedes is not None:
        chain.insert(0, chain[0].supersedes)
    while (later := facts.filter(supersedes=chain[-1]).first()) is not None:
        chain.append(later)
    return [Link(fact, fact.pk == record.pk, _label(fact, fact is chain[-1])) for fact in chain]


def _label(fact: Any, last: bool) -> str:
    if fact.voids:
        return "作废"
    return "现行" if last else "已更正"


def details_of(register: Register, record: Any) -> list[tuple[str, str]]:
    """Return label and text of everything that the register tells of a record."""
    if register.details is not None:
        return [(label, shown(value)) for label, value in register.details(record)]
    return [(column.label, shown(column.value(record))) for column in register.columns]
