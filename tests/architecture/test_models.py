"""Tables: keys point down, every record has an organ, every fact a guard."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models
from django.db.migrations.loader import MigrationLoader

from gongkai import registry
from gongkai.bodies.records import Fact
from gongkai.ledger.models import LedgeredRow
from tests.architecture.house import floors, may_know, python_files, room_of, rooms, templates, tree, where

# Tables without an organ of their own, and why.
WITHOUT_ORGAN = {
    "bodies.Organ": "is the organ",
    "bodies.User": "an account; the officer it belongs to has the organ",
    "ledger.Cursor": "how far a follower has read the one chain",
    "ledger.NoticedFault": "what a watch over the installation found",
    "ledger.Head": "one chain an installation",
    "shell.JobRun": "when a job of the installation was last begun",
    "shell.SentForm": "which forms were sent: a digest of what one said, without its contents",
    "shell.SignInAttempt": "made before anybody is known, often with a name that nobody has",
    "norms.HolidayNotice": "binds everyone in its layer",
    "ledger.Subject": "part of its entry",
    "ledger.Unlock": "part of its lock",
}
# Tables whose rows the ledger holds no digest of, and why that decides nothing.
UNSEALED = {
    "bodies.User": "an account: its password has a seal of its own; whose it is, the officer's row says",
    "inforequests.DueDay": "derived from what is sealed; a test rebuilds and compares it",
    "ledger.Cursor": "how far a follower has read",
    "ledger.Entry": "the chain itself: each has its own hash and seal",
    "ledger.Head": "the chain's end, compared with its last entry",
    "ledger.NoticedFault": "what a watch found; the next round finds it again",
    "ledger.Subject": "part of its entry's hash",
    "publisher.PageLook": "what was last seen on a page of another site; the next look finds it again",
    "search.IndexedText": "derived from the records it finds, and built anew",
    "search.PublicText": "derived from what is public, and built anew",
    "upkeep.NumberMention": "derived from the text of what is public, and read anew with each release",
    "upkeep.PublicLink": "derived from it, with what was last seen at its end; the next look finds it again",
    "shell.JobRun": "when a job was last begun",
    "shell.SavedFilter": "an officer's own view of a list",
    "shell.SentForm": "holds back a second sending; what the first did is recorded by its action",
    "shell.SignInAttempt": "who tried to sign in: it counts down delays and tells, what may be done it does not say",
    "shell.Task": "what a person waits for; what it did is recorded by the action that it ran",
}
METHODS = 12
# What takes names of relations as arguments.
ASKING = {
    *("filter", "exclude", "get", "annotate", "aggregate", "order_by", "values", "values_list", "distinct"),
    *("select_related", "prefetch_related", "only", "defer", "Q", "F", "OuterRef", "Prefetch", "Exists"),
    *("Count", "Min", "Max", "Sum", "getattr", "hasattr", "attrgetter"),
}


def ours() -> list[type[models.Model]]:
    return [
        m for m in apps.get_models() if m._meta.app_label in floors() and m.__module__.startswith("gongkai.")
    ]


def _keys(model: type[models.Model]) -> Iterator[models.ForeignKey]:  # type: ignore[type-arg]
    yield from (f for f in model._meta.get_fields() if isinstance(f, models.ForeignKey))


def test_foreign_keys_point_down() -> None:
    up = [
        f"{model._meta.label}.{key.name} → {target}"
        for model in ours()
        for key in _keys(model)
        for target in [key.related_model._meta.label]
        if target.split(".")[0] in floors() and not may_know(model._meta.app_label, target.split(".")[0])
    ]
    assert not up, up


def test_foreign_keys_protect_what_they_point_to() -> None:
    loose = [
        f"{model._meta.label}.{key.name}"
        for model in ours()
        for key in _keys(model)
        if key.remote_field.on_delete is not models.PROTECT
    ]
    assert not loose, "what was recorded is not deleted with something else: on_delete=PROTECT"


def _hung_on(room: str) -> set[str]:
    """Return the names by which tables that a room may know lead to tables that it may not."""
    return {
        name
        for model in ours()
        for key in _keys(model)
        if not key.remote_field.hidden
        for target in [key.related_model._meta.app_label]
        if target in floors() and may_know(room, target) and not may_know(room, model._meta.app_label)
        for name in (key.related_query_name(), key.remote_field.get_accessor_name() or "")
    }


def _paths(node: ast.AST) -> Iterator[str]:
    """Yield what a node reads of a record: an attribute, or the paths in the arguments of a query."""
    if isinstance(node, ast.Attribute):
        yield node.attr
    if isinstance(node, ast.Call):
        called = getattr(node.func, "attr", getattr(node.func, "id", ""))
        given = [*node.args, *(k.value for k in node.keywords)] if called in ASKING else []
        yield from (str(each.value) for each in given if isinstance(each, ast.Constant))
        yield from (k.arg for k in node.keywords if k.arg and (called in ASKING or "__" in k.arg))


def _used_in_code(room: str) -> Iterator[tuple[str, str]]:
    for path in python_files():
        if room_of(path) == room:
            for node in ast.walk(tree(path)):
                yield from ((where(path, getattr(node, "lineno", 0)), used) for used in _paths(node))


def _used_in_templates(room: str) -> Iterator[tuple[str, str]]:
    for path in templates():
        if room_of(path) == room:
            for number, line in enumerate(path.read_text().splitlines(), start=1):
                yield from ((where(path, number), used) for used in re.findall(r"[\w.]+\.[\w.]+", line))


@pytest.mark.parametrize("room", [room for room in rooms() if floors()[room] >= floors()["ledger"]])
def test_rooms_do_not_use_names_hung_on_them_from_above(room: str) -> None:
    """`version.approval` is for review, which hung it there; papers, below, does not know that it exists."""
    hung = _hung_on(room)
    used = [
        f"{place} {said}"
        for place, said in (*_used_in_code(room), *_used_in_templates(room))
        if hung & set(re.split(r"__|[-.]", said))
    ]
    assert not used, "ask the registry, or let the room above ask:\n" + "\n".join(used)


def test_sql_names_no_table_of_a_room_above() -> None:
    rooms_of = {model._meta.db_table: model._meta.app_label for model in ours()}
    up = [
        f"{where(path, node.lineno)} {table}"
        for path in python_files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        for table in re.findall(r"\w+", node.value)
        if table in rooms_of and not may_know(room_of(path), rooms_of[table])
    ]
    assert not up, up


def test_conditions_are_written_in_one_way() -> None:
    own = [
        where(path, node.lineno)
        for path in python_files()
        if may_know(room_of(path), "bodies") and "migrations" not in path.parts
        if path.name not in {"constraints.py", "conditions.py"}
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and "CheckConstraint" in {getattr(node.func, name, "") for name in ("attr", "id")}
    ]
    assert not own, "use condition, counted_by or invariant of bodies.constraints:\n" + "\n".join(own)


def test_migrations_depend_downward() -> None:
    loader = MigrationLoader(None)
    up = [
        f"{room}.{name} → {other}.{dependency}"
        for (room, name), migration in loader.disk_migrations.items()
        if room in floors()
        for other, dependency in migration.dependencies
        if other in floors() and not may_know(room, other)
    ]
    assert not up, up


def test_every_record_has_an_organ() -> None:
    without = set()
    for model in ours():
        field = next((f for f in model._meta.concrete_fields if f.name in {"organ", "organ_code"}), None)
        if field is None or field.null:
            without.add(model._meta.label)
    assert without == set(WITHOUT_ORGAN), "a record has an organ, or the list says why not"


def test_guards_stand_on_tables_that_exist() -> None:
    labels = {model._meta.label for model in ours()}
    assert [g.id for g in registry.all_of(registry.Guard) if g.id not in labels] == []


# What became of a letter is recorded whenever it becomes known, also when the year is locked: the year counts the
# reply and the fee that its service made, which are facts of their own.
UNCOUNTED = {"inforequests.Service", "inforequests.DeliveryReceipt", "inforequests.Response"}


def test_every_model_is_sealed_or_the_list_says_why_not() -> None:
    assert {m._meta.label for m in ours() if not issubclass(m, LedgeredRow)} == set(UNSEALED)


def test_every_sealed_row_is_guarded_and_every_fact_counted() -> None:
    guards = {g.id: g for g in registry.all_of(registry.Guard)}
    sealed = [m for m in ours() if issubclass(m, LedgeredRow)]
    bare = [m._meta.label for m in sealed if not (g := guards.get(m._meta.label)) or not g.append_only]
    assert not bare, 'a sealed row needs Guard(id="…") in its room'
    uncounted = {m._meta.label for m in sealed if issubclass(m, Fact) and not guards[m._meta.label].counted}
    assert uncounted == UNCOUNTED, "a fact's guard is counted=True"


@pytest.mark.parametrize("model", ours(), ids=lambda m: m._meta.label)
def test_models_hold_fields_not_behaviour(model: type[models.Model]) -> None:
    own = [name for name, value in vars(model).items() if callable(value) and not name.startswith("_")]
    generated = [n for n in own if n.startswith("get_") and (n.endswith("_display") or "_by_" in n)]
    assert len(own) - len(generated) <= METHODS
    assert model.__str__ is not models.Model.__str__, "say how a person reads one"
