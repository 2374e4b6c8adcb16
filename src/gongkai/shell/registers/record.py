"""One record of a register: its fields, and the chain of facts that corrected one another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from gongkai.bodies.records import AmendableRecord, Fact
from gongkai.bodies.viewer import Viewer
from gongkai.registry import Linked, Register
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
    if found is not None or not issubclass(query.model, Fact | AmendableRecord):
        return found
    records: Any = query.model._default_manager.all()
    kept = records.visible_to(viewer).filter(pk=key).first()
    if kept is None or isinstance(kept, AmendableRecord):
        return kept
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
    return [
        Link(fact, fact.pk == record.pk, _label(fact, later))
        for fact, later in zip(chain, [*chain[1:], None], strict=True)
    ]


def _label(fact: Any, later: Any) -> str:
    if fact.voids:
        return "作废"
    if later is None:
        return "现行"
    return "已作废" if later.voids else "已更正"


def read_together(register: Register, viewer: Viewer, records: Sequence[Any]) -> None:
    """Read at once what the register tells of these records, where it says how."""
    if register.together is not None:
        register.together(viewer, records)


def details_of(register: Register, viewer: Viewer, record: Any) -> list[tuple[str, list[Linked]]]:
    """Return label and texts, some of them links, of everything that the register tells of a record."""
    read_together(register, viewer, [record])
    if register.details is not None:
        return [(label, _texts(value)) for label, value in register.details(record)]
    return [(column.label, _texts(column.value(record))) for column in register.columns]


def _texts(value: Any) -> list[Linked]:
    values = value if isinstance(value, tuple) else (value,)
    return [one if isinstance(one, Linked) else Linked(shown(one)) for one in values]
