"""Give an account a first password anew; who is signed in with it is no longer."""

from __future__ import annotations

from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.models import Officer
from gongkai.bodies.viewer import Viewer
from gongkai.shell.actions.account_acts import add_act, held, whose_account
from gongkai.shell.models import AccountActKind
from gongkai.shell.passwords import first_password


def reset_password(*, viewer: Viewer, officer: Officer, reason: str) -> str:
    """Return the new first password: told once, and to be changed when it is first used."""
    viewer.require("shell.administer_accounts")
    password = first_password()
    with viewer.transaction() as tx:
        kept = held(officer)
        if blockers := whose_account(viewer, kept):
            raise ActionBlocked(blockers)
        assert kept.user is not None
        kept.user.set_password(password)
        kept.user.save(update_fields=["password"])
        add_act(tx, kept, AccountActKind.RESET, reason=reason)
    return password
