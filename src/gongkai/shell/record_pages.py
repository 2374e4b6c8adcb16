"""What records are called, and where who may see them opens them: for lists that speak of records of many kinds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from django.apps import apps

from gongkai import registry
from gongkai.bodies.viewer import Viewer
from gongkai.registry import Linked, RecordPage, Register
from gongkai.shell.registers.record import address_of

Reference = tuple[str, str]  # the label of a model, and a key


def named_records(viewer: Viewer, references: Iterable[Reference]) -> dict[Reference, Linked]:
    """Return what each record is called, read at once by kind.

    Its name and the way to its page are for who may open that page; others are told its kind alone.
    """
    keys: dict[str, set[str]] = defaultdict(set)
    for label, key in references:
        keys[label].add(key)
    pages = viewer.once("shell.record_pages", lambda: _pages(viewer))
    found: dict[Reference, Linked] = {}
    for label, asked in keys.items():
        model: Any = apps.get_model(label)
        kind = str(model._meta.verbose_name)
        permission, address = pages.get(label, ("", str))
        kept = _read(model, asked) if permission and viewer.may(permission) else {}
        for key in asked:
            found[label, key] = (
                Linked(f"{kind} {kept[key]}", address(kept[key])) if key in kept else Linked(kind)
            )
    return found


def _read(model: Any, keys: Iterable[str]) -> Mapping[str, Any]:
    """Return the records of these keys, read with what their names need."""
    manager = model._default_manager
    records = manager.with_names() if hasattr(manager, "with_names") else manager.all()
    return {str(key): record for key, record in records.in_bulk(list(keys)).items()}


def _pages(viewer: Viewer) -> dict[str, tuple[str, Callable[[Any], str]]]:
    """Return permission and address of the records of each model: of their own page, else of the register's."""
    pages = {page.id: (page.permission, page.url) for page in registry.all_of(RecordPage)}
    for register in registry.all_of(Register):
        model: Any = register.ledger.model if register.ledger else register.query(viewer).model
        pages.setdefault(model._meta.label, (register.permission, partial(address_of, register)))
    return pages
