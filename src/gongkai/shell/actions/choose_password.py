"""Record that an officer chose a password of their own."""

from __future__ import annotations

from gongkai.bodies.models import Officer
from gongkai.bodies.viewer import Viewer
from gongkai.shell.actions.account_acts import add_act, held
from gongkai.shell.models import AccountAct, AccountActKind


def choose_password(*, viewer: Viewer, officer: Officer, password: str) -> AccountAct:
    """Return the act. Whoever administers accounts no longer knows the password; a first one is used up."""
    with viewer.transaction() as tx:
        kept = held(officer)
        assert kept.user is not None
        kept.user.set_password(password)
        kept.user.save(update_fields=["password"])
        return add_act(tx, kept, AccountActKind.CHOSEN)
