"""What every room's screens are made of: frame, registers, import engine, forms, sign-in.

Owns the look, the desk's and the portal's base templates, the register engine (list, filters, keyset paging,
export, record page), the import engine with its runs, and the way in. It renders what rooms declare in the
registry and knows none of them. Rooms above import what `__all__` names, and `shell.imports`.
"""

from gongkai.shell.access import officer_view
from gongkai.shell.errors import Obstructed

__all__ = ["Obstructed", "officer_view"]
