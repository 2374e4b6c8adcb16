"""What happens in `shell`, as the ledger keeps it."""

from __future__ import annotations

from gongkai.registry import Event


class LedgerImported(Event):
    id = "shell.ledger_imported"
    label = "导入台账"
    message = "导入“{title}”：新增 {new} 条，更正 {changed} 条，已有 {known} 条。"

    kind: str
    title: str
    sm3: str
    new: int
    changed: int
    known: int


class RowEntered(Event):
    id = "shell.row_entered"
    label = "登记"
    message = "在“{title}”登记一条。"

    kind: str
    title: str


class RowAmended(Event):
    id = "shell.row_amended"
    label = "补充、修改"
    message = "补充或者修改“{title}”中的一条。"

    kind: str
    title: str


class RowVoided(Event):
    id = "shell.row_voided"
    label = "作废"
    message = "在“{title}”作废一条。"

    kind: str
    title: str


class AccountOpened(Event):
    id = "shell.account_opened"
    label = "开立账号"
    message = "为工作人员 {number} 开立账号。"

    number: str


class PasswordReset(Event):
    id = "shell.password_reset"
    label = "重置密码"
    message = "重置工作人员 {number} 的密码，首次登录须更改。"

    number: str


class PasswordChosen(Event):
    id = "shell.password_chosen"
    label = "更改密码"
    message = "工作人员 {number} 更改了自己的密码。"

    number: str


class AccountDisabled(Event):
    id = "shell.account_disabled"
    label = "停用账号"
    message = "停用工作人员 {number} 的账号。"

    number: str


class AccountEnabled(Event):
    id = "shell.account_enabled"
    label = "恢复账号"
    message = "恢复工作人员 {number} 的账号。"

    number: str


class SecondFactorAdded(Event):
    id = "shell.second_factor_added"
    label = "启用第二因素"
    message = "工作人员 {number} 启用第二因素登录。"

    number: str


class SecondFactorReset(Event):
    id = "shell.second_factor_reset"
    label = "重置第二因素"
    message = "重置工作人员 {number} 的第二因素。"

    number: str


class RecoveryCodesRenewed(Event):
    id = "shell.recovery_codes_renewed"
    label = "重新生成恢复码"
    message = "工作人员 {number} 重新生成恢复码。"

    number: str


EVENTS: tuple[type[Event], ...] = (
    LedgerImported,
    RowEntered,
    RowAmended,
    RowVoided,
    AccountOpened,
    PasswordReset,
    PasswordChosen,
    AccountDisabled,
    AccountEnabled,
    SecondFactorAdded,
    SecondFactorReset,
    RecoveryCodesRenewed,
)
