"""Take up a second factor, make recovery codes anew; an administrator takes it from somebody who lost the device."""

from __future__ import annotations

from django_otp.plugins.otp_totp.models import TOTPDevice

from gongkai.bodies.blockers import ActionBlocked, Blocker
from gongkai.bodies.models import Officer
from gongkai.bodies.viewer import Viewer
from gongkai.shell import second_factor
from gongkai.shell.actions.account_acts import add_act, held, whose_account
from gongkai.shell.models import AccountAct, AccountActKind


def take_up_second_factor(*, viewer: Viewer, officer: Officer, device: TOTPDevice) -> list[str]:
    """Return the recovery codes of an officer whose device has just given a right code."""
    with viewer.transaction() as tx:
        codes = second_factor.take_up(device)
        add_act(tx, held(officer), AccountActKind.FACTOR_ADDED)
    return codes


def renew_recovery_codes(*, viewer: Viewer, officer: Officer) -> list[str]:
    """Return new recovery codes of an officer; those before are good for nothing."""
    with viewer.transaction() as tx:
        kept = held(officer)
        assert kept.user is not None
        if second_factor.device_of(kept.user) is None:
            raise ActionBlocked([Blocker("尚未启用第二因素，没有恢复码可换。")])
        codes = second_factor.new_recovery_codes(kept.user)
        add_act(tx, kept, AccountActKind.CODES_RENEWED)
    return codes


def reset_second_factor(*, viewer: Viewer, officer: Officer, reason: str) -> AccountAct:
    """Return the act that took the second factor from an account; where it is required, a new one is taken up."""
    viewer.require("shell.administer_accounts")
    with viewer.transaction() as tx:
        kept = held(officer)
        if blockers := whose_account(viewer, kept):
            raise ActionBlocked(blockers)
        assert kept.user is not None
        if second_factor.device_of(kept.user) is None:
            raise ActionBlocked([Blocker("该账号没有启用第二因素，无须重置。")])
        second_factor.remove(kept.user)
        return add_act(tx, kept, AccountActKind.FACTOR_RESET, reason=reason)
