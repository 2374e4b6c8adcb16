"""What every act on an account has in common: it is stored once, and the ledger tells of it."""

from __future__ import annotations

from django.urls import reverse

from gongkai.bodies.blockers import Blocker
from gongkai.bodies.models import Officer
from gongkai.bodies.remedies import remedy
from gongkai.bodies.viewer import Viewer
from gongkai.ledger.transactions import LedgerTransaction
from gongkai.registry import Event, Linked
from gongkai.shell import events
from gongkai.shell.models import AccountAct, AccountActKind

EVENT_OF: dict[AccountActKind, type[Event]] = {
    AccountActKind.OPENED: events.AccountOpened,
    AccountActKind.RESET: events.PasswordReset,
    AccountActKind.CHOSEN: events.PasswordChosen,
    AccountActKind.DISABLED: events.AccountDisabled,
    AccountActKind.ENABLED: events.AccountEnabled,
    AccountActKind.FACTOR_ADDED: events.SecondFactorAdded,
    AccountActKind.FACTOR_RESET: events.SecondFactorReset,
    AccountActKind.CODES_RENEWED: events.RecoveryCodesRenewed,
}


def held(officer: Officer) -> Officer:
    """Return the officer with the account as both are now, held until the transaction ends: one act at a time."""
    return Officer.objects.select_for_update(of=("self",)).select_related("user").get(pk=officer.pk)


def add_act(tx: LedgerTransaction, officer: Officer, kind: AccountActKind, *, reason: str = "") -> AccountAct:
    """Return the act, stored and told in the ledger."""
    act = tx.add(AccountAct(officer=officer, kind=kind, reason=reason, done_on=tx.day))
    tx.record(EVENT_OF[kind](number=officer.number), subjects=[officer, act])  # type: ignore[call-arg]
    return act


def whose_account(viewer: Viewer, officer: Officer) -> list[Blocker]:
    """Return what keeps an administrator from acting on an account: there is none, or it is the administrator's own."""
    if officer.user is None:
        url = f"{reverse('shell:open_account')}?officer={officer.pk}"
        way = remedy(viewer, "shell.administer_accounts", "先开立账号", url)
        return [Blocker(f"{officer.name}没有账号。", remedy=way)]
    if viewer.officer is not None and viewer.officer.pk == officer.pk:
        way = Linked("请到“我的账号”更改密码", reverse("shell:my_account"))
        return [Blocker("这是您自己的账号，密码以外的办理由另一位系统管理员进行。", remedy=way)]
    return []
