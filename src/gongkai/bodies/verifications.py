"""What `gongkai verify` proves of accounts: this program stored the password with which each lets somebody in."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.bodies.models import User
from gongkai.ledger.verify import Discrepancy
from gongkai.registry import Verification

FOREIGN = "个账号的密码不是由本系统设置的"


def accounts() -> Iterator[Discrepancy]:
    """Yield the accounts whose password somebody wrote into the table."""
    for account in User.objects.order_by("pk"):
        if not account.is_genuine:
            sentence = f"账号“{account.username}”的密码不是由本系统设置的，不能登录；请查明来历，再重置密码。"
            yield Discrepancy(FOREIGN, f"bodies.User:{account.pk}", sentence)


VERIFICATIONS = (Verification(id="bodies.accounts", discrepancies=accounts),)
