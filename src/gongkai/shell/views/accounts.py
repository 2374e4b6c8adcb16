"""Accounts: one's own, and those of the organ for its system administrator."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from gongkai.bodies.models import Officer
from gongkai.registry import Register, one
from gongkai.shell import queries
from gongkai.shell.access import OfficerRequest, officer_view
from gongkai.shell.account_forms import AccountActForm, AccountForm, ChangePasswordForm
from gongkai.shell.actions.choose_password import choose_password
from gongkai.shell.actions.disable_account import disable_account, enable_account
from gongkai.shell.actions.open_account import open_account
from gongkai.shell.actions.reset_password import reset_password
from gongkai.shell.actions.second_factor import reset_second_factor
from gongkai.shell.registers.accounts import state_of
from gongkai.shell.registers.table import render_register
from gongkai.shell.second_factor import device_of
from gongkai.shell.sign_in import attempts_of
from gongkai.shell.views.auth import told_to_wait

ADMINISTER = "shell.administer_accounts"
SIGN_INS_SHOWN = 20


@require_GET
@officer_view()
def my_account(request: OfficerRequest) -> HttpResponse:
    """One's own account: what it is called, and every attempt to sign in with it."""
    account: Any = request.user
    context = {
        "account": account,
        "second_factor": device_of(account),
        "sign_ins": attempts_of(account)[:SIGN_INS_SHOWN],
    }
    return render(request, "shell/my_account.html", context)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@officer_view()
def password(request: Any) -> HttpResponse:
    """One's own password; a first one must be changed before all else."""
    form = ChangePasswordForm(request.user, request.META, request.POST or None)
    if form.is_valid():
        viewer = request.viewer
        choose_password(viewer=viewer, officer=viewer.officer, password=form.cleaned_data["new_password1"])
        request.user.refresh_from_db()
        update_session_auth_hash(request, request.user)
        messages.success(request, "密码已更改，下次登录请使用新密码。")
        return redirect("shell:my_account" if request.duty is None else settings.LOGIN_REDIRECT_URL)
    first = request.duty is not None
    frame = "shell/plain.html" if first else "shell/desk.html"
    page = render(request, "shell/password.html", {"form": form, "first": first, "frame": frame})
    return told_to_wait(page, form.wait)


@require_GET
@officer_view(ADMINISTER)
def all_accounts(request: OfficerRequest) -> HttpResponseBase:
    """The accounts of the organ, as a register, with the way to a new one."""
    above = render_to_string("shell/accounts_above.html", request=request)
    return render_register(request, one(Register, "shell.accounts"), above=above)


@require_http_methods(["GET", "POST"])
@officer_view(ADMINISTER)
def open_new(request: OfficerRequest) -> HttpResponse:
    """Open an account; its first password is shown this once."""
    viewer = request.viewer
    form = AccountForm(viewer, request.POST or None, initial={"officer": request.GET.get("officer")})
    if first := form.carry_out(lambda: open_account(viewer=viewer, **form.cleaned_data)):
        return _first_password(request, form.cleaned_data["officer"].pk, first)
    return render(
        request, "shell/account_form.html", {"form": form, "title": "开立账号", "button": "开立账号"}
    )


@require_GET
@officer_view(ADMINISTER)
def account(request: OfficerRequest, pk: int) -> HttpResponse:
    """An account: how it stands, what was done to it, who tried to sign in with it."""
    officer = _account(request, pk)
    assert officer.user is not None
    context = {
        "person": officer,
        "state": state_of(officer),
        "second_factor": device_of(officer.user) is not None,
        "own": request.viewer.officer == officer,
        "acts": officer.account_acts.order_by("-pk"),
        "sign_ins": attempts_of(officer.user)[:SIGN_INS_SHOWN],
    }
    return render(request, "shell/account.html", context)


@dataclass(frozen=True)
class AccountChange:
    """What an administrator does to an account: as asked, and as told when it is done."""

    title: str
    explanation: str
    act: Callable[..., Any]
    done: str


CHANGES = {
    "reset-password": AccountChange(
        "重置密码",
        "系统另拟一个初始密码，只显示一次；本人用它登录后必须先更改。正在使用该账号的登录随即失效。",
        reset_password,
        "",
    ),
    "disable": AccountChange(
        "停用账号",
        "停用后不能登录，正在使用该账号的登录随即失效；办理过的事项和任职不受影响，可以恢复。",
        disable_account,
        "账号已停用。",
    ),
    "reset-second-factor": AccountChange(
        "重置第二因素",
        "本人丢失手机、恢复码也不可用时，当面核实身份后办理。原来的验证器和恢复码随即作废；本单位要求第二因素的，下次登录须重新启用。",
        reset_second_factor,
        "第二因素已重置。",
    ),
    "enable": AccountChange("恢复账号", "恢复后用原来的密码登录。", enable_account, "账号已恢复使用。"),
}


@require_http_methods(["GET", "POST"])
@officer_view(ADMINISTER)
def account_act(request: OfficerRequest, pk: int, act: str) -> HttpResponse:
    """Ask why, and do it."""
    officer = _account(request, pk)
    if act not in CHANGES:
        raise Http404
    change = CHANGES[act]
    form = AccountActForm(request.POST or None)
    done = form.carry_out(lambda: change.act(viewer=request.viewer, officer=officer, **form.cleaned_data))
    if done and not change.done:
        return _first_password(request, pk, done)
    if done:
        messages.success(request, change.done)
        return redirect("shell:account", pk)
    context = {
        "form": form,
        "person": officer,
        "title": f"{change.title}：{officer.name}",
        "button": change.title,
        "explanation": change.explanation,
    }
    return render(request, "shell/account_form.html", context)


def _first_password(request: OfficerRequest, pk: int, first: str) -> HttpResponse:
    """Show a first password: this answer is the only place where it ever stands."""
    context = {"person": _account(request, pk), "password": first}
    return render(request, "shell/first_password.html", context)


def _account(request: OfficerRequest, pk: int) -> Officer:
    return get_object_or_404(queries.accounts(request.viewer), pk=pk)
