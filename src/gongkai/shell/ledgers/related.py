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
from gongkai.bodies.remedies import remedy
from gongkai.bodies.viewer import NotAllowed, Viewer
from gongkai.ledger.locks import standing_lock
from gongkai.registry import Register
from gongkai.shell.ledgers.forms import texts_of
from gongkai.shell.ledgers.spec import LedgerSpec, Origin, Reference
from gongkai.shell.ledgers.stored import facts_of
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


def related_rows(viewer: Viewer, ledger: LedgerSpec, fact: Fact) -> Iterator[RelatedRows]:
    """Yield what each ledger that the viewer may see says of a row."""
    typed = texts_of(ledger, fact)
    stands = not corrections.standing_blockers(fact)
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
        open_ = stands and not once and viewer.may(other.permission)
        yield RelatedRows(
            register,
            [_said(register, reference, row) for row in found.order_by("-counted_on", "-pk")[:ROWS_SHOWN]],
            address_naming(register, reference, fact),
            number,
            f"{reverse('shell:enter', args=[register.id])}?{asked}" if open_ else None,
        )


def address_naming(register: Register, reference: Reference, fact: Fact) -> str:
    """Return where the rows of a register stand that refer to a row."""
    typed = texts_of(reference.to, fact)
    asked = urlencode({own: typed[name] for own, name in reference.columns})
    return f"{reverse('shell:register', args=[register.id])}?{asked}"


def buttons(viewer: Viewer, register: Register, record: Any) -> list[Button]:
    """Return 更正 and 作废 on a row of a ledger, each with what stands in its way."""
    if register.ledger is None:
        return []
    row = [register.id, record.pk]
    return [
        Button(
            f"{register.id}.correct",
            register.ledger.correcting,
            reverse("shell:correct", args=row),
            tuple(correction_blockers(viewer, register.ledger, record)),
        ),
        Button(
            f"{register.id}.void",
            "作废",
            reverse("shell:void", args=row),
            tuple(voiding_blockers(viewer, register.ledger, record)),
        ),
    ]


def correction_blockers(viewer: Viewer, ledger: LedgerSpec, record: Any) -> list[Blocker]:
    """Return why a row cannot be corrected now. Where it has parts, a lock stands against some of its cells only."""
    if found := _blockers(viewer, ledger, record):
        return found
    return [] if ledger.parts else _locks(viewer, ledger, record)


def origin_blockers(viewer: Viewer, ledger: LedgerSpec, record: Any) -> list[Blocker]:
    """Return that a row came from another record of ours, which says what it says."""
    origin = ledger.origin_of(record)
    return [origin.blocker(viewer, record)] if origin else []


def voiding_blockers(viewer: Viewer, ledger: LedgerSpec, record: Any) -> list[Blocker]:
    """Return why a row cannot be voided now: as for a correction, where it came from, and what refers to it."""
    found = _blockers(viewer, ledger, record) or _held_by_origin(viewer, ledger, record)
    if found := found or _locks(viewer, ledger, record):
        return found
    held = [
        *(
            (
                register,
                _naming(register, reference, viewer, record),
                address_naming(register, reference, record),
            )
            for register, reference in naming(ledger)
        ),
        *(
            (
                register,
                register.query(viewer).filter(**{name: record}),
                f"{reverse('shell:register', args=[register.id])}?{urlencode({name: record.pk})}",
            )
            for register in registry.all_of(Register)
            if register.ledger is not None
            for name, model, _ in register.ledger.relations
            if model is ledger.model
        ),
    ]
    return [
        Blocker(
            f"“{register.title}”中还有 {number} {register.noun}属于这一{ledger.called}，须先作废那些记录。",
            remedy=remedy(viewer, register.permission, f"看“{register.title}”", url),
        )
        for register, rows, url in held
        if (number := rows.count())
    ]


def _held_by_origin(viewer: Viewer, ledger: LedgerSpec, record: Any) -> list[Blocker]:
    """Return that a row, or a fact that belongs to it, came from another record of ours that was not taken back."""
    origins: dict[Any, Origin | None] = {
        ledger.model: ledger.origin,
        **{part.model: part.origin for part in ledger.parts},
    }
    return [
        origin.blocker(viewer, fact)
        for fact in _facts(viewer, ledger, record)
        if (origin := origins[type(fact)]) is not None and origin.stands_behind(fact)
    ]


def _facts(viewer: Viewer, ledger: LedgerSpec, record: Any) -> list[Fact]:
    return viewer.once(f"ledgers.facts.{ledger.id}.{record.pk}", lambda: facts_of(ledger, record))


def _blockers(viewer: Viewer, ledger: LedgerSpec, record: Any) -> list[Blocker]:
    try:
        viewer.require(ledger.permission)
    except NotAllowed as refusal:
        return [Blocker(str(refusal))]
    name = f"ledgers.standing.{ledger.id}.{record.pk}"
    return viewer.once(name, lambda: corrections.standing_blockers(record))


def _locks(viewer: Viewer, ledger: LedgerSpec, record: Any) -> list[Blocker]:
    """Return the locks of all facts of a row, asked once for all that a page offers on it."""

    def asked() -> list[Blocker]:
        return list(
            dict.fromkeys(b for f in _facts(viewer, ledger, record) for b in lock_blockers(viewer, f))
        )

    return viewer.once(f"ledgers.locks.{ledger.id}.{record.pk}", asked)


def lock_blockers(viewer: Viewer, fact: Fact) -> list[Blocker]:
    """Return that the lock of its year stands against a change of a fact."""
    return corrections.lock_blockers(viewer, standing_lock(viewer.organ_code, fact.counted_on), fact)


def _naming(register: Register, reference: Reference, viewer: Viewer, fact: Fact) -> Any:
    same = {own: getattr(fact, name) for own, name in reference.columns}
    return register.query(viewer).filter(**same)


def _said(register: Register, reference: Reference, row: Any) -> tuple[str, str]:
    """The address of a row, and its columns but those that say what it refers to."""
    own = {name for name, _ in reference.columns}
    texts = (shown(c.value(row)) for c in register.columns if c.id not in own and not c.optional)
    said = "，".join(text for text in texts if text)
    return reverse("shell:record", args=[register.id, row.pk]), said or str(row)
