"""Open an account for an officer who has none."""

from __future__ import annotations

from gongkai.bodies.blockers import ActionBlocked, Blocker, met_at_once
from gongkai.bodies.models import Officer, User
from gongkai.bodies.viewer import Viewer
from gongkai.shell.actions.account_acts import add_act, held
from gongkai.shell.models import AccountActKind
from gongkai.shell.passwords import first_password


def opening_blockers(officer: Officer, login: str) -> list[Blocker]:
    """Return what stands in the way: the officer has an account, or the login is taken."""
    blockers = []
    if officer.user is not None:
        blockers.append(Blocker(f"{officer.name}已有账号“{officer.user.username}”。", "officer"))
    if User.objects.filter(username=login).exists():
        blockers.append(Blocker(f"登录账号“{login}”已经有人使用，请换一个。", "login"))
    return blockers


def open_account(*, viewer: Viewer, officer: Officer, login: str) -> str:
    """Return the first password of the new account: told once, and to be changed when it is first used."""
    viewer.require("shell.administer_accounts")
    password = first_password()
    with met_at_once(lambda: opening_blockers(officer, login)), viewer.transaction() as tx:
        kept = held(officer)
        if blockers := opening_blockers(kept, login):
            raise ActionBlocked(blockers)
        kept.user = User.objects.create_user(username=login, password=password)
        tx.amend([kept], fields=["user"])
        add_act(tx, kept, AccountActKind.OPENED)
    return password
