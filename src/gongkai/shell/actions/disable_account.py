"""Disable an account, so that nobody signs in with it and who is signed in is no longer; and enable it again."""

from __future__ import annotations

from gongkai.bodies.blockers import ActionBlocked, Blocker
from gongkai.bodies.models import Officer
from gongkai.bodies.viewer import Viewer
from gongkai.shell.actions.account_acts import add_act, held, whose_account
from gongkai.shell.models import AccountAct, AccountActKind


def disable_account(*, viewer: Viewer, officer: Officer, reason: str) -> AccountAct:
    """Return the act that disabled the account."""
    return _turn(viewer, officer, AccountActKind.DISABLED, reason)


def enable_account(*, viewer: Viewer, officer: Officer, reason: str) -> AccountAct:
    """Return the act that enabled the account again; its password is what it was."""
    return _turn(viewer, officer, AccountActKind.ENABLED, reason)


def _turn(viewer: Viewer, officer: Officer, kind: AccountActKind, reason: str) -> AccountAct:
    viewer.require("shell.administer_accounts")
    in_use = kind == AccountActKind.ENABLED
    with viewer.transaction() as tx:
        kept = held(officer)
        if blockers := whose_account(viewer, kept):
            raise ActionBlocked(blockers)
        assert kept.user is not None
        if kept.user.is_active == in_use:
            raise ActionBlocked([Blocker("该账号正在使用，无须恢复。" if in_use else "该账号已经停用。")])
        kept.user.is_active = in_use
        kept.user.save(update_fields=["is_active"])
        return add_act(tx, kept, kind, reason=reason)
