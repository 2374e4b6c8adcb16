"""Duties after sign-in (a new password, a second factor): nothing else of the desk opens until they are done."""

from __future__ import annotations

from gongkai.bodies.viewer import Viewer
from gongkai.shell.queries import has_first_password
from gongkai.shell.second_factor import is_required_of

CODE, PASSWORD, SECOND_FACTOR = "shell:code", "shell:password", "shell:second_factor"
ALWAYS_OPEN = frozenset({"shell:sign_in", "shell:sign_out"})


def duty_of(viewer: Viewer, *, verified: bool) -> str | None:
    """Return the name of the screen where the duty is done, or None.

    The viewer's officer comes with `password_act` and `has_second_factor`; `verified` is whether this session gave
    a code.
    """
    officer = viewer.officer
    assert officer is not None
    has_second_factor: bool = officer.has_second_factor  # type: ignore[attr-defined]
    if has_second_factor and not verified:
        return CODE
    if has_first_password(officer):
        return PASSWORD
    if not has_second_factor and is_required_of(viewer):
        return SECOND_FACTOR
    return None
