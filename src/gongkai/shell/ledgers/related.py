"""What follows on a row of a ledger: what can be done with it, and what the ledgers that refer to it say of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from gongkai import registry
from gongkai.bodies import corrections
from gongkai.bodies.blockers import Blocker
from gongkai.bodies.records import Fact
from gongkai.bodies.viewer import NotAllowed, Viewer
from gongkai.registry import Register
from gongkai.shell.ledgers.forms import texts_of
from gongkai.shell.ledgers.spec import LedgerSpec, Reference
from gongkai.shell.record_actions import Button
from gongkai.shell.values import shown

ROWS_SHOWN = 20


@dataclass(frozen=True)
class RelatedRows:
    """What one ledger says of a row: its newest rows, where all of them stand, where another is entered."""

    register: Register
    rows: Sequence[tuple[str, str]]  # address, what it says
    all_url: str
    number: int
    enter_url: str | None


def register_of(ledger: LedgerSpec) -> Register:
    """Return the register that lists a ledger."""
    return next(register for register in registry.all_of(Register) if register.ledger is ledger)


def naming(ledger: LedgerSpec) -> list[tuple[Register, Reference]]:
    """Return the registers whose rows may refer to rows of this ledger, and how."""
    return [
        (register, reference)
        for register in registry.all_of(Register)
        if register.ledger is not None
        for reference in register.ledger.refers
        if reference.to is ledger
    ]


def followed(viewer: Viewer, ledger: LedgerSpec, fact: Fact) -> Iterator[RelatedRows]:
    """Yield what each ledger that the viewer may see says of a row."""
    typed = texts_of(ledger, fact)
    for register, reference in naming(ledger):
        if not viewer.may(register.permission):
            continue
        assert register.ledger is not None  # `naming` says so
        other: LedgerSpec = register.ledger
        found = _naming(register, reference, viewer, fact)
        number = found.count()
        asked = urlencode({own: typed[name] for own, name in reference.columns})
        # Where the reference is the whole key, what stands already is corrected, not entered again.
        once = number and set(other.key) <= {own for own, _ in reference.columns}
        open_ = not fact.voids and not once and viewer.may(other.permission)
        yield RelatedRows(
            register,
            [_said(register, reference, row) for row in found.order_by("-counted_on", "-pk")[:ROWS_SHOWN]],
            f"{reverse('shell:register', args=[register.id])}?{asked}",
            number,
            f"{reverse('shell:enter', args=[register.id])}?{asked}" if open_ else None,
        )


def buttons(viewer: Viewer, register: Register, fact: Any) -> list[Button]:
    """Return 更正 and 作废 on a row of a ledger, each with what stands in its way."""
    if register.ledger is None:
        return []
    row = [register.id, fact.pk]
    return [
        Button(
            f"{register.id}.correct",
            "更正",
            reverse("shell:correct", args=row),
            tuple(correction_blockers(viewer, register.ledger, fact)),
        ),
        Button(
            f"{register.id}.void",
            "作废",
            reverse("shell:void", args=row),
            tuple(voiding_blockers(viewer, register.ledger, fact)),
        ),
    ]


def correction_blockers(viewer: Viewer, ledger: LedgerSpec, fact: Fact) -> list[Blocker]:
    """Return why a row cannot be corrected now."""
    try:
        viewer.require(ledger.permission)
    except NotAllowed as refusal:
        return [Blocker(str(refusal))]
    return corrections.correction_blockers(viewer, fact)


def voiding_blockers(viewer: Viewer, ledger: LedgerSpec, fact: Fact) -> list[Blocker]:
    """Return why a row cannot be voided now: as for a correction, and what refers to it."""
    if found := correction_blockers(viewer, ledger, fact):
        return found
    held = [
        (register, number)
        for register, reference in naming(ledger)
        if (number := _naming(register, reference, viewer, fact).count())
    ]
    return [
        Blocker(
            f"“{register.title}”中还有 {number} {register.noun}属于这一{ledger.called}，请先作废那些记录。"
        )
        for register, number in held
    ]


def _naming(register: Register, reference: Reference, viewer: Viewer, fact: Fact) -> Any:
    same = {own: getattr(fact, name) for own, name in reference.columns}
    return register.query(viewer).filter(**same)


def _said(register: Register, reference: Reference, row: Any) -> tuple[str, str]:
    """The address of a row, and its columns but those that say what it refers to."""
    own = {name for name, _ in reference.columns}
    texts = (shown(c.value(row)) for c in register.columns if c.id not in own and not c.optional)
    said = "，".join(text for text in texts if text)
    return reverse("shell:record", args=[register.id, row.pk]), said or str(row)
