"""What every room's screens are made of: frame, registers, import engine, forms, sign-in.

Owns the look, the desk's and the portal's base templates, the register engine (list, filters, keyset paging,
export, record page), the import engine with its runs, and the way in. It renders what rooms declare in the
registry and knows none of them. Rooms above import what `__all__` names, and `shell.imports`.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gongkai.shell.access import OfficerRequest, officer_view
    from gongkai.shell.acts import acts_of
    from gongkai.shell.errors import Obstructed
    from gongkai.shell.registers.table import render_register

__all__ = ["Obstructed", "OfficerRequest", "acts_of", "officer_view", "render_register"]

_DOOR = {
    "Obstructed": "gongkai.shell.errors",
    "OfficerRequest": "gongkai.shell.access",
    "acts_of": "gongkai.shell.acts",
    "officer_view": "gongkai.shell.access",
    "render_register": "gongkai.shell.registers.table",
}


def __getattr__(name: str) -> Any:
    # Django imports this package before it knows any model, so what stands behind the door waits until asked.
    if name not in _DOOR:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_DOOR[name]), name)
