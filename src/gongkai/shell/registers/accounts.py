"""The accounts of an organ, and who signed in with them, as registers."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse

from gongkai.bodies.models import Officer
from gongkai.bodies.viewer import Viewer
from gongkai.registry import Column, Register
from gongkai.shell.models import SignInOutcome
from gongkai.shell.queries import accounts, has_first_password
from gongkai.shell.sign_in import attempts_in

IN_USE, DISABLED = "使用中", "已停用"


def state_of(officer: Officer) -> str:
    """Return how the account of an officer stands."""
    assert officer.user is not None
    if not officer.user.is_active:
        return DISABLED
    return f"{IN_USE}，首次登录须更改密码" if has_first_password(officer) else IN_USE


def _states(_: Viewer) -> Sequence[tuple[str, str]]:
    return [("True", IN_USE), ("False", DISABLED)]


def _outcomes(_: Viewer) -> Sequence[tuple[str, str]]:
    return SignInOutcome.choices


REGISTERS = (
    Register(
        id="shell.accounts",
        title="账号",
        group="",
        query=accounts,
        permission="shell.administer_accounts",
        order="number",
        noun="个",
        empty="还没有账号。工作人员登记以后，在这里开立账号。",
        page=lambda officer: reverse("shell:account", args=[officer.pk]),
        columns=(
            Column(
                id="login",
                label="登录账号",
                value=lambda o: o.user.username,
                field="user__username",
                filter="text",
            ),
            Column(id="name", label="姓名", value=lambda o: o.name, field="name", filter="text"),
            Column(id="number", label="编号", value=lambda o: o.number, field="number", filter="text"),
            Column(
                id="state",
                label="状态",
                value=state_of,
                field="user__is_active",
                filter="choice",
                choices=_states,
            ),
            Column(id="last", label="上次登录", value=lambda o: o.signed_in_at or "还没有登录过"),
        ),
    ),
    Register(
        id="shell.sign_ins",
        title="登录记录",
        group="",
        query=lambda viewer: attempts_in(viewer).select_related("account__officer"),
        permission="shell.administer_accounts",
        order="-tried_at",
        empty="还没有人登录过。",
        columns=(
            Column(id="at", label="时间", value=lambda a: a.tried_at, field="tried_at"),
            Column(
                id="login",
                label="登录账号",
                value=lambda a: a.account.username,
                field="account__username",
                filter="text",
            ),
            Column(id="name", label="姓名", value=lambda a: a.account.officer.name),
            Column(
                id="outcome",
                label="结果",
                value=lambda a: a.get_outcome_display(),
                field="outcome",
                filter="choice",
                choices=_outcomes,
            ),
            Column(id="source", label="来源地址", value=lambda a: a.source, field="source", filter="text"),
        ),
    ),
)
